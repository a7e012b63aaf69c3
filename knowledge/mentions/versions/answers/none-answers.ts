import { allNodes, isWithin, type Product, type Ranges, unite } from '../../../catalog/index.ts'
import { type Comparing, type Grammar, phraseFinder, type TextWord, textWords } from '../../../words/index.ts'
import type { Atom } from '../atoms.ts'
import { inOrder } from '../bare-releases.ts'
import { withoutFilling } from './bare-answers.ts'

/**
 * Reads "none, never put one on", "none, only SP1", "just SP1", "straight off the DVD" as the answer to "Which update?": the service pack without any.
 * With more said of versions than the service pack that is known, it is another answer.
 */
export type WithNoneAnswer = (
  atoms: readonly Atom[],
  text: string,
  product: Product,
  known: Ranges,
  /** Places of the words that tell what goes wrong: "none arrives" is no answer. */
  kinds: () => ReadonlySet<number>,
) => readonly Atom[]

export const noneAnswerReader = (grammar: Grammar, comparing: Comparing): WithNoneAnswer => {
  const none = phraseFinder(grammar['none-there'])
  const before = phraseFinder(grammar['only-before'], { literal: true })
  const parting = phraseFinder(grammar.parting)
  const behind = phraseFinder([...grammar['only-behind'], ...grammar['none-there']])
  const shipped = phraseFinder([...comparing.shipped, ...comparing['shipped-behind']])
  const beside = phraseFinder([...comparing.still, ...grammar['only-before'], ...grammar['only-behind']])
  return (atoms, text, product, known, kinds) => {
    const isKnown = (a: Atom): boolean => a.kind === 'level' && isWithin(known, a.means.get(product.id) ?? [])
    const bare = unite(...allNodes(product).flatMap(n => (n.kind === 'base' ? [n.ranges] : [])))
    if (bare.length === 0 || !atoms.every(isKnown)) return atoms
    const words = textWords(text, LONGEST)
    const [level] = atoms
    const isShort = words.length < LONGEST
    const asItCame = isShort ? shippedAt(words, atoms) : undefined
    const found = asItCame ?? noneAt(words) ?? (level && isShort ? onlyAt(words, level, text) : undefined)
    const [first, last] = found ? [words[found.from], words[found.to - 1]] : []
    if (!first || !last || atoms.some(a => a.start < last.end && first.start < a.end)) return atoms
    if (found !== asItCame && tellsTrouble()) return atoms
    return inOrder([
      ...atoms,
      { kind: 'update', start: first.start, end: last.end, means: new Map([[product.id, bare]]) },
    ])

    /** "Never installed one" is no trouble. */
    function tellsTrouble(): boolean {
      const answers = none.in(words)
      return [...kinds()].some(at => !answers.some(f => f.from <= at && at < f.to))
    }

    /** "None of the notifications", and not "none of the rollups". */
    function isOfOthers(said: readonly TextWord[]): boolean {
      if (parting.in(said, 0, Math.min(1, said.length)).length === 0) return false
      const kinds = new Set(
        Object.values(product.file.kinds)
          .flat()
          .flatMap(k => k.split(/[\s-]/))
          .flatMap(k => [k, `${k}s`]),
      )
      const [next] = said.slice(1).filter(w => withoutFilling(w.word).trim() !== '')
      return next !== undefined && !kinds.has(next.word)
    }

    /** "We never put one on", "it has none". */
    function noneAt(said: readonly TextWord[]): Place | undefined {
      const lead = (end: number): string => withoutFilling(text.slice(0, said[end]?.start)).trim()
      return none.all(said).find(f => (f.from <= LEAD || lead(f.from) === '') && !isOfOthers(said.slice(f.to)))
    }
  }

  /** "As it came", "straight off the SP1 DVD", where nothing else is said. */
  function shippedAt(words: readonly TextWord[], levels: readonly Atom[]): Place | undefined {
    const left = words.filter(w => !levels.some(a => a.start < w.end && w.start < a.end))
    const [found] = shipped.in(left)
    if (found === undefined) return undefined
    const said = [found, ...beside.in(left)]
    const rest = left.filter((_, at) => !said.some(f => f.from <= at && at < f.to)).map(w => w.word)
    if (withoutFilling(rest.join(' ')).trim() !== '') return undefined
    const [from = 0, last = 0] = [found.from, found.to - 1].map(at => words.indexOf(left[at] as TextWord))
    // A service pack may stand within it: then its last word stands for all of it.
    return { from: last - from < found.to - found.from ? from : last, to: last + 1 }
  }

  /** "Only SP1", "SP1 and nothing else", and not "it shows only SP1", which leaves the rest open. */
  function onlyAt(words: readonly TextWord[], level: Atom, text: string): Place | undefined {
    const from = words.findIndex(w => w.end > level.start)
    const to = words.findIndex(w => w.start >= level.end)
    const end = to < 0 ? words.length : to
    const said = [...before.all(words, 0, from).filter(f => f.to === from), ...behind.in(words, end)]
    const isSaid = (at: number): boolean => (at >= from && at < end) || said.some(f => f.from <= at && at < f.to)
    const rest = words.map((w, at) => (isSaid(at) ? ' ' : text.slice(w.start, w.end))).join(' ')
    return withoutFilling(rest).trim() === '' ? said[0] : undefined
  }
}

interface Place {
  readonly from: number
  readonly to: number
}

/** In words: what is longer is more than an answer. */
const LONGEST = 12

/** In words: "none" stands near the start. */
const LEAD = 1
