import type { Catalog } from '../catalog/index.ts'
import { onceFor } from '../lately.ts'
import { formOf, isTelling, type Lexicon, Speller } from '../words/index.ts'

/** In letters, of what people write; what is meant has at least six. */
const SHORTEST = 5

/**
 * Repairs words that introduce a version or a machine, where people mistype one letter: "rolup", "mailbx servr". A word that
 * is known otherwise, or another form of a known one, stays as it is.
 */
export const introducingWords = (catalog: Catalog, lexicon: Lexicon): ((word: string) => string) => {
  const { grammar } = lexicon
  const files = [...catalog.products.values()].map(p => p.file)
  const introducing = new Set(
    [
      ...files.flatMap(f => [...f.names, ...f.alone, ...Object.values(f.kinds).flat()]),
      ...grammar['own-machines'],
      ...grammar['machine-words'],
      // "File server": what kind of server it is may be any word.
      ...grammar['other-machines'].map(m => m.split(' ').at(-1) ?? m),
    ].flatMap(wordsOf),
  )
  const speller = new Speller(
    [...introducing].flatMap(w => [w, `${w}s`]),
    { shortest: SHORTEST, edits: 1 },
  )
  const ofLanguage = formsOfLanguage(lexicon)
  const ofCatalog = formsOf([...introducing, ...files.flatMap(f => [...f.notAfter, ...f.elsewhere])])
  const isKnown = (form: string): boolean => ofLanguage.has(form) || ofCatalog.has(form)
  const repair = (word: string): string => {
    const meant = isKnown(formOf(word)) || !isTelling(word) ? undefined : speller.repair(word)
    return meant === undefined || isOtherEnding(word, meant) ? word : meant
  }
  return word => {
    const small = word.toLowerCase()
    const meant = repair(small)
    return meant === small ? word : meant
  }
}

/** "Director" is no misspelt "directory", "serve" no "server"; but "serverr" is one. */
const isOtherEnding = (word: string, meant: string): boolean =>
  word !== meant + meant.slice(-1) &&
  (meant.startsWith(word) || word.startsWith(meant) || word.slice(0, -1) === meant.slice(0, -1))

/** What a language's lists have words for, whatever the catalog. */
const formsOfLanguage = onceFor(({ grammar, troubles, things }: Lexicon) =>
  formsOf([
    ...Object.values(grammar).flat(),
    ...Object.values(troubles).flatMap(t => t.said),
    ...Object.values(things).flatMap(t => t.said),
  ]),
)

const formsOf = (phrases: readonly string[]): ReadonlySet<string> => new Set(phrases.flatMap(wordsOf).map(formOf))

const wordsOf = (phrase: string): readonly string[] => phrase.toLowerCase().match(/\p{L}+/gu) ?? []
