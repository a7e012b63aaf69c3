import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Article } from '../../../knowledge/article.ts'
import { unpackArticle } from '../../../knowledge/library/kept-article.ts'
import type { Library } from '../../../knowledge/library/library.ts'

/** A small article as it stands in a file. */
export const written = (id: string, title = 'Widgets stop', symptoms = 'It stops.'): string =>
  `---\nid: ${id}\ntitle: ${title}\napplies-to: [Exchange Server 2007]\n---\n## Symptoms\n\n${symptoms}\n\n## Resolution\n\nStart it.\n`

/** Files by name; a function makes anything else of the path. */
export type Files = Readonly<Record<string, string | Uint8Array | ((path: string) => Promise<unknown>)>>

/** At once where nothing else is made of a path: thousands of turns of the event loop would take seconds on a busy machine. */
export const writeFiles = async (folder: string, files: Files): Promise<void> => {
  const made = new Set<string>()
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name)
    const parent = dirname(path)
    if (!made.has(parent)) mkdirSync(parent, { recursive: true })
    made.add(parent)
    if (typeof content === 'function') await content(path)
    else writeFileSync(path, content)
  }
}

/** All articles of a library, by id. */
export const articlesOf = async (library: Library): Promise<readonly Article[]> =>
  (await library.articles(await library.ids())).map(unpackArticle)
