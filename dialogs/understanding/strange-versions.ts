import type { Catalog, Mention, TextWord } from '../../knowledge/index.ts'

type StrangeIn = (
  words: readonly TextWord[],
  mentions: readonly Mention[],
  /** It is a part of what is called by a name of the catalog; it may be a release by itself. */
  is: { readonly called: (w: TextWord) => boolean; readonly bare: (w: TextWord) => boolean },
) => readonly TextWord[]

/**
 * Numbers that name a version which the catalog does not have: "Exchange 2030", "Service Pack 9", "SP9", "build 99.1.2.3".
 * What is asked of one must not be answered of another.
 */
export const strangeVersionFinder = ({ products }: Catalog): StrangeIn => {
  const kinds = [...products.values()].flatMap(p => Object.values(p.file.kinds).flat()).map(k => k.toLowerCase())
  const levels = new RegExp(`^(?:${kinds.filter(k => SHORT.test(k)).join('|')})\\d+$`, 'u')
  const lastWords = new Set(kinds.map(k => k.split(' ').at(-1)))
  return (words, mentions, is) =>
    words.filter((w, i) => {
      if (!/\d/.test(w.word) || is.called(w) || mentions.some(m => m.hasVersion && isIn(w, m))) return false
      const before = words[i - 1]
      const isBehind = before !== undefined && (lastWords.has(before.word) || mentions.some(m => isIn(before, m)))
      return (!is.bare(w) && (BUILD.test(w.word) || levels.test(w.word))) || (isBehind && NUMBER.test(w.word))
    })
}

export const isIn = (w: TextWord, { start, said }: Mention): boolean => start <= w.start && w.end <= start + said.length

const SHORT = /^[a-z]{2}$/
const NUMBER = /^\d+(?:\.\d+)*$/
/** Such as 8.1.291.2, or 8.5; what has no dot may number anything. */
const BUILD = /^\d+(?:\.\d+){1,3}$/
