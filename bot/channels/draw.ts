import type { Choice, Reply } from '../../dialogs/index.ts'
import type { Drawn } from './activity.ts'
import { type Capabilities, capabilitiesOf, type Place } from './capabilities.ts'
import { cardOf, choicesCard } from './card.ts'
import { citationEntity } from './citations.ts'
import { leadOf, textOf, twinOf } from './markdown.ts'
import { type Page, pageOf } from './page.ts'

type Content = Omit<Drawn, 'type' | 'textFormat'>
/** What a reply shows besides its words. */
type Offer = Pick<Drawn, 'attachments' | 'suggestedActions'>

/** Replies as the activities that show them best in this place. */
export const draw = (replies: readonly Reply[], place: Place): readonly Drawn[] => {
  const can = capabilitiesOf(place)
  return replies.map(reply => ({ type: 'message', textFormat: can.format, ...drawn(reply, place, can) }))
}

const drawn = (reply: Reply, place: Place, can: Capabilities): Content => {
  switch (reply.kind) {
    case 'text':
      return {
        inputHint: 'acceptingInput',
        text: textOf(reply.text, '', reply.choices, can),
        ...offer(reply.choices, place, can),
      }
    case 'question':
      return {
        inputHint: 'expectingInput',
        text: textOf(reply.text, reply.hint, reply.choices, can),
        ...offer(reply.choices, place, can),
      }
    case 'explanation':
      return { inputHint: 'acceptingInput', ...shown(pageOf(reply), place, can) }
    case 'recommendation':
      return {
        inputHint: 'acceptingInput',
        ...shown(pageOf(reply), place, can),
        entities: [citationEntity([reply.citation, ...reply.others], can.citation)],
      }
  }
}

/** Choices where the person looks for them: below the compose box, else on a card. */
const offer = (choices: readonly Choice[], place: Place, can: Capabilities): Offer => {
  if (choices.length === 0) return {}
  if (choices.length > can.suggestions) return { attachments: [choicesCard(choices)] }
  return {
    suggestedActions: {
      to: can.addressed ? [place.userId] : [],
      actions: choices.map(({ title }) => ({ type: 'imBack', title, value: title })),
    },
  }
}

const shown = (page: Page, place: Place, can: Capabilities): Omit<Content, 'inputHint'> => {
  const twin = twinOf(page, can)
  switch (can.besideCard) {
    case undefined:
      return { text: twin, ...offer(page.choices, place, can) }
    case 'lead':
      return { text: leadOf(page, can), summary: twin, attachments: [cardOf(page)] }
    case 'twin':
      // Tells our web chat page that the card says it all, so that it need not show both. Other clients ignore it.
      return { text: twin, attachments: [cardOf(page)], channelData: { advise: { twin: true } } }
  }
}
