import {
  type Found,
  findersAt,
  formOf,
  type Lexicon,
  PhraseFinder,
  type TextWord,
  textWords,
} from '../../words/index.ts'

/**
 * A kind of trouble, as it is told; `implies`: the thing that it befalls though nobody names it, with its groups; `isNotSo`:
 * what is said instead of it; `comes`: what should happen is said to happen.
 */
export interface Told {
  readonly kind: string
  readonly isNotSo?: boolean
  readonly comes?: boolean
  readonly implies?: readonly string[]
}

/** In words between those of a phrase. */
const GAP = 2

/**
 * The phrases of all kinds, and those that mean one only beside a thing: `isDenied` tells where "not" is fulfilled, `isWeak`
 * which give way to others that are as long.
 */
export interface KindPhrases {
  readonly in: (
    words: readonly TextWord[],
    from: number,
    to: number,
    isDenied: IsDenied,
    isWeak?: IsDenied,
  ) => readonly Found<Told>[]
  readonly ofThings: (words: readonly TextWord[], from: number, to: number, isDenied: IsDenied) => readonly OfThing[]
}

interface OfThing {
  readonly thing: string
  readonly f: Found<Told>
}
type IsDenied = (f: Found<Told>) => boolean

/** "The users complain": the words of a kind, of which none is told. */
const NO_KIND: Told = { kind: '' }

/** `namesOf`: a thing with the groups that it is one of. */
export const kindPhrases = ({ troubles }: Lexicon, namesOf: (thing: string) => readonly string[]): KindPhrases => {
  const kinds = new PhraseFinder(
    Object.entries(troubles).flatMap(([kind, { said, notSo, noSign, implying }]): (readonly [string, Told])[] => [
      ...said.map(s => [s, { kind }] as const),
      ...notSo.map(s => [s, { kind, isNotSo: true }] as const),
      ...noSign.map(s => [s, NO_KIND] as const),
      ...Object.entries(implying).flatMap(([thing, told]) =>
        told.map(s => [s, { kind, implies: namesOf(thing) }] as const),
      ),
    ]),
    { gap: GAP },
  )
  // "Do not reach": of a notification it does not come, of a server nobody gets to it.
  const kindsOf = Object.entries(troubles).flatMap(([kind, { saidOf }]) =>
    Object.entries(saidOf).map(([thing, said]) => ({
      thing,
      finder: new PhraseFinder(
        said.map((s): readonly [string, Told] => [s, { kind }]),
        { gap: GAP },
      ),
    })),
  )
  const kindsAt = findersAt(kindsOf)
  return {
    in: (words, from, to, isDenied, isWeak) =>
      kinds.in(words, from, to, isDenied, isWeak).filter(f => f.value !== NO_KIND),
    ofThings: (words, from, to, isDenied) =>
      kindsAt(words, from, to).flatMap(({ thing, finder }) =>
        finder.in(words, from, to, isDenied).map(f => ({ thing, f })),
      ),
  }
}

/** "Sink.OnNotify", "IMsgStore::Advise": the last of the names that are written in one. */
export const lastNameOf = (w: TextWord): TextWord => {
  const last = NAMES_IN_ONE.exec(w.word)?.[1]
  return last === undefined ? w : { ...w, word: last, form: formOf(last) }
}
const NAMES_IN_ONE = /^\p{L}{3,}(?:\.|::)(\p{L}{4,})$/u

/** The words of one that a hyphen makes, "MAPI-notifications"; of a word without one there are none. */
export const namesInOne = (w: TextWord | undefined): readonly TextWord[] =>
  w !== undefined && HYPHENED.test(w.word) ? textWords(w.word.replaceAll('-', ' ')) : []
const HYPHENED = /^\p{L}{3,}(?:-\p{L}{3,})+$/u

/** True where the word at a place is one of the phrase that was found, and not between its words. */
export const isWordOf = (at: number, { from, to, between = [] }: Found<unknown>): boolean =>
  from <= at && at < to && !between.includes(at)
