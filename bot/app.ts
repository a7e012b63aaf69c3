import type { AddressInfo } from 'node:net'
import type { Server } from 'restify'
import type { Changed, Reply } from '../dialogs/index.ts'
import { mountArticles } from './articles/mount.ts'
import type { Shelf } from './articles/shelf.ts'
import { type Bot, createBot } from './bot.ts'
import type { Authentication } from './channels/sdk/channel.ts'
import { openChannel } from './channels/sdk/open-channel.ts'
import { mountDirectLine } from './direct-line/index.ts'
import { mountOn } from './http/endpoint.ts'
import { createRateCheck } from './http/rates.ts'
import { createTenantCheck } from './http/tenants.ts'
import { createInvoke } from './invokes/invoke.ts'
import { createLanes } from './lanes.ts'
import type { Log } from './log.ts'
import { createNotifier } from './notices/notifier.ts'
import { seenOf } from './notices/seen.ts'
import { createMetrics } from './operating/metrics.ts'
import { createComposer } from './replying/compose.ts'
import type { Conversation } from './replying/conversation.ts'
import { createSender } from './sender.ts'
import { createServer, type Health } from './server.ts'
import type { Settings } from './settings.ts'
import { openStore as openSetStore } from './storage/open-store.ts'
import { startRetention } from './storage/retention.ts'
import type { Store } from './storage/store.ts'
import { watchStore } from './storage/watched-store.ts'
import { createTakeTurn, type Respond } from './turn.ts'
import { localDoor, openDoor } from './web/door.ts'
import { mountWebChat } from './web/page.ts'
import { startPage } from './web/start-page.ts'

/** What answers once the articles are read: knowledge and dialogs, ready to be asked. */
export interface Advisor<S> {
  readonly respond: Respond<S>
  readonly shelf: Shelf
  /** How many there are now: they are kept up with their files. */
  readonly articles: number
  /** What is wrong in the articles, a sentence each; the rest of them is used all the same. */
  readonly problems: readonly string[]
  readonly changes?: Changes
  close?(): Promise<void>
}

/** That articles change while the bot runs. */
interface Changes {
  /** Returns how to stop it. */
  onChange(listener: () => void): () => void
  /** What is told to whom an article was recommended. */
  readonly say: (article: { readonly id: string; readonly title: string }, changed: Changed) => Reply
}

/** `onSearch` is told how many seconds each search took. `stopped`: it is not wanted any more, and may reject. */
export type OpenAdvisor<S> = (
  settings: Settings,
  log: Log,
  onSearch: (seconds: number) => void,
  stopped?: AbortSignal,
) => Promise<Advisor<S>>

interface AppParts<S> {
  readonly settings: Settings
  readonly version: string
  readonly log: Log
  /** Reads the articles that the settings name. Throws when they cannot be used at all. */
  readonly openAdvisor: OpenAdvisor<S>
  readonly openStore?: (settings: Settings) => Promise<Store<Conversation<S>>>
  readonly authentication?: Authentication
}

export interface App {
  readonly url: string
  readonly port: number
  readonly articles: number
  readonly problems: readonly string[]
  /** Takes no more turns, lets the running ones end, and closes the store. Calling it again changes nothing. */
  close(): Promise<void>
}

/** Milliseconds that running turns have to end when the app closes, and what is being sent after them. */
const DRAIN = 2_000
const DRAIN_SENDING = 800

/**
 * Puts the rooms together. Listens first, so that `/health` can say "starting" while the articles are read.
 *
 * @throws Error that says what the operator can do
 */
