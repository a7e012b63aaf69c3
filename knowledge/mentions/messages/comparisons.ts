import { onceFor } from '../../lately.ts'
import { ASPECTS, type Aspect, type Found, type Lexicon, PhraseFinder, phraseFinder } from '../../words/index.ts'
import { ellipsisReader } from '../alike/ellipses.ts'
import { isDenied } from '../sentences/negations.ts'
import type { Segment, SegmentedText } from '../sentences/segments.ts'
import { type Outcomes, outcomeReader, type Sentence } from '../troubles/causing/outcomes.ts'
import { phrasesOf } from '../troubles/phrases/phrases-of.ts'

/** What else there is of one kind, and how it goes there: "with another user it works", "no matter which server". */
export interface Comparison {
  readonly aspect: Aspect
  /** It goes well with another one, or is the same with each of them. */
  readonly came: 'well' | 'same-with-all'
}

/** What a text compares. */
export type ComparisonsIn = (text: SegmentedText) => readonly Comparison[]

/** Another one that is named, or all of them. */
interface Other {
  readonly aspect: Aspect
  readonly isAll: boolean
}

/** What is told beside a comparison. */
interface Told {
  readonly text: SegmentedText
  /** Things that a trouble befalls. */
  readonly own: ReadonlySet<string>
  /** The part that told a trouble last. */
  readonly before: Segment | undefined
}

/** In words: so many stand between "another" and what it is another of: "another Windows user". */
const GAP = 2
/** More words of the sentence stand between another one and what is said of it only where something else is told. */
const REACH = 14

/** Of a release, or what is put on it: "2010", "sp2", "ru3". */
const VERSION = /^(?:(?:20|19)\d\d|(?<piece>sp|ru|ur)\d{1,2})$/

/** How many there are of something. */
const COUNT = /^\d{1,4}$/

/** Of a release of the person's own program: "4", "3.2", "411". */
const NUMBER = /^\d{1,3}(?:\.\d{1,2}){0,2}$/

/**
 * Finds what a person has compared. Only what is said of now, and of the thing in question: that Outlook works on another PC
 * says nothing of a program that hangs on this one.
 */
