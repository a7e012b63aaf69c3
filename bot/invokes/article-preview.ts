import type { ArticleHead } from '../../knowledge/index.ts'
import { articleUrl } from '../articles/addresses.ts'
import { oneLine } from '../channels/escape.ts'
import { safeUrl } from '../channels/links.ts'
import { sayInChannel } from '../texts/texts.ts'

/** An article as Teams shows it in a list of results, and as the card that is put into a message. */
export const articlePreview = (
  { id, title, symptom, source, reviewed }: ArticleHead,
  publicUrl: string | undefined,
) => {
  const name = `${id}: ${oneLine(title)}`
  const url = publicUrl === undefined ? safeUrl(source) : articleUrl(publicUrl, id)
  const dated =
    reviewed === undefined
      ? []
      : [line(sayInChannel('reviewed', { date: reviewed }), { isSubtle: true, size: 'Small' })]
  return {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      type: 'AdaptiveCard',
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      version: '1.5',
      speak: name,
      body: [line(name, { weight: 'Bolder', size: 'Medium' }), line(oneLine(symptom)), ...dated],
      ...(url === undefined
        ? {}
        : { actions: [{ type: 'Action.OpenUrl', title: sayInChannel('open', { name: id }), url }] }),
    },
    preview: {
      contentType: 'application/vnd.microsoft.card.thumbnail',
      content: { title: id, text: clip(oneLine(title)) },
    },
  }
}

/** A text run is never read as Markdown. */
const line = (text: string, look: object = {}) => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text, ...look }],
})

/** In characters: a result has two lines. */
const LONGEST_PREVIEW = 160

const clip = (text: string): string =>
  text.length <= LONGEST_PREVIEW ? text : `${text.slice(0, LONGEST_PREVIEW - 1).trimEnd()}…`
