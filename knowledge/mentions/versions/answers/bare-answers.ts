import type { Product } from '../../../catalog/index.ts'
import { escaped } from '../../../words/index.ts'
import type { Atom } from '../atoms.ts'
import { inOrder, releaseAtom } from '../bare-releases.ts'

/** Finds "2008" as the whole answer to "Which Windows Server?": then less has to stand around it, and any name will do. */
export const bareAnswerFinder = (
  product: Product,
): ((atoms: readonly Atom[], unfilled: () => string) => readonly Atom[]) => {
  const names = product.releases
    .flatMap(r => r.names.map(name => ({ ranges: r.ranges, name })))
    .sort((a, b) => b.name.length - a.name.length)
    .map(n => ({ ...n, pattern: new RegExp(`(?<![\\w.])${escaped(n.name)}(?![\\w]|\\.\\d)`) }))
  const any = new RegExp(`(?<![\\w.])(?:${names.map(n => escaped(n.name)).join('|')})(?![\\w]|\\.\\d)`)
  return (atoms, unfilled) => {
    if (atoms.some(a => a.kind !== 'level' && a.kind !== 'update')) return atoms
    const words = headOf(unfilled())
    if (!any.test(words)) return atoms
    const found = names
      .map(n => ({ ...n, at: words.search(n.pattern) }))
      .find(n => n.at >= 0 && words.slice(0, n.at).trim().length <= LEAD)
    if (!found || atoms.some(a => a.start < found.at + found.name.length && found.at < a.end)) return atoms
    return inOrder([...atoms, releaseAtom(product, found.ranges, found.at, found.at + found.name.length)])
  }
}

/** Blanks for the words around an answer: "it is still …". Places stay. */
export const withoutFilling = (text: string): string => text.replace(FILLING, m => ' '.repeat(m.length))

const FILLING =
  /\b(?:it'?s?|is|are|we|they|that|this|have|has|runs?|running|use|on|the|version|server|servers|boxes|machines|both|all|everything|of|them|still|only|just|here|actually|no|sorry|i think|probably|maybe)\b/g

/** In characters: an answer stands near the start of what was said. */
const LEAD = 4
/** In characters, from the first that is no blank: an answer, with what stands before it, is no longer. */
const LONGEST_ANSWER = 200

const headOf = (words: string): string => words.slice(0, words.length - words.trimStart().length + LONGEST_ANSWER)
