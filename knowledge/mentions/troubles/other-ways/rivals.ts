import { type Trouble, WITHOUT } from '../../../article.ts'
import { type Lexicon, phraseFinder } from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import type { SegmentedText } from '../../sentences/segments.ts'
import { troubleOf } from '../named.ts'
import { NOTHING, type Phrases } from '../phrases/phrases.ts'

/** In words: "we don't use any EWS". */
const DENIAL_REACH = 3

/**
 * Who names another way to be told, "an EWS subscription", and nowhere the thing by a name of its own, does not mean that when
 * they speak of "notifications" and "callbacks". What goes well, or is not used, is not what they mean.
 */
export const rivalFinder = ({ things }: Lexicon, phrases: Phrases): ((text: SegmentedText) => readonly Trouble[]) => {
  const ownNames = new Map(Object.entries(things).map(([thing, { ownNames }]) => [thing, phraseFinder(ownNames)]))
  return text => {
    const { words, segments, negations } = text
    const rivals = new Map<string, string>()
    for (const s of segments) {
      if (s.mood === 'planned' || s.mood === 'reported' || s.works || s.isLog) continue
      for (const f of phrases.thingsIn(s, text)) {
        const [thing = ''] = f.value
        const of = things[thing]?.rivalOf
        if (of === undefined || rivals.has(thing) || isDenied(f.from, s.from, negations, DENIAL_REACH)) continue
        if (phrases.kindsIn(s, text).some(k => k.value.comes)) continue
        const named = ownNames.get(of)?.in(words) ?? []
        // "It does not use MAPI at all."
        if (named.every(n => isDenied(n.from, 0, negations, DENIAL_REACH))) rivals.set(thing, of)
      }
    }
    return [...rivals].map(([rival, of]) => troubleOf(WITHOUT, { ...NOTHING, things: [[of]] }, 'claimed', [rival]))
  }
}
