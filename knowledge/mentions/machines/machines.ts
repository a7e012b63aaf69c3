import { type Grammar, type PhraseFinder, phraseFinder, type TextWord } from '../../words/index.ts'
import { type Segment, type SegmentedText, segmentAt } from '../sentences/segments.ts'
import { type Label, labelFinder, type NamedAt } from './labels.ts'

/** A machine with a name of its own: "MBX1", "server B", "the second node", "NORTH = …". */
export interface Machine {
  /** As it was written, without an article. */
  readonly name: string
  /** Places of its first word, and behind its last. */
  readonly from: number
  readonly to: number
  /** True for one that is only told apart from others: "the second node". */
  readonly isPlace: boolean
}

/** The machines that a text names, and what it says of them. */
export interface NamedMachines {
  readonly all: readonly Machine[]
  /** Those that are told apart by what stands before their versions. */
  readonly labelled: readonly string[]
  /** Whose a version is, by the places of its first word and behind its last; undefined where it is nobody's or of several. */
  readonly ownerOf: (from: number, to: number) => Machine | undefined
  /** Those that have the trouble, and those that go well. */
  readonly troubled: readonly string[]
  readonly working: readonly string[]
  /** The text with blanks for the names and the verbs and prepositions beside them: what is left between versions is what joins them. */
  readonly without: (text: string) => string
}

/** Where a trouble is claimed: a part of a sentence, and the word if there is one. */
export interface Claim {
  readonly segment: Segment
  readonly word: number | undefined
}

export type ReadMachines = (
  text: SegmentedText,
  /** The text itself, and as it was written, with the same places. */
  normal: string,
  written: string,
  taken: ReadonlySet<number>,
  claims: () => readonly Claim[],
  named: NamedAt,
) => NamedMachines

export const isSameMachine = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

export const machineReader = (grammar: Grammar): ReadMachines => {
  const lists = listsOf(grammar)
  const labelsIn = labelFinder(grammar)
  return (text, normal, written, taken, claims, named) => {
    const labels = labelsIn(normal, text.words, written, taken, named)
    const all = machinesIn(text, written, taken, lists, labels)
    if (all.length === 0) return NO_MACHINES
    const [troubled, working] = [namesOf(troubledIn(all, text, claims(), lists)), namesOf(workingIn(all, text))]
    return {
      all,
      labelled: namesOf(all.filter(m => labels.some(l => l.from === m.from && l.to === m.to))),
      ownerOf: (from, to) => ownerOf(from, to, all, text, taken, lists),
      troubled,
      without: normal => withoutMachines(normal, text, all, lists),
      working: working.filter(w => !troubled.some(t => isSameMachine(t, w))),
    }
  }
}

export const NO_MACHINES: NamedMachines = {
  without: text => text,
  all: [],
  labelled: [],
  ownerOf: () => undefined,
  troubled: [],
  working: [],
}

const listsOf = (grammar: Grammar) => {
  const words = (phrases: readonly string[], nouns = false) => phraseFinder(phrases, { nouns })
  return {
    words: words(grammar['machine-words'], true),
    places: words(grammar['machine-places']),
    pronouns: words(grammar['machine-pronouns']),
    same: words(grammar['same-machine']),
    singling: words(grammar.singling),
    beside: words(grammar.beside),
    articles: words(grammar.articles),
    verbs: words([...grammar.having, ...grammar.being, ...grammar.had]),
    listing: words(grammar.listing),
    distributing: words(grammar.distributing),
  }
}

type Lists = ReturnType<typeof listsOf>

/** Letters and at most three digits, perhaps in parts: "mbx1", "ex-hq-01". */
const NUMBERED = /^\p{L}{2,}(?:-\p{L}+)*-?\d{1,3}(?:-\p{L}+)?$/u
/** "SRV-MAIL". */
const CAPITALS = /^\p{Lu}{2,}(?:-[\p{Lu}\d]{2,})+$/u

const MAY_NAME = /[\d-]/
const isName = (word: string): boolean => word.length <= LONGEST_NAME && (NUMBERED.test(word) || CAPITALS.test(word))

/** In characters: no label of a host's name has more (RFC 1035, 2.3.4). */
const LONGEST_NAME = 63

