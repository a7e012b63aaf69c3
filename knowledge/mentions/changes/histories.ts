import { compareBuilds, overlaps } from '../../catalog/index.ts'
import { type Grammar, phraseFinder } from '../../words/index.ts'
import type { Told } from '../mention-of.ts'
import type { Mention } from '../mentions.ts'
import { partsOf, range, type Segment, type SegmentedText, segmentAt, wordAt } from '../sentences/segments.ts'
import type { Atom } from '../versions/atoms.ts'
import { type Group, takesPlace } from '../versions/grouping.ts'
import type { ListReader } from '../versions/lists.ts'

/**
 * Reads what was put on one after the other, with dates or with words that say so: "RU1 in March, RU2 in May", "SP1, then RU1
 * and finally RU3". The last one is there, and the others were before.
 */
export type WithHistories = (
  told: Told,
  text: SegmentedText,
  normal: string,
  /** Places of the words of versions. */
  taken: ReadonlySet<number>,
  /** A part that claims a trouble: "RU4 in October failed to install". */
  isTroubled: (part: Segment) => boolean,
) => Told

interface Step {
  readonly group: Group
  readonly mention: Mention
  /** Of the piece that is finest. */
  readonly start: number
  readonly end: number
}

export const historyReader = (grammar: Grammar, { isGap }: ListReader): WithHistories => {
  const dates = phraseFinder([...grammar.months, ...grammar.weekdays, ...grammar['in-order']], { literal: true })
  const filling = phraseFinder([
    ...grammar.listing,
    ...grammar.between,
    ...grammar.beside,
    ...grammar.putting,
    ...grammar['went-on'],
    ...grammar['in-order'],
    ...grammar.months,
    ...grammar.weekdays,
    ...grammar.bringing,
  ])
  const guesses = phraseFinder([...grammar['guessing-ahead'], ...grammar['guessing-behind']])
  return (told, text, normal, taken, isTroubled) => {
    if (told.length < 2) return told
    const { words } = text
    /** How one step leads to the next: by a date or by a word, in a list, or not at all. */
    const gapOf = (a: Step, b: Step): 'dated' | 'listed' | undefined => {
      const [from, to] = [wordAt(a.end - 1, text) + 1, wordAt(b.start, text)]
      if (to - from > LONGEST_GAP || /[!?]/.test(normal.slice(a.end, b.start))) return undefined
      const isFilled = new Set(filling.in(words, from, to).flatMap(f => range(f.from, f.to)))
      const isPassed = (at: number): boolean =>
        taken.has(at) ||
        isFilled.has(at) ||
        NUMBER.test(words[at]?.word ?? '') ||
        dates.in(words, at, at + 1).length > 0
      if (!range(from, to).every(isPassed)) return undefined
      const isDated = dates.in(words, from, to).length > 0 || range(from, to).some(at => isYear(words[at]?.word ?? ''))
      return isDated ? 'dated' : isGap(normal.slice(a.end, b.start)) ? 'listed' : undefined
    }
    const isNext = (a: Step, b: Step): boolean =>
      takesPlace(b.group) &&
      a.mention.machine === b.mention.machine &&
      compareBuilds(a.mention.ranges[0]?.from ?? [], b.mention.ranges[0]?.from ?? []) < 0
    const isOpen = ({ start }: Step): boolean => {
      const part = segmentAt(wordAt(start, text), text)
      return (
        part === undefined ||
        isTroubled(part) ||
        partsOf(part.sentence, text).some(p => guesses.in(words, p.from, p.to).length > 0)
      )
    }
    const changed = new Map<Mention, Mention>()
    for (const product of new Set(told.map(([g]) => g.product))) {
      const steps = told
        .filter(([g, m]) => g.product === product && m.hasVersion)
        .map(([group, mention]): Step => ({ group, mention, ...finestOf(group) }))
        .toSorted((a, b) => a.start - b.start)
      for (let first = 0; first < steps.length; first++) {
        const run = [steps[first] as Step]
        let isDated = false
        for (let next = first + 1; next < steps.length; next++) {
          const [a, b] = [run.at(-1) as Step, steps[next] as Step]
          const gap = isClaim(a.mention) && isClaim(b.mention) && isNext(a, b) ? gapOf(a, b) : undefined
          if (gap === undefined) break
          isDated ||= gap === 'dated'
          run.push(b)
        }
        const last = run.at(-1) as Step
        if (run.length > 1 && isDated && !isOpen(last)) {
          for (const { mention } of run)
            if (!overlaps(mention.ranges, last.mention.ranges)) changed.set(mention, { ...mention, bearing: 'past' })
          changed.set(last.mention, { ...last.mention, bearing: 'has' })
        }
        first += run.length - 1
      }
    }
    return changed.size === 0 ? told : told.map(([g, m]) => [g, changed.get(m) ?? m] as const)
  }
}

/** In words: "on 12 March 2008 we installed the". */
const LONGEST_GAP = 12

const isClaim = ({ bearing, isCompared }: Mention): boolean =>
  (bearing === 'has' || bearing === 'unclear') && isCompared !== true

const finestOf = ({ atoms, own }: Group): Pick<Step, 'start' | 'end'> => {
  const of = (kind: Atom['kind']): Atom | undefined => atoms.findLast(a => a.kind === kind)
  const { start, end } = own ?? of('update') ?? of('level') ?? (atoms.at(-1) as Atom)
  return { start, end }
}

/** A day, a time, or the number of an article. */
const NUMBER = /^(?:kb)?[\d][\d.,:/-]*$/

/** "2008", "2008-03-15", "04/2008", "12.04.2008". */
const isYear = (word: string): boolean => /^(?:[\d./-]*[./-])?(?:19|20)\d\d(?:[./-][\d./-]*)?$/.test(word)
