import { NAMED, type Trouble } from '../../article.ts'
import type { Segment, SegmentedText } from '../sentences/segments.ts'
import { type Beside, NOTHING, type Phrases } from './phrases/phrases.ts'

export const troubleOf = (
  kind: string,
  { things, broad, words }: Beside,
  standing: Trouble['standing'],
  occasion: readonly string[] = [],
): Trouble => ({ kind, things, broad, words, occasion, standing })

/** Of what goes well, or is over, or only supposed, nothing is named. */
export const namedIn = (text: SegmentedText, phrases: Phrases): readonly Trouble[] => {
  const told = text.segments.filter(s => !s.works && !s.isLog && !s.denies && NAMES.has(s.mood))
  const named = told.flatMap(s => [
    phrases.besideIn(s, text),
    ...phrases.kindsIn(s, text).map(({ value }) => phrases.withImplied(NOTHING, value)),
  ])
  const things = [...new Set(named.flatMap(b => b.things))]
  const broad = [...new Set(named.flatMap(b => b.broad))]
  const whole = phrases.withWhole({ ...NOTHING, things, broad }, new Set(things.flat()))
  return things.length === 0 ? [] : [troubleOf(NAMED, whole, 'named')]
}

const NAMES: ReadonlySet<Segment['mood']> = new Set(['now', 'asked', 'reported'])
