import type { Steps } from '../../steps.ts'
import { type PhraseFinder, type TextWord, textWords } from '../../words/index.ts'
import type { SegmentedText } from '../sentences/segments.ts'
import { describedIn } from './described.ts'
import type { Label, NamedAt } from './labels.ts'
import { isFound, type Machine, type MachineLists } from './machine.ts'
import { withReferences } from './references.ts'

/** A text in which machines are looked for. */
export interface MachineText {
  readonly segmented: SegmentedText
  /** The text itself, and as it was written, with the same places. */
  readonly normal: string
  readonly written: string
  /** Places of the words of versions. */
  readonly taken: ReadonlySet<number>
  readonly named: NamedAt
  readonly labels: readonly Label[]
  /** Names that are known before, in order. */
  readonly systems: readonly string[]
}

/** Letters and at most three digits, perhaps in parts: "mbx1", "ex-hq-01". */
const NUMBERED = /^\p{L}{2,}(?:-\p{L}+)*-?\d{1,3}(?:-\p{L}+)?$/u
/** "SRV-MAIL", "MBX-A". */
const CAPITALS = /^\p{Lu}{2,}(?:-[\p{Lu}\d]{2,})*(?:-[\p{Lu}\d]+)$/u

const MAY_NAME = /[\d-]/
const isName = (word: string): boolean => word.length <= LONGEST_NAME && (NUMBERED.test(word) || CAPITALS.test(word))

/** In characters: no label of a host's name has more (RFC 1035, 2.3.4). */
const LONGEST_NAME = 63

