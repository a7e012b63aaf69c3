import { OWN_KINDS, QUESTION, type Trouble } from '../../../article.ts'
import { type Grammar, type PhraseFinder, phraseFinder } from '../../../words/index.ts'
import { formerlyFinder } from '../../sentences/formerly.ts'
import { isDenied } from '../../sentences/negations.ts'
import { firstOf, isStated, partsOf, range, type Segment, type SegmentedText } from '../../sentences/segments.ts'
import { troubleOf } from '../named.ts'
import type { Beside } from '../phrases/phrases.ts'
import { tenseReader } from './tense.ts'

/** "It does not happen here": so many words may follow. */
const SHORT_END = 2

/** "Right, question now is how …": so many words may stand before it. */
const TURN_REACH = 3
/** In words: no phrase that turns to something else is longer. */
const LONGEST_TURN = 8

/** What a part of a text says of all troubles that were told before it; undefined where it says nothing of them. */
export type ReadAfterthought = (
  segment: Segment,
  text: SegmentedText,
  /** What the part tells by itself. */
  own: { readonly troubles: number; readonly things: number; readonly versions: boolean },
) => Trouble['standing'] | undefined

/** People tell a trouble first, and then that it is over, that it is not so here, or that all others are spared. */
export const afterthoughtReader = (grammar: Grammar): ReadAfterthought => {
  const [again, prompt] = [phraseFinder(grammar['since-then']), phraseFinder(grammar.prompt)]
  const [notSo, pointing] = [phraseFinder(grammar['not-so']), phraseFinder(grammar.pointing)]
  const [formerly, nothing] = [formerlyFinder(grammar), phraseFinder(grammar.nothing)]
  const [nothingSuch, we] = [phraseFinder(grammar['nothing-such']), phraseFinder(grammar['we-ourselves'])]
  const everyoneElse = phraseFinder(grammar['everyone-else'])
  const oneSystem = phraseFinder(grammar['one-system'])
  const [places, times] = [phraseFinder(grammar['other-places']), phraseFinder(grammar['units-of-time'])]
  const isEachTime = eachTimeReader(grammar)
  const [turning, remedies] = [phraseFinder(grammar.turning), phraseFinder(grammar.remedies)]
  // "Solved, thanks. Now what about …": what was told before is only how it came to that.
  const isTurn = (segment: Segment, { words, segments }: SegmentedText): boolean => {
    const end = segments[firstOf(segments, s => s.sentence > segment.sentence) - 1]?.to ?? segment.to
    const near = Math.min(end, segment.from + TURN_REACH + LONGEST_TURN)
    const turn = turning.in(words, segment.from, near).find(f => f.from - segment.from <= TURN_REACH)
    return (
      turn !== undefined &&
      remedies.in(words, turn.from, end).length === 0 &&
      !words.slice(turn.from, end).some(w => w.word === '')
    )
  }
  // "In the office, without the router, all is well": there, and not here.
  const isElsewhere = (segment: Segment, text: SegmentedText): boolean => {
    const { words } = text
    const own = partsOf(segment.sentence, text).filter(s => s.from < segment.to)
    return own.some(
      s =>
        places.in(words, s.from, s.to).some(f => f.from === s.from) &&
        times.in(words, s.from, s.to).length === 0 &&
        again.in(words, s.from, segment.to).length === 0,
    )
  }
  return (segment, text, { troubles, things, versions }) => {
    const { words, negations } = text
    const { from, to } = segment
    if (troubles === 0 && isTurn(segment, text)) return 'over'
    const isIn = (finder: PhraseFinder<string>, end = to): boolean => finder.in(words, from, end).length > 0
    // "That is not true", "here it does not happen".
    const denial = notSo.in(words, from, to, f => isDenied(f.from, from, negations)).find(f => f.to >= to - SHORT_END)
    // "After that nothing happens": that is no word of what was told.
    const isNone = denial !== undefined && nothing.endingAt(words, denial.from, from) !== undefined
    if (denial && !isNone && !versions && isIn(pointing, denial.from + 1)) return 'denied'
    // "We have seen nothing of the kind."
    if (troubles === 0 && things === 0 && !versions && isStated(segment) && isIn(nothingSuch) && isIn(we))
      return 'denied'
    const goesWell = troubles === 0 && (segment.works || isIn(prompt))
    // "The other 79 do not": the trouble is left out.
    const isSpared = goesWell || (troubles === 0 && range(from, to).some(at => negations.has(at)))
    // "On one of the two it never comes, on the other it does": those are servers.
    const isOfSystems = (): boolean =>
      oneSystem.in(words, partsOf(segment.sentence, text)[0]?.from ?? from, from).length > 0
    if (isSpared && !versions && isIn(everyoneElse) && !isOfSystems()) return 'one-of-many'
    // "It used to be instant": so it is no more.
    if (troubles === 0 && formerly(words, from, to).length > 0) return undefined
    // "They did not come. It was our mistake, solved."
    const isMended = segment.mends && !isElsewhere(segment, text)
    if (isEachTime(segment, text)) return undefined
    if (troubles === 0 && things === 0 && !versions && (segment.mood === 'over' || isMended)) return 'over'
    // "Since then every one has come at once."
    return goesWell && !versions && isIn(again) ? 'over' : undefined
  }
}

/** "It stays deaf till we restart it, then it's good again", "a reboot cures it", "it is well again for a day": so it ends each time. */
const eachTimeReader = (grammar: Grammar): ((segment: Segment, text: SegmentedText) => boolean) => {
  const [upToThen, passing] = [phraseFinder(grammar['up-to-then']), phraseFinder(grammar.passing)]
  const restarts = phraseFinder(grammar.restarts, { literal: true })
  // "It works now", "solved by a reboot, thanks".
  const solved = grammar['solved-openings'].filter(p => !p.includes(' '))
  const once = phraseFinder([...grammar['since-then'].filter(w => w !== 'again'), ...solved], { literal: true })
  const isPast = tenseReader(grammar)
  return (segment, text) => {
    const { words, segments } = text
    const parts = partsOf(segment.sentence, text)
    const [start = 0, end = 0] = [parts[0]?.from, parts.at(-1)?.to]
    if (upToThen.in(words, start, segment.from).length > 0 || passing.in(words, segment.from, end).length > 0)
      return true
    // "It crashed, a reboot helped": that was once.
    const isOnce = ({ from, to }: Segment): boolean => once.in(words, from, to).length > 0
    const told = segments.filter(s => s.sentence === segment.sentence || s.sentence === segment.sentence - 1)
    const helping = restarts.in(words, start, end)
    if (helping.some(f => PAST.test(words[f.to]?.word ?? ''))) return false
    return helping.length > 0 && !told.some(s => isPast(s, text) || isOnce(s))
  }
}

/** "A restart cured it." */
const PAST = /^\p{L}{3,}ed$/u

/** What was told, in the light of an afterthought. Where no trouble was, something is asked: "… Just asking how to change its sound." */
export const turnedBy = (
  standing: Trouble['standing'],
  told: readonly Trouble[],
  subject: Beside,
): readonly Trouble[] => {
  const turned = told.map(t => (t.standing === 'claimed' ? { ...t, standing } : t))
  return standing === 'over' && turned.every(t => OWN_KINDS.has(t.kind))
    ? [...turned, troubleOf(QUESTION, subject, 'asked')]
    : turned
}
