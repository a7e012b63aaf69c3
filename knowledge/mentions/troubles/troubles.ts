import { isClaimed, type Trouble } from '../../article.ts'
import { onceFor } from '../../lately.ts'
import type { Steps } from '../../steps.ts'
import { areNames, formOf, isSlip, type Lexicon, phraseFinder, Speller, type TextWord } from '../../words/index.ts'
import type { Claim } from '../machines/verdicts.ts'
import { firstOf, type Segment, type SegmentedText } from '../sentences/segments.ts'
import { causeFinder } from './causing/causes.ts'
import { experimentReader } from './causing/experiments.ts'
import { noEffectReader } from './causing/no-effect.ts'
import { reliefFinder } from './causing/reliefs.ts'
import { trialReader } from './causing/trials.ts'
import { kindsIn } from './found-kinds.ts'
import { namedIn, troubleOf } from './named.ts'
import { rivalFinder } from './other-ways/rivals.ts'
import { cleftReader } from './partly/clefts.ts'
import { endingReader, type IsEnding } from './partly/endings.ts'
import { narrowedFinder } from './partly/narrowed.ts'
import { notThereReader } from './partly/not-there.ts'
import { parallelReader } from './partly/parallels.ts'
import { sourceFinder } from './partly/sources.ts'
import { controlFinder, spreadFinder } from './partly/spread.ts'
import { NOTHING } from './phrases/phrases.ts'
import { phrasesOf } from './phrases/phrases-of.ts'
import { afterthoughtReader } from './settled/afterthoughts.ts'
import { onceReader } from './settled/once.ts'
import { settledReader } from './settled/settled.ts'
import { stateFinder } from './states.ts'
import { stepReader } from './steps.ts'
import { isOfVersion, isStepAt, troublesIn } from './told-troubles.ts'

/** In words: "but in our second office". */
const LOCATION_REACH = 5

/** Reads text of one language; messages and articles alike. */
export interface TroubleReader {
  /**
   * `taken`: places of versions, of which nothing is read. `written`: the text as a person wrote it; then misspelt words are
   * read as the lexicon's words that they are near, and what tells a trouble is kept with it.
   */
  readonly read: (text: SegmentedText, taken: ReadonlySet<number>, written?: string) => Steps<readonly Trouble[]>
  /** Where a trouble is claimed. */
  readonly claimsIn: (text: SegmentedText, taken: ReadonlySet<number>) => Steps<readonly Claim[]>
  /** Places of the words that tell a trouble, or a thing that has a name of its own. */
  readonly wordsOf: (text: SegmentedText) => Steps<TroubleWords>
}

/** What the word at a place tells: what goes wrong, or a thing. */
export type TroubleWords = ReadonlyMap<number, 'kind' | 'thing'>

/** More are not kept of one text. */
const MOST_TROUBLES = 16
const MOST_STATES = 4

