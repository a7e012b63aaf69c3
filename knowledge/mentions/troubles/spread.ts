import { ALSO, EVERYWHERE } from '../../article.ts'
import { type Grammar, phraseFinder } from '../../words/index.ts'
import type { Segment, SegmentedText } from '../sentences/segments.ts'
import type { Phrases } from './beside.ts'

/** Where else a trouble is told to be: with these things, too (`ALSO`), or everywhere (`EVERYWHERE`). */
interface Spread {
  readonly kind: typeof ALSO | typeof EVERYWHERE
  readonly things: readonly (readonly string[])[]
  readonly occasion?: undefined
}

export type FindSpread = (text: SegmentedText) => readonly Spread[]

/** "It is equally late in OWA", "none there either", "on all 40 PCs": of troubles that there are now. */
export const spreadFinder = (grammar: Grammar, phrases: Phrases): FindSpread => {
  const [thereToo, alike] = [phraseFinder(grammar['there-too']), phraseFinder(grammar.alike)]
  return text => {
    const { words, segments } = text
    const tellsTrouble = (s: Segment): boolean =>
      phrases.kindsIn(s, text).length > 0 || phrases.nothingIn(s, text).length > 0
    const thingsOf = (s: Segment): Spread['things'] => phrases.thingsIn(s, text).map(f => f.value)
    return segments.flatMap((s, n): readonly Spread[] => {
      if (s.mood !== 'now' || s.isLog || s.works || s.denies) return []
      const { from, to } = s
      const told = tellsTrouble(s)
      if (s.everyone && told) return [{ kind: EVERYWHERE, things: [] }]
      if (thereToo.in(words, from, to).length === 0) return []
      if (!told && alike.in(words, from, to).length === 0) return []
      // "I logged on to a full desktop: none there either".
      const before = segments[n - 1]
      const own = thingsOf(s)
      const things = own.length === 0 && before ? thingsOf(before) : own
      return things.length > 0 ? [{ kind: ALSO, things }] : []
    })
  }
}
