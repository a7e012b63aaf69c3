import { type Found, type Lexicon, PhraseFinder, phraseFinder, type TextWord } from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'
import type { Told } from '../kind-phrases.ts'
import { lateClockFinder } from './clock-times.ts'
import { waitFinder } from './durations.ts'

type Span = Pick<Segment, 'from' | 'to'>

/** What comes late, or at once, where nothing else is told of it. */
interface Lateness {
  /** "It reacts after a minute", "it only finds out when we restart it"; where something remains, "for 20 seconds". */
  readonly lateIn: (span: Segment, text: SegmentedText, isLasting: boolean) => readonly Found<Told>[]
  /** "For a minute nothing happens, then it is called": it happens. `found` there; `kindsOf` another part. */
  readonly laterIn: (
    span: Segment,
    text: SegmentedText,
    found: readonly Found<Told>[],
    kindsOf: (segment: Segment) => readonly Found<Told>[],
  ) => readonly Found<Told>[]
  /** "It is told of each mail right away": it is not late. `things`: the groups of what is named there. */
  readonly promptIn: (span: Span, text: SegmentedText, things: ReadonlySet<string>) => readonly Found<Told>[]
}

/** `namesOf`: a thing with the groups that it is one of. */
export const latenessReader = (lexicon: Lexicon, namesOf: (thing: string) => readonly string[]): Lateness => {
  const { grammar, troubles } = lexicon
  const waits = waitFinder(grammar)
  const waited = Object.entries(troubles).flatMap(([kind, { waited, waitedOf }]) => {
    const of = Object.entries(waitedOf).flatMap(([thing, said]) => said.map(s => [s, namesOf(thing)] as const))
    return waited ? [{ kind, things: Object.keys(waitedOf), of: new PhraseFinder(of, { gap: GAP }) }] : []
  })
  const [only, occasions] = [phraseFinder(grammar.only), phraseFinder(grammar.occasions)]
  const [prompt, learning] = [phraseFinder(grammar.prompt), phraseFinder(grammar['learning-at'])]
  const talk = phraseFinder(grammar['talk-nouns'], { nouns: true })
  const clocks = lateClockFinder(grammar)
  const thereafter = new Set(grammar.thereafter)
  const [doing, to] = [phraseFinder(grammar.doing), new Set(grammar.reaching)]
  const activities = phraseFinder(grammar.activities, { literal: true })
  const slow = Object.keys(troubles)
    .filter(kind => troubles[kind]?.doing)
    .map((kind): Told => ({ kind }))[0]
  // "Takes 20 seconds to switch folders", "switching folders takes 20 seconds": nothing comes that was awaited.
  const isDoing = (f: Span, { from }: Segment, words: readonly TextWord[]): boolean => {
    const isTo = to.has(words[f.to]?.word ?? '')
    const verb = doing.in(words, f.to + 1, Math.min(words.length, f.to + 2))
    const opens = activities.in(words, from, f.from).some(a => a.from === from)
    return (isTo && verb.length === 0) || opens
  }
  return {
    lateIn: (segment, text, isLasting) => {
      const { from, to } = segment
      const { words } = text
      const spans = [...waits(words, from, to, isLasting), ...clocks(segment, text)]
      // Behind "only", a moment must begin.
      const isOnlyThen = occasions.in(words, to, Math.min(words.length, to + 2)).some(f => f.from === to)
      return waited.flatMap(({ kind, of }) => {
        const found = of.in(words, from, to)
        const implies = found[0]?.value
        const value = implies ? { kind, implies } : { kind }
        const late = found.filter(f => isOnlyThen && only.endingAt(words, f.from, from))
        const toldBy = (f: Span): Told => (isDoing(f, segment, words) ? (slow ?? value) : value)
        return [...spans, ...late].map(f => ({ ...f, value: toldBy(f), denied: false, size: f.to - f.from }))
      })
    },
    laterIn: ({ from, to, sentence }, { words, segments }, found, kindsOf) => {
      const isNothing = found.length > 0 && found.every(f => f.denied && troubles[f.value.kind]?.nothing)
      if (!isNothing) return []
      const next = segments.find(s => s.from === to && s.sentence === sentence)
      if (next?.opener === undefined || !thereafter.has(next.opener) || kindsOf(next).length > 0) return []
      const spans = waits(words, from, to, true)
      return waited.flatMap(({ kind }) =>
        spans.map(f => ({ ...f, value: { kind }, denied: false, size: f.to - f.from })),
      )
    },
    promptIn: ({ from, to }, { words, negations }, named) => {
      // "A quick question: …": that is how long it takes to read.
      const isOfTalk = (at: number): boolean => talk.in(words, at, Math.min(to, at + 1)).length > 0
      const found = prompt.in(words, from, to).find(f => !isDenied(f.from, from, negations) && !isOfTalk(f.to))
      if (!found) return []
      return waited
        .filter(
          ({ things }) =>
            things.some(thing => named.has(thing)) ||
            // "The client shows it the same second": what it learns is not late.
            learning.in(words, Math.max(from, found.from - LEARNT_BEFORE), found.from).length > 0,
        )
        .map(({ kind }) => ({ ...found, value: { kind, isNotSo: true } }))
    },
  }
}

/** In words: "shows them all to us at once". */
const LEARNT_BEFORE = 5

/** In words between those of a phrase. */
const GAP = 2
