import type { Activity } from './activity.ts'

/** What a channel can show, as far as a reply is drawn differently for it. */
export interface Capabilities {
  readonly format: 'markdown' | 'plain'
  /**
   * What stands in an activity's text when a card says the same. `twin`: everything, for whoever cannot see cards.
   * `lead`: one sentence, because the channel always shows text and card one below the other; the twin goes into
   * `summary`, from which Teams makes its notification. `undefined`: the channel has no cards, the text is all.
   */
  readonly besideCard: 'twin' | 'lead' | undefined
  /** How many choices can be suggested below the compose box; 0: none. */
  readonly suggestions: number
  /** Choices are also written out, since nobody knows whether this channel shows suggestions. */
  readonly listChoices: boolean
  /** Web Chat draws a citation only where the text has a Markdown link definition for its mark. */
  readonly linkDefinitions: boolean
  /** Most characters of a citation. Teams drops the citation, without a word, when one is longer. */
  readonly citation: { readonly name: number; readonly abstract: number }
  /**
   * Characters of a card's parts, about. Teams takes messages of 100 KB, and of 40 KB in some of its clients
   * (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages): every character stands in
   * the card and in what it says to those who cannot see it, with what JSON adds.
   */
  readonly cardText: number
  /** A click can be answered in place of its card, by a universal action; Web Chat does nothing for one. */
  readonly universalActions: boolean
  /** Suggestions must name who may see them. */
  readonly addressed: boolean
  /**
   * How it is told that a message can be liked or not: `loop`, by a mark of Teams'; `actions`, by what schema.org says can be
   * done with it, which Web Chat shows; `undefined`: it cannot.
   */
  readonly feedback: 'loop' | 'actions' | undefined
}

/** Where a reply goes. */
export interface Place {
  readonly channelId: string
  readonly group: boolean
  readonly userId: string
}

/** What tells the place of an activity. */
export interface Addressed {
  readonly channelId: string
  readonly conversation: Pick<Activity['conversation'], 'id'> & Partial<Activity['conversation']>
  readonly from?: { readonly id: string } | undefined
}

export const placeOf = (activity: Addressed): Place => ({
  channelId: activity.channelId,
  group: activity.conversation.isGroup === true || isTeamsGroup(activity.conversation.conversationType),
  userId: activity.from?.id ?? '',
})

const isTeamsGroup = (conversationType: string | undefined): boolean =>
  conversationType !== undefined && conversationType !== 'personal'

const webChat: Capabilities = {
  format: 'markdown',
  besideCard: 'twin',
  suggestions: 100,
  listChoices: false,
  linkDefinitions: true,
  citation: { name: 200, abstract: 400 },
  cardText: 60_000,
  universalActions: false,
  addressed: false,
  feedback: 'actions',
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content (limits) */
const teams: Capabilities = {
  format: 'markdown',
  besideCard: 'lead',
  suggestions: 6,
  listChoices: false,
  linkDefinitions: false,
  citation: { name: 80, abstract: 160 },
  cardText: 8_000,
  universalActions: true,
  addressed: true,
  feedback: 'loop',
}

/** In group chats and channels Teams shows no suggestions: choices become card buttons. */
const teamsGroup: Capabilities = { ...teams, suggestions: 0 }

/** Mail, SMS, Slack … : words are all that is sure to arrive. */
const unknown: Capabilities = {
  format: 'plain',
  besideCard: undefined,
  suggestions: 100,
  listChoices: true,
  linkDefinitions: false,
  citation: { name: 200, abstract: 400 },
  cardText: 60_000,
  universalActions: false,
  addressed: false,
  feedback: undefined,
}

/**
 * The Emulator is Web Chat in a window, but shows text and card below each other; the Playground that stands in for it
 * suggests nothing beside a card.
 */
const emulator: Capabilities = { ...webChat, besideCard: 'lead' }

const table: Readonly<Record<string, { readonly alone: Capabilities; readonly group: Capabilities }>> = {
  msteams: { alone: teams, group: teamsGroup },
  webchat: { alone: webChat, group: webChat },
  directline: { alone: webChat, group: webChat },
  emulator: { alone: emulator, group: emulator },
}

export const capabilitiesOf = (place: Place): Capabilities => {
  const known = Object.hasOwn(table, place.channelId) ? table[place.channelId] : undefined
  return known?.[place.group ? 'group' : 'alone'] ?? unknown
}
