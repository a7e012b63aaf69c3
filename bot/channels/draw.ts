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

/**
 * Replies as the activities that show them best in this place. `articles`: address of our own pages of articles, where
 * there are any.
 */
export const draw = (replies: readonly Reply[], place: Place, articles?: string): readonly Drawn[] => {
  const can = capabilitiesOf(place)
  return replies.flatMap(reply =>
    drawn(reply, place, can, articles).map(content => ({ type: 'message', textFormat: can.format, ...content })),
  )
}

const drawn = (reply: Reply, place: Place, can: Capabilities, articles: string | undefined): readonly Content[] => {
  const { choices } = reply
  switch (reply.kind) {
    case 'text':
      return [
        { inputHint: 'acceptingInput', text: textOf(reply.text, [], choices, can), ...offer(choices, place, can) },
      ]
    case 'question': {
      const hints = [reply.hint, reply.known ?? '']
      return [
        { inputHint: 'expectingInput', text: textOf(reply.text, hints, choices, can), ...offer(choices, place, can) },
      ]
    }
    case 'explanation':
      return shown(pageOf(reply, articles), {}, undefined, place, can)
    case 'recommendation': {
      const entities = [citationEntity([reply.citation, ...reply.others], can.citation)]
      return shown(pageOf(reply, articles), { entities }, reply.followUp, place, can)
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

/**
 * A page as its channel shows it, and its choices as near to the compose box as they can be: whoever has read a card to its
 * end is there. `followUp`: what is said with them where they cannot be suggested beside a card.
 */
const shown = (
  page: Page,
  besides: Pick<Content, 'entities'>,
  followUp: string | undefined,
  place: Place,
  can: Capabilities,
): readonly Content[] => {
  const inputHint = 'acceptingInput'
  const twin = twinOf(page, can)
  switch (can.besideCard) {
    case undefined:
      return [{ inputHint, text: twin, ...besides, ...offer(page.choices, place, can) }]
    case 'lead': {
      const isApart = followUp !== undefined && page.choices.length > 0
      const card = cardOf(page, isApart ? [] : page.choices)
      const said: Content = { inputHint, text: leadOf(page, can), summary: twin, ...besides, attachments: [card] }
      if (!isApart) return [said]
      return [said, { inputHint, text: textOf(followUp, [], [], can), ...offer(page.choices, place, can) }]
    }
    case 'twin': {
      // Tells our web chat page that the card says it all, so that it need not show both. Other clients ignore it.
      const channelData = { advise: { twin: true } }
      const attachments = [cardOf(page, [])]
      return [{ inputHint, text: twin, ...besides, ...offer(page.choices, place, can), attachments, channelData }]
    }
  }
}