/** Its lists are long: it takes a tenth of a second to make, and is the same beside every catalog. */
export const troubleReader = onceFor((lexicon: Lexicon): TroubleReader => {
  const phrases = phrasesOf(lexicon)
  const statesIn = stateFinder(lexicon, phrases)
  const spreadIn = spreadFinder(lexicon, phrases)
  const controlsIn = controlFinder(lexicon.grammar, phrases)
  const narrowedIn = narrowedFinder(lexicon, phrases)
  const sourcesIn = sourceFinder(lexicon)
  const causesIn = causeFinder(lexicon, phrases)
  const experiments = experimentReader(lexicon)
  const trials = trialReader(lexicon)
  const reliefsIn = reliefFinder(lexicon, phrases)
  const steps = stepReader(lexicon)
  const rivalsIn = rivalFinder(lexicon, phrases)
  const afterthought = afterthoughtReader(lexicon.grammar)
  const withSettled = settledReader(lexicon.grammar, new Set(phrases.absentKinds))
  const withOnce = onceReader(lexicon.grammar)
  const words = wordsOfLexicon(lexicon)
  const speller = new Speller(words)
  // "Getting" is a form of "get", and no misspelt "geting"; "during" is known, too.
  const grammar = wordsOf(Object.values({ ...lexicon.grammar, ...lexicon.causes }).flat())
  const known = new Set([...words, ...grammar].map(formOf))
  const moments = new Set(lexicon.grammar.occasions)
  const doers = new Set([...words].filter(w => DOER.test(w)).map(formOf))
  const contrasting = phraseFinder(lexicon.grammar.contrasting)
  const machines = phraseFinder(lexicon.grammar['machine-words'], { nouns: true })
  const opening = phraseFinder([...lexicon.causes.with, ...lexicon.causes.without])
  // "On the old 2003 server": a version is another one than that in question. "On the other server", of which not even the version is told in the same part.
  const isCompared = (s: Segment, text: SegmentedText): boolean =>
    [s, ...beforeBrackets(s, text)].some(part =>
      contrasting
        .in(text.words, part.from, part.to)
        .some(f => isOfVersion(part, text) || machines.in(text.words, f.to, Math.min(part.to, f.to + 1)).length > 0),
    ) || isThere(s, text)
  const [locations, places] = [
    phraseFinder([...lexicon.grammar['machine-locations'], ...lexicon.grammar['machine-words']], { nouns: true }),
    phraseFinder([...lexicon.grammar.contrasting, ...lexicon.grammar['machine-ordinals']]),
  ]
  const pointing = phraseFinder(lexicon.grammar['those-there'], { literal: true })
  // "The second site is on 2003, and there they come": up to it nothing else is named in the sentence.
  const isThere = (s: Segment, { words, segments }: SegmentedText): boolean => {
    const first = segments.find(o => o.sentence === s.sentence)?.from ?? s.from
    const end = Math.min(s.to, first + LOCATION_REACH)
    const named = places.in(words, first, end).find(f => locations.in(words, f.to, Math.min(end, f.to + 1)).length > 0)
    return named !== undefined && (s.from <= named.from || pointing.in(words, s.from, s.to).length > 0)
  }
  const [ends, isNotThere] = [endingReader(lexicon.grammar), notThereReader(lexicon.grammar)]
  const isEnding: IsEnding = (...part) => ends(...part) || isNotThere(...part)
  const isCleft = cleftReader(lexicon.grammar)
  const parallels = parallelReader(lexicon.grammar, phrases)
  const { unreachedIn } = steps
  const means = {
    phrases,
    moments,
    afterthought,
    withSettled,
    withOnce,
    unreachedIn,
    isEnding,
    isCleft,
    parallels,
    experiments,
    isNoEffect: noEffectReader(lexicon),
  }
  // "The importer is not notified": who does something fails not in what it does.
  const isDoer = (word: string): boolean => DOER.test(word) && known.has(formOf(word)) && !doers.has(formOf(word))
  return {
    *read(text, taken, written) {
      const isOfPerson = written !== undefined
      const isName = written === undefined ? [] : areNames(writtenWords(text.words, written))
      const spelt = (word: string, place: number): string => {
        const isStrange = written !== undefined && LONG_WORD.test(word) && !known.has(formOf(word))
        const meant = isStrange ? speller.repair(word) : undefined
        return meant === undefined || (isName[place] && !isSlip(word, meant)) ? word : meant
      }
      const words: TextWord[] = []
      for (const [place, w] of text.words.entries()) {
        if (place % WORDS_AT_ONCE === WORDS_AT_ONCE - 1) yield
        const word = taken.has(place) ? '' : spelt(w.word, place)
        if (isDoer(word)) words.push({ ...w, word, form: word })
        else words.push(word === w.word ? w : { ...w, word, form: formOf(word) })
      }
      const quote = written === undefined ? () => undefined : (s: Segment) => quoteOf(s, text, written)
      const read = { ...text, words }
      yield
      const author = { isPerson: isOfPerson, quote, isCompared: isOfPerson ? isCompared : isOfVersion }
      const tried = isOfPerson ? trials.triedIn(read) : NOTHING_TRIED
      const isApart = (s: Segment): boolean => tried.has(s)
      const outside = yield* troublesIn(read, means, { ...author, isApart })
      // Who tells nothing but what helps tells the trouble there.
      const isOutside = tried.size === 0 || outside.some(isClaimed)
      const isSaid = (s: Segment): boolean => !(isOutside ? isApart(s) : tried.get(s) === 'same')
      const all = isOutside ? outside : yield* troublesIn(read, means, { ...author, isApart: s => !isSaid(s) })
      // "With the add-in off there is no crash": with it on there is one.
      const isOpened = ({ from, to }: Segment): boolean => opening.in(read.words, from, to).some(f => f.from === from)
      const isLifted = !isOutside && [...tried].some(([s, k]) => k === 'well' && isOpened(s))
      const told = new Set(isLifted ? outside.map(t => JSON.stringify(t)) : [])
      const isImplied = (t: Trouble): boolean => isLifted && t.standing === 'denied' && !told.has(JSON.stringify(t))
      const troubles = all.map(t => (isImplied(t) ? { ...t, standing: 'claimed' as const } : t))
      // "Antivirus off: the same" is no other place.
      const isPlace = (s: Segment): boolean => isSaid(s) || experiments.liftingsIn(s, read).length === 0
      yield
      const named = written === undefined ? [] : namedIn(read, phrases)
      yield
      const states = text.segments
        .filter(s => isSaid(s) && tried.get(s) !== 'well')
        .flatMap(s => [...statesIn(s, read), ...steps.statesIn(s, read)])
        .map(s => troubleOf(s.kind, { ...NOTHING, ...s }, 'claimed', 'occasion' in s ? s.occasion : []))
      const rivals = isOfPerson ? [...rivalsIn(read), ...sourcesIn(troubles)] : []
      const parts = isOfPerson ? [...spreadIn(read, isPlace), ...narrowedIn(read)] : controlsIn(read)
      const spread = parts.map(s =>
        troubleOf(s.kind, { ...NOTHING, ...s }, 'claimed', 'occasion' in s ? s.occasion : []),
      )
      yield
      const causes = written === undefined ? [] : [...(yield* causesIn(read)), ...reliefsIn(read, troubles)]
      const most = MOST_TROUBLES - named.length
      return [
        ...troubles.slice(0, most),
        ...[...rivals, ...states, ...spread].slice(0, MOST_STATES),
        ...named,
        ...causes,
      ]
    },
    *claimsIn(text, taken) {
      const words = text.words.map((w, place) => (taken.has(place) ? { ...w, word: '', form: '' } : w))
      const left = { ...text, words }
      const claims: Claim[] = []
      for (const [n, segment] of text.segments.entries()) {
        if (isStepAt(n)) yield
        if (segment.mood !== 'now' || segment.isLog) continue
        for (const { denied, at } of kindsIn(segment, left, phrases, true))
          if (!denied) claims.push({ segment, word: at })
        if (isNotThere(segment, text.segments[n - 1], left)) claims.push({ segment, word: undefined })
      }
      return claims
    },
    *wordsOf(text) {
      const words = new Map<number, 'kind' | 'thing'>()
      for (const [n, s] of text.segments.entries()) {
        if (isStepAt(n)) yield
        for (const f of phrases.thingsIn(s, text)) for (let at = f.from; at < f.to; at++) words.set(at, 'thing')
        for (const f of phrases.kindsIn(s, text)) for (let at = f.from; at < f.to; at++) words.set(at, 'kind')
      }
      return words
    },
  }
})

