import type { PhraseFinder, TextWord } from '../../words/index.ts'
import { type SegmentedText, segmentAt } from '../sentences/segments.ts'
import { isFound, type Machine, type MachineLists } from './machine.ts'

/** Whose a version is, by the places of its first word and behind its last; none where it is nobody's. */
export const ownersOf = (
  from: number,
  to: number,
  all: readonly Machine[],
  text: SegmentedText,
  taken: ReadonlySet<number>,
  lists: MachineLists,
): readonly Machine[] => {
  const { words, segments } = text
  const around = all.find(m => m.isVersion === true && m.from <= from && to <= m.to)
  if (around) return [around]
  const sentence = segmentAt(from, text)?.sentence
  const parts = segments.filter(s => s.sentence === sentence)
  const [start, end] = [parts[0]?.from ?? from, parts.at(-1)?.to ?? to]
  // "SP1 on MBX1": the name stands right behind.
  const behind = all.find(m => m.from >= to && m.from < end)
  const before = all.findLast(m => m.from < from && m.to <= Math.max(from, to - 1) && m.from >= start)
  const isRightBehind =
    behind &&
    !taken.has(behind.from - 1) &&
    isFound(lists.beside, words, to, behind.from) &&
    areOnly([lists.beside, lists.articles, lists.words, lists.verbs, lists.lying], words, to, behind.from, taken) &&
    // "In Ulm SP1, in Trier SP2": what a comma opens is of the next one.
    (before === undefined || segmentAt(behind.from, text) === segmentAt(to - 1, text))
  const owner = isRightBehind ? behind : (before ?? machineBefore(start, all, text, lists))
  if (!owner) return []
  // "MBX1 and MBX2 have", "…, both on Windows Server 2008": of all of them.
  const listed = listedWith(owner, all, text, lists)
  if (listed.length > 1) return listed
  return owner === before && isFound(lists.distributing, words, owner.to, from) ? [] : [owner]
}

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

/** In words: "mailbox server". */
const LONGEST = 3

/** "It has SP2": of the machine that the sentence before named. */
const machineBefore = (
  start: number,
  all: readonly Machine[],
  text: SegmentedText,
  { same }: MachineLists,
): Machine | undefined => {
  if (!same.in(text.words, start, Math.min(text.words.length, start + LONGEST)).some(f => f.from === start))
    return undefined
  const sentence = segmentAt(start, text)?.sentence
  const named = all.findLast(m => m.to <= start)
  return named && segmentAt(named.from, text)?.sentence === (sentence ?? 0) - 1 ? named : undefined
}

/** The machines of the list that it stands in: "MBX1, MBX2 and MBX3". */
const listedWith = (
  machine: Machine,
  all: readonly Machine[],
  text: SegmentedText,
  lists: MachineLists,
): readonly Machine[] => {
  const sentenceOf = (m: Machine) => segmentAt(m.from, text)?.sentence
  const listed = new Set([machine])
  const isNext = (a: Machine, b: Machine): boolean => {
    const [first, second] = a.from < b.from ? [a, b] : [b, a]
    // "None come on MBX2. MBX1 has …": where a sentence ends, so does the list.
    const isTogether = second.from - first.to <= 1 && sentenceOf(first) === sentenceOf(second)
    return isTogether && areOnly([lists.listing], text.words, first.to, second.from)
  }
  // A set is walked up to what is added on the way.
  for (const one of listed) for (const m of all) if (m !== one && isNext(m, one)) listed.add(m)
  return [...listed]
}
