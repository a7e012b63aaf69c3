import { isClaimed, ONCE, OWN_KINDS, type Trouble } from '../../../article.ts'
import { type Grammar, phraseFinder } from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'
import { troubleOf } from '../named.ts'
import { NOTHING } from '../phrases/phrases.ts'

/** The same troubles; those that a text says to have happened once stand as over. `placeOf`: the part that told one. */
type WithOnce = (
  told: readonly Trouble[],
  placeOf: (trouble: Trouble) => number | undefined,
  text: SegmentedText,
) => readonly Trouble[]

/** In words: "not just that one time". */
const NEXT = 2
/** In words: "has not yet happened again". */
const REACH = 3

/**
 * "The spooler hung. A one-off, never before nor since": what happened once is no trouble that anybody has. Where the text
 * tells none, it says so of what was told in an earlier message (`ONCE`).
 */
export const onceReader = (grammar: Grammar): WithOnce => {
  const [happened, counted] = [phraseFinder(grammar['happened-once']), phraseFinder(grammar['once-each'])]
  const [articles, not] = [new Set(grammar.articles), phraseFinder(grammar['not-once'])]
  const returning = phraseFinder(grammar.returning)
  // "Not just that one time", "far from a one-off".
  const isBehindNot = (at: number, from: number, words: SegmentedText['words']): boolean =>
    not.endingAt(words, articles.has(words[at - 1]?.word ?? '') ? at - 1 : at, from) !== undefined
  const saysOnce = ({ from, to, mood }: Segment, { words, negations }: SegmentedText): boolean =>
    (mood === 'now' || mood === 'over') &&
    happened
      .in(words, from, to, f => isDenied(f.from, from, negations))
      .some(
        f =>
          f.denied === isDenied(f.from, from, negations, f.denied ? REACH : NEXT) &&
          (f.denied || !isBehindNot(f.from, from, words)) &&
          !counted.in(words, f.to, Math.min(words.length, f.to + 1)).some(c => c.from === f.to),
      )
  return (told, placeOf, text) => {
    const { segments, words } = text
    const at = segments.findIndex(s => saysOnce(s, text))
    const part = segments[at]
    if (part === undefined || returning.in(words, part.to, words.length).length > 0) return told
    const placed = (t: Trouble): Segment | undefined => segments[placeOf(t) ?? -1]
    const isMeant = (t: Trouble): boolean => {
      const own = placed(t)
      return isClaimed(t) && own !== undefined && (own.from <= part.from || own.sentence === part.sentence)
    }
    const meant = told.filter(isMeant)
    // "It recurs": who tells the same trouble of now, too, has it.
    if (meant.some(t => told.some(o => isClaimed(o) && !meant.includes(o) && o.kind === t.kind))) return told
    if (meant.length > 0) return told.map(t => (meant.includes(t) ? { ...t, standing: 'over' as const } : t))
    const isTold = told.some(t => !OWN_KINDS.has(t.kind) && t.standing === 'over')
    return isTold ? told : [...told, troubleOf(ONCE, NOTHING, 'over')]
  }
}