/** The machines of a text in order; what points to one of them ("the latter") has its name. */
export function* machinesIn(text: MachineText, lists: MachineLists): Steps<readonly Machine[]> {
  const { written, taken, normal } = text
  const { words } = text.segmented
  const asWritten = (from: number, to: number): string =>
    written.slice(words[from]?.start, words[to - 1]?.end).replace(/['’]s$/u, '')
  const endsOf = (list: PhraseFinder<string>): ReadonlyMap<number, number> =>
    new Map(list.in(words).map(f => [f.from, f.to]))
  const [kinds, places, pronouns] = [endsOf(lists.words), endsOf(lists.places), endsOf(lists.pronouns)]
  yield
  const labelAt = new Map(text.labels.map(l => [l.from, l] as const))
  const knownAt = knownIn(text, kinds, pronouns, lists)
  yield
  const describedAt = new Map(describedIn(text, kinds, pronouns, lists).map(d => [d.from, d] as const))
  yield
  // "The right one" is no place where none is on the left: it is the one in question.
  const hasLeft = [...places].some(([from]) => isFound(lists.leftHand, words, from, from + 1))
  const isCorrectOne = (from: number): boolean => !hasLeft && isFound(lists.right, words, from, from + 1)
  const machines: Machine[] = []
  for (let from = 0; from < words.length && machines.length < MOST_MACHINES; from++) {
    const described = describedAt.get(from)
    if (taken.has(from) && !described) continue
    const add = (to: number, isPlace = false, name = asWritten(from, to)): void => {
      machines.push({ name, from, to, isPlace })
      from = to - 1
    }
    const kind = kinds.get(from)
    const place = isCorrectOne(from) ? undefined : places.get(from)
    const placed = place && (kinds.get(place) ?? pronouns.get(place))
    // "First server: 2003", "… is 2003": the word may be read as one of the version's.
    const isLabel = (end: number): boolean =>
      normal.slice(words[end - 1]?.end, words[end]?.start).startsWith(':') || isFound(lists.verbs, words, end, end + 1)
    const known = knownAt.get(from)
    if (known && !isLoneLetter(words, from, known.to, asWritten(from, known.to), lists))
      add(known.to, false, known.name)
    else if (kind && !taken.has(kind) && isMark(words, kind, asWritten(kind, kind + 1), lists)) add(kind + 1)
    else if (placed && (!taken.has(placed - 1) || isLabel(placed))) add(placed, true)
    else if (described) {
      machines.push({ ...described, isPlace: false })
      from = described.to - 1
    } else if (MAY_NAME.test(words[from]?.word ?? '') && isName(asWritten(from, from + 1))) add(from + 1)
    else {
      const label = labelAt.get(from)
      if (label) add(label.to, false, label.name)
    }
  }
  yield
  return withReferences([...machines, ...lettersIn(machines, text, lists)], text, lists)
}

/** "From B but never from A", where MBX-A and MBX-B were named: what tells the names apart stands for them. */
const lettersIn = (machines: readonly Machine[], text: MachineText, lists: MachineLists): readonly Machine[] => {
  const { words } = text.segmented
  const lettered = new Map(
    machines.flatMap(({ name }) => (LETTERED.test(name) ? [[name.slice(-1), name] as const] : [])),
  )
  if (lettered.size < 2) return []
  return words.flatMap((w, at): readonly Machine[] => {
    const name = lettered.get(text.written.slice(w.start, w.end))
    const isMachine = machines.some(m => m.from <= at && at < m.to)
    const leads = isFound(lists.beside, words, at - 1, at) || isFound(lists.verbs, words, at + 1, at + 2)
    return name !== undefined && !isMachine && !text.taken.has(at) && leads
      ? [{ name, from: at, to: at + 1, isPlace: false }]
      : []
  })
}

/** "MBX-A", "server B". */
const LETTERED = /[- ][A-H]$/

/** Nobody tells of more: they stand in a log. */
const MOST_MACHINES = 100

/** The "A" of "server A", the "2" of "node 2". What may be another word ("a", "one") must have a verb or an end behind it. */
const isMark = (words: readonly TextWord[], at: number, written: string, lists: MachineLists): boolean => {
  const isNumber = isFound(lists.numbers, words, at, at + 1)
  if (!isNumber && !/^(?:[A-H]|[a-h]|\d{1,2})$/.test(written)) return false
  const isPlain = isNumber || (isFound(lists.articles, words, at, at + 1) && written === written.toLowerCase())
  return !isPlain || at + 1 >= words.length || isFound(lists.verbs, words, at + 1, at + 2)
}

/** Where names stand that are known already, by which of them, and where each ends. */
const knownIn = (text: MachineText, kinds: Ends, pronouns: Ends, lists: MachineLists): ReadonlyMap<number, Known> => {
  const { words } = text.segmented
  const parts = text.systems.map(s => textWords(s.toLowerCase()))
  const found = new Map<number, Known>()
  for (const [i, name] of text.systems.entries()) {
    const own = parts[i] ?? []
    if (own.length === 0) continue
    // "Berlin" of "Berlin server", where no other has that word.
    const telling = own.filter(
      w =>
        !parts.some((p, k) => k !== i && p.some(o => o.word === w.word)) &&
        ![lists.words, lists.pronouns, lists.numbers, lists.verbs].some(l => isFound(l, [w], 0, 1)) &&
        (w.word.length === 1 || !isFound(lists.articles, [w], 0, 1)),
    )
    for (let from = 0; from < words.length; from++) {
      if (own.every((p, k) => words[from + k]?.word === p.word)) found.set(from, { name, to: from + own.length })
      else if (
        !text.taken.has(from) &&
        !found.has(from) &&
        telling.some(w => w.word === words[from]?.word) &&
        isNamedAlone(text, from, lists)
      )
        found.set(from, { name, to: kinds.get(from + 1) ?? pronouns.get(from + 1) ?? from + 1 })
    }
  }
  return found
}

type Ends = ReadonlyMap<number, number>

interface Known {
  readonly name: string
  readonly to: number
}

/** "A is fine", and no article. */
const isNamedAlone = ({ segmented, written }: MachineText, at: number, { articles, verbs }: MachineLists): boolean => {
  const { words } = segmented
  const said = written.slice(words[at]?.start, words[at]?.end)
  if (!isFound(articles, words, at, at + 1)) return true
  return said !== said.toLowerCase() && (at + 1 >= words.length || isFound(verbs, words, at + 1, at + 2))
}

/** An "a" in lower case that may be an article. */
const isLoneLetter = (
  words: readonly TextWord[],
  from: number,
  to: number,
  written: string,
  { articles }: MachineLists,
): boolean => to === from + 1 && isFound(articles, words, from, to) && written === written.toLowerCase()
