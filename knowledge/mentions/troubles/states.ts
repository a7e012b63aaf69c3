import { SWITCHED_OFF, SWITCHED_ON, WITHOUT } from '../../article.ts'
import { type Lexicon, PhraseFinder, phraseFinder } from '../../words/index.ts'
import { isDenied } from '../sentences/negations.ts'
import type { Segment, SegmentedText } from '../sentences/segments.ts'
import { abolishedReader } from './abolished.ts'
import type { Phrases } from './phrases/phrases.ts'

/** A thing that a text says is switched on, or off, or off and has no part in it. */
interface ThingState {
  readonly kind: typeof SWITCHED_ON | typeof SWITCHED_OFF | typeof WITHOUT
  readonly things: readonly (readonly string[])[]
  /** Of a thing that is not meant, the one that stands in its place. */
  readonly occasion?: readonly string[]
}

export type FindStates = (segment: Segment, text: SegmentedText) => readonly ThingState[]

/** To be in a mode is told as a thing of its own: it is not the mode that goes wrong. */
const modeOf = (thing: string): string => `mode ${thing}`

/** How far before or behind a thing its state may stand. In words. */
const REACH = { before: 1, behind: 2 } as const

/** "Objects of type folder", and no sessions; "IPv6 is unchecked", "disabled IPv6", "cached mode is not on": of what is so now. */
export const stateFinder = ({ grammar, things: known }: Lexicon, phrases: Phrases): FindStates => {
  const named = [
    ...grammar['switched-on'].map(p => [p, SWITCHED_ON] as const),
    ...grammar['switched-off'].map(p => [p, SWITCHED_OFF] as const),
  ]
  const finder = new PhraseFinder<typeof SWITCHED_ON | typeof SWITCHED_OFF>(named)
  const isAbolished = abolishedReader(grammar)
  const allTheSame = phraseFinder(grammar['all-the-same'])
  const goingWell = phraseFinder([...grammar.prompt, ...grammar.spared])
  const modes = new PhraseFinder<{ readonly thing: string; readonly isOn: boolean }>(
    Object.entries(known).flatMap(([thing, { said, opposite }]) =>
      opposite.length === 0
        ? []
        : [
            ...said.map(p => [p, { thing, isOn: true }] as const),
            ...opposite.map(p => [p, { thing, isOn: false }] as const),
          ],
    ),
  )
  const isMode = ([thing = '']: readonly string[]): boolean => (known[thing]?.opposite.length ?? 0) > 0
  /** "In cached mode", "online mode": where the trouble is, and not where it goes well. */
  const modeStates = ({ from, to, works }: Segment, { words, negations }: SegmentedText): readonly ThingState[] =>
    modes.in(words, from, to).flatMap(({ value, ...at }) => {
      if (works || goingWell.in(words, from, to).length > 0) return []
      const switched = finder.in(words, at.from, Math.min(to, at.to + REACH.behind + 1)).at(-1)
      const isLeft =
        (switched?.value === SWITCHED_OFF) !== isDenied(switched?.from ?? at.from, from, negations, REACH.behind)
      return [{ kind: value.isOn !== isLeft ? SWITCHED_ON : SWITCHED_OFF, things: [[modeOf(value.thing)]] }]
    })
  return (segment, text) => {
    if (segment.mood !== 'now' || segment.isLog || segment.denies) return []
    const { from, to } = segment
    const things = phrases.thingsIn(segment, text)
    const isOfName = (at: number): boolean => things.some(t => t.from <= at && at < t.to)
    const isAllTheSame = allTheSame.in(text.words, Math.max(0, from - 1), to).length > 0
    const notMeant = things.flatMap(({ value: [thing = ''] }): readonly ThingState[] => {
      const other = known[thing]?.insteadOf
      return other === undefined ? [] : [{ kind: WITHOUT, things: [[other]], occasion: [thing] }]
    })
    const switched = things.flatMap((thing): readonly ThingState[] => {
      if (isMode(thing.value)) return []
      const found = finder
        .in(text.words, Math.max(from, thing.from - REACH.before - 1), Math.min(to, thing.to + REACH.behind + 1))
        .find(f => !isOfName(f.from))
      if (!found) return []
      const isOff = (found.value === SWITCHED_OFF) !== isDenied(found.from, from, text.negations)
      // "Also after we removed the add-in": it has no part in it.
      const isWithout = isOff && isAllTheSame && known[thing.value[0] ?? '']?.part === true
      return [{ kind: isWithout ? WITHOUT : isOff ? SWITCHED_OFF : SWITCHED_ON, things: [thing.value] }]
    })
    const gone = things.flatMap((thing): readonly ThingState[] =>
      isAbolished(thing, segment, text) ? [{ kind: WITHOUT, things: [thing.value] }] : [],
    )
    return [...notMeant, ...switched, ...gone, ...modeStates(segment, text)]
  }
}
