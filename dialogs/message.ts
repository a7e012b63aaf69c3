import type { Chosen } from './reply.ts'

/** What the person said, on whatever channel. */
export interface Message {
  /** Typed words; empty when only files came. */
  readonly text: string
  /** The choice that was clicked; its title stands in `text` when the channel shows it. */
  readonly choice: Chosen | undefined
  /** Set when a person joined instead of speaking: the bot greets. */
  readonly joined: boolean
  /** How many files came with the message; the bot cannot read them yet. */
  readonly attachments: number
  /** The activity's id, with which a channel names the message again. */
  readonly id: string | undefined
  /** A language tag such as `en-US`. */
  readonly locale: string | undefined
  /** Id of the person, as the channel names them. */
  readonly sender: string | undefined
}

/** Words of which nothing else is known. */
export const typed = (text: string): Message => ({
  text,
  choice: undefined,
  joined: false,
  attachments: 0,
  id: undefined,
  locale: undefined,
  sender: undefined,
})