export const comparisonReader = onceFor((lexicon: Lexicon): ComparisonsIn => {
  const { other, every, neighbours, there, aspects, bystanders } = lexicon.aspects
  const { grammar } = lexicon
  const { sentencesIn, opening, tellsTrouble }: Outcomes = outcomeReader(lexicon)
  const phrases = phrasesOf(lexicon)
  const others = new PhraseFinder<Other>(
    ASPECTS.flatMap(aspect => {
      const { nouns, named } = aspects[aspect]
      const behind = (words: readonly string[], isAll: boolean) =>
        words.flatMap(w => nouns.map(n => [`${w} ${n}`, { aspect, isAll }] as const))
      return [
        ...named.map(n => [n, { aspect, isAll: false }] as const),
        ...behind(other, false),
        ...behind(every, true),
        ...neighbours.flatMap(w => nouns.map(n => [`${n} ${w}`, { aspect, isAll: false }] as const)),
      ]
    }),
    { gap: GAP },
  )
  const numbered = phraseFinder(lexicon.aspects.numbered, { literal: true })
  /** "Version 5 … version 4": of those that are told apart by numbers, each is another one. */
  const numberedIn = ({ words }: SegmentedText): readonly Found<Other>[] => {
    const found = numbered.in(words).filter(f => NUMBER.test(words[f.to]?.word ?? ''))
    const isAnother = (a: Found<string>, b: Found<string>): boolean =>
      a.value === b.value && words[a.to]?.word !== words[b.to]?.word
    return found
      .filter(f => found.some(o => isAnother(f, o)))
      .map(f => ({ ...f, to: f.to + 1, value: { aspect: 'program', isAll: false } }))
  }
  const counted = new PhraseFinder(
    ASPECTS.flatMap(a => aspects[a].nouns.map(n => [n, a] as const)),
    { nouns: true },
  )
  const [parting, articles] = [phraseFinder(grammar.parting), phraseFinder([...grammar.articles, ...grammar.ours])]
  const amounts = new Set([...grammar.amounts, ...lexicon.aspects.counts])
  const isCount = (word = ''): boolean => COUNT.test(word) || amounts.has(word)
  /** "19 of our 20 workstations": those are others than the last one. */
  const partsIn = ({ words }: SegmentedText): readonly Found<Other>[] =>
    counted.in(words).flatMap(f => {
      const all = f.from - 1
      const of = articles.in(words, Math.max(0, all - 1), Math.max(0, all)).length > 0 ? all - 2 : all - 1
      const some = words[of - 1]?.word
      const isPart = of > 0 && isCount(words[all]?.word) && parting.in(words, of, of + 1).length > 0 && isCount(some)
      return isPart && some !== words[all]?.word
        ? [{ ...f, from: of - 1, value: { aspect: f.value, isAll: false } }]
        : []
    })
  const fine = phraseFinder([...there, ...grammar.spared])
  const ellipses = ellipsisReader(grammar, phraseFinder(grammar['left-out']))
  const isFine = (s: Segment, text: SegmentedText): boolean => {
    const isNot = (f: { readonly from: number }): boolean => isDenied(f.from, s.from, text.negations)
    return fine
      .in(text.words, s.from, s.to, isNot)
      .some(f => f.denied === isNot(f) || lexicon.grammar.spared.includes(f.value))
  }
  /** "It hangs here, on another PC it does not", "here none come, there they do". */
  const isTurned = (s: Segment, { before, text }: Told): boolean => {
    const isOfNothing = before !== undefined && phrases.nothingIn(before, text).length > 0
    return (
      before !== undefined && (ellipses.isDenied(s, text) ? !isOfNothing : ellipses.isAffirmed(s, text) && isOfNothing)
    )
  }
  /** Told of something that everybody has, and that nothing was said to be wrong with. */
  const isOfBystander = (s: Segment, { own, text }: Told): boolean =>
    phrases.thingsIn(s, text).some(({ value: [thing = ''] }) => bystanders.includes(thing) && !own.has(thing))

  /** Its own part, or one behind it, says that it goes well there; none where a trouble is told before. */
  const isWellBehind = (f: Found<Other>, at: number, { segments, outcomes }: Sentence, told: Told): boolean => {
    const { text } = told
    const isWell = (s: Segment): boolean =>
      outcomes().some(o => o.segment === s && o.kind === 'well') || isFine(s, text) || isTurned(s, told)
    for (const s of segments.slice(at)) {
      if (s.from - f.to > REACH || s.mood !== 'now' || s.isEarlier) return false
      if (isWell(s)) return !isOfBystander(s, told)
      if (tellsTrouble(s, text)) return false
    }
    return false
  }
  return onceFor((text: SegmentedText): readonly Comparison[] => {
    const versions = text.words.flatMap(({ word }, at) => {
      const found = VERSION.exec(word)
      return found ? [{ word, piece: found.groups?.piece, at }] : []
    })
    /** "Colleagues with Outlook 2010": what is different with them is the version. */
    const isOfVersion = ({ from, to }: Segment, aspect: Aspect): boolean =>
      aspect !== 'server' &&
      versions.some(
        v =>
          from <= v.at &&
          v.at < to &&
          versions.some(o => o.piece === v.piece && o.word !== v.word) &&
          versions.every(o => o === v || o.word !== v.word),
      )
    const sentences = sentencesIn(text)
    const troubled = text.segments.filter(s => tellsTrouble(s, text))
    const own = new Set(troubled.flatMap(s => phrases.thingsIn(s, text).flatMap(f => f.value)))
    const byNumber = [...numberedIn(text), ...partsIn(text)]
    return sentences.flatMap((sentence, n): readonly Comparison[] =>
      [
        ...others.in(text.words, sentence.from, sentence.to),
        ...byNumber.filter(f => sentence.from <= f.from && f.from < sentence.to),
      ].flatMap((f): readonly Comparison[] => {
        const { aspect, isAll } = f.value
        const at = sentence.segments.findIndex(x => x.from <= f.from && f.from < x.to)
        const s = sentence.segments[at]
        if (s === undefined || s.isLog || s.mood !== 'now' || s.isEarlier) return []
        if (isAll) return [{ aspect, came: 'same-with-all' }]
        if (isDenied(f.from, s.from, text.negations) || isOfVersion(s, aspect)) return []
        const told: Told = { own, text, before: troubled.findLast(t => t.to <= s.from) }
        const next = sentences[n + 1]
        const isLast = sentence.segments.at(-1) === s && !tellsTrouble(s, text) && !isOfBystander(s, told)
        const isWell = isWellBehind(f, at, sentence, told) || (isLast && next && opening(next, text)?.kind === 'well')
        return isWell ? [{ aspect, came: 'well' }] : []
      }),
    )
  })
})
