import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Script } from '../conversation.ts'
import { PRODUCTS } from './vocabulary.ts'

/** Characters of an opening: people type a line, not a page. */
const LONGEST = 200

/**
 * Copies the first articles of a folder, in the order of their paths, and reads from each what somebody would say who
 * has its problem: the first sentence below its heading "symptoms". Articles without one are asked by nobody.
 *
 * @throws Error when there are too few
 */
export const copyArticles = async (corpus: string, count: number, folder: string): Promise<readonly Script[]> => {
  const found = (await readdir(corpus, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile() && /\.(?:txt|md|markdown|html?)$/i.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
    .slice(0, count)
  if (found.length < count)
    throw new Error(`${corpus} has ${found.length} articles; ${count} are wanted. Name another folder, or --articles.`)
  await mkdir(folder, { recursive: true })
  const scripts: Script[] = []
  for (const [i, file] of found.entries()) {
    await copyFile(file, join(folder, `${i}-${basename(file)}`))
    const opening = openingOf(await readFile(file, 'utf8'))
    const [, said] = PRODUCTS[i % PRODUCTS.length] as (typeof PRODUCTS)[number]
    if (opening) scripts.push({ opening, version: `We have ${said}.` })
  }
  if (scripts.length === 0) throw new Error(`No article in ${corpus} has symptoms to ask by.`)
  return scripts
}

/** Headings are in capitals, underlined or after `#`, by layout. */
const SYMPTOMS =
  /^#*[ \t]*symptoms?[ \t]*\r?\n(?:[=-]+[ \t]*\r?\n)?\s*([^\r\n][\s\S]*?)(?=\r?\n[ \t]*\r?\n|$(?![\s\S]))/im

const openingOf = (text: string): string | undefined => {
  const paragraph = SYMPTOMS.exec(text)?.[1]?.replace(/\s+/g, ' ').trim()
  const sentence = paragraph?.split(/(?<=[.:])\s/)[0]?.slice(0, LONGEST)
  return sentence && sentence.length > 20 ? sentence : undefined
}
