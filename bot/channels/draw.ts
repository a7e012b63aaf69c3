import { randomUUID } from 'node:crypto'
import type { Choice, Reply } from '../../dialogs/index.ts'
import type { Drawn } from './activity.ts'
import { type Capabilities, capabilitiesOf, type Place } from './capabilities.ts'
import type { AskedCard } from './cards/asked.ts'
import { cardOf, choicesCard, knownCard } from './cards/card.ts'
import { citationEntity } from './citations.ts'
import { leadOf, textOf, twinOf } from './markdown.ts'
import { type Page, pageOf, withinLimit } from './page.ts'

type Content = Omit<Drawn, 'type' | 'textFormat'>

/** What a reply becomes: activities, and the cards among them that can be answered. */
export interface Drawing {
  readonly activities: readonly Drawn[]
  readonly asked: readonly AskedCard[]
}

interface Sheet {
  readonly place: Place
  readonly can: Capabilities
  readonly pages: Pages
  /** Takes a card that can be answered, and gives it its name. */
  readonly ask: (question: string, choices: readonly Choice[]) => string
}

/** Where our own pages of articles can be reached. */
export interface Pages {
  /** From everywhere, under this address. */
  readonly publicUrl?: string | undefined
  /** From our page of web chat: it leads there by itself. */
  readonly besideWebChat?: boolean
}

interface Options {
  readonly pages?: Pages | undefined
  /** Makes the names of cards; nobody can guess them. */
  readonly nonce?: () => string
}

/** Replies as the activities that show them best in this place. */
export const draw = (replies: readonly Reply[], place: Place, options: Options = {}): Drawing => {
  const { pages = {}, nonce = randomUUID } = options
  const can = capabilitiesOf(place)
  const asked: AskedCard[] = []
  const ask: Sheet['ask'] = (question, choices) => {
    const card = { nonce: nonce(), question, choices }
    asked.push(card)
    return card.nonce
  }
  const activities = replies.flatMap(reply =>
    drawn(reply, { place, can, pages, ask }).map(
      content => ({ type: 'message', textFormat: can.format, ...content }) as const,
    ),
  )
  return { activities, asked }
}

const drawn = (reply: Reply, sheet: Sheet): readonly Content[] => {
  const { choices } = reply
  const { can, pages } = sheet
  switch (reply.kind) {
    case 'text':
      return [
        {
          inputHint: 'acceptingInput',
          text: textOf(reply.text, [], reply, can),
          ...offer(choices, reply.text, sheet),
        },
      ]
    case 'question':
      return asking(reply, sheet)
    case 'explanation':
      return shown(withinLimit(pageOf(reply, pages.publicUrl), can.cardText), {}, undefined, sheet)
    case 'recommendation': {
      const entities = [citationEntity([reply.citation, ...reply.others], can)]
      const channelData = can.feedback === 'loop' ? { channelData: { feedbackLoop: { type: 'default' } } } : {}
      return shown(
        withinLimit(pageOf(reply, pages.publicUrl), can.cardText),
        { entities, ...channelData },
        reply.followUp,
        sheet,
      )
    }
  }
}

/** A question with its choices; what is known by now can be taken back with one click where there are cards. */
const asking = (reply: Extract<Reply, { readonly kind: 'question' }>, sheet: Sheet): readonly Content[] => {
  const { can, ask } = sheet
  const { text: question, hint, choices, known } = reply
  const inputHint = 'expectingInput'
  const said = (...hints: readonly string[]) => textOf(question, [hint, ...hints], reply, can)
  if (!known) return [{ inputHint, text: said(), ...offer(choices, question, sheet) }]
  switch (can.besideCard) {
    case undefined:
      return [{ inputHint, text: said(known.text), ...offer(choices, question, sheet) }]
    case 'lead': {
      if (choices.length > can.suggestions) {
        const nonce = ask(question, [...choices, ...known.wrong])
        return [{ inputHint, text: said(), attachments: [choicesCard(choices, nonce, can, known)] }]
      }
      // Nothing can be suggested beside a card.
      const before = knownCard(known, ask('', known.wrong), can)
      return [
        { inputHint: 'acceptingInput', text: '', summary: known.text, attachments: [before] },
        { inputHint, text: said(), ...offer(choices, question, sheet) },
      ]
    }
    case 'twin': {
      // Tells our web chat page what of the text the card says.
      const channelData = { advise: { known: textOf(known.text, [], { choices: [] }, can) } }
      const attachments = [knownCard(known, undefined, can)]
      return [{ inputHint, text: said(known.text), ...offer(choices, question, sheet), attachments, channelData }]
    }
  }
}

/** Choices where the person looks for them: below the compose box, else on a card. */
const offer = (
  choices: readonly Choice[],
  question: string,
  { place, can, ask }: Sheet,
): Pick<Drawn, 'attachments' | 'suggestedActions'> => {
  if (choices.length === 0) return {}
  if (choices.length > can.suggestions) return { attachments: [choicesCard(choices, ask(question, choices), can)] }
  return {
    suggestedActions: {
      to: can.addressed ? [place.userId] : [],
      actions: choices.map(({ title, label = title }) => ({ type: 'imBack', title: label, value: title })),
    },
  }
}

/**
 * A page as its channel shows it, and its choices as near to the compose box as they can be: whoever has read a card to its
 * end is there. `followUp`: what is said with them where they cannot be suggested beside a card.
 */
const shown = (
  page: Page,
  besides: Pick<Content, 'entities' | 'channelData'>,
  followUp: string | undefined,
  sheet: Sheet,
): readonly Content[] => {
  const { can, ask, pages } = sheet
  const inputHint = 'acceptingInput'
  const twin = twinOf(page, can)
  switch (can.besideCard) {
    case undefined:
      return [{ inputHint, text: twin, ...besides, ...offer(page.choices, page.heading, sheet) }]
    case 'lead': {
      const isApart = followUp !== undefined && page.choices.length > 0
      const choices = isApart ? [] : page.choices
      const card = cardOf(page, choices, choices.length > 0 ? ask(page.heading, choices) : '', can)
      const said: Content = { inputHint, text: leadOf(page, can), summary: twin, ...besides, attachments: [card] }
      if (!isApart) return [said]
      return [
        said,
        { inputHint, text: textOf(followUp, [], { choices: [] }, can), ...offer(page.choices, followUp, sheet) },
      ]
    }
    case 'twin': {
      // Tells our web chat page that the card says it all, so that it need not show both. Other clients ignore it.
      const article = pages.besideWebChat ? page.article : undefined
      const channelData = { ...besides.channelData, advise: { twin: true, ...(article && { article }) } }
      const attachments = [cardOf(page, [], '', can)]
      const offered = offer(page.choices, page.heading, sheet)
      return [{ inputHint, text: twin, ...besides, ...offered, attachments, channelData }]
    }
  }
}
