import type { ArticleHead } from '../../knowledge/index.ts'
import { articleUrl } from '../articles/addresses.ts'
import { articleCard } from '../channels/cards/card.ts'
import { clip } from '../channels/clip.ts'
import { oneLine } from '../channels/escape.ts'
import { safeUrl } from '../channels/links.ts'
import { nameOf } from '../channels/page.ts'
import { sayInChannel } from '../texts/texts.ts'

/** An article as Teams shows it in a list of results, and as the card that is put into a message. */
export const articlePreview = (
  { id, title, symptom, source, reviewed }: ArticleHead,
  publicUrl: string | undefined,
) => {
  const url = publicUrl === undefined ? safeUrl(source) : articleUrl(publicUrl, id)
  const card = articleCard(
    {
      name: nameOf({ articleId: id, title: oneLine(title) }),
      symptom,
      dated: reviewed === undefined ? undefined : sayInChannel('reviewed', { date: reviewed }),
    },
    url === undefined ? undefined : { title: sayInChannel('open', { name: id }), url },
  )
  return {
    ...card,
    preview: {
      contentType: 'application/vnd.microsoft.card.thumbnail',
      content: { title: id, text: clip(oneLine(title), LONGEST_PREVIEW) },
    },
  }
}

/** In characters: a result has two lines. */
const LONGEST_PREVIEW = 160
