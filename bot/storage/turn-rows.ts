import type { Effect } from '../../dialogs/index.ts'
import { keptName } from './kept-name.ts'
import type { Feedback, Turn, Watch } from './store.ts'

/** A turn as its rows stand in a database, plain enough for a thread or a statement. */
export interface TurnRows {
  readonly conversation: string
  /** Null: unknown, or not to be known any more. */
  readonly person: string | null
  readonly activity: string
  /** The revision that it builds on; null when there was nothing. */
  readonly before: number | null
  readonly state: string | null
  /** JSON of the activities that were heard and said. Their numbers are `first`, `first + 1`, … */
  readonly said: readonly string[]
  readonly first: number
  /** The first of them that is a reply; the last one is the new watermark. */
  readonly firstReply: number
  readonly watermark: number
  readonly route: string | null
  readonly outcome: string | null
  readonly advice: readonly Advice[]
  readonly feedback: { readonly liked: boolean; readonly reason: string | null } | null
  readonly watch: WatchRow | 'none' | null
  /** Everything else that is kept of the conversation goes. */
  readonly forgets: boolean
  /** Milliseconds since 1970. */
  readonly at: number
}

interface WatchRow {
  readonly article: string
  readonly seen: string
  readonly address: string
  readonly route: string | null
}

/** What became of one article in the turn. */
interface Advice {
  readonly article: string
  /** Null when it was not recommended now. */
  readonly certain: boolean | null
  /** Null when nothing was told of it. */
  readonly helped: string | null
}

/**
 * What a turn's rows are. Of a turn that forgets, its replies are kept alone: so that they are sent, and the same
 * message, delivered again, gets the same.
 */
export const turnRows = <S>(turn: Turn<S>): TurnRows => {
  const forgets = turn.effects.some(({ kind }) => kind === 'forget')
  const heard = forgets || turn.heard === undefined ? [] : [turn.heard]
  const watermark = turn.before?.watermark ?? 0
  return {
    conversation: keptName(turn.conversation),
    person: forgets || turn.person === undefined ? null : keptName(turn.person),
    activity: keptName(turn.activity),
    before: turn.before?.revision ?? null,
    state: turn.state === undefined ? null : JSON.stringify(turn.state),
    said: [...heard, ...turn.replies],
    first: watermark + 1,
    firstReply: watermark + 1 + heard.length,
    watermark: watermark + heard.length + turn.replies.length,
    route: turn.route ?? null,
    outcome: forgets ? null : (turn.outcome ?? null),
    advice: forgets ? [] : adviceIn(turn.effects),
    feedback: forgets || turn.feedback === undefined ? null : feedbackRow(turn.feedback),
    watch: forgets || turn.watch === undefined ? null : watchRow(turn.watch),
    forgets,
    at: Math.round(turn.at),
  }
}

/** PostgreSQL takes no text with a NUL. */
const feedbackRow = ({ liked, reason }: Feedback) => ({ liked, reason: reason?.replaceAll('\0', ' ') ?? null })

const watchRow = (watch: Watch | 'none'): WatchRow | 'none' =>
  watch === 'none'
    ? 'none'
    : { article: keptName(watch.article), seen: watch.seen, address: watch.address, route: watch.route ?? null }

const NONE: readonly Advice[] = []

const adviceIn = (effects: readonly Effect[]): readonly Advice[] => {
  if (effects.length === 0) return NONE
  const byArticle = new Map<string, Advice>()
  for (const effect of effects) {
    if (effect.kind !== 'recommended' && effect.kind !== 'tried') continue
    const article = keptName(effect.article)
    const { certain, helped } = byArticle.get(article) ?? { certain: null, helped: null }
    byArticle.set(
      article,
      effect.kind === 'recommended'
        ? { article, certain: effect.certain, helped }
        : { article, certain, helped: effect.helped },
    )
  }
  return [...byArticle.values()]
}