export const startApp = async <S>(parts: AppParts<S>): Promise<App> => {
  const { settings, version, log, openAdvisor, openStore = openSetStore<Conversation<S>> } = parts
  const store = watchStore(await openStore(settings), { log })
  const channel = await openChannel(settings.credentials, parts.authentication)
  const lanes = createLanes()
  let pages: Mounted = NO_PAGES
  const metrics = createMetrics({
    outbox: () => store.outboxDepth(),
    queue: () => lanes.busy,
    streams: () => pages.streams(),
  })
  const sender = createSender({ store, send: channel.send, log, now: Date.now, onAttempt: metrics.sent })
  let opening: Promise<Advisor<S>> | undefined
  let advisor: Advisor<S> | undefined
  const givenUp = new AbortController()
  /** Where people reach the pages of articles. */
  const publicUrl = settings.webChat?.signIn ? undefined : settings.webChat?.publicUrl
  let stopping = false
  const [bot, start] = startedLater()
  const health = async (): Promise<Health> => {
    if (stopping) return { status: 'stopping' }
    if (!advisor) return { status: 'starting' }
    const why = store.isAway() ?? (await whyNot(store.probe()))
    return why === undefined ? { status: 'ok', articles: advisor.articles, version } : { status: 'store-away', why }
  }
  const callers = settings.credentials ? 'channels' : settings.anonymous ? 'this machine' : 'nobody'
  const checks = [createTenantCheck(settings.tenants), createRateCheck(settings.rates ?? {}, Date.now)]
  const server = createServer({
    channel,
    bot,
    callers,
    permit: activity => {
      for (const check of checks) check(activity)
    },
    isReady: () => advisor !== undefined,
    invoke: createInvoke({
      bot,
      shelf: () => {
        if (!advisor) throw new Error('The articles are not read yet.')
        return advisor.shelf
      },
      publicUrl,
    }),
    health,
    metrics,
    openMetrics: settings.metrics === true,
    log,
  })
  const stopRetention = startRetention({ store, log, now: Date.now, keep: settings.keep })
  let stopNotices = () => {}
  const close = once(async () => {
    stopping = true
    stopRetention()
    stopNotices()
    pages.unmount()
    await stopListening(server)
    await within(DRAIN_SENDING, sender.close())
    givenUp.abort()
    const opened = await opening?.catch(() => undefined)
    await opened?.close?.()
    await store.close()
  })
  try {
    // Before it listens, so that nobody waits while this thread is busy.
    opening = openAdvisor(settings, log, metrics.searched, givenUp.signal)
    opening.catch(() => {})
    pages = await mountPages(server, settings, { bot, store, log, shelf: () => advisor?.shelf })
    const port = await listen(server, settings)
    // Our page leads to pages of articles by itself: what stands in a reply must hold for longer than a port.
    const articlePages = { publicUrl, besideWebChat: settings.anonymous && !settings.webChat }
    advisor = await opening
    const takeTurn = createTakeTurn({ store, log, now: Date.now, lanes, onTurn: metrics.turnEnded })
    const { respond, shelf, changes } = advisor
    const { wake } = sender
    const seen = async (id: string) => {
      const article = await shelf.article(id)
      return article && seenOf(article)
    }
    const showTyping = (activity: string, route: string) =>
      void channel.send({ activity, route }).catch(error => log.debug('typing not shown', { why: String(error) }))
    const composer = createComposer({ pages: articlePages, now: Date.now })
    start(createBot({ takeTurn, respond, composer, seen, showTyping, wake, log }))
    if (changes) {
      const { compose } = composer
      const notifier = createNotifier({ store, shelf, say: changes.say, compose, lanes, wake, log, now: Date.now })
      const stop = changes.onChange(() => void notifier.check())
      stopNotices = () => {
        stop()
        notifier.close()
      }
      // They may have changed while nobody looked.
      void notifier.check()
    }
    return { url: `http://localhost:${port}`, port, articles: advisor.articles, problems: advisor.problems, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Web chat may be quicker than the articles: its turns wait for the bot. */
const startedLater = (): readonly [Bot, (bot: Bot) => void] => {
  let start: (bot: Bot) => void = () => {}
  const started = new Promise<Bot>(resolve => {
    start = resolve
  })
  return [async (activity, delivery) => (await started)(activity, delivery), start]
}

interface PageParts {
  readonly bot: Bot
  readonly store: Store<unknown>
  readonly log: Log
  readonly shelf: () => Shelf | undefined
}

/** What people open in a browser. */
interface Mounted {
  readonly unmount: () => void
  /** Streams to web chats that are open. */
  readonly streams: () => number
}

const NO_PAGES: Mounted = { unmount: () => {}, streams: () => 0 }

/** Where web chat is not meant for others, it and the articles are served only to the machine that the bot runs on. */
const mountPages = async (server: Server, settings: Settings, parts: PageParts): Promise<Mounted> => {
  const { log, store } = parts
  const door = settings.webChat ? await openDoor(settings.webChat, { now: Date.now, log }) : localDoor
  if (!settings.anonymous && !settings.webChat) {
    mountOn(server, { log })('GET /', startPage)
    return NO_PAGES
  }
  mountWebChat(mountOn(server, { log, admit: door.admitPage }), { log, others: door.others })
  // A page of articles signs nobody in.
  if (!settings.webChat?.signIn) {
    const mount = mountOn(server, { log, admit: door.admit })
    mountArticles(mount, { shelf: parts.shelf, chat: '/', now: Date.now, log })
  }
  const tokenKey = await store.secret('direct-line')
  const limits = settings.directLine ?? {}
  const directLine = mountDirectLine(server, { ...parts, ...door, now: Date.now, tokenKey, limits })
  return { unmount: directLine.close, streams: directLine.streams }
}

const listen = (server: Server, { port, anonymous }: Settings): Promise<number> =>
  new Promise((resolve, reject) => {
    // Restify passes on the error of its server, and nobody listening there would end the process.
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(port, error)))
    const listening = () => resolve((server.server.address() as AddressInfo).port)
    if (anonymous) server.listen(port, '127.0.0.1', listening)
    else server.listen(port, listening)
  })

const cannotListen = (port: number, error: NodeJS.ErrnoException): Error => {
  const why =
    error.code === 'EADDRINUSE'
      ? `Port ${port} is taken by another program. Stop that program, or set PORT to another port (0 picks a free one).`
      : error.code === 'EACCES'
        ? `Port ${port} may not be used by this user. Set PORT to a port above 1023.`
        : `Port ${port} cannot be used: ${error.message}. Set PORT to another port (0 picks a free one).`
  return new Error(why, { cause: error })
}

/** `close` alone would wait for clients that keep their connection open: idle ones are closed again and again. */
const stopListening = async (server: Server): Promise<void> => {
  if (!server.server.listening) return
  const closed = new Promise<void>(resolve => {
    server.close(() => resolve())
  })
  const idle = setInterval(() => server.server.closeIdleConnections(), 20)
  const deadline = setTimeout(() => server.server.closeAllConnections(), DRAIN)
  await closed
  clearInterval(idle)
  clearTimeout(deadline)
}

/** Why it cannot be done. */
const whyNot = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )

const within = (milliseconds: number, work: Promise<void>): Promise<unknown> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>(resolve => {
    timer = setTimeout(resolve, milliseconds)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

const once = (work: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | undefined
  return () => {
    running ??= work()
    return running
  }
}
