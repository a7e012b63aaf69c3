import { z } from 'zod'
import { type Chosen, type Message, typed } from '../../dialogs/index.ts'
import type { Activity } from './activity.ts'
import { placeOf } from './capabilities.ts'

/** What an activity means to the bot. */
export type Incoming =
  /** `nonce`: the card on whose button was clicked. */
  | { readonly kind: 'message'; readonly message: Message; readonly nonce?: string }
  /** What somebody thinks of a reply. */
  | { readonly kind: 'feedback'; readonly liked: boolean; readonly reason: string | undefined }
  /** All that this person told here is to be deleted. */
  | { readonly kind: 'forget' }
  | { readonly kind: 'too-long'; readonly length: number; readonly limit: number }
  /** Typing, reactions, edits, events …: nothing to answer. */
  | { readonly kind: 'ignored'; readonly why: string }

/** Characters of one message. A log excerpt fits; a whole log is better cut by the person, who knows where to look. */
const LONGEST_TEXT = 64 * 1024

export const read = (activity: Activity): Incoming => {
  switch (activity.type) {
    case 'message':
      return readMessage(activity)
    case 'conversationUpdate':
      return someoneToGreet(activity)
        ? { kind: 'message', message: { ...typed(''), ...origin(activity), joined: true } }
        : { kind: 'ignored', why: 'nobody to greet joined' }
    case 'invoke':
      // Others send none, and would not know what to do with its answer.
      if (activity.channelId !== 'msteams') return { kind: 'ignored', why: 'only Teams invokes something' }
      return readInvoke(activity)
    case 'event':
      return readEvent(activity)
    // https://learn.microsoft.com/azure/bot-service/bot-activity-handler-concept (what channels send besides messages)
    case 'deleteUserData':
      return { kind: 'forget' }
    default:
      return { kind: 'ignored', why: `activities of type ${activity.type} need no answer` }
  }
}

const readMessage = (activity: Activity): Incoming => {
  const text = clean(withoutMentions(activity))
  const clicked = choiceOf(activity.value)
  // A card of an older release hands back what its button says.
  const [choice, said] = typeof clicked === 'string' ? [undefined, text || clean(clicked)] : [clicked, text]
  if (said.length > LONGEST_TEXT) return { kind: 'too-long', length: said.length, limit: LONGEST_TEXT }
  const message = { ...typed(said), ...origin(activity), choice, attachments: files(activity) }
  return withNonce(message, activity.value)
}

const withNonce = (message: Message, data: unknown): Incoming => {
  const nonce = (data as { readonly nonce?: unknown } | null | undefined)?.nonce
  return typeof nonce === 'string' && message.choice
    ? { kind: 'message', message, nonce }
    : { kind: 'message', message }
}

/** What Teams wants answered at once, and what is said here all the same. */
const readInvoke = (activity: Activity): Incoming => {
  const invoke = invokes.safeParse(activity)
  if (!invoke.success) return { kind: 'ignored', why: `nothing is said by ${String(activity.name)}` }
  if (invoke.data.name === 'message/submitAction') {
    const { reaction, feedback } = invoke.data.value.actionValue
    return { kind: 'feedback', liked: reaction === 'like', reason: reasonIn(feedback) }
  }
  const { data } = invoke.data.value.action
  const choice = choiceOf(data)
  if (choice === undefined || typeof choice === 'string')
    return { kind: 'ignored', why: 'the button hands back no choice' }
  return withNonce({ ...typed(''), ...origin(activity), choice }, data)
}

/** What Web Chat says when somebody clicks one of the thumbs below a message. */
const readEvent = ({ name, entities = [] }: Activity): Incoming => {
  const opinion = name === FEEDBACK ? entities.find(entity => OPINIONS.has(entity['@type'])) : undefined
  if (!opinion) return { kind: 'ignored', why: 'this event needs no answer' }
  return { kind: 'feedback', liked: opinion['@type'] === 'LikeAction', reason: undefined }
}

