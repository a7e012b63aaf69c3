import { CAUSE, type Trouble } from '../../article.ts'
import { type Found, type Lexicon, type PhraseFinder, phraseFinder, type TextWord } from '../../words/index.ts'
import { isDenied, type Segment, type SegmentedText } from '../sentences/segments.ts'
import type { Phrases } from './beside.ts'

/** Finds the causes that a person names: "since the new filter went in", "turns out the proxy eats them". */
export type FindCauses = (text: SegmentedText) => readonly Trouble[]

/** Where a part of a text names a cause. */
interface Naming {
  readonly segment: Segment
  /** Where what introduces it begins. */
  readonly start: number
  /** Places of its words. */
  readonly from: number
  readonly to: number
  /**
   * `name`: "caused by the proxy". `sentence`: "I found that …", which may tell the trouble once more, so that only things
   * count. `shown`: the same of what a tool shows, which need not be the cause. `new`: what has changed.
   */
  readonly how: 'name' | 'sentence' | 'shown' | 'new'
  /** It is one only where its sentence tells a trouble: people give reasons for much. */
  readonly ofTrouble?: boolean
  /** Only a thing of the lexicon is one. */
  readonly onlyThings?: boolean
}

const MOST_CAUSES = 3
/** In words: of a longer name only the beginning is one; the same of "the new filter". */
const LONGEST_NAME = 8
const SHORT_NAME = 3
/** In words: so short a rest of the sentence is none. */
const SHORT_REST = 3
/** In words: how far behind a tool stands that it shows something. */
const SHOWING_REACH = 3

/** In words. */
const DENIED_REACH = 1

export const causeFinder = (lexicon: Lexicon, phrases: Phrases): FindCauses => {
  const finders = findersOf(lexicon)
  return text =>
    text.segments
      .filter(s => !s.isLog && !s.works && !s.denies && (s.mood === 'now' || s.mood === 'over'))
      .flatMap(s => [...namedIn(s, text, finders), ...changedIn(s, text, finders)])
      .filter(
        n => n.to > n.from && !isHedged(n, text, finders) && (!n.ofTrouble || isOfTrouble(n, text, finders, phrases)),
      )
      .flatMap(n => causeOf(n, text, finders, phrases))
      .slice(0, MOST_CAUSES)
}

const findersOf = ({ causes, grammar }: Lexicon) => {
  const list = (phrases: readonly string[], gap = 0) => phraseFinder(phrases, { gap })
  return {
    naming: list(causes.naming, 1),
    explaining: list(causes.explaining),
    finding: list(causes.finding),
    reasoning: list(causes.reasoning),
    seeing: list(causes.seeing),
    showing: list(causes.showing, 1),
    blaming: list(causes.blaming),
    acting: list(causes.acting),
    since: list(causes.since),
    introducing: list(causes.introducing),
    altering: list(causes.altering),
    changing: list([...causes.introducing, ...causes.altering]),
    hedging: list(causes.hedging),
    systems: list(causes.systems),
    programs: list(causes.programs),
    helps: list(causes.helps),
    aside: list(causes.aside),
    relative: list(causes.relative),
    articles: list(grammar.articles),
    pointing: list(grammar.pointing),
  }
}

type Finders = ReturnType<typeof findersOf>

const first = (finder: PhraseFinder<string>, words: readonly TextWord[], from: number, to: number) =>
  finder.in(words, from, to)[0]

/** Where the name ends that begins there, at most so many words behind it. */
const endOfName = (from: number, to: number, words: readonly TextWord[], { relative }: Finders): number =>
  Math.min(first(relative, words, from + 1, to)?.from ?? to, to, from + LONGEST_NAME)

/** "Caused by the proxy", "I found that …", "the proxy is to blame". */
const namedIn = (segment: Segment, { words, negations }: SegmentedText, finders: Finders): readonly Naming[] => {
  const { from, to } = segment
  // "Nothing arrives because of the proxy": only what stands right before it denies it.
  const real = (finder: PhraseFinder<string>): readonly Found<string>[] =>
    finder.in(words, from, to).filter(f => !isDenied(f.from, from, negations, DENIED_REACH))
  const name = (f: Found<string>): Naming => {
    return { segment, start: f.from, from: f.to, to: endOfName(f.to, to, words, finders), how: 'name' }
  }
  const sentence = (f: Found<string>): Naming => ({ segment, start: f.from, from: f.to, to, how: 'sentence' })
  const isShown = (tool: Found<string>): boolean => {
    const shown = first(finders.showing, words, tool.to, Math.min(to, tool.to + SHOWING_REACH))
    return shown !== undefined && !negations.has(shown.from - 1)
  }
  const because = real(finders.explaining)
  const reasons = because.length > 0 ? [] : real(finders.reasoning).filter(f => f.from === from)
  // "The cause is not the proxy."
  const isReal = (n: Naming): boolean => !negations.has(n.from)
  return [
    ...real(finders.naming).map(name).filter(isReal),
    ...because.map(f => ({
      ...name(f),
      ofTrouble: true,
      onlyThings: first(finders.pointing, words, from, f.from) === undefined,
    })),
    ...reasons.map(f => ({ ...sentence(f), ofTrouble: true })),
    ...real(finders.finding).map(sentence).filter(isReal),
    ...real(finders.seeing)
      .filter(isShown)
      .map((f): Naming => ({ ...sentence(f), how: 'shown' })),
    ...real(finders.blaming).map((f): Naming => ({ segment, start: from, from, to: f.from, how: 'name' })),
  ]
}

