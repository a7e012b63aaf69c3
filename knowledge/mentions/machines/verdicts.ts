import type { TextWord } from '../../words/index.ts'
import { isDenied } from '../sentences/negations.ts'
import type { Segment, SegmentedText } from '../sentences/segments.ts'
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
  /** Of those that have the trouble, the ones that alone have it. */
  readonly singled: readonly Machine[]
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
    const echo = echoOf(s, stretches, verdicts, text, taken, lists)
    // "MBX1 doesn't" says nothing by itself.
    const verdict = isLeftOut(s, text.words, lists) ? (echo ?? said) : (said ?? echo)
    if (verdict) verdicts.push([s, verdict])
  }
  const of = (verdict: Verdict): readonly Machine[] => verdicts.flatMap(([s, v]) => (v === verdict ? [s.machine] : []))
  const singled = verdicts.filter(([s, v]) => v === 'troubled' && isSingled(s, text, lists)).map(([s]) => s.machine)
  return { troubled: of('troubled'), working: of('well'), singled }
}

/** The words around each machine, up to what leads to the next one in its part of the sentence. */
const stretchesOf = (
  all: readonly Machine[],
  { words, segments }: SegmentedText,
  lists: MachineLists,
): readonly Stretch[] => {
  const { listing } = lists
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
    const machine = opened
      ? all.findLast(m => m.from >= opened.from && m.to <= opened.to)
      : here.length === 0 && pointsBack(segment, words, lists)
        ? namedBefore(segment, segments, all)
        : undefined
    if (machine) stretches.push({ machine, segment, from: segment.from, to: segment.to, isAlone: true })
  }
  return stretches
}

/** "And there it fails", "that's where it fails", and not "there is". */
const pointsBack = ({ from, to }: Segment, words: readonly TextWord[], { there, verbs }: MachineLists): boolean =>
  there.in(words, from, to).some(f => !isFound(verbs, words, f.to, f.to + 1))

/** What is named last before, in its sentence or the one before. */
const namedBefore = (
  { from, sentence }: Segment,
  segments: readonly Segment[],
  all: readonly Machine[],
): Machine | undefined => {
  const first = segments.find(s => s.sentence >= sentence - 1)?.from ?? from
  return all.findLast(m => first <= m.from && m.to <= from)
}

const beforeBrackets = (segments: readonly Segment[], at: number): Segment | undefined => {
  let before = at - 1
  while (before >= 0 && !segments[before]?.isBracketed && segments[before]?.sentence === segments[at]?.sentence)
    before--
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
  if (word === undefined) return here.find(s => !isWell(s)) ?? here[0]
  const nearest = here.findLast(s => s.machine.to <= word) ?? here[0]
  // "MBX1 fails and MBX2 works": what goes well there is not denied by what stands beside the other.
  return nearest && !nearest.isAlone && isWell(nearest) ? undefined : nearest
}

const verdictOf = (s: Stretch, { words, negations }: SegmentedText, lists: MachineLists): Verdict | undefined => {
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
  // "They come from MBX1 only": what is claimed to go wrong was found before.
  const isOnly = lists.only.in(words, s.from, s.to).some(f => !negations.has(f.from))
  if (isOnly && says(lists.onlyWell).includes(false)) return 'well'
  return isSingled(s, { words }, lists) && !s.segment.works ? 'troubled' : undefined
}

/** "MBX1 is the one", "only on MBX1". */
const isSingled = (
  { from, to, segment }: Stretch,
  { words }: Pick<SegmentedText, 'words'>,
  { singling }: MachineLists,
): boolean => to === segment.to && isFound(singling, words, from, to)

/** "MBX1 delivers, MBX2 doesn't": what was told of the one before is so here, or not, unless that is a version. */
const echoOf = (
  s: Stretch,
  all: readonly Stretch[],
  verdicts: readonly (readonly [Stretch, Verdict])[],
  { words }: SegmentedText,
  taken: ReadonlySet<number>,
  lists: MachineLists,
): Verdict | undefined => {
  const isOther = (o: Stretch): boolean => o.machine.name !== s.machine.name
  const before = all.slice(0, all.indexOf(s)).findLast(isOther)
  if (s.segment.mood !== 'now') return undefined
  // "Not MBX1": it is another one.
  if (!before) return isNot(s, words, lists) ? 'well' : undefined
  const told = verdicts.findLast(([o]) => isOther(o))
  const isTold = told?.[0].machine.name === before.machine.name
  const isVersion = words.some((_, at) => before.machine.to <= at && at < before.segment.to && taken.has(at))
  if (!isTold && isVersion) return undefined
  if (told && isTold && lists.alike.endingAt(words, s.to, Math.max(s.from, s.machine.to)) !== undefined) return told[1]
  const isLeft = isLeftOut(s, words, lists) || isNot(s, words, lists)
  const isEcho = lists.ellipses.isAffirmed(s, { words })
  // "It hangs on MBX1, MBX2 doesn't", "MBX1 sends none, MBX2 does".
  if (told && isTold && told[1] === 'troubled') return isLeft || isEcho ? 'well' : undefined
  return isLeft ? 'troubled' : isEcho ? 'well' : undefined
}

/** "Not MBX1", "not on MBX1". */
const isNot = ({ machine, segment }: Stretch, words: readonly TextWord[], lists: MachineLists): boolean => {
  let at = machine.from - 1
  while (at > segment.from && [lists.beside, lists.articles].some(l => isFound(l, words, at, at + 1))) at--
  return at >= segment.from && isFound(lists.not, words, at, at + 1)
}

/** "MBX1 doesn't", "they don't on MBX1". */
const isLeftOut = (s: Stretch, words: readonly TextWord[], { ellipses }: MachineLists): boolean =>
  ellipses.isDenied(s, { words })
