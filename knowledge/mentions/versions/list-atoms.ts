import { type Ranges, unite } from '../../catalog/index.ts'
import { AFTER, anyOf, type Grammar, namesFinder, phraseFinder, squash, textWords } from '../../words/index.ts'
import type { Atom, FindAtoms } from './atoms.ts'
import type { NamedLevels } from './level-atoms.ts'

/**
 * The members of "rollups 1, 2 and 3", "rollups 1-3", "RU1 to 3": each number is a piece of its own, and so are those
 * between the two ends of a range, together, where the word or mark stands that leads from the first to the last.
 */
export const listFinder = (
  /** Names of one kind each: "service pack" and "sp". */
  kinds: Iterable<readonly string[]>,
  named: NamedLevels,
  grammar: Grammar,
): FindAtoms => {
  const finders = [...kinds].map(names => listsOfKind(names, named, grammar))
  return (text, starts) => (MAY_LIST.test(text) ? finders.flatMap(find => find(text, starts)) : [])
}

/** In characters: "upgraded the mailbox server from". */
const MOVE_REACH = 40

/** Two numbers with little between them: most texts have none, and are not looked through for each kind. */
const MAY_LIST = /\d[^.;\n\d]{1,30}\d/

const listsOfKind = (kinds: readonly string[], named: NamedLevels, grammar: Grammar): FindAtoms => {
  const kind = anyOf(kinds)
  const sign = String.raw`\s*[,/&+–-]\s*`
  const word = (phrases: readonly string[]): string => String.raw`\s+(?:${anyOf(phrases)})\s+`
  const guess = `(?:${anyOf(grammar['guessing-ahead'])})\\s+`
  // "Rollup 3 I guess, or maybe 5", "RU3, could be 5".
  const doubted = `(?:\\s+(?:${anyOf(grammar['guessing-behind'])}))?(?:${sign}|\\s+)(?:(?:${anyOf(grammar.choosing)})\\s+)?`
  const between = `(?:${sign}(?:(?:${anyOf(grammar.listing)})\\s+)?|${word(grammar.listing)}|${doubted}${guess}|\\s+(?:${anyOf(grammar['guessing-behind'])})${sign}(?:${anyOf(grammar.choosing)})\\s+)`
  const findLists = namesFinder(
    kinds,
    `(${kind})(s?)[\\s#-]*(\\d{1,2})((?:${between}(?:${kind})?[\\s#-]*\\d{1,2})+)${AFTER}`,
  )
  const member = new RegExp(`(${between})(?:(?:${kind})[\\s#-]*)?(\\d{1,2})`, 'gu')
  const leads = new RegExp(`^(?:${word(grammar.ranging)}|[–-])$`, 'u')
  const leadsOn = new RegExp(`^${word(grammar.reaching)}`, 'u')
  const leadsInPlural = new RegExp(`^(?:${word(grammar.ranging)}|\\s*[–-]\\s*)$`, 'u')
  const moves = phraseFinder([...grammar.moving, ...grammar.replacing])
  /** "We went from RU2 to RU6": that is no list. */
  const isMove = (before: string): boolean => {
    const words = textWords(before.slice(-MOVE_REACH).replace(/^.*[.;:!?\n]/su, ''))
    return moves.in(words).length > 0
  }
  const follows = new RegExp(
    String.raw`^\s*(?:$|[.;:!?)\n,/&+]|(?:${anyOf([...grammar.being, ...grammar.had, ...grammar.joining])})(?!\p{L}))`,
    'u',
  )
  return (text, starts) =>
    findLists(starts).flatMap(m => {
      const [whole, kindSaid = '', plural = '', first = '', tail = ''] = m
      const isPlural = plural !== ''
      // "RU2 and 3 domain controllers": behind a single kind a number may count something.
      if (!isPlural && !follows.test(text.slice(m.index + whole.length))) return []
      if (!isPlural && leadsOn.test(tail) && isMove(text.slice(0, m.index))) return []
      const tailAt = m.index + whole.length - tail.length
      const atom = (numbers: readonly number[], start: number, end: number, isFurther = true): readonly Atom[] => {
        const entries = numbers.flatMap(n => named.get(squash(`${kindSaid} ${n}`)) ?? [])
        const [entry] = entries
        return entry ? [{ kind: entry.kind, start, end, isFurther, means: unionOf(entries.map(e => e.means)) }] : []
      }
      let last = Number(first)
      const further = [...tail.matchAll(member)].flatMap(({ 0: said, 1: gap = '', 2: digits = '', index }) => {
        const [from, n, at] = [last, Number(digits), tailAt + index]
        last = n
        const isRange = n > from + 1 && (isPlural ? leadsInPlural : leads).test(gap)
        const inside = isRange ? Array.from({ length: n - from - 1 }, (_, i) => from + 1 + i) : []
        return [...atom(inside, at, at + gap.length), ...atom([n], at + said.length - digits.length, at + said.length)]
      })
      return further.length > 0 ? [...atom([Number(first)], m.index, tailAt, false), ...further] : []
    })
}

const unionOf = (all: readonly ReadonlyMap<string, Ranges>[]): ReadonlyMap<string, Ranges> => {
  const products = new Set(all.flatMap(means => [...means.keys()]))
  return new Map([...products].map(id => [id, unite(...all.map(means => means.get(id) ?? []))]))
}
