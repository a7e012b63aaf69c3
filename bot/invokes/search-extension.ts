import { z } from 'zod'
import type { Shelf } from '../articles/shelf.ts'
import { words } from '../channels/words.ts'
import { articlePreview } from './article-preview.ts'

const query = z.object({
  parameters: z
    .array(z.object({ name: z.string().optional(), value: z.unknown() }))
    .max(20)
    .optional(),
  queryOptions: z
    .object({ skip: z.number().int().min(0).max(1000).optional(), count: z.number().int().min(1).max(25).optional() })
    .nullish(),
})

/** In characters: what is longer is no search. */
const LONGEST_QUERY = 500
const PAGE = 10

/** The message extension: articles that are found while somebody types, best first. Never fails for what is asked. */
export const searchArticles = async (value: unknown, shelf: Shelf, publicUrl: string | undefined): Promise<object> => {
  const { data } = query.safeParse(value)
  // The manifest's parameter is the only one, and clients are free to name it otherwise.
  const asked = data?.parameters?.find(({ name }) => name !== FIRST_RUN)?.value
  const text = typeof asked === 'string' ? asked.trim().slice(0, LONGEST_QUERY) : ''
  if (text === '') return message(words.typeToSearch)
  const { skip = 0, count = PAGE } = data?.queryOptions ?? {}
  const named = await shelf.article(text)
  const hits = await shelf.search(text, skip + count)
  const heads = [...(named ? [named] : []), ...hits.map(({ article }) => article)]
  const found = heads.filter(({ id }, index) => heads.findIndex(h => h.id === id) === index).slice(skip, skip + count)
  if (found.length === 0) return message(words.nothingFound)
  const attachments = found.map(head => articlePreview(head, publicUrl))
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } }
}

/** What Teams sends before anything is typed. */
const FIRST_RUN = 'initialRun'

const message = (text: string) => ({ composeExtension: { type: 'message', text } })
