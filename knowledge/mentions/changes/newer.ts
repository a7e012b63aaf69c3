import { compareBuilds, overlaps } from '../../catalog/index.ts'
import { type Grammar, phraseFinder } from '../../words/index.ts'
import { otherMachines } from '../machines/others.ts'
import type { Told } from '../mention-of.ts'
import type { Mention } from '../mentions.ts'
import { isDenied } from '../sentences/negations.ts'
import { isStated, partsOf, type Segment, type SegmentedText, segmentAt, wordAt } from '../sentences/segments.ts'
import { sourceReader } from '../standings/sources.ts'
import { type Group, rangesOf, takesPlace } from '../versions/grouping.ts'

/**
 * Updates and service packs take each other's place: what stands before a newer one that somebody put on ("SP1 with RU2. In
 * May I installed RU7") was before, whatever its own tense.
 */
export type WithNewer = (told: Told, text: SegmentedText, isLabel: (word: number) => boolean) => Told

export const newerReader = (grammar: Grammar): WithNewer => {
  const putting = phraseFinder([...grammar.putting, ...grammar['went-on']], { literal: true })
  const undecided = phraseFinder([...grammar.choosing, ...grammar.failing])
  const other = phraseFinder(otherMachines(grammar), { nouns: true })
  const isOfSource = sourceReader(grammar)
  const goneBack = phraseFinder(grammar['gone-back'], { literal: true })
  return (told, text, isLabel) => {
    if (told.length < 2 || putting.in(text.words).length === 0 || goneBack.in(text.words).length > 0) return told
    const { words, negations } = text
    const partOf = ({ atoms, own }: Group): Segment | undefined =>
      segmentAt(wordAt(own?.start ?? Math.max(...atoms.map(a => a.start)), text), text)
    const isPut = (g: Group): boolean => {
      const part = partOf(g)
      if (!part || !isStated(part) || isOfOther(part) || isOfSomebody(part)) return false
      return putting
        .in(words, part.from, part.to)
        .some(f => !isDenied(f.from, part.from, negations) && !isDeniedBehind(f.to))
    }
    const isDeniedBehind = (at: number): boolean => negations.has(at)
    // What two sources tell is open.
    const isOfSomebody = ({ sentence }: Segment): boolean => {
      const parts = partsOf(sentence, text)
      return isOfSource(words, parts[0]?.from ?? 0, parts.at(-1)?.to ?? 0, isLabel)
    }
    const isOfOther = ({ from, to }: Segment): boolean => [other, undecided].some(l => l.in(words, from, to).length > 0)
    const isOver = ([g, m]: Told[number]): boolean =>
      takesPlace(g) &&
      HAD.has(m.bearing) &&
      told.some(([o, n]) => {
        const [old, next] = [rangesOf(g)[0]?.from, rangesOf(o)[0]?.from]
        return (
          n !== m &&
          n.bearing === 'has' &&
          n.product === m.product &&
          n.machine === m.machine &&
          endOf(g) <= endOf(o) &&
          takesPlace(o) &&
          !overlaps(rangesOf(o), rangesOf(g)) &&
          old !== undefined &&
          next !== undefined &&
          compareBuilds(old, next) < 0 &&
          isPut(o)
        )
      })
    // In a long text the same pieces stand again and again.
    if (told.length > MOST) return told
    const over = new Set(told.filter(isOver))
    return over.size === 0
      ? told
      : told.map(t => (over.has(t) ? ([t[0], { ...t[1], bearing: 'past' as const }] as const) : t))
  }
}

/** Of so many versions nobody tells what came when. */
const MOST = 60

const endOf = ({ atoms, own }: Group): number => own?.end ?? Math.max(...atoms.map(a => a.end))

const HAD: ReadonlySet<Mention['bearing']> = new Set(['has', 'unclear'])
