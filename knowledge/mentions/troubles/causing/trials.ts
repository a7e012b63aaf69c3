import { onceFor } from '../../../lately.ts'
import { isTelling, type Lexicon, phraseFinder } from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import { type Segment, type SegmentedText, segmentAt } from '../../sentences/segments.ts'
import { experimentReader } from './experiments.ts'
import { type Outcome, outcomeReader, type Place, type Sentence } from './outcomes.ts'

/** What came of what is told at a place of a text, where somebody tried that: it goes well, or is as before. */
export interface Trials {
  /** The parts of a text that tell of nothing else: what is so only in a trial is not so. */
  readonly triedIn: (text: SegmentedText) => ReadonlyMap<Segment, Outcome['kind']>
  /** Undefined where nobody tried it, or the place itself says what came of it. */
  readonly cameOf: (place: Place, text: SegmentedText) => Outcome['kind'] | undefined
  /** "We switched NAT off", "took it out of the way": what stands there is away then. */
  readonly isRemoved: (place: Place, text: SegmentedText) => boolean
  /** The same of what is done to what was named before: "IPv6 was off. Ticked it again: no difference". */
  readonly cameOfUndoing: (before: Place, text: SegmentedText) => Outcome['kind'] | undefined
}

/** In words: how far before what is tried "without" or "when" may stand. */
const OPENER_REACH = 4
/** In words: "took the NAT router out". */
const REMOVING_GAP = 3
/** In words: "from loading it". */
const LEAVING_REACH = 2
/** In words: "with the NAT router off". */
const AWAY_REACH = 2
/** In parts: so soon behind what it points to something is done to it. */
const UNDONE_WITHIN = 2
/** In words: how far from what is removed that may be said. */
const REMOVED_REACH = 4

