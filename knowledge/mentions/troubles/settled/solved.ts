import { type Grammar, phraseFinder } from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import { partsOf, type Segment, type SegmentedText } from '../../sentences/segments.ts'

/** What a message says of all that it tells as past. */
interface Solved {
  /** True for a part that is told behind "Solved, thanks." or before "Fixed: …", and no other matter begins between them. */
  readonly isSolved: (part: Segment) => boolean
  /** True for a part behind which "now" all of it comes: "now every event arrives", "they can log on again". */
  readonly isWellNow: (part: Segment) => boolean
}

/** `isOfMatter`: a part tells of something of its own, words at these places aside. */
export type SolvedReader = (text: SegmentedText, isOfMatter: (part: Segment, aside: Place) => boolean) => Solved

interface Place {
  readonly from: number
  readonly to: number
}

/** In words: "Hi all, you can close this one from our side, thanks." */
const LONGEST = 14

/** "It must be fixed today." */
const UNFINISHED = 'be'

/** In words: "now finally they". */
const SUBJECT_REACH = 2

/** In words between what comes and whatever it is that comes. */
const GAP = 3

/** Nobody need tell twice that it is over: who says first that it is solved tells how it was, and who tells it as past and then what is so now has no trouble. */
export const solvedReader = (grammar: Grammar): SolvedReader => {
  const solving = phraseFinder([...grammar['solved-openings'], ...grammar.closing])
  const alone = phraseFinder(grammar['solved-openings'], { literal: true })
  const [turning, again] = [
    phraseFinder([...grammar.turning, ...grammar['left-open'], ...grammar['another-matter']]),
    phraseFinder(grammar['since-then']),
  ]
  const whole = phraseFinder(grammar['all-of-it'], { literal: true })
  const able = phraseFinder(grammar['able-again'], { literal: true })
  const coming = phraseFinder([...grammar.coming, ...grammar.prompt, ...grammar.working, ...grammar['as-before']])
  return (text, isOfMatter) => {
    const { words, segments, negations } = text
    const sentences = [...new Set(segments.map(s => s.sentence))].map(n => partsOf(n, text))
    const solvingIn = (parts: readonly Segment[]): Place | undefined =>
      parts
        .flatMap(s => solving.in(words, s.from, s.to).filter(f => !isDenied(f.from, s.from, negations)))
        .find(f => words[f.from - 1]?.word !== UNFINISHED)
    const isBare = (parts: readonly Segment[], aside: Place): boolean => parts.every(s => !isOfMatter(s, aside))
    const isStated = (parts: readonly Segment[]): boolean => parts.every(s => s.mood === 'now' || s.mood === 'over')
    const sizeOf = (parts: readonly Segment[]): number => (parts.at(-1)?.to ?? 0) - (parts[0]?.from ?? 0)
    const opening = sentences.slice(0, 2).find(parts => {
      const said = isStated(parts) && sizeOf(parts) <= LONGEST ? solvingIn(parts) : undefined
      return said !== undefined && isBare(parts, said)
    })
    // "Solved: the proxy let nothing through."
    const behind = sentences.findLast(parts => {
      const [first] = parts
      return first !== undefined && isStated(parts) && solvingIn([first])?.from === first.from
    })
    const isTurned = (from: number, to: number): boolean => turning.in(words, from, to).length > 0
    const isWell = (s: Segment): boolean => {
      if (s.mood !== 'now' && s.mood !== 'over') return false
      const now = again.in(words, s.from, s.to)
      if (now.length === 0 || words.slice(s.from, s.to).some((w, i) => negations.has(s.from + i) || w.word === ''))
        return false
      return whole.in(words, s.from, s.to).some(w => {
        const end = Math.min(s.to, w.to + GAP)
        const isNear = now.some(n => Math.abs(n.from - w.to) <= GAP + SUBJECT_REACH || n.to <= w.from)
        return (
          isNear && (coming.in(words, w.to, Math.min(s.to, end + 1)).length > 0 || able.in(words, w.to, end).length > 0)
        )
      })
    }
    const well = segments.filter(isWell)
    // "No toast for new mail: sorted, I put it back."
    const statuses = segments.filter(s => alone.in(words, s.from, s.to).some(f => f.from === s.from && f.to === s.to))
    return {
      isSolved: ({ from, to, sentence }) => {
        const [before, after] = [opening?.at(-1), behind?.[0]]
        return (
          (before !== undefined && before.sentence < sentence && !isTurned(before.from, to)) ||
          statuses.some(s => s.from >= to && !isTurned(from, s.to)) ||
          (after !== undefined && after.sentence > sentence && !isTurned(from, words.length))
        )
      },
      isWellNow: ({ to }) => well.some(s => s.from >= to && !isTurned(to, s.to)),
    }
  }
}