const FEEDBACK = 'webchat:activity-status/feedback'
const OPINIONS = new Set<unknown>(['LikeAction', 'DislikeAction'])

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content (feedback buttons) */
const invokes = z.discriminatedUnion('name', [
  z.object({ name: z.literal('adaptiveCard/action'), value: z.object({ action: z.object({ data: z.unknown() }) }) }),
  z.object({
    name: z.literal('message/submitAction'),
    value: z.object({
      actionName: z.literal('feedback'),
      actionValue: z.object({ reaction: z.enum(['like', 'dislike']), feedback: z.string().nullish() }),
    }),
  }),
])

/** In characters. */
const LONGEST_REASON = 2000

/** Teams sends what was written as JSON in a string: `{"feedbackText":"…"}`. */
const reasonIn = (feedback: string | null | undefined): string | undefined => {
  if (!feedback) return undefined
  try {
    const { feedbackText } = JSON.parse(feedback) as { readonly feedbackText?: unknown }
    return typeof feedbackText === 'string' && feedbackText !== '' ? feedbackText.slice(0, LONGEST_REASON) : undefined
  } catch {
    return feedback.slice(0, LONGEST_REASON)
  }
}

/** Which message it was, in what language, and whose; some channels send empty texts for what they do not know. */
const origin = ({ id, locale, from }: Activity): Pick<Message, 'id' | 'locale' | 'sender'> => ({
  id: id || undefined,
  locale: locale || undefined,
  sender: from?.id,
})

/**
 * In a chat of two everybody but the bot is greeted. Teams announces only the bot there, and in groups a greeting for
 * each newcomer would be noise: the bot introduces itself once, when it is added.
 */
const someoneToGreet = (activity: Activity): boolean => {
  const added = activity.membersAdded ?? []
  const isBot = (id: string) => id === activity.recipient?.id
  if (placeOf(activity).group) return added.some(member => isBot(member.id))
  return added.some(member => activity.channelId === 'msteams' || !isBot(member.id))
}

/** Ways in which one message writes the bot's name. Each is looked for in all of the text. */
const MOST_NAMES = 10

/** `<at>Advise</at> my mail is late` was said to the bot: its name is no part of the problem. Others keep theirs. */
const withoutMentions = (activity: Activity): string => {
  const names = new Set<string>()
  for (const entity of activity.entities ?? []) {
    const mentioned = entity.mentioned as { readonly id?: unknown } | null | undefined
    if (entity.type !== 'mention' || mentioned?.id !== activity.recipient?.id) continue
    if (typeof entity.text === 'string' && entity.text.trim() !== '') names.add(entity.text)
    if (names.size === MOST_NAMES) break
  }
  const text = [...names].reduce((left, name) => left.replaceAll(name, ' '), activity.text ?? '')
  return text.replace(/<\/?at(?:\s[^<>]*)?>/gi, '')
}

/** What chat clients put between words: HTML spaces and breaks, invisible characters, Windows line ends. */
const clean = (text: string): string =>
  text
    .replace(/\r\n?|<br\s*\/?>/gi, '\n')
    .replace(/&nbsp;|[\u00a0\u2007\u202f\t]/gi, ' ')
    .replace(/[\u200b\u2060\ufeff]/g, '')
    .replace(/ {2,}/g, ' ')
    .replace(/ *\n */g, '\n')
    .trim()

/** Our card buttons send `{ choice: { question, option } }` back; those of older releases a title. */
const choiceOf = (value: unknown): Chosen | string | undefined => {
  const choice = (value as { readonly choice?: unknown } | null | undefined)?.choice
  if (typeof choice === 'string') return choice
  const { question, option } = (choice ?? {}) as Record<string, unknown>
  return typeof question === 'string' && typeof option === 'string' ? { question, option } : undefined
}

/** Teams adds the message itself once more as an attachment of type text/html. */
const files = (activity: Activity): number =>
  (activity.attachments ?? []).filter(attachment => attachment.contentType !== 'text/html').length
