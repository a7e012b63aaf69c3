import { createHash, randomUUID } from 'node:crypto'
import { type Effect, type Message, type Reply, SAY } from '../dialogs/index.ts'
import type { Activity } from './channels/activity.ts'
import { type Addressed, placeOf } from './channels/capabilities.ts'
import { press } from './channels/cards/asked.ts'
import { type Incoming, read } from './channels/read.ts'
import type { Log } from './log.ts'
import { addressOf, type Composer } from './replying/compose.ts'
import { type Conversation, restoreConversation, withDialog } from './replying/conversation.ts'
import type { Watch } from './storage/store.ts'
import { sayInChannel } from './texts/texts.ts'
import type { Answer, Respond, TakeTurn } from './turn.ts'

/**
 * What every channel calls with what it received: the same bot behind Teams, web chat and Emulator. Resolves when the turn
 * is kept, to its replies (JSON); an activity that is delivered again gets the same ones.
 *
 * @throws Refusal, StoreAwayError
 */
export type Bot = (activity: Activity, delivery: Delivery) => Promise<readonly string[]>

/** What becomes of the replies. */
type Delivery =
  /** The caller is given them. */
  | { readonly kind: 'returned' }
  /** They stand in the transcript, where the person's page reads them; what needs no answer is shown there, too. */
  | { readonly kind: 'shown' }
  /** They are sent. `route`: how to get there (JSON). */
  | { readonly kind: 'sent'; readonly route: string }

interface BotParts<S> {
  readonly takeTurn: TakeTurn<Conversation<S>>
  readonly respond: Respond<S>
  readonly composer: Composer
  /** What an article says now (JSON), for whoever wants to hear when it changes; undefined: there is none. */
  readonly seen?: (article: string) => Promise<string | undefined>
  /** Shows that it works (an activity and its route, both JSON), where an answer takes its time. Never fails. */
  readonly showTyping?: (activity: string, route: string) => void
  /** Told of a conversation in which something is to be sent. */
  readonly wake?: (conversation: string) => void
  readonly log: Log
}

export const createBot = <S>(parts: BotParts<S>): Bot => {
  const { takeTurn, respond, composer, seen, showTyping, wake, log } = parts
  const { compose, ofPress, typing } = composer

  const watchIn = async (
    effects: readonly Effect[] = [],
    activity: Activity,
    route: string | undefined,
  ): Promise<Watch | 'none' | undefined> => {
    const effect = effects.find(({ kind }) => kind === 'watch' || kind === 'unwatch')
    if (effect?.kind === 'unwatch') return 'none'
    if (effect?.kind !== 'watch') return undefined
    const { article } = effect
    const now = await seen?.(article)
    return now === undefined ? undefined : { article, seen: now, address: addressOf(activity), route }
  }

  const answerMessage = async (
    activity: Activity,
    { message, nonce }: Extract<Incoming, { readonly kind: 'message' }>,
    saved: Conversation<S> | undefined,
    route: string | undefined,
  ): Promise<Answer<Conversation<S>>> => {
    const { dialog, cards } = restoreConversation(saved)
    // Clients announce the same person again and again: after a restart, an upgrade of the app, a reload.
    if (message.joined && saved !== undefined) return { state: saved, replies: [] }
    const pressed = nonce === undefined ? undefined : press(cards, nonce, message.choice)
    const before = pressed ? ofPress(activity, pressed) : []
    if (pressed && pressed.kind !== 'counts') return { state: saved, replies: before }
    const response = await respond(dialog, pressed ? asSaid(message, pressed.title) : message)
    const { replies, asked } = compose(activity, response.replies)
    const forgets = response.effects?.some(({ kind }) => kind === 'forget')
    const watch = await watchIn(response.effects, activity, route)
    const state = withDialog(response.state, forgets ? [] : (pressed?.cards ?? cards), asked)
    return { ...response, state, replies: [...before, ...replies], watch }
  }

  return async (activity, delivery) => {
    const conversation = conversationOf(activity)
    const incoming = read(activity)
    const route = delivery.kind === 'sent' ? delivery.route : undefined
    const answer = async (saved: Conversation<S> | undefined): Promise<Answer<Conversation<S>>> => {
      switch (incoming.kind) {
        case 'message':
          return answerMessage(activity, incoming, saved, route)
        case 'feedback':
          return { state: saved, replies: [], feedback: incoming }
        case 'too-long':
          return {
            state: saved,
            replies: compose(activity, [
              text(sayInChannel('too-long', { length: incoming.length, limit: incoming.limit })),
            ]).replies,
          }
        case 'forget':
          return { state: undefined, replies: [], effects: [{ kind: 'forget' }] }
        case 'ignored':
          return { state: saved, replies: [] }
      }
    }
    if (incoming.kind === 'forget') log.info('all of a conversation is deleted: its channel asks for it')
    if (incoming.kind === 'ignored') {
      log.debug('activity ignored', { conversation, why: incoming.why })
      if (delivery.kind !== 'shown' || activity.type === 'typing') return []
    }
    const stopTyping =
      route === undefined || incoming.kind !== 'message' || incoming.message.joined
        ? () => {}
        : later(TYPING_AFTER, () => showTyping?.(typing(activity), route))
    const replies = await takeTurn({
      conversation,
      activity: nameOf(activity),
      person: activity.from?.id,
      heard: heardOf(activity, incoming, delivery),
      route,
      answer,
    }).finally(stopTyping)
    if (delivery.kind === 'sent') wake?.(conversation)
    return replies
  }
}

/** Milliseconds: what comes sooner needs no announcement. */
const TYPING_AFTER = 700

const later = (milliseconds: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, milliseconds)
  return () => clearTimeout(timer)
}

/** Some buttons stand for words: what stands on them was said. */
const asSaid = (message: Message, title: string): Message =>
  message.choice?.question === SAY ? { ...message, text: title, choice: undefined } : message

const text = (said: string): Reply => ({ kind: 'text', text: said, choices: [] })

/** Characters of a name that are kept as they are. */
const LONGEST_NAME = 400

/** What names an activity within its conversation. One without an id cannot be known again. */
const nameOf = ({ id }: Activity): string => {
  if (id === undefined || id === '') return `unnamed ${randomUUID()}`
  return short(wellFormed(id))
}

/** What the transcript keeps of what was heard; nothing of those who only joined. */
const heardOf = (activity: Activity, incoming: Incoming, { kind }: Delivery): string | undefined => {
  if (activity.type === 'conversationUpdate') return undefined
  if (kind === 'shown') return JSON.stringify(activity)
  // What else a channel sends may be large, or nested without end.
  const { type, id, timestamp, from, text } = activity
  const choice = incoming.kind === 'message' ? incoming.message.choice : undefined
  return JSON.stringify({ type, id, timestamp, from, text, choice })
}

/**
 * The name under which a conversation is kept. In a group everybody has their own: two people who describe two
 * problems in one channel must not answer each other's questions. Encoded, because ids contain `|` themselves
 * (the Emulator's do), and two conversations must never share a name.
 */
export const conversationOf = (activity: Addressed): string => {
  const place = placeOf(activity)
  const names = [place.channelId, activity.conversation.id, ...(place.group ? [place.userId] : [])]
  return short(names.map(name => encodeURIComponent(wellFormed(name))).join('|'))
}

/** Half of a letter, as JSON may have it, is none that can be kept. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')

const short = (name: string): string =>
  name.length <= LONGEST_NAME ? name : `sha256 ${createHash('sha256').update(name).digest('base64url')}`