/** "Since the new filter went in", "since Friday's release of the add-in". */
const changedIn = (segment: Segment, { words, negations }: SegmentedText, finders: Finders): readonly Naming[] => {
  const { from, to } = segment
  return finders.since.in(words, from, to).flatMap((since): readonly Naming[] => {
    const change = first(finders.changing, words, since.to, Math.min(to, since.to + LONGEST_NAME))
    if (!change || isDenied(since.from, from, negations, DENIED_REACH)) return []
    const onlyThings = first(finders.altering, words, change.from, change.to) !== undefined
    const place = { segment, start: since.from, how: 'new' as const, onlyThings }
    // "The filter was replaced": it stands before, unless nothing but "the", or whose it is, does.
    const isBefore = range(since.to, change.from, words).some(
      at => !OWNED.test(words[at]?.word ?? '') && finders.articles.in(words, at, at + 1).length === 0,
    )
    if (isBefore && change.value !== NEW) return [{ ...place, from: since.to, to: change.from }]
    const next = first(finders.changing, words, change.to + 1, Math.min(to, change.to + LONGEST_NAME))
    const end = next?.from ?? endOfName(change.to, Math.min(to, change.to + SHORT_NAME), words, finders)
    return [{ ...place, from: change.to, to: end }]
  })
}
const range = (from: number, to: number, words: readonly TextWord[]): number[] => [...words.keys()].slice(from, to)
const NEW = 'new'
/** "Friday's release". */
const OWNED = /'s$/

/** "Maybe", "I think": nobody is sure of it. */
const isHedged = ({ segment }: Naming, { words, segments }: SegmentedText, { hedging }: Finders): boolean => {
  const start = segments.find(s => s.sentence === segment.sentence)?.from ?? 0
  return hedging.in(words, start, segment.to).length > 0
}

/** And not "we need it by Friday because …": a reason for something else. */
const isOfTrouble = (
  { segment, start }: Naming,
  text: SegmentedText,
  { aside, pointing }: Finders,
  phrases: Phrases,
): boolean => {
  const own = text.segments.filter(s => s.sentence === segment.sentence)
  const rest = own.map(s => (s === segment ? { ...s, to: start } : s)).filter(s => s.to > s.from)
  const has = (finder: PhraseFinder<string>): boolean => rest.some(s => finder.in(text.words, s.from, s.to).length > 0)
  if (has(aside)) return false
  const isShort = rest.reduce((sum, s) => sum + s.to - s.from, 0) <= SHORT_REST
  return (
    isShort || has(pointing) || rest.some(s => [phrases.kindsIn, phrases.nothingIn].some(f => f(s, text).length > 0))
  )
}

const causeOf = (n: Naming, text: SegmentedText, finders: Finders, phrases: Phrases): readonly Trouble[] => {
  const { words } = text
  const isSentence = n.how === 'sentence' || n.how === 'shown'
  // "The scanner blocks them": who does it.
  const act = isSentence ? first(finders.acting, words, n.from + 1, n.to) : undefined
  const part = { ...n.segment, from: n.from, to: act?.from ?? n.to }
  const isIn = (finder: PhraseFinder<string>): boolean => first(finder, words, part.from, part.to) !== undefined
  // "It turns out that nothing arrives": the trouble once more.
  if (isIn(finders.helps) || (isSentence && phrases.kindsIn(part, text).length > 0)) return []
  const standing = n.how === 'shown' ? 'reported' : 'named'
  if (n.how === 'new') {
    if (isIn(finders.programs)) return [{ ...NO_CAUSE, standing }]
    // A version, or the system as such: what is known of them says more.
    if (isIn(finders.systems) || words.slice(part.from, part.to).some(w => w.word === '')) return []
  }
  const { broad, words: beside } = phrases.besideIn(part, text)
  const things = phrases.thingsIn(part, text)
  const telling = things.filter(f => !broad.includes(f.value[0] ?? '')).slice(0, isSentence ? things.length : 1)
  const others = isSentence || n.onlyThings ? [] : beside.filter(w => !/\d/.test(w))
  const formsOf = (found: readonly Found<unknown>[]) => found.flatMap(f => words.slice(f.from, f.to).map(w => w.form))
  // "A full disk": nothing in it tells much, and all of it together does.
  const whole = n.how === 'name' && !n.onlyThings ? formsOf([...things, ...phrases.kindsIn(part, text)]) : []
  const told = [formsOf(telling), others, whole].find(all => all.length > 0) ?? []
  return told.length === 0
    ? []
    : [{ ...NO_CAUSE, things: telling.map(f => f.value), words: [...new Set(told)], standing }]
}

const NO_CAUSE: Trouble = { kind: CAUSE, things: [], broad: [], words: [], occasion: [], standing: 'named' }
