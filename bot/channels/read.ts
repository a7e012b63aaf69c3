import { type Chosen, type Message, typed } from '../../dialogs/index.ts'
import type { Activity } from './activity.ts'
import { placeOf } from './capabilities.ts'

/** What an activity means to the bot. */
export type Incoming =
  | { readonly kind: 'message'; readonly message: Message }
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
    default:
      return { kind: 'ignored', why: `activities of type ${activity.type} need no answer` }
  }
}

const readMessage = (activity: Activity): Incoming => {
  const text = clean(withoutMentions(activity))
  if (text.length > LONGEST_TEXT) return { kind: 'too-long', length: text.length, limit: LONGEST_TEXT }
  const clicked = choiceOf(activity.value)
  // A card of an older release hands back what its button says.
  const [choice, said] = typeof clicked === 'string' ? [undefined, text || clicked] : [clicked, text]
  return { kind: 'message', message: { ...typed(said), ...origin(activity), choice, attachments: files(activity) } }
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
