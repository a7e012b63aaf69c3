import { type Found, type Grammar, type PhraseFinder, phraseFinder } from '../../words/index.ts'
import { isDenied } from '../sentences/negations.ts'
import { isStated, partsOf, type SegmentedText, segmentAt } from '../sentences/segments.ts'

/** Where something stands, in words. */
interface Place {
  readonly from: number
  readonly to: number
}

/** Whatever a sentence says to be gone for good, of what stands at some places: "the old box (2003, on Server 2003) was sold". */
export type GoneIn = <T extends Place>(placed: readonly T[], text: SegmentedText) => readonly T[]

/**
 * A machine is gone with all that runs on it: then the subject of its sentence is nothing but a machine, with its versions in
 * brackets or behind "with". Who tells of another machine there, or of what was done to one, tells nothing of them.
 */
export const goneReader = (grammar: Grammar): GoneIn => {
  const gone = phraseFinder(grammar['gone-for-good'], { literal: true })
  const being = phraseFinder([...grammar.being, ...grammar.auxiliaries])
  const opening = phraseFinder([...grammar.articles, ...grammar.ours])
  const words = phraseFinder([
    ...grammar.between,
    ...grammar.articles,
    ...grammar.ours,
    ...grammar.latest,
    ...grammar.being,
    ...grammar.perfect,
    ...grammar.beside,
    ...grammar.joining,
    ...grammar['machine-words'],
    ...grammar['own-machines'],
    ...grammar['machine-pronouns'],
    ...grammar['machine-describers'],
    ...grammar['gone-adverbs'],
  ])
  return (placed, text) => {
    const own = text.words
    const last = (finder: PhraseFinder<string>, end: number, start: number) => finder.endingAt(own, end, start)
    return gone.in(own).flatMap(verb => {
      const part = segmentAt(verb.from, text)
      if (part === undefined || !isStated(part) || isDeniedAt(verb, part.from, text)) return []
      const start = partsOf(part.sentence, text)[0]?.from ?? part.from
      const opensAt = (word: number): boolean =>
        segmentAt(word, text)?.from === word && opening.in(own, word, word + 1).length > 0
      const subject = []
      let at = verb.from
      while (at > start) {
        const version = placed.find(p => p.from < at && at <= p.to)
        if (version) subject.push(version)
        const before = version?.from ?? last(words, at, start)?.from ?? (isVerb(own[at - 1]?.word) ? at - 1 : undefined)
        if (before === undefined) break
        at = before
        // "We are on 2010, the last 2003 box was sold": the subject begins there.
        if (opensAt(at)) break
      }
      // "Since then the box is gone", "…; the box was sold": what stands before says nothing of it.
      const isWhole =
        at <= start || opensAt(at) || (segmentAt(at, text)?.from === at && segmentAt(at, text)?.opener !== undefined)
      // "We went back to the old box and scrapped this one": somebody did that.
      const end = Math.max(at, ...subject.map(p => p.to))
      const isPassive = being.in(own, end, verb.to).length > 0 || !PARTICIPLE.test(verb.value)
      return isWhole && isPassive ? subject : []
    })
  }
}

/** What somebody may do to a machine, too. */
const PARTICIPLE = /^(?:thrown|sold|given|put|shut|taken|\p{L}+ed)(?: |$)/u

const isDeniedAt = ({ from }: Found<string>, start: number, { negations }: SegmentedText): boolean =>
  isDenied(from, start, negations)

/** "Was virtualised and thrown away"; a bare year. */
const isVerb = (word = ''): boolean => /^(?:\p{L}{3,}ed|\d{4})$/u.test(word)
