import { type Found, type Lexicon, type PhraseFinder, phraseFinder, type TextWord } from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'

/** Where a part of a text names a cause. */
export interface Naming {
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

/** In words: of a longer name only the beginning is one; the same of "the new filter". */
export const LONGEST_NAME = 8
const LONGEST_SENTENCE = 24
export const SHORT_NAME = 3
/** In words: so short a rest of the sentence is none. */
export const SHORT_REST = 3
/** In words: how far behind a tool stands that it shows something. */
const SHOWING_REACH = 3

/** In words: how far before it what denies it may stand; of a reason only right before it. */
const DENIED_REACH = { by: 3, because: 1 } as const

export const findersOf = ({ causes, grammar }: Lexicon) => {
  const list = (phrases: readonly string[], gap = 0) => phraseFinder(phrases, { gap })
  return {
    naming: list(causes.naming, 1),
    calling: list(causes.calling),
    is: list(causes.is),
    are: list(grammar.is),
    explaining: list(causes.explaining),
    finding: list(causes.finding, 1),
    reasoning: list(causes.reasoning),
    seeing: list(causes.seeing),
    showing: list(causes.showing, 1),
    amiss: list([...causes.amiss, ...causes.acting]),
    blaming: list(causes.blaming),
    acting: list(causes.acting),
    by: list(causes.by),
    since: list(causes.since),
    introducing: list(causes.introducing),
    altering: list(causes.altering),
    changing: list([...causes.introducing, ...causes.altering]),
    hedging: list(causes.hedging),
    transitive: list(causes.transitive),
    auxiliaries: list(grammar.auxiliaries),
    systems: list(causes.systems),
    programs: list(causes.programs),
    helps: list(causes.helps),
    aside: list(causes.aside),
    relative: list(causes.relative),
    articles: list(grammar.articles),
    pointing: list(grammar.pointing),
  }
}

export type Finders = ReturnType<typeof findersOf>

export const first = (finder: PhraseFinder<string>, words: readonly TextWord[], from: number, to: number) =>
  finder.in(words, from, to)[0]

/** Where a part of a text names causes; `around`: the parts of its sentence around it. */
export const causePlaces = (
  segment: Segment,
  text: SegmentedText,
  around: readonly Segment[],
  finders: Finders,
): readonly Naming[] => [
  ...namedIn(segment, text, around, finders),
  ...reasonsIn(segment, text, around, finders),
  ...changedIn(segment, text, finders),
]

/** Where the name ends that begins there, at most so many words behind it. */
const endOfName = (from: number, to: number, words: readonly TextWord[], { relative }: Finders): number =>
  first(relative, words, from + 1, Math.min(to, from + LONGEST_NAME))?.from ?? Math.min(to, from + LONGEST_NAME)

/** Phrases of a part that nothing so few words before them denies: "nothing arrives because of the proxy" denies no cause. */
const realIn = (
  finder: PhraseFinder<string>,
  { from, to }: Segment,
  { words, negations }: SegmentedText,
  around: readonly Segment[],
  reach: number,
): readonly Found<string>[] =>
  finder.in(words, from, to).filter(f => !isDenied(f.from, around[0]?.from ?? from, negations, reach))

/** "It is because …", "that's due to …": what it is about was told before. */
export const isPointer = (from: number, to: number, words: readonly TextWord[], finders: Finders): boolean =>
  to > from &&
  to - from <= SHORT_REST &&
  first(finders.pointing, words, from, to)?.from === from &&
  finders.are.endingAt(words, to, from) !== undefined

/** "Caused by the proxy", "I found that …", "the proxy is to blame". */
const namedIn = (
  segment: Segment,
  text: SegmentedText,
  around: readonly Segment[],
  finders: Finders,
): readonly Naming[] => {
  const { from, to } = segment
  const { words, negations } = text
  const real = (finder: PhraseFinder<string>, reach: number = DENIED_REACH.by) =>
    realIn(finder, segment, text, around, reach)
  const isShown = (tool: Found<string>): boolean => {
    const shown = first(finders.showing, words, tool.to, Math.min(to, tool.to + SHOWING_REACH))
    const end = Math.min(to, tool.to + LONGEST_SENTENCE)
    return (
      shown !== undefined && !negations.has(shown.from - 1) && first(finders.amiss, words, tool.to, end) !== undefined
    )
  }
  // "The reason that they are late is the proxy": of a trouble, unless next to nothing stands between.
  const called = real(finders.calling).flatMap((noun): readonly Naming[] => {
    const is = first(finders.is, words, noun.to, Math.min(to, noun.to + LONGEST_SENTENCE))
    if (!is || first(finders.aside, words, noun.to, is.from)) return []
    return [{ ...nameBehind(is, segment, words, finders), ofTrouble: is.from - noun.to > SHORT_REST }]
  })
  // "The cause is not the proxy", "caused by this: …".
  const isReal = (n: Naming): boolean =>
    !negations.has(n.from) &&
    (n.how !== 'name' || finders.pointing.in(words, n.from, Math.min(n.to, n.from + 1)).length === 0)
  return [
    ...[...real(finders.naming).map(f => nameBehind(f, segment, words, finders)), ...called].filter(isReal),
    ...real(finders.finding, DENIED_REACH.because)
      .map(f => sentenceBehind(f, segment, around))
      .filter(isReal),
    ...real(finders.seeing)
      .filter(isShown)
      .map((f): Naming => ({ ...sentenceBehind(f, segment, around), how: 'shown' })),
    ...real(finders.blaming).map(
      (f): Naming => ({
        segment,
        start: from,
        from: Math.max(from, f.from - LONGEST_NAME),
        to: f.from,
        how: 'name',
      }),
    ),
  ]
}

/** "Because of the proxy", "because the proxy eats them": of what a sentence tells. */
const reasonsIn = (
  segment: Segment,
  text: SegmentedText,
  around: readonly Segment[],
  finders: Finders,
): readonly Naming[] => {
  const { words } = text
  const before = around[around.indexOf(segment) - 1]
  const isPlain = (f: Found<string>): boolean =>
    f.from > segment.from
      ? isPointer(segment.from, f.from, words, finders)
      : before !== undefined && isPointer(before.from, before.to, words, finders)
  const real = (finder: PhraseFinder<string>) => realIn(finder, segment, text, around, DENIED_REACH.because)
  const because = real(finders.explaining)
  if (because.length > 0)
    return because.map(f => ({
      ...nameBehind(f, segment, words, finders),
      ofTrouble: true,
      onlyThings: !isPlain(f),
    }))
  return real(finders.reasoning)
    .filter(f => f.from === segment.from)
    .map(f =>
      isPlain(f) ? nameBehind(f, segment, words, finders) : { ...sentenceBehind(f, segment, around), ofTrouble: true },
    )
}

const nameBehind = (f: Found<string>, segment: Segment, words: readonly TextWord[], finders: Finders): Naming => ({
  segment,
  start: f.from,
  from: f.to,
  to: endOfName(f.to, segment.to, words, finders),
  how: 'name',
})

/** Up to the end of the part, or the next one: "as it turned out, …". */
const sentenceBehind = (f: Found<string>, segment: Segment, around: readonly Segment[]): Naming => {
  const next = f.to === segment.to ? around.find(s => s.from === segment.to) : undefined
  const { from, to } = next ?? { from: f.to, to: segment.to }
  return { segment, start: f.from, from, to: Math.min(to, from + LONGEST_SENTENCE), how: 'sentence' }
}

/** "Since the new filter went in", "since Friday's release of the add-in". */
const changedIn = (segment: Segment, { words, negations }: SegmentedText, finders: Finders): readonly Naming[] => {
  const { from, to } = segment
  return finders.since.in(words, from, to).flatMap((since): readonly Naming[] => {
    const change = first(finders.changing, words, since.to, Math.min(to, since.to + LONGEST_NAME))
    if (!change || isDenied(since.from, from, negations, DENIED_REACH.because)) return []
    const next = first(finders.changing, words, change.to + 1, Math.min(to, change.to + LONGEST_NAME))
    // "The new filter went in", and not "the new year".
    const isWeak = change.value === NEW && next === undefined
    const onlyThings = isWeak || first(finders.altering, words, change.from, change.to) !== undefined
    const place = { segment, start: since.from, how: 'new' as const, onlyThings }
    // "The filter was replaced": it stands before, unless nothing but "the", or whose it is, does.
    const isBefore = words
      .slice(since.to, change.from)
      .some(w => !OWNED.test(w.word) && finders.articles.in([w]).length === 0)
    if (isBefore && change.value !== NEW) {
      // "A policy switched on the firewall": what somebody or something did is done to what stands behind.
      const isActive =
        first(finders.transitive, words, change.from, change.to) !== undefined &&
        finders.auxiliaries.endingAt(words, change.from, since.to) === undefined &&
        change.to < to &&
        !negations.has(change.to)
      return isActive
        ? [
            {
              ...place,
              from: change.to,
              to: endOfName(change.to, Math.min(to, change.to + SHORT_NAME), words, finders),
            },
          ]
        : [{ ...place, from: since.to, to: change.from }]
    }
    const end = next?.from ?? endOfName(change.to, Math.min(to, change.to + SHORT_NAME), words, finders)
    return [{ ...place, from: change.to, to: end }]
  })
}
const NEW = 'new'
/** "Friday's release". */
const OWNED = /'s$/
