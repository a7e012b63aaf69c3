import { type Found, type Lexicon, PhraseFinder, phraseFinder, type TextWord } from '../../words/index.ts'
import { isDenied } from '../sentences/negations.ts'
import type { Segment, SegmentedText } from '../sentences/segments.ts'
import { waitFinder } from './durations.ts'
import type { Told } from './kind-phrases.ts'

type Span = Pick<Segment, 'from' | 'to'>

/** What comes late, or at once, where nothing else is told of it. */
interface Lateness {
  /** "It reacts after a minute", "it only finds out when we restart it"; where something remains, "for 20 seconds". */
  readonly lateIn: (span: Span, words: readonly TextWord[], isLasting: boolean) => readonly Found<Told>[]
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
  const prompt = phraseFinder(grammar.prompt)
  return {
    lateIn: ({ from, to }, words, isLasting) => {
      const spans = waits(words, from, to, isLasting)
      // Behind "only", a moment must begin.
      const isOnlyThen = occasions.in(words, to, Math.min(words.length, to + 2)).some(f => f.from === to)
      return waited.flatMap(({ kind, of }) => {
        const found = of.in(words, from, to)
        const implies = found[0]?.value
        const value = implies ? { kind, implies } : { kind }
        const late = found.filter(f => isOnlyThen && only.endingAt(words, f.from, from))
        return [...spans, ...late].map(f => ({ ...f, value, denied: false, size: f.to - f.from }))
      })
    },
    promptIn: ({ from, to }, { words, negations }, named) => {
      const found = prompt.in(words, from, to).find(f => !isDenied(f.from, from, negations))
      if (!found) return []
      return waited
        .filter(({ things }) => things.some(thing => named.has(thing)))
        .map(({ kind }) => ({ ...found, value: { kind, isNotSo: true } }))
    },
  }
}

/** In words between those of a phrase. */
const GAP = 2
