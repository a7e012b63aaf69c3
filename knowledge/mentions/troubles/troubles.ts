import { QUESTION, type Trouble, WITHOUT, WORKS } from '../../article.ts'
import { onceFor } from '../../lately.ts'
import type { Steps } from '../../steps.ts'
import { areNames, formOf, isSlip, type Lexicon, phraseFinder, Speller, type TextWord } from '../../words/index.ts'
import type { Claim } from '../machines/verdicts.ts'
import type { Segment, SegmentedText } from '../sentences/segments.ts'
import { afterthoughtReader, type ReadAfterthought, turnedBy } from './afterthoughts.ts'
import { NOTHING, type Phrases, phrasesOf, range } from './beside.ts'
import { causeFinder } from './causing/causes.ts'
import { type Experiments, experimentReader } from './causing/reliefs.ts'
import { type FoundKind, kindsIn } from './found-kinds.ts'
import { namedIn, troubleOf } from './named.ts'
import { withoutBelied } from './partly/comings.ts'
import { narrowedFinder } from './partly/narrowed.ts'
import { controlFinder, spreadFinder } from './spread.ts'
import { stateFinder } from './states.ts'
import { type StepReader, stepReader } from './steps.ts'

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
  const spreadIn = spreadFinder(lexicon.grammar, phrases)
  const controlsIn = controlFinder(lexicon.grammar, phrases)
  const narrowedIn = narrowedFinder(lexicon, phrases)
  const causesIn = causeFinder(lexicon, phrases)
  const { reliefsIn, isTrial } = experimentReader(lexicon, phrases)
  const steps = stepReader(lexicon)
  const afterthought = afterthoughtReader(lexicon.grammar)
  const speller = new Speller(wordsOfLexicon(lexicon))
  // "Getting" is a form of "get", and no misspelt "geting"; "during" is known, too.
  const grammar = Object.values({ ...lexicon.grammar, ...lexicon.causes }).flatMap(phrases =>
    phrases.flatMap(p => p.split(/[\s-]+/)),
  )
  const known = new Set([...wordsOfLexicon(lexicon), ...grammar].map(formOf))
  const moments = new Set(lexicon.grammar.occasions)
  const doers = new Set([...wordsOfLexicon(lexicon)].filter(w => DOER.test(w)).map(formOf))
  const contrasting = phraseFinder(lexicon.grammar.contrasting)
  // "On the old 2003 server": a version is another one than that in question.
  const isOfVersion = ({ from, to }: Segment, { words }: SegmentedText): boolean =>
    words.slice(from, to).some(w => w.word === '')
  const isCompared = (s: Segment, text: SegmentedText): boolean =>
    isOfVersion(s, text) && contrasting.in(text.words, s.from, s.to).length > 0
  const means = { phrases, moments, afterthought, unreachedIn: steps.unreachedIn, isTrial }
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
      const troubles = yield* troublesIn(read, means, author)
      yield
      const named = written === undefined ? [] : namedIn(read, phrases)
      yield
      const states = text.segments
        .flatMap(s => [...statesIn(s, read), ...steps.statesIn(s, read)])
        .map(s => troubleOf(s.kind, { ...NOTHING, ...s }, 'claimed', 'occasion' in s ? s.occasion : []))
      const parts = isOfPerson ? [...spreadIn(read), ...narrowedIn(read)] : controlsIn(read)
      const spread = parts.map(s =>
        troubleOf(s.kind, { ...NOTHING, ...s }, 'claimed', 'occasion' in s ? s.occasion : []),
      )
      yield
      const causes = written === undefined ? [] : [...(yield* causesIn(read)), ...(yield* reliefsIn(read, troubles))]
      const most = MOST_TROUBLES - named.length
      return [...troubles.slice(0, most), ...[...states, ...spread].slice(0, MOST_STATES), ...named, ...causes]
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

/** So many words, and parts of a text, are read in one step. */
const WORDS_AT_ONCE = 1000
const PARTS_AT_ONCE = 60
const isStepAt = (n: number): boolean => n % PARTS_AT_ONCE === PARTS_AT_ONCE - 1

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

function* wordsOfLexicon({ troubles, things }: Lexicon): Iterable<string> {
  const phrases = [
    ...Object.values(troubles).flatMap(({ said, notSo, saidOf, implying }) =>
      [said, notSo, ...Object.values(saidOf), ...Object.values(implying)].flat(),
    ),
    ...Object.values(things).flatMap(({ said }) => said),
  ]
  for (const word of phrases.flatMap(p => p.split(/[\s-]+/)))
    if (INFLECTED.test(word)) yield* [word, `${word}s`, `${word}ed`, `${word}ing`]
}

/** What a reader of a language has. */
interface Means {
  readonly phrases: Phrases
  readonly moments: ReadonlySet<string>
  readonly afterthought: ReadAfterthought
  readonly unreachedIn: StepReader['unreachedIn']
  readonly isTrial: Experiments['isTrial']
}

/** Whose text it is. */
interface Author {
  readonly isPerson: boolean
  readonly quote: (segment: Segment) => string | undefined
  readonly isCompared: (segment: Segment, text: SegmentedText) => boolean
}

