import { type Grammar, phraseFinder } from '../../../words/index.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'

/** What stands before the parts of a text, as in notes and tickets. */
interface Headed {
  /** True where a part stands below "Done", or behind "Had:". */
  readonly isDone: (segment: Segment) => boolean
  /** True where its sentence begins with a date: "12 Jan - …", "2009-01-12 …", "Mon: …". */
  readonly isDated: (segment: Segment) => boolean
}

export type HeadingReader = (text: SegmentedText) => Headed

/** In words: "still to do". */
const LONGEST = 3

/** "DONE … OPEN …", "Had: … Have: …": a heading reaches to the next one; a lone one no farther than its own sentence. */
export const headingReader = (grammar: Grammar): HeadingReader => {
  const [done, open] = [phraseFinder(grammar['heading-done']), phraseFinder(grammar['heading-open'])]
  const [months, days] = [new Set(grammar.months), new Set(grammar.weekdays)]
  return ({ words, segments }) => {
    const firsts = segments.filter((s, n) => s.sentence !== segments[n - 1]?.sentence)
    const gapBefore = (at: number): number => (words[at]?.start ?? 0) - (words[at - 1]?.end ?? 0)
    const hasMark = (at: number): boolean => gapBefore(at) > 1
    // "Then, one night, …": a colon parts nothing, a comma heads nothing.
    const isAlone = ({ sentence, to }: Segment): boolean =>
      segments.find(s => s.from === to)?.sentence !== sentence || gapBefore(to) > ', '.length
    const headed = firsts.flatMap(first => {
      const { sentence, from, to } = first
      const heading = (finder: typeof done): boolean =>
        finder
          .in(words, from, Math.min(to, from + LONGEST))
          .some(f => f.from === from && (f.to === to ? isAlone(first) : hasMark(f.to)))
      return heading(open) ? [{ sentence, isDone: false }] : heading(done) ? [{ sentence, isDone: true }] : []
    })
    const doneFrom = headed.flatMap((h, n) =>
      h.isDone ? [{ from: h.sentence, to: headed[n + 1]?.sentence ?? h.sentence + 1 }] : [],
    )
    const dated = new Set(
      firsts.flatMap(({ sentence, from }) => {
        const [first, second] = [words[from]?.word ?? '', words[from + 1]?.word ?? '']
        const isDay = (NUMBER.test(first) && months.has(second)) || (months.has(first) && NUMBER.test(second))
        return isDay || DATE.test(first) || (days.has(first) && hasMark(from + 1)) ? [sentence] : []
      }),
    )
    return {
      isDone: ({ sentence }) => doneFrom.some(d => d.from <= sentence && sentence < d.to),
      isDated: ({ sentence }) => dated.has(sentence),
    }
  }
}

const NUMBER = /^\d{1,2}(?:st|nd|rd|th)?$/

/** "2009-01-12", "12.1.2009", "01-12". */
const DATE = /^\d{1,4}[-.]\d{1,2}(?:[-.]\d{1,4})?$/
