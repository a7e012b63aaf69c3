import { lately } from '../../lately.ts'
import { atOnce } from '../../steps.ts'
import { type Lexicon, phraseFinder } from '../../words/index.ts'
import { isDenied } from '../sentences/negations.ts'
import { createSegmenter, type Segment } from '../sentences/segments.ts'
import { type Outcome, outcomeReader } from '../troubles/causing/outcomes.ts'

/** What somebody tells of what they were advised to do. */
interface Report {
  /** What came of it in the end: all is well, or it is as before. */
  readonly came: 'well' | 'same' | undefined
  /** Something was done. */
  readonly isDone: boolean
  /** Something will be. */
  readonly isPlanned: boolean
  /** It is over, whatever was advised: "false alarm", "it went away by itself". */
  readonly isByItself: boolean
  /** Something else goes well, or is as before. */
  readonly isOfAnother: boolean
}

export type ReportOf = (text: string) => Report

/** In characters: more is pasted. */
const LONGEST_REPORT = 3000

/** Texts of those who talk at the moment. */
const MOST_KEPT = 64

/** Reads what was done and what came of it, in the order in which it is told: the last that is said of it counts. */
export const reportReader = (lexicon: Lexicon): ReportOf => {
  const { causes, grammar, reports } = lexicon
  const { sentencesIn, tellsTrouble } = outcomeReader(lexicon)
  const segment = createSegmenter(grammar)
  const [solving, byItself] = [phraseFinder(reports.solving), phraseFinder(reports['by-itself'])]
  const doing = phraseFinder([...reports.following, ...grammar.putting], { literal: true })
  const good = phraseFinder([...grammar.working, ...grammar.coming, ...grammar.prompt, ...causes.relieving])
  const contrasting = phraseFinder(reports['of-another'])
  const planning = phraseFinder(reports['will-follow'])
  const reportOf = (text: string): Report => {
    const read = atOnce(segment(text.toLowerCase()))
    const { words, negations, segments } = read
    const has = (finder: typeof doing, { from, to }: Segment): boolean =>
      finder.in(words, from, to).some(f => f.denied === isDenied(f.from, from, negations))
    // "Send me the link": nothing goes well where nothing stands before it that could.
    const isOfSubject = ({ kind, from, to, segment }: Outcome): boolean =>
      kind === 'same' || from > segment.from || to > from + 1
    const outcomes = new Map(
      sentencesIn(read).flatMap(s => s.outcomes().flatMap(o => (isOfSubject(o) ? [[o.segment, o.kind] as const] : []))),
    )
    const told = segments.flatMap((s): readonly (Report['came'] | 'wrong')[] => {
      if (s.isLog || s.isEarlier || !TOLD.has(s.mood) || has(contrasting, s) || has(planning, s)) return []
      if (has(solving, s)) return ['well']
      const kind = outcomes.get(s)
      // "RU4 is installed": that it went on is what was done.
      if (kind === 'well' && has(doing, s) && !has(good, s)) return []
      if (kind !== undefined) return [kind]
      return s.mood === 'now' && tellsTrouble(s, read) ? ['wrong'] : []
    })
    const last = told.at(-1)
    return {
      came: last === 'wrong' ? undefined : last,
      isDone: segments.some(s => TOLD.has(s.mood) && !s.isLog && has(doing, s)),
      isPlanned: segments.some(s => s.mood === 'planned' || has(planning, s)),
      isByItself: segments.some(s => has(byItself, s)),
      isOfAnother: segments.some(s => has(contrasting, s)),
    }
  }
  // A turn asks for it several times.
  const kept = lately(MOST_KEPT, LONGEST_REPORT, reportOf)
  return text => (text.length > LONGEST_REPORT ? NOTHING : kept(text))
}

const NOTHING: Report = { came: undefined, isDone: false, isPlanned: false, isByItself: false, isOfAnother: false }

/** What is so, or is over. */
const TOLD: ReadonlySet<Segment['mood']> = new Set(['now', 'over'])
