import { overlaps } from '../../catalog/index.ts'
import { type Found, type Grammar, phraseFinder } from '../../words/index.ts'
import type { Mention } from '../mentions.ts'
import { partsOf, type Segment, type SegmentedText, segmentAt, wordAt } from '../sentences/segments.ts'

/** Marks the versions of strangers: of what was found in a forum, or stands in the lines of another mail while its reader tells of their own. */
export type WithQuotations = (mentions: readonly Mention[], normal: string, text: SegmentedText) => readonly Mention[]

export const quotationReader = (grammar: Grammar): WithQuotations => {
  const places = phraseFinder(grammar['public-places'], { nouns: true })
  const pointing = phraseFinder(grammar['quoted-from'])
  const own = phraseFinder([...grammar.ours, ...grammar.deciders.filter(d => d !== 'you')], { literal: true })
  const writing = phraseFinder(grammar['own-writing'], { literal: true })
  return (mentions, normal, text) => {
    const claims = mentions.filter(m => m.hasVersion && (m.bearing === 'has' || m.bearing === 'unclear'))
    if (claims.length === 0) return mentions
    const { words, segments } = text
    const found = places.in(words).filter(f => !isOwnWriting(f))
    const quotes = linesQuoted(normal)
    if (found.length === 0 && quotes.length === 0) return mentions
    const isQuoted = (m: Mention): boolean => quotes.some(q => q.start <= m.start && m.start < q.end)
    const foreign = new Set<Mention>()
    for (const f of found) for (const m of tellingOf(f)) foreign.add(m)
    // "> 2007 SP1 RU3 …": whoever answers with a version of their own.
    const answers = claims.filter(m => !isQuoted(m) && !foreign.has(m))
    for (const m of claims.filter(isQuoted)) if (answers.some(o => excludes(o, m))) foreign.add(m)
    return foreign.size === 0
      ? mentions
      : mentions.map((m): Mention => (foreign.has(m) ? { ...m, bearing: 'elsewhere' } : m))

    /** "As I wrote in the forum, we have …": the one who speaks did. */
    function isOwnWriting({ from }: Found<string>): boolean {
      const part = segmentAt(from, text)
      return part !== undefined && writing.in(words, part.from, part.to).length > 0
    }

    /** The versions that were found at such a place. */
    function tellingOf(place: Found<string>): readonly Mention[] {
      const part = segmentAt(place.from, text)
      if (!part) return []
      const sentence = partsOf(part.sentence, text)
      const [first, last] = [sentence[0] ?? part, sentence.at(-1) ?? part]
      // "A user on Technet has 2007 SP1 on 2008": behind it in its sentence, until the one who speaks tells of their own.
      const turn = own.in(words, place.to, last.to)[0]?.from ?? last.to
      const behind = claims.filter(m => isWithin(m, place.to, turn))
      if (behind.length > 0) return behind
      // "… (that is from a forum)", "found that in a blog": what stands before it.
      const points = pointing.in(words, part.from, place.from).length > 0
      if (!points) return []
      if (quotes.length > 0) return claims.filter(m => isQuoted(m) && wordOf(m) < place.from)
      const here = claims.filter(m => isWithin(m, first.from, place.from))
      if (here.length > 0) return here
      const before = segments.findLast(s => s.sentence < part.sentence)
      const isTold = before && partsOf(before.sentence, text).some(s => own.in(words, s.from, s.to).length > 0)
      return before && !isTold ? claims.filter(m => isIn(m, before)) : []
    }

    function wordOf(m: Mention): number {
      return wordAt(m.start + m.said.length - 1, text)
    }

    function isWithin(m: Mention, from: number, to: number): boolean {
      return from <= wordOf(m) && wordOf(m) < to
    }

    function isIn(m: Mention, { sentence }: Segment): boolean {
      return segmentAt(wordOf(m), text)?.sentence === sentence
    }
  }
}

const excludes = (a: Mention, b: Mention): boolean => a.product === b.product && !overlaps(a.ranges, b.ranges)

/** Lines that begin with ">". */
const linesQuoted = (normal: string): readonly { readonly start: number; readonly end: number }[] =>
  Array.from(normal.matchAll(/^ *>.*$/gmu), m => ({ start: m.index, end: m.index + m[0].length }))
