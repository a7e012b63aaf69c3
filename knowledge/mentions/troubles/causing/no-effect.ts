import { type Lexicon, phraseFinder } from '../../../words/index.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'

/** True for a part that says no more than that a step had no effect: "swapped the cable, no luck". */
export type IsNoEffect = (part: Segment, text: SegmentedText) => boolean

export const noEffectReader = ({ causes }: Lexicon): IsNoEffect => {
  const said = phraseFinder(causes['no-effect'], { literal: true })
  return ({ from, to }, { words }) => said.in(words, from, to).some(f => f.from === from && f.to === to)
}
