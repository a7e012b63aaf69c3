import type { Segment, SegmentedText } from '../../sentences/segments.ts'
import type { Beside, Phrases } from '../phrases/phrases.ts'

/** The same, with the things that the parts of their name make together in the whole text: "MAPI" and "notification". */
type WithWholes = (kind: string, beside: Beside) => Beside

/**
 * "Letters wait in the printer's tray for minutes; its MAPI notifications come at once": what a trouble of the same kind is
 * denied of has no part in what the other is about. `isElsewhere`: told of another place or time.
 */
export const wholesOf = (
  text: SegmentedText,
  phrases: Phrases,
  isElsewhere: (segment: Segment, text: SegmentedText) => boolean,
): WithWholes => {
  const all = new Set<string>()
  const spared = new Map<string, readonly string[]>()
  for (const s of text.segments) {
    const kinds = phrases.kindsIn(s, text)
    const things = phrases.thingsIn(s, text)
    // "It logs on over MAPI fine, but no notification comes": the way that it takes is the same for both.
    for (const f of things) if (phrases.isWay(f, text)) for (const name of f.value) all.add(name)
    // What works is no part of what does not.
    if (s.works || s.isLog || kinds.some(f => f.value.comes)) continue
    const own = things.flatMap(f => f.value)
    for (const thing of own) all.add(thing)
    const isHere = s.mood === 'now' && !s.isEarlier
    for (const { value } of kinds)
      if (value.isNotSo === true && isHere && !isElsewhere(s, text))
        spared.set(value.kind, [...(spared.get(value.kind) ?? []), ...own])
  }
  return (kind, beside) => {
    const whole = phrases.withWhole(beside, all)
    const not = new Set(spared.get(kind))
    if (not.size === 0) return whole
    const own = new Set(beside.things.flat())
    const isLent = (names: readonly string[]): boolean => names.some(name => not.has(name) && !own.has(name))
    const things = whole.things.filter(
      names => beside.things.includes(names) || !isLent(names) || !isOfItsOwn(beside, names),
    )
    return { ...whole, things }
  }
}

/** A thing is named that says what it is about, beside the parts of this name. */
const isOfItsOwn = ({ things, broad }: Beside, whole: readonly string[]): boolean =>
  things.some(([thing = '']) => !broad.includes(thing) && !whole.includes(thing))