/** Reads trials; made once, for what a person tells and for what it says of an article's circumstances. */
export const trialReader = onceFor((lexicon: Lexicon): Trials => {
  const { causes, grammar } = lexicon
  const { sentencesIn, opening, tellsTrouble } = outcomeReader(lexicon)
  const { liftingsIn, behindEven } = experimentReader(lexicon)
  const [trying, openers] = [phraseFinder(causes.trying), phraseFinder(causes.opening)]
  const [withoutWords, resting] = [phraseFinder(causes.without), phraseFinder(causes.resting)]
  const auxiliary = phraseFinder([...grammar.auxiliaries, ...grammar.perfect], { literal: true })
  const [pointing, adding] = [phraseFinder(grammar.pointing), phraseFinder(grammar['there-too'])]
  const removing = phraseFinder(causes.removing, { gap: REMOVING_GAP })
  const [leaving, withWords, away] = [
    phraseFinder(grammar.leaving),
    phraseFinder(causes.with),
    phraseFinder(causes.away),
  ]
  /** Behind what opens a trial: "in online mode …", "even without NAT …", "once it is ticked …". */
  const openedTo = (s: Segment, text: SegmentedText): number | undefined => {
    const start = behindEven(s, text)
    return openers.in(text.words, start, s.to).find(f => f.from === start)?.to
  }
  const isOpened = (s: Segment, text: SegmentedText): boolean => openedTo(s, text) !== undefined
  const doneIn = (s: Segment, text: SegmentedText): readonly Place[] =>
    [...trying.in(text.words, s.from, s.to), ...liftingsIn(s, text)].sort((a, b) => a.from - b.from)
  /** "We moved it", "moved it", and not "a folder moved": nothing that somebody might do it to stands before. */
  const isDoneIn = (s: Segment, text: SegmentedText): boolean => {
    const { words } = text
    const rests = resting.in(words, s.from, s.to)
    const done = doneIn(s, text).find(d => !rests.some(r => r.from <= d.from && d.from < r.to))
    return done !== undefined && !words.slice(openedTo(s, text) ?? s.from, done.from).some(w => isTelling(w.word))
  }
  const triedParts = onceFor((text: SegmentedText) =>
    onceFor(
      (s: Segment): boolean =>
        isDoneIn(s, text) ||
        (isOpened(s, text) &&
          resting.in(text.words, s.from, s.to).length === 0 &&
          // "On her phone, too": that is told, and not tried.
          adding.endingAt(text.words, s.to, s.from) === undefined),
    ),
  )
  const isTried = (s: Segment, text: SegmentedText): boolean => triedParts(text)(s)
  /** "It works without NAT", "it works, even with NAT", and not "it works, with NAT it doesn't". */
  const isLedTo = ({ segment, kind }: Outcome, place: Place, s: Segment, text: SegmentedText): boolean => {
    const { words, negations } = text
    const leading = kind === 'well' ? withoutWords : openers
    if (segment === s) return leading.in(words, Math.max(s.from, place.from - OPENER_REACH), place.from).length > 0
    const isNegated = words.slice(s.from, s.to).some((_, i) => negations.has(s.from + i) && s.from + i > place.to)
    const isNext = kind === 'same' ? s.from >= segment.to : s.from === segment.to
    // "Just the same after we removed it"; "it works after a minute" tries nothing.
    const isLed = isOpened(s, text) || (kind === 'same' && s.opener !== undefined)
    return isNext && isLed && !isNegated && !tellsTrouble(s, text)
  }

  const cameOf: Trials['cameOf'] = (place, text) => {
    const all = sentencesIn(text)
    const n = all.findIndex(sentence => place.from < sentence.to)
    const [own, next] = [all[n], all[n + 1]]
    const s = own?.segments.find(x => place.from < x.to)
    if (!own || !s || own.outcomes().some(o => o.from < place.to && place.from < o.to)) return undefined
    const after = own.outcomes().find(o => o.from >= place.to)
    const before = own.outcomes().findLast(o => o.to <= place.from)
    const isTold = (until: number): boolean => own.segments.some(x => x.to <= until && tellsTrouble(x, text))
    if (after?.kind === 'same') return after.kind
    // "AutoSave has run": that is what goes well.
    if (after?.segment === s && auxiliary.in(text.words, place.to, after.from).some(f => f.from === place.to))
      return undefined
    if (after) return isTried(s, text) && !isTold(after.segment.from) ? after.kind : undefined
    if (before) return isLedTo(before, place, s, text) ? before.kind : undefined
    if (isTold(own.to) || !isTried(s, text) || !next) return undefined
    const came = opening(next, text)
    // "It had been saved. With the add-in off it works": that is tried there.
    return came && isTried(came.segment, text) && came.kind === 'well' ? undefined : came?.kind
  }
  const cameOfUndoing: Trials['cameOfUndoing'] = (before, text) => {
    const segments = text.segments.filter(s => s.from >= before.to).slice(0, UNDONE_WITHIN)
    const places = segments.flatMap(s =>
      doneIn(s, text).filter(
        f =>
          pointing.in(text.words, f.from, Math.min(s.to, f.to + 1)).length > 0 &&
          // "We do not use it": nobody did anything.
          !isDenied(f.from, s.from, text.negations),
      ),
    )
    return places[0] && cameOf(places[0], text)
  }
  const isRemoved: Trials['isRemoved'] = ({ from, to }, text) => {
    const s = segmentAt(from, text)
    return (
      s !== undefined &&
      (removing
        .in(text.words, Math.max(s.from, from - REMOVED_REACH), Math.min(s.to, to + REMOVED_REACH))
        .some(f => (f.from < from || f.to > to) && !isDenied(f.from, s.from, text.negations)) ||
        // "With NAT off".
        (withWords.in(text.words, s.from, from).length > 0 &&
          away.in(text.words, to, Math.min(s.to, to + AWAY_REACH)).length > 0) ||
        // "Changed it from NAT to plain routing".
        (isDoneIn(s, text) && leaving.in(text.words, Math.max(s.from, from - LEAVING_REACH), from).length > 0))
    )
  }
  /** The parts of a sentence up to one that says what came of it, from behind the last that tells a trouble. */
  const partsOf = ({ segments }: Sentence, outcome: Outcome, text: SegmentedText): readonly Segment[] => {
    const end = segments.indexOf(outcome.segment)
    let start = end
    while (start > 0 && !tellsTrouble(segments[start - 1] as Segment, text)) start--
    return segments.slice(start, end + 1)
  }
  const tellsNothing = (sentence: Sentence, text: SegmentedText): boolean =>
    sentence.outcomes().length === 0 && !sentence.segments.some(s => tellsTrouble(s, text))
  const triedIn = onceFor((text: SegmentedText): ReadonlyMap<Segment, Outcome['kind']> => {
    const all = sentencesIn(text)
    const tried = new Map<Segment, Outcome['kind']>()
    for (const [n, sentence] of all.entries()) {
      for (const o of sentence.outcomes()) {
        const parts = partsOf(sentence, o, text)
        // "The moment it closes, it crashes": what goes well there is the moment.
        const isMoment = o.segment.opener !== undefined
        const isWell = !isMoment && parts[0] === sentence.segments[0] && parts.some(s => isTried(s, text))
        const isOfTrial = o.isPlain && (o.kind === 'same' || isWell)
        if (isOfTrial) for (const part of parts) tried.set(part, o.kind)
      }
      const next = all[n + 1]
      const isTrial = tellsNothing(sentence, text) && sentence.segments.some(s => isTried(s, text))
      const came = isTrial && next ? opening(next, text) : undefined
      if (came?.isPlain) for (const part of sentence.segments) tried.set(part, came.kind)
    }
    return tried
  })
  return { triedIn, cameOf, cameOfUndoing, isRemoved }
})
