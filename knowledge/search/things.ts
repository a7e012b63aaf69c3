import { once } from '../lately.ts'
import { isTelling, loadLexicon, PhraseFinder, termOf, textWords } from '../words/index.ts'

/** A thing that has names of its own, and how a text calls it: "network drive", "mapped drive". */
export interface NamedThing {
  /** The thing's group in `things.yaml`. */
  readonly thing: string
  /** The terms of the words that name it in this text. */
  readonly terms: readonly string[]
}

/** The things that a text names, each once; those that stand in every second problem are left out. */
export const thingsNamed = (text: string): readonly NamedThing[] => {
  const words = textWords(text.toLowerCase())
  const named = new Map<string, Set<string>>()
  for (const { value, from, to } of finder().in(words)) {
    const terms = named.get(value) ?? new Set()
    for (const { word } of words.slice(from, to)) if (isTelling(word)) terms.add(termOf(word))
    named.set(value, terms)
  }
  return [...named].map(([thing, terms]) => ({ thing, terms: [...terms] }))
}

const finder = once(
  () =>
    new PhraseFinder(
      Object.entries(loadLexicon().things).flatMap(([thing, { said, broad }]) =>
        broad ? [] : said.map(s => [s, thing] as const),
      ),
      { inflected: true },
    ),
)
