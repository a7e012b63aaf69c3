import { isDenied, type Segment, type SegmentedText } from '../sentences/segments.ts'
import { isFound, type Machine, type MachineLists } from './machine.ts'

/** Where a trouble is claimed: a part of a sentence, and the word if there is one. */
export interface Claim {
  readonly segment: Segment
  readonly word: number | undefined
}

type Verdict = 'troubled' | 'well'

/** What a part of a sentence says of one machine. */
interface Stretch {
  readonly machine: Machine
  readonly segment: Segment
  readonly from: number
  readonly to: number
  readonly isAlone: boolean
}

interface Verdicts {
  readonly troubled: readonly Machine[]
  readonly working: readonly Machine[]
}

/** The machines that have the trouble, and those that go well. */
export const verdictsOf = (
  all: readonly Machine[],
  text: SegmentedText,
  taken: ReadonlySet<number>,
  claims: readonly Claim[],
  lists: MachineLists,
): Verdicts => {
  const stretches = stretchesOf(all, text, lists)
  const isWell = (s: Stretch): boolean => verdictOf(s, text, lists) === 'well'
  const claimed = new Set(claims.flatMap(c => claimedOf(c, stretches, isWell) ?? []))
  const verdicts: (readonly [Stretch, Verdict])[] = []
  for (const s of stretches) {
    const said = claimed.has(s) ? 'troubled' : verdictOf(s, text, lists)
    const verdict = said ?? echoOf(s, stretches, verdicts.at(-1), text, taken, lists)
    if (verdict) verdicts.push([s, verdict])
  }
  const of = (verdict: Verdict): readonly Machine[] => verdicts.flatMap(([s, v]) => (v === verdict ? [s.machine] : []))
  return { troubled: of('troubled'), working: of('well') }
}

/** The words around each machine, up to what leads to the next one in its part of the sentence. */
const stretchesOf = (
  all: readonly Machine[],
  { words, segments }: SegmentedText,
  { listing }: MachineLists,
): readonly Stretch[] => {
  const stretches: Stretch[] = []
  for (const [i, segment] of segments.entries()) {
    if (segment.isBracketed) continue
    const here = all.filter(m => m.from >= segment.from && m.to <= segment.to)
    for (const [k, machine] of here.entries()) {
      const next = here[k + 1]
      const last = here[k - 1]
      const cut = (from: number, to: number): number => listing.in(words, from, to).at(-1)?.from ?? to
      const to = next ? cut(machine.to, next.from) : segment.to
      const from = last ? cut(last.to, machine.from) : segment.from
      stretches.push({ machine, segment, from, to, isAlone: here.length === 1 })
    }
    // "MBX1 (Windows 2008) does": behind what is told in brackets the same goes on.
    const opened = here.length === 0 ? beforeBrackets(segments, i) : undefined
    const machine = opened && all.findLast(m => m.from >= opened.from && m.to <= opened.to)
    if (machine) stretches.push({ machine, segment, from: segment.from, to: segment.to, isAlone: true })
  }
  return stretches
}

const beforeBrackets = (segments: readonly Segment[], at: number): Segment | undefined => {
  let before = at - 1
  while (before >= 0 && !segments[before]?.isBracketed && segments[before]?.sentence === segments[at]?.sentence) before--
  const bracket = segments[before]
  if (!bracket?.isBracketed || bracket.sentence !== segments[at]?.sentence) return undefined
  const opened = segments[before - 1]
  return opened?.sentence === bracket.sentence ? opened : undefined
}

const claimedOf = (
  { segment, word }: Claim,
  stretches: readonly Stretch[],
  isWell: (s: Stretch) => boolean,
): Stretch | undefined => {
  const here = stretches.filter(s => s.segment === segment)
  // A claim without a word is of all the part, of which one machine may be said to go well.
  return word === undefined ? (here.find(s => !isWell(s)) ?? here[0]) : (here.findLast(s => s.machine.to <= word) ?? here[0])
}

const verdictOf = (
  s: Stretch,
  { words, negations }: SegmentedText,
  lists: MachineLists,
): Verdict | undefined => {
  if (s.segment.mood !== 'now') return undefined
  const denied = (at: number): boolean => isDenied(at, s.from, negations)
  const says = (list: MachineLists['failing']): readonly boolean[] =>
    list
      .in(words, s.from, s.to, f => denied(f.from))
      .filter(f => f.to <= s.machine.from || f.from >= s.machine.to)
      .map(f => !f.denied && !negations.has(f.from) && denied(f.from))
  const [well, bad] = [says(lists.goingWell), says(lists.failing)]
  if (well.includes(true) || bad.includes(false)) return 'troubled'
  if (well.includes(false) || bad.includes(true)) return 'well'
  return isFound(lists.singling, words, s.segment.from, s.segment.to) && !s.segment.works && isLastIn(s)
    ? 'troubled'
    : undefined
}

const isLastIn = ({ to, segment }: Stretch): boolean => to === segment.to

/** "MBX1 delivers, MBX2 doesn't": what was told of the one before is so here, or not, unless that is a version. */
const echoOf = (
  s: Stretch,
  all: readonly Stretch[],
  told: readonly [Stretch, Verdict] | undefined,
  { words }: SegmentedText,
  taken: ReadonlySet<number>,
  lists: MachineLists,
): Verdict | undefined => {
  const before = all[all.indexOf(s) - 1]
  if (!before || s.segment.mood !== 'now') return undefined
  const isTold = before === told?.[0]
  const isVersion = words.some((_, at) => before.machine.to <= at && at < before.segment.to && taken.has(at))
  if (!isTold && isVersion) return undefined
  const ends = (list: MachineLists['left']): boolean => list.endingAt(words, s.to, s.machine.to) !== undefined
  if (isTold && ends(lists.alike)) return told[1]
  const [isLeft, isEcho] = [ends(lists.left), ends(lists.echoing)]
  // "It hangs on MBX1, MBX2 doesn't", "MBX1 sends none, MBX2 does".
  if (isTold && told[1] === 'troubled') return isLeft || isEcho ? 'well' : undefined
  return isLeft ? 'troubled' : isEcho ? 'well' : undefined
}
