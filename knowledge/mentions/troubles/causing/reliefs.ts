import { isClaimed, RELIEF, type Trouble } from '../../../article.ts'
import { formOf, type Lexicon, type PhraseFinder, phraseFinder } from '../../../words/index.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'
import type { Phrases } from '../phrases/phrases.ts'
import { type Experiment, experimentReader, isRelease } from './experiments.ts'
import type { Place } from './outcomes.ts'

const MOST_RELIEFS = 3
/** What no article speaks of. */
const OWN_RELEASE = 'own-release'

/** What is done to something when one of the troubles told stays away: "with the scanner unloaded they arrive". */
export type FindReliefs = (text: SegmentedText, troubles: readonly Trouble[]) => readonly Trouble[]

/**
 * Something is done to a thing, and it goes well. Whose article does not speak of that thing has another trouble. What
 * brings relief to anything (a restart), or for a while, tells nothing.
 */
export const reliefFinder = (lexicon: Lexicon, phrases: Phrases): FindReliefs => {
  const experiments = experimentReader(lexicon)
  const { causes, grammar } = lexicon
  const [released, whole] = [phraseFinder(causes.released), phraseFinder(lexicon.narrowing.whole)]
  const [resting, pointing] = [phraseFinder(causes.resting), phraseFinder(grammar.pointing)]
  const isSystem = new Set(causes.systems.map(formOf))
  const has = (finder: PhraseFinder<string>, { words }: SegmentedText, { from, to }: Place): boolean =>
    finder.in(words, from, to).length > 0

  /** What goes well is nothing else than what was told to go wrong; a later message may tell nothing but the experiment. */
  const isOf = (told: readonly Trouble[], segment: Segment, done: Place, text: SegmentedText): boolean => {
    const { from, to } = segment
    const isHere = from <= done.from && done.to <= to
    const rest = !isHere ? segment : done.from === from ? { ...segment, from: done.to } : { ...segment, to: done.from }
    const { things, words } = phrases.besideIn(rest, text)
    const isTold = ([thing = '']: readonly string[]): boolean => told.some(t => t.things.flat().includes(thing))
    // "All three kinds arrive": of those that were told.
    const isOfAnything = told.length === 0 || (things.length === 0 && (words.length === 0 || has(whole, text, rest)))
    return isOfAnything || things.some(isTold) || words.some(x => told.some(t => t.words.includes(x)))
  }

  const reliefOf = ({ from, to, segment, before }: Experiment, text: SegmentedText): readonly Trouble[] => {
    const { words } = text
    const place = { from, to }
    const part = { ...segment, ...place }
    const isOfVersion = words.slice(from, to).some(w => w.word === '')
    if (isOfVersion || has(resting, text, place)) return []
    const own = phrases.besideIn(part, text)
    const isPointing = own.things.length === 0 && has(pointing, text, place)
    const named = isPointing && before ? phrases.besideIn({ ...segment, ...before }, text) : own
    const done = new Set(experiments.liftingsIn(part, text).flatMap(f => words.slice(f.from, f.to).map(w => w.form)))
    const others = isPointing ? [] : own.words.filter(w => !done.has(w) && !isSystem.has(w) && !/\d/.test(w))
    // "With the old build of our tool": of the person's own program.
    const told = released.in(words, from, to).map(f => f.value)
    const releases = told.length === 0 && isRelease(words, place) ? [OWN_RELEASE] : told
    return named.things.length + others.length + releases.length === 0
      ? []
      : [
          {
            kind: RELIEF,
            things: named.things,
            broad: [],
            words: [...others, ...releases],
            occasion: [],
            standing: 'claimed',
          },
        ]
  }

  return (text, troubles) => {
    const told = troubles.filter(isClaimed)
    return experiments
      .experimentsIn(text)
      .filter(e => e.outcome === undefined || (e.outcome.kind === 'well' && isOf(told, e.outcome.segment, e, text)))
      .flatMap(e => reliefOf(e, text))
      .slice(0, MOST_RELIEFS)
  }
}
