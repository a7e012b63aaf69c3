import type { Changed, Reply } from '../../dialogs/index.ts'
import type { Shelf } from '../articles/shelf.ts'
import type { Activity } from '../channels/activity.ts'
import type { Lanes } from '../lanes.ts'
import type { Log } from '../log.ts'
import type { Composer } from '../replying/compose.ts'
import { type KeptWatch, StaleStateError, type Store } from '../storage/store.ts'
import { changedSince, GONE, seenOf } from './seen.ts'

export interface Notifier {
  /** Tells everybody whose article has changed since they last heard of it. Called while it works, it looks once more. */
  check(): Promise<void>
  close(): void
}

interface NotifierParts<S> {
  readonly store: Pick<Store<S>, 'look' | 'keep' | 'watches'>
  readonly shelf: Pick<Shelf, 'article'>
  readonly say: (article: { readonly id: string; readonly title: string }, changed: Changed) => Reply
  readonly compose: Composer['compose']
  readonly lanes: Lanes
  /** Told of a conversation in which something is to be sent. */
  readonly wake: (conversation: string) => void
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Another process that tells the same is first at most once; turns of the person may come between. */
const ATTEMPTS = 10

/**
 * Notices are turns without a message: kept whole, in their conversation's order, and sent like all replies. What names
 * the turn is what the article says now, so that nobody hears of a change twice, whichever process looks, and however often.
 */
export const createNotifier = <S>(parts: NotifierParts<S>): Notifier => {
  const { store, shelf, say, compose, lanes, wake, log, now } = parts
  let isClosed = false
  let checking: Promise<void> | undefined
  let isAskedAgain = false

  const tell = async (watch: KeptWatch, changed: Changed, title: string, seen: string): Promise<void> => {
    const { conversation, article, address, route } = watch
    const activity = `notice ${article} ${seen}`
    const { saved, answered } = await store.look(conversation, activity)
    // Forgotten, or told by another process, in between.
    if (answered || !saved) return
    const { replies } = compose(JSON.parse(address) as Activity, [say({ id: article, title }, changed)])
    await store.keep({
      conversation,
      activity,
      person: undefined,
      heard: undefined,
      before: saved,
      state: saved.state,
      replies,
      route,
      outcome: JSON.stringify({ kind: 'notified', article }),
      effects: [],
      watch: { article, seen, address, route },
      at: now(),
    })
    wake(conversation)
    log.info('told of a change', { conversation, article })
  }

  const tellInTurn = async (...told: Parameters<typeof tell>): Promise<void> => {
    for (let left = ATTEMPTS - 1; ; left--) {
      try {
        return await lanes.run(told[0].conversation, () => tell(...told))
      } catch (error) {
        if (!(error instanceof StaleStateError) || left === 0) throw error
      }
    }
  }

  const look = async (): Promise<void> => {
    for (const watch of await store.watches()) {
      if (isClosed) return
      const article = await shelf.article(watch.article)
      const changed = changedSince(watch.seen, article)
      if (changed) await tellInTurn(watch, changed, article?.title ?? '', article ? seenOf(article) : GONE)
    }
  }

  const run = async (): Promise<void> => {
    do {
      isAskedAgain = false
      try {
        await look()
      } catch (error) {
        log.error('people could not be told of changed articles; tried again with the next change', { error })
      }
    } while (isAskedAgain && !isClosed)
  }

  return {
    check() {
      if (checking) isAskedAgain = true
      checking ??= run().finally(() => {
        checking = undefined
      })
      return checking
    },
    close() {
      isClosed = true
    },
  }
}