const machinesIn = (
  { words }: SegmentedText,
  written: string,
  taken: ReadonlySet<number>,
  lists: Lists,
  labels: readonly Label[],
): readonly Machine[] => {
  const asWritten = (from: number, to: number): string =>
    written.slice(words[from]?.start, words[to - 1]?.end).replace(/['’]s$/u, '')
  const endsOf = (list: PhraseFinder<string>): ReadonlyMap<number, number> =>
    new Map(list.in(words).map(f => [f.from, f.to]))
  const [kinds, places, pronouns] = [endsOf(lists.words), endsOf(lists.places), endsOf(lists.pronouns)]
  const labelAt = new Map(labels.map(l => [l.from, l.to] as const))
  const machines: Machine[] = []
  for (let from = 0; from < words.length && machines.length < MOST_MACHINES; from++) {
    if (taken.has(from)) continue
    const add = (to: number, isPlace = false): void => {
      machines.push({ name: asWritten(from, to), from, to, isPlace })
      from = to - 1
    }
    const kind = kinds.get(from)
    const place = places.get(from)
    const placed = place && (kinds.get(place) ?? pronouns.get(place))
    if (kind && !taken.has(kind) && isMark(words, kind, asWritten(kind, kind + 1), lists)) add(kind + 1)
    else if (placed && !taken.has(placed - 1)) add(placed, true)
    else if (MAY_NAME.test(words[from]?.word ?? '') && isName(asWritten(from, from + 1))) add(from + 1)
    else if (labelAt.has(from)) add(labelAt.get(from) ?? from + 1)
  }
  return machines
}

/** Nobody tells of more: they stand in a log. */
const MOST_MACHINES = 100

/** In words: "mailbox server". */
const LONGEST = 3

/** The "A" of "server A", the "2" of "node 2". An "a" in lower case may be an article: then a verb or an end must follow. */
const isMark = (words: readonly TextWord[], at: number, written: string, { articles, verbs }: Lists): boolean => {
  if (!/^(?:[A-H]|[a-h]|\d{1,2})$/.test(written)) return false
  const isPlain = articles.in(words, at, at + 1).length > 0 && written === written.toLowerCase()
  return !isPlain || at + 1 >= words.length || verbs.in(words, at + 1, at + 2).length > 0
}

const isFound = (list: PhraseFinder<string>, words: readonly TextWord[], from: number, to: number): boolean =>
  from < to && list.in(words, from, to).length > 0

/** True when the words from one place to another are all of these lists, or versions. */
const areOnly = (
  lists: readonly PhraseFinder<string>[],
  words: readonly TextWord[],
  from: number,
  to: number,
  taken: ReadonlySet<number> = new Set(),
): boolean => {
  for (let at = from; at < to; at++) if (!taken.has(at) && !lists.some(l => isFound(l, words, at, at + 1))) return false
  return true
}

const ownerOf = (
  from: number,
  to: number,
  all: readonly Machine[],
  text: SegmentedText,
  taken: ReadonlySet<number>,
  lists: Lists,
): Machine | undefined => {
  const { words, segments } = text
  const sentence = segmentAt(from, text)?.sentence
  const parts = segments.filter(s => s.sentence === sentence)
  const [start, end] = [parts[0]?.from ?? from, parts.at(-1)?.to ?? to]
  // "SP1 on MBX1": the name stands right behind.
  const behind = all.find(m => m.from >= to && m.from < end)
  const isRightBehind =
    behind &&
    !taken.has(behind.from - 1) &&
    isFound(lists.beside, words, to, behind.from) &&
    areOnly([lists.beside, lists.articles, lists.words], words, to, behind.from, taken)
  const before = all.findLast(m => m.to <= from && m.from >= start)
  const owner = isRightBehind ? behind : (before ?? machineBefore(start, all, text, lists))
  if (!owner) return undefined
  // "MBX1 and MBX2 have", "…, both on Windows Server 2008": of all of them.
  if (isOneOfMore(owner, all, words, lists)) return undefined
  return owner === before && isFound(lists.distributing, words, owner.to, from) ? undefined : owner
}

/** "It has SP2": of the machine that the sentence before named. */
const machineBefore = (
  start: number,
  all: readonly Machine[],
  text: SegmentedText,
  { same }: Lists,
): Machine | undefined => {
  if (!same.in(text.words, start, Math.min(text.words.length, start + LONGEST)).some(f => f.from === start))
    return undefined
  const sentence = segmentAt(start, text)?.sentence
  const named = all.findLast(m => m.to <= start)
  return named && segmentAt(named.from, text)?.sentence === (sentence ?? 0) - 1 ? named : undefined
}

const isOneOfMore = (machine: Machine, all: readonly Machine[], words: readonly TextWord[], lists: Lists): boolean =>
  all.some(m => {
    const [first, second] = m.from < machine.from ? [m, machine] : [machine, m]
    return m !== machine && second.from - first.to <= 1 && areOnly([lists.listing], words, first.to, second.from)
  })

const troubledIn = (
  all: readonly Machine[],
  text: SegmentedText,
  claims: readonly Claim[],
  { singling }: Lists,
): readonly Machine[] => {
  const inside = ({ from, to }: Segment): readonly Machine[] => all.filter(m => m.from >= from && m.to <= to)
  const claimed = claims.flatMap(({ segment, word }) => {
    const here = inside(segment)
    const nearest = word === undefined ? here[0] : (here.findLast(m => m.to <= word) ?? here[0])
    return nearest ? [nearest] : []
  })
  const singled = text.segments
    .filter(s => s.mood === 'now' && !s.works && isFound(singling, text.words, s.from, s.to))
    .flatMap(s => inside(s).slice(-1))
  return [...claimed, ...singled]
}

const workingIn = (all: readonly Machine[], { segments }: SegmentedText): readonly Machine[] =>
  segments
    .filter(s => s.works && s.mood === 'now')
    .flatMap(s => {
      const here = all.filter(m => m.from >= s.from && m.to <= s.to)
      return here.length === 1 ? here : []
    })

/** Each once, as it was written first. */
const namesOf = (machines: readonly Machine[]): readonly string[] => {
  const names = new Map<string, string>()
  for (const { name } of machines) if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name)
  return [...names.values()]
}

const withoutMachines = (
  text: string,
  { words }: SegmentedText,
  machines: readonly Machine[],
  { verbs, beside, articles }: Lists,
): string =>
  machines.reduce((left, { from, to }) => {
    let last = to
    while (last < words.length && [verbs, beside, articles].some(l => isFound(l, words, last, last + 1))) last++
    let first = from
    while (first > 0 && [beside, articles].some(l => isFound(l, words, first - 1, first))) first--
    const [start, end] = [words[first]?.start ?? 0, words[last - 1]?.end ?? 0]
    return left.slice(0, start) + ' '.repeat(end - start) + left.slice(end)
  }, text)