function* troublesIn(
  text: SegmentedText,
  { phrases, moments, afterthought, unreachedIn, isTrial }: Means,
  { isPerson, quote, isCompared }: Author,
): Steps<readonly Trouble[]> {
  const found: Trouble[] = []
  const comings = new Set<Trouble>()
  const isMoment = (s: Segment | undefined): s is Segment => s?.opener !== undefined && moments.has(s.opener)
  // What works is no part of what does not.
  const all = new Set<string>()
  for (const [n, s] of text.segments.entries()) {
    if (isStepAt(n)) yield
    const isWell = s.works || phrases.kindsIn(s, text).some(f => f.value.comes)
    if (!isWell && !s.isLog) for (const f of phrases.thingsIn(s, text)) for (const thing of f.value) all.add(thing)
  }
  let subject = NOTHING
  /** The sentence that named it. */
  let subjectOf: number | undefined
  /** What was last said to go well, and nothing else since. */
  let well: Trouble | undefined
  /** "Nothing is printed" was told last. */
  let isUndone = false
  /** The sentence that told a trouble last. */
  let told: number | undefined
  for (const [n, segment] of text.segments.entries()) {
    if (isStepAt(n)) yield
    if (segment.isLog) continue
    const beside = phrases.besideIn(phrases.untilSince(segment, text), text)
    const kinds = kindsIn(segment, text, phrases, isPerson)
    const absent = phrases.withoutIn(segment, text)
    const unreached = unreachedIn(segment, text, kinds.length > 0 || told === segment.sentence)
    const without = { ...absent, things: [...absent.things, ...unreached] }
    if (without.things.length > 0) found.push(troubleOf(WITHOUT, without, standingOf(segment)))
    const after = afterthought(segment, text, {
      troubles: kinds.filter(k => !k.denied).length,
      things: beside.things.length,
      versions: text.words.slice(segment.from, segment.to).some(w => w.word === ''),
    })
    if (after !== undefined) {
      found.splice(0, found.length, ...turnedBy(after, found, subject))
      continue
    }
    const here = kinds.filter(k => without.things.length === 0 || !k.byDenial)
    // "… when I close the store" is the moment of what was said before it.
    const previous = text.segments[n - 1]
    const isAdded = segment.isBracketed && isMoment(previous)
    if ((isMoment(segment) || isAdded) && found.length > 0 && told === segment.sentence) {
      const last = found.pop() as Trouble
      const undone = isUndone && phrases.comesIn(segment, text) ? phrases.absentKinds : [last.kind]
      const occasion = [...new Set([...last.occasion, ...beside.everything])]
      found.push(...undone.map(kind => ({ ...last, kind, occasion })))
      if (here.length === 0) continue
    }
    // "It gets them late", "this event never comes": what it is about stands before. "The tool (a MAPI client) closes", too.
    const goesOn = subjectOf === segment.sentence || phrases.pointsIn(segment, text)
    if (beside.things.length === 0 && subject.things.length > 0 && goesOn)
      subject = { ...beside, things: subject.things, broad: subject.broad }
    // "For the mailboxes on B it is deaf."
    else if (beside.things.length > 0 && subject.things.length > 0 && phrases.isOfIt(segment, text))
      subject = {
        ...beside,
        things: [...new Set([...subject.things, ...beside.things])],
        broad: [...subject.broad, ...beside.broad],
      }
    // "The agent is a MAPI client, and when it logs off, a dump is written": the moment is not what that is about.
    else if (
      beside.everything.length > 0 &&
      !(isMoment(segment) && here.length === 0 && subjectOf === segment.sentence) &&
      !(subject !== NOTHING && isTrial(segment, text))
    )
      subject = beside
    if (beside.things.length > 0) subjectOf = segment.sentence
    const before = text.segments[n - 1]
    const isBefore =
      isMoment(before) &&
      before.sentence === segment.sentence &&
      !isMoment(segment) &&
      kindsIn(before, text, phrases, isPerson).length === 0
    const moment = isBefore ? phrases.besideIn(before, text).everything : []
    // "Crashes on logoff": that is when it does.
    const occasion = [...new Set([...moment, ...phrases.momentsIn(subject)])]
    // "Before that nobody complained": what goes well there is no denial of what goes wrong here.
    const isIncoming = isBefore && phrases.comesIn(before, text)
    isUndone = here.length === 1 && here[0]?.isOfNothing === true
    const isElsewhere = segment.isEarlier || isCompared(segment, text)
    const isOther = (k: FoundKind): boolean =>
      k.denied && (isElsewhere || (k.told.isNotSo === true && segment.mood !== 'now'))
    for (const { told, denied } of here.filter(k => !isOther(k))) {
      const beside = phrases.withWhole(phrases.withImplied(subject, told), all)
      const standing = denied || segment.denies ? 'denied' : standingOf(segment)
      const kind = isIncoming && isUndone ? (phrases.absentKinds[0] ?? told.kind) : told.kind
      const trouble = withQuote(troubleOf(kind, beside, standing, occasion), quote(segment))
      if (told.comes) comings.add(trouble)
      found.push(trouble)
    }
    if (here.length > 0) told = segment.sentence
    if (here.some(h => !h.denied)) {
      well = undefined
      continue
    }
    if (segment.works) {
      well = troubleOf(WORKS, subject, standingOf(segment))
      if (!isElsewhere) found.push(well)
    }
    // "…, but not on 2008": the same does not go well there.
    else if (here.length === 0 && isTurned(segment, text) && well !== undefined)
      found.push({ ...well, kind: 'fails', standing: 'claimed' })
    else if (here.length === 0 && segment.mood === 'asked') found.push(troubleOf(QUESTION, subject, 'asked'))
  }
  return withoutBelied(found, comings)
}

const withQuote = (t: Trouble, said: string | undefined): Trouble => (said === undefined ? t : { ...t, said })

const standingOf = (segment: Segment): Trouble['standing'] =>
  segment.mood === 'now' || segment.presumes ? (segment.oneOfMany ? 'one-of-many' : 'claimed') : segment.mood

const isTurned = ({ from, to, opener }: Segment, { negations }: SegmentedText): boolean =>
  opener !== undefined && range(from, Math.min(to, from + 3)).some(i => negations.has(i))
