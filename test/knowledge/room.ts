import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Article } from '../../knowledge/article.ts'
import type { Catalog, Product } from '../../knowledge/catalog/catalog.ts'
import type { Ranges } from '../../knowledge/catalog/ranges.ts'
import { releasesNamed } from '../../knowledge/catalog/releases-named.ts'
import type { ReadingContext } from '../../knowledge/mentions/index.ts'
import type { Mention } from '../../knowledge/mentions/mentions.ts'
import { versionNames } from '../../knowledge/naming/index.ts'
import { loadReader } from '../../knowledge/reading/index.ts'
import { type ParsedArticle, parseArticle } from '../../knowledge/reading/parse-article.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export const SAMPLE = here('samples/kb990001.txt')

/** The article that the mission is about. It is not ours to ship, so its tests skip where it is absent. */
export const SEED = here('../../../shared/seed/kb951251.txt')
export const hasSeed = existsSync(SEED)
if (!hasSeed) console.info(`Tests on the seed article are skipped: there is no ${SEED}.`)

/** `read`: what a text says of versions, without a conversation unless one is given. */
export const { catalog, read } = loadReader()

export const parse = (text: string, file = 'article.md'): ParsedArticle => parseArticle(text, file, catalog, read)

/** An article that must parse. */
export const articleOf = (text: string, file = 'article.md'): Article => {
  const { article, problems } = parse(text, file)
  if (!article) throw new Error(`no article: ${JSON.stringify(problems)}`)
  return article
}

export const productOf = (id: string, from: Catalog = catalog): Product => {
  const product = from.products.get(id)
  if (!product) throw new Error(`the catalog has no ${id}`)
  return product
}

/** The builds of "2007 SP1 .. 2007 SP1 Update Rollup 3"; fails when the catalog does not know them. */
export const versions = (product: string, ...texts: readonly string[]): Ranges => {
  const ranges = releasesNamed(productOf(product), texts)
  if (ranges.length === 0) throw new Error(`no version of ${product}: ${texts.join(', ')}`)
  return ranges
}

/** A set of builds as English names it. */
export const nameOf = (product: string, ranges: Ranges): string => versionNames().of(productOf(product), ranges)

/** With what each is called; a product alone by its name. */
export const mentionsOf = (text: string, context?: ReadingContext): readonly (Mention & { readonly label: string })[] =>
  read(text, context).mentions.map(m => ({
    ...m,
    label: m.hasVersion ? nameOf(m.product, m.ranges) : productOf(m.product).name,
  }))

/** Runs with a folder that is gone afterwards. */
export const inTemporaryFolder = async <T>(use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'advise-knowledge-'))
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
