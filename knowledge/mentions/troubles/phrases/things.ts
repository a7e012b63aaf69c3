import { type Found, type Lexicon, PhraseFinder, type TextWord } from '../../../words/index.ts'
import { range } from '../../sentences/segments.ts'
import { lastNameOf, namesInOne } from '../kind-phrases.ts'
import { oncePerPart } from '../once-per-part.ts'
import type { Phrases } from './phrases.ts'

/** A thing with the groups that it is one of. */
export type NamesOf = (thing: string) => readonly string[]

type Named = Found<readonly string[]>

export const thingNames =
  ({ things }: Lexicon): NamesOf =>
  thing => [thing, ...(things[thing]?.of ?? [])]

/** What is marked of a thing in the lexicon, by its names: its own is the first. */
interface ThingMarks {
  /** Sharing it shows little. */
  readonly isBroad: (names: readonly string[]) => boolean
  /** "No add-ins": that it is not there is no trouble. */
  readonly isPart: (names: readonly string[]) => boolean
  /** "With no logoff": that nobody does it is no trouble. */
  readonly isMoment: (names: readonly string[]) => boolean
}

export const thingMarks = ({ things }: Lexicon): ThingMarks => ({
  isBroad: ([thing = '']) => things[thing]?.broad === true,
  isPart: ([thing = '']) => things[thing]?.part === true,
  isMoment: ([thing = '']) => things[thing]?.moment === true,
})

/** Finds what things a part names. */
export const thingsFinder = (lexicon: Lexicon, namesOf: NamesOf): Phrases['thingsIn'] => {
  const things = new PhraseFinder(
    Object.entries(lexicon.things).flatMap(([thing, { said }]) => {
      const names = namesOf(thing)
      return said.map(s => [s, names] as const)
    }),
    { inflected: true },
  )
  const withNumber = (f: Named, words: readonly TextWord[]): Named => {
    const numbered = NUMBER.test(words[f.to]?.word ?? '') ? lexicon.things[f.value[0] ?? '']?.numbered : undefined
    return numbered === undefined ? f : { ...f, value: namesOf(numbered) }
  }
  // "Sink.OnNotify", "IMsgStore::Advise": the last of its names is the thing, where the whole is none.
  const insideNames = (from: number, to: number, words: readonly TextWord[]): readonly Named[] => {
    const last = words.slice(from, to).map(lastNameOf)
    return last.every((w, i) => w === words[from + i])
      ? []
      : things.in(last).map(f => ({ ...f, from: f.from + from, to: f.to + from }))
  }
  // "MAPI-notifications": as it is without the hyphen.
  const hyphened = (from: number, to: number, words: readonly TextWord[]): readonly Named[] =>
    range(from, to).flatMap(at => things.in(namesInOne(words[at])).map(f => ({ ...f, from: at, to: at + 1 })))
  return oncePerPart(({ from, to }, { words }) => {
    const found = things.in(words, from, to).map(f => withNumber(f, words))
    const isFree = (f: Named): boolean => !found.some(o => o.from < f.to && f.from < o.to)
    return [...found, ...[...insideNames(from, to, words), ...hyphened(from, to, words)].filter(isFree)]
  })
}

/** Of an event, or the like: shorter ones count. */
const NUMBER = /^\d{3,}$/

/** "No change events", "gets no new mail notifications": what ends before a name does, is not told. */
export const endsInName = (f: { readonly from: number; readonly to: number }, name: Found<unknown>): boolean =>
  f.from < name.from && name.from < f.to && f.to < name.to