const NOTHING_TRIED: ReadonlyMap<Segment, 'well' | 'same'> = new Map()

/** "The other server (2003) is told at once": what stands before brackets is told on behind them. */
const beforeBrackets = (part: Segment, { segments }: SegmentedText): readonly Segment[] => {
  const at = firstOf(segments, s => s.from >= part.from)
  const [opened, bracket] = [segments[at - 2], segments[at - 1]]
  const isOne = opened?.sentence === part.sentence && bracket?.sentence === part.sentence
  return opened && isOne && bracket?.isBracketed && part.opener === undefined ? [opened] : []
}

/** So many words are read in one step. */
const WORDS_AT_ONCE = 1000

/** Words at their places in the text as it was written. */
const writtenWords = (words: readonly TextWord[], written: string) =>
  words.map(({ start, end }, i) => ({
    word: written.slice(start, end),
    opens: i === 0 || SENTENCE_END.test(written.slice(words[i - 1]?.end, start)),
  }))
const SENTENCE_END = /[.!?:;\n]/

/** The words of a part, without what ends it. In characters at most `LONGEST_QUOTE`. */
const quoteOf = ({ from, to }: Segment, { words }: SegmentedText, written: string): string | undefined => {
  const quote = written.slice(words[from]?.start, words[to - 1]?.end)
  return quote.length <= LONGEST_QUOTE ? quote : undefined
}
const LONGEST_QUOTE = 120

/** An English noun for who does something. */
const DOER = /\p{L}{3}ers?$/u

const LONG_WORD = /^\p{L}{6,}$/u

/** "Dir" and "scr" are names: there is no "diring". */
const INFLECTED = /^\p{L}{4,}$/u

const wordsOf = (phrases: readonly string[]): ReadonlySet<string> => new Set(phrases.flatMap(p => p.split(/[\s-]+/)))

const wordsOfLexicon = ({ troubles, things }: Lexicon): ReadonlySet<string> => {
  const phrases = [
    ...Object.values(troubles).flatMap(({ said, notSo, saidOf, implying }) =>
      [said, notSo, ...Object.values(saidOf), ...Object.values(implying)].flat(),
    ),
    ...Object.values(things).flatMap(({ said }) => said),
  ]
  return new Set([...wordsOf(phrases)].filter(w => INFLECTED.test(w)).flatMap(w => [w, `${w}s`, `${w}ed`, `${w}ing`]))
}
