import { CAUSE, type Trouble } from '../../../article.ts'
import type { Steps } from '../../../steps.ts'
import type { Found, Lexicon, PhraseFinder, TextWord } from '../../../words/index.ts'
import { range, type Segment, type SegmentedText } from '../../sentences/segments.ts'
import type { Phrases } from '../phrases/phrases.ts'
import {
  causePlaces,
  type Finders,
  findersOf,
  first,
  isPointer,
  LONGEST_NAME,
  type Naming,
  SHORT_NAME,
  SHORT_REST,
} from './cause-places.ts'

/** Finds the causes that a person names: "since the new filter went in", "turns out the proxy eats them". */
export type FindCauses = (text: SegmentedText) => Steps<readonly Trouble[]>

const MOST_CAUSES = 3
/** So many parts of a sentence on both sides are looked at. */
const PARTS_AROUND = 6
/** So many parts of a text are read in one step. */
const PARTS_AT_ONCE = 60

export const causeFinder = (lexicon: Lexicon, phrases: Phrases): FindCauses => {
  const finders = findersOf(lexicon)
  return function* (text) {
    const causes: Trouble[] = []
    for (const [at, s] of text.segments.entries()) {
      if (at % PARTS_AT_ONCE === PARTS_AT_ONCE - 1) yield
      if (causes.length >= MOST_CAUSES) break
      if (s.isLog || s.works || s.denies || (s.mood !== 'now' && s.mood !== 'over')) continue
      const around = text.segments
        .slice(Math.max(0, at - PARTS_AROUND), at + PARTS_AROUND + 1)
        .filter(other => other.sentence === s.sentence)
      const sure = causePlaces(s, text, around, finders).filter(
        n =>
          n.to > n.from &&
          !isHedged(n, text, around, finders) &&
          (!n.ofTrouble || isOfTrouble(n, text, around, finders, phrases)),
      )
      causes.push(...sure.flatMap(n => causeOf(n, text, finders, phrases)))
    }
    return causes.slice(0, MOST_CAUSES)
  }
}

/** "Maybe", "I think": nobody is sure of it. */
const isHedged = (
  { segment }: Naming,
  { words }: SegmentedText,
  around: readonly Segment[],
  { hedging }: Finders,
): boolean => hedging.in(words, around[0]?.from ?? segment.from, around.at(-1)?.to ?? segment.to).length > 0

/** And not "we need it by Friday because …": a reason for something else. */
const isOfTrouble = (
  { segment, start }: Naming,
  text: SegmentedText,
  around: readonly Segment[],
  finders: Finders,
  phrases: Phrases,
): boolean => {
  const rest = around.map(s => (s === segment ? { ...s, to: start } : s)).filter(s => s.to > s.from)
  const has = (finder: PhraseFinder<string>): boolean => rest.some(s => finder.in(text.words, s.from, s.to).length > 0)
  if (has(finders.aside)) return false
  const isShort = rest.reduce((sum, s) => sum + s.to - s.from, 0) <= SHORT_REST
  return (
    isShort ||
    rest.some(s => isPointer(s.from, s.to, text.words, finders)) ||
    rest.some(s => [phrases.kindsIn, phrases.nothingIn].some(f => f(s, text).length > 0))
  )
}

/** "The scanner blocks them", "they are blocked by the scanner": who does it; else all of it. */
const actorIn = ({ from, to }: Naming, words: readonly TextWord[], finders: Finders) => {
  const act = first(finders.acting, words, from + 1, to)
  const by = act && first(finders.by, words, act.to, Math.min(to, act.to + 1))
  return by ? { from: by.to, to } : { from, to: act?.from ?? to }
}

const causeOf = (n: Naming, text: SegmentedText, finders: Finders, phrases: Phrases): readonly Trouble[] => {
  const { words } = text
  const isSentence = n.how === 'sentence' || n.how === 'shown'
  const part = { ...n.segment, ...(isSentence ? actorIn(n, words, finders) : { from: n.from, to: n.to }) }
  const isIn = (finder: PhraseFinder<string>): boolean => first(finder, words, part.from, part.to) !== undefined
  // A version, or the system as such: what is known of them says more.
  const isOfSystem = (): boolean =>
    first(
      finders.systems,
      words,
      part.from,
      Math.min(part.to, part.from + (n.how === 'new' ? LONGEST_NAME : SHORT_NAME)),
    ) !== undefined || words.slice(part.from, part.to).some(w => w.word === '')
  // "It turns out that nothing arrives": the trouble once more, or what does not matter.
  const isDenying = range(part.from, part.to).some(at => text.negations.has(at))
  if (isIn(finders.helps) || (isSentence && (isDenying || phrases.kindsIn(part, text).length > 0))) return []
  const standing = n.how === 'shown' ? 'reported' : 'named'
  if (n.how === 'new') {
    if (isIn(finders.programs)) return [{ ...NO_CAUSE, standing }]
    if (isOfSystem()) return []
  }
  const { broad, words: beside } = phrases.besideIn(part, text)
  const things = phrases.thingsIn(part, text)
  const telling = things.filter(f => !broad.includes(f.value[0] ?? '')).slice(0, isSentence ? things.length : 1)
  const mayBeAny = !isSentence && !n.onlyThings && !isOfSystem()
  const others = mayBeAny ? beside.filter(w => !/\d/.test(w)) : []
  // "A full disk": nothing in it tells much, and all of it together does.
  const kinds = mayBeAny ? phrases.kindsIn(part, text) : []
  const whole = kinds.length > 0 ? [...things, ...kinds] : []
  const formsOf = (found: readonly Found<unknown>[]) => found.flatMap(f => words.slice(f.from, f.to).map(w => w.form))
  const told = [formsOf(telling), others, formsOf(whole)].find(all => all.length > 0) ?? []
  const named = telling.length > 0 ? telling : things
  return told.length === 0
    ? []
    : [{ ...NO_CAUSE, things: named.map(f => f.value), words: [...new Set(told)], standing }]
}

const NO_CAUSE: Trouble = { kind: CAUSE, things: [], broad: [], words: [], occasion: [], standing: 'named' }
