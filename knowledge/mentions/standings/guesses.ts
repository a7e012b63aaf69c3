import { type Found, type Grammar, type PhraseFinder, phraseFinder } from '../../words/index.ts'
import { partsOf, type Segment, type SegmentedText, segmentAt } from '../sentences/segments.ts'
import { sourceReader } from './sources.ts'

/** True where a text only guesses at what stands from one word to another: "maybe 2008", "2008, I think". */
export type IsGuess = (from: number, end: number, read: SegmentedText, beside: Beside) => boolean

interface Beside {
  readonly isVersion: (word: number) => boolean
  /** A word of a service pack or an update. */
  readonly isPiece: (word: number) => boolean
  /** A part that claims a trouble. */
  readonly isTroubled: (part: Segment) => boolean
}

/** In words: "most likely a machine with our old". */
const REACH = 12

/** In words: "three years old sheet", "the sheet, which is at least three years old". */
const OLD_BEFORE = 3
const OLD_BEHIND = 8

/** A guess decides nothing: whoever is not sure is asked. */
export const guessReader = (grammar: Grammar): IsGuess => {
  const ahead = phraseFinder([
    ...grammar['guessing-ahead'],
    ...grammar['guessing-verbs'],
    ...grammar['unsure-whether'],
    ...grammar['leaving-open'],
  ])
  const behind = phraseFinder(grammar['guessing-behind'])
  const others = phraseFinder(grammar['guessing-verbs'])
  const glue = phraseFinder([
    ...grammar.between,
    ...grammar.having,
    ...grammar.being,
    ...grammar.beside,
    ...grammar.articles,
    ...grammar.deciders,
    ...grammar.it,
    ...grammar['it-is'],
  ])
  const machines = phraseFinder(grammar['own-machines'], { nouns: true })
  const unsure = phraseFinder([...grammar['unsure-whether'], ...grammar['leaving-open']])
  const withdrawn = phraseFinder(grammar['withdrawn-editions'])
  const [papers, outdated] = [phraseFinder(grammar['own-papers'], { nouns: true }), phraseFinder(grammar.outdated)]
  const [doubts, pointing] = [phraseFinder(grammar['doubting-told']), phraseFinder(grammar.pointing)]
  const isOfSource = sourceReader(grammar)
  const adversative = new Set(grammar.adversative)
  /** "They say it is 2008, but I could not check that." "… I can't verify it." */
  const isDoubted = (end: number, sentence: number, read: SegmentedText): boolean => {
    const { words, negations } = read
    return [...partsOf(sentence, read), ...partsOf(sentence + 1, read)].some(
      part =>
        part.to > end &&
        doubts.in(words, Math.max(end, part.from), part.to).some(f => {
          const points = pointing.in(words, f.to, Math.min(part.to, f.to + 1)).length > 0
          return isSaid(f, negations) && (points || (f.to === part.to && part.sentence === sentence))
        }),
    )
  }
  /** "The sticker says 2008, but the machine was reinstalled": whoever says so may be wrong. */
  const isDisputed = (from: number, end: number, part: Segment, read: SegmentedText, beside: Beside) =>
    isOfSource(read.words, part.from, from) &&
    partsOf(part.sentence, read).some(
      s =>
        s.from >= end &&
        s.opener !== undefined &&
        adversative.has(s.opener) &&
        !beside.isTroubled(s) &&
        !hasVersion(s.from, s.to, beside.isVersion),
    )
  /** "RU4 is on it. Whether it is the withdrawn one or the final nobody knows": two updates of one name. */
  const isEitherEdition = (end: number, sentence: number, { words, ...read }: SegmentedText): boolean =>
    [sentence, sentence + 1].some(n => {
      const parts = partsOf(n, read)
      const [from, to] = [Math.max(end, parts[0]?.from ?? 0), parts.at(-1)?.to ?? 0]
      const open = unsure.in(words, from, to)[0]
      return open !== undefined && withdrawn.in(words, open.to, to).length > 0
    })
  /** "According to a spreadsheet that is three years old": by now it may be another one. */
  const isOfOldPaper = (sentence: number, { words, ...read }: SegmentedText): boolean => {
    const parts = partsOf(sentence, read)
    const [first, last] = [parts[0]?.from ?? 0, parts.at(-1)?.to ?? 0]
    return papers
      .in(words, first, last)
      .some(f => outdated.in(words, Math.max(first, f.from - OLD_BEFORE), Math.min(last, f.to + OLD_BEHIND)).length > 0)
  }
  /** The place of a guess before this one, past what fills in: "I think the server runs …". */
  const placeBefore = (
    place: number,
    first: number,
    { words, negations }: SegmentedText,
    { own, isVersion }: Pick<Beside, 'isVersion'> & { readonly own: number },
  ): number | undefined => {
    const least = Math.max(first, place - REACH)
    let at = place
    while (at > least) {
      const guess = ahead.endingAt(words, at, least)
      if (guess && isSaid(guess, negations)) return guess.from
      const fill = glue.endingAt(words, at, least) ?? machines.endingAt(words, at, least)
      // "Everybody thinks our Exchange 2007 runs on 2008."
      if (!fill && at > own && isVersion(at - 1) && others.in(words, own, at).length > 0) {
        at--
        continue
      }
      if (!fill) return undefined
      at = fill.from
    }
    return undefined
  }
  return (from, end, read, beside) => {
    const { words, negations } = read
    const [part, last] = [segmentAt(from, read), segmentAt(end - 1, read)]
    if (!part || !last) return false
    const follows = (start: number, to: number): boolean =>
      firstIn(behind, start, to, read) && !hasVersion(start, to, beside.isVersion)
    if (isOfOldPaper(part.sentence, read)) return true
    if (isDoubted(end, last.sentence, read) || isDisputed(from, end, part, read, beside)) return true
    if (beside.isPiece(end - 1) && isEitherEdition(end, last.sentence, read)) return true
    if (ahead.in(words, from, end).some(f => isSaid(f, negations))) return true
    const before = placeBefore(from, beginningOf(part, read), read, { own: part.from, isVersion: beside.isVersion })
    // "RU2 I think, Windows Server 2008": what a part ends with was said of what stands before.
    if (before !== undefined && (before >= part.from || segmentAt(before, read)?.from === before)) return true
    if (follows(end, last.to)) return true
    const next = end === last.to ? segmentAt(end, read) : undefined
    return next?.sentence === last.sentence && follows(next.from, next.to)
  }
}

/** "Not sure" is said where "sure" is denied. */
const isSaid = ({ denied, from }: Found<string>, negations: ReadonlySet<number>): boolean =>
  !denied || negations.has(from - 1)

/** True where it stands first, or behind its own "not". */
const firstIn = (
  finder: PhraseFinder<string>,
  start: number,
  to: number,
  { words, negations }: SegmentedText,
): boolean => finder.in(words, start, to).some(f => isSaid(f, negations) && f.from === (f.denied ? start + 1 : start))

const hasVersion = (start: number, to: number, isVersion: (word: number) => boolean): boolean => {
  for (let word = start; word < to; word++) if (isVersion(word)) return true
  return false
}

/** The first word of the sentence. */
const beginningOf = (part: Segment, read: SegmentedText): number => partsOf(part.sentence, read)[0]?.from ?? part.from
