import { once } from '../../lately.ts'
import { type Found, type Lexicon, nearIn, phraseFinder } from '../../words/index.ts'
import { isColonBefore } from '../sentences/before-colons.ts'
import type { Segment, SegmentedText } from '../sentences/segments.ts'
import type { Told } from './kind-phrases.ts'

/**
 * Of a part and what is found in it: true for what would tell a trouble, and tells none where it stands. `isOfThing`: it is
 * found beside what it is told of.
 */
export type HarmlessIn = (
  segment: Segment,
  text: SegmentedText,
  all: readonly Found<Told>[],
) => (found: Found<Told>, isOfThing?: boolean) => boolean

/** In words between those of a phrase. */
const GAP = 2
/** A sentence goes on behind a colon: "slow server: Windows 2008". In words. */
const LONGEST_NAME = 3

export const harmlessFinder = ({ grammar, troubles }: Lexicon): HarmlessIn => {
  const harmless = phraseFinder(grammar.harmless, { gap: GAP })
  const we = phraseFinder(grammar['we-ourselves'])
  const byUs = new Map(Object.entries(troubles).map(([kind, { byUs }]) => [kind, phraseFinder(byUs, { gap: GAP })]))
  const [describers, machines] = [phraseFinder(grammar['machine-describers']), phraseFinder(grammar['machine-words'])]
  const definite = phraseFinder(grammar['the-known'])
  const auxiliaries = phraseFinder(grammar.auxiliaries)
  const waiting = phraseFinder(grammar['left-waiting'], { gap: GAP })
  const nothingSuch = phraseFinder(grammar['nothing-such'])
  const near = nearIn(troubles)
  return ({ from, to, sentence }, { words, segments, negations }, all) => {
    // A part may be as long as a message that has no stop, and each of its words a trouble: it is looked through once.
    const overs = once(() => harmless.in(words, from, to))
    const spared = once(() => nothingSuch.in(words, from, to))
    const waits = once(() => waiting.in(words, from, to))
    const done = once(() => new Map([...byUs].map(([kind, finder]) => [kind, once(() => finder.in(words, from, to))])))
    return (f, isOfThing = false) => {
      // "It does not come late", "no process has died": what is denied is the other one.
      const isNext = (o: Found<Told>): boolean =>
        o.from === f.to || auxiliaries.in(words, f.to, o.from).some(a => a.from === f.to && a.to === o.from)
      const isOther = (o: Found<Told>): boolean =>
        (o.value.kind !== f.value.kind || !isOfThing) &&
        (troubles[f.value.kind]?.nothing === true || near(f.value.kind, o.value.kind))
      if (f.denied && all.some(o => !o.denied && o.from >= f.to && isNext(o) && isOther(o))) return true
      // "The timeout was raised", "a sign was hung up".
      if (overs().some(o => o.from <= f.from && f.to <= o.to && o.size >= f.size)) return true
      // "They see nothing of the kind": who is spared misses nothing.
      if (spared().some(o => o.from <= f.to && f.from < o.to)) return true
      // "Left hanging because no event comes": who waits does not hang.
      if (waits().some(w => w.from <= f.from && f.to <= w.to)) {
        const next = segments.find(s => s.from === to && s.sentence === sentence)
        const isOpened = next?.opener !== undefined
        if (isOpened && words.slice(next.from, next.to).some((_, i) => negations.has(next.from + i))) return true
      }
      // "We kill it every night": what is done on purpose befalls nobody.
      const isOurs = (d: Found<string>): boolean =>
        d.from <= f.from && f.from < d.to && we.endingAt(words, d.from, from) !== undefined
      if (done().get(f.value.kind)?.().some(isOurs)) return true
      // "The slow server has 2008", "slow server: 2008": so it is called.
      const isDescriber = f.to - f.from === 1 && describers.in(words, f.from, f.to).length > 0
      const machine = machines.in(words, f.to, Math.min(words.length, f.to + 2)).find(m => m.from === f.to)
      if (!isDescriber || machine === undefined) return false
      const isNamed = f.from - from < LONGEST_NAME && machine.to < to && isColonBefore(machine.to, words)
      return isNamed || definite.endingAt(words, f.from, from) !== undefined
    }
  }
}
