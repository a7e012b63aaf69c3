import { once } from '../../lately.ts'
import type { TextWord } from '../../words/index.ts'
import { isFound, isSameMachine, type MachineLists } from './machine.ts'
import type { MachineText } from './names.ts'

/** A machine that a part of its description tells apart from another: "the virtual server" and "the physical one". */
interface Described {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly isVersion?: boolean
}

interface Candidate extends Described {
  /** By what it is told apart. */
  readonly mark: string
  /** Products of the version that is its name. */
  readonly products?: readonly string[]
  /** True for the name of a place, which says the same alone. */
  readonly isProper?: boolean
}

type Ends = ReadonlyMap<number, number>

/** Of one kind there must be two: one alone is "our new server". */
export const describedIn = (
  text: MachineText,
  kinds: Ends,
  pronouns: Ends,
  lists: MachineLists,
): readonly Described[] => {
  const adjectives = byAdjective(text, kinds, pronouns, lists)
  const versions = byVersion(text, kinds, pronouns, lists)
  const names = new Map<string, string>()
  for (const c of [...adjectives, ...versions]) if (!names.has(c.mark)) names.set(c.mark, c.name)
  const { words } = text.segmented
  const hasOther = once(() =>
    words.some((_, at) => isFound(lists.other, words, at, at + 1) && isFound(lists.articles, words, at - 1, at)),
  )
  const isTwo = (c: Candidate, all: readonly Candidate[]): boolean =>
    all.some(o => o.mark !== c.mark && (!c.products || c.products.some(p => o.products?.includes(p)))) ||
    // "One is on 2003, the other …".
    (c.products !== undefined && c.isVersion !== true && hasOther()) ||
    text.systems.some(s => isSameMachine(s, c.name))
  const [kindsOfThem, kindsOfVersions] = [distinct(adjectives), distinct(versions)]
  const apart = adjectives.filter(c => isTwo(c, kindsOfThem))
  return [...apart, ...placesIn(text, apart), ...versions.filter(c => isTwo(c, kindsOfVersions))].map(c => ({
    name: names.get(c.mark) ?? c.name,
    from: c.from,
    to: c.to,
    ...(c.isVersion === true ? { isVersion: true } : {}),
  }))
}

/** One of each mark: a text may name the same machine thousands of times. */
const distinct = (all: readonly Candidate[]): readonly Candidate[] => [
  ...new Map(all.map(c => [`${c.mark} ${c.products?.join(' ') ?? ''}`, c] as const)).values(),
]

const byAdjective = (
  { segmented, written, taken }: MachineText,
  kinds: Ends,
  pronouns: Ends,
  lists: MachineLists,
): readonly Candidate[] => {
  const { words, segments } = segmented
  const isFirst = new Set(segments.map(s => s.from))
  const isProper = (at: number): boolean =>
    PROPER.test(written.slice(words[at]?.start, words[at]?.end)) &&
    !isFirst.has(at) &&
    isFound(lists.articles, words, at - 1, at) &&
    !isFound(lists.roles, words, at, at + 1)
  return words.flatMap((w, from): readonly Candidate[] => {
    const to = kinds.get(from + 1) ?? pronouns.get(from + 1)
    if (to === undefined || taken.has(from) || taken.has(to - 1) || kinds.has(from)) return []
    const isListed = isFound(lists.describing, words, from, from + 1)
    if (!isListed && !isProper(from)) return []
    return [{ name: writtenOf(written, words, from, to), from, to, mark: w.word, isProper: !isListed }]
  })
}

/** "In Berlin", of "the Berlin server". */
const placesIn = ({ segmented, written }: MachineText, apart: readonly Candidate[]): readonly Candidate[] => {
  const byMark = new Map(apart.toReversed().flatMap(c => (c.isProper === true ? [[c.mark, c] as const] : [])))
  const within = new Set<number>()
  for (const c of apart) for (let at = c.from; at < c.to; at++) within.add(at)
  return segmented.words.flatMap((w, from): readonly Candidate[] => {
    const named = byMark.get(w.word)
    return named && !within.has(from) && PROPER.test(written.slice(w.start, w.end))
      ? [{ ...named, from, to: from + 1 }]
      : []
  })
}

/** "Berlin". */
const PROPER = /^\p{Lu}\p{L}*$/u

/** "An Exchange 2003 server", "the 2008 one". */
const byVersion = (
  { segmented, written, taken, named }: MachineText,
  kinds: Ends,
  pronouns: Ends,
  lists: MachineLists,
): readonly Candidate[] => {
  const { words } = segmented
  const found: Candidate[] = []
  for (let from = 0; from < words.length; from++) {
    if (!taken.has(from) || taken.has(from - 1)) continue
    let end = from
    while (end < words.length && taken.has(end)) end++
    const behind = kinds.get(end) ?? pronouns.get(end)
    const to = behind ?? (kinds.get(end - 1) === end ? end : undefined)
    const products = words.slice(from, end).flatMap((_, n) => named.get(from + n) ?? [])
    const isApart = isFound(lists.articles, words, from - 1, from)
    // "The Exchange 2007 server on a Windows 2008 server" is one.
    const isOnOther = found.at(-1)?.to === from - 2 && isFound(lists.beside, words, from - 2, from - 1)
    const one = oneBefore(from, words, pronouns, lists)
    if (one !== undefined && products.length > 0) {
      const mark = words.slice(from, end).map(w => w.word)
      found.push({ name: writtenOf(written, words, from, end), from: one, to: one + 1, mark: mark.join(' '), products })
    } else if (to !== undefined && products.length > 0 && isApart && !isOnOther) {
      const mark = words.slice(from, end).map(w => w.word)
      found.push({
        name: writtenOf(written, words, from, to),
        from,
        to,
        mark: mark.join(' '),
        products,
        isVersion: true,
      })
    }
    from = end
  }
  return found
}

/** The "one" of "one with Windows 2003", "one is on 2008". */
const oneBefore = (
  version: number,
  words: readonly TextWord[],
  pronouns: Ends,
  { verbs, beside, articles }: MachineLists,
): number | undefined => {
  let at = version - 1
  while (at >= 0 && [verbs, beside, articles].some(l => isFound(l, words, at, at + 1))) at--
  return at < version - 1 && pronouns.has(at) && !isFound(articles, words, at - 1, at) ? at : undefined
}

const writtenOf = (written: string, words: readonly TextWord[], from: number, to: number): string =>
  written.slice(words[from]?.start, words[to - 1]?.end)
