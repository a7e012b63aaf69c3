import { formOf as formOfWord, lately } from '../../knowledge/index.ts'
import type { Piece } from './request-words.ts'

/** A row of slots; each has the words that fill it. */
export interface Pattern {
  /** Ids of sets of words. */
  readonly slots: readonly number[]
  /** It is the sentence's beginning, but for words of politeness. */
  readonly opens: boolean
  /** Enough by itself. */
  readonly isTelling: boolean
  /** In any order. */
  readonly isLoose: boolean
  /** What follows is what the request is about: it may be anything. */
  readonly hasTopic: boolean
  /** Where it is found the request is another. */
  readonly excludes: boolean
}

export interface Slots {
  readonly pattern: (line: string) => Pattern
  /** The words that patterns have, as `keyOf` names them. */
  readonly keysOf: (patterns: readonly Pattern[]) => readonly string[]
  /** Looks through one sentence; what it finds holds until it looks through the next. */
  readonly finder: (pieces: readonly Piece[], isPolite: (piece: Piece) => boolean) => SlotFinder
  /** A word's form, without what is contracted to it. */
  readonly formOf: (word: string) => string
  /** The same; of a word that nobody knows, the form of the known one that is one letter away. */
  readonly nearest: (word: string) => string
}

interface SlotFinder {
  /** Visits the slots that some word of the sentence fills. */
  readonly eachFilled: (visit: (slot: number) => void) => void
  /** The places of a pattern's words. */
  readonly find: (pattern: Pattern) => readonly number[] | undefined
}

interface PatternWords {
  readonly contracted: readonly string[]
  readonly classes: Readonly<Record<string, readonly string[]>>
  readonly around: readonly string[]
  readonly against: readonly string[]
  readonly questions: readonly string[]
}

/** What a slot is filled by besides words. */
const KINDS = { VERSION: 'version', PRODUCT: 'product', ARTICLE: 'article' } as const
const KEY_OF_KIND: Readonly<Record<Piece['is'], string | undefined>> = {
  version: 'VERSION',
  product: 'PRODUCT',
  article: 'ARTICLE',
  word: undefined,
}

const TOPIC = /\s+\.\.\.$/

/** In letters: people use the same few thousand words, and no longer ones. */
const LONGEST_KEPT = 30

/** Shorter words are too near to too many others. */
const SHORTEST_MISSPELT = 5

/** What a piece is among the words of a slot. */
export const keyOf = (piece: Piece): string => KEY_OF_KIND[piece.is] ?? piece.form

/** Reads patterns, and finds them: each set of words has an id, so that a sentence is looked through once for all of them. */
export const patternsOf = ({ contracted, classes, around, against, questions }: PatternWords): Slots => {
  const formOf = (word: string): string => {
    const lower = word.toLowerCase()
    const end = contracted.find(c => lower.endsWith(c) && lower.length > c.length)
    return formOfWord(end === undefined ? lower : lower.slice(0, -end.length))
  }
  const idsOfKey = new Map<string, number[]>()
  const ids = new Map<string, number>()
  const keysOf = (alternative: string): readonly string[] =>
    alternative in KINDS ? [alternative] : (classOf(classes, alternative) ?? [alternative]).map(formOf)
  const idOf = (slot: string): number => {
    const known = ids.get(slot)
    if (known !== undefined) return known
    const id = ids.size
    ids.set(slot, id)
    for (const key of new Set(slot.split('|').flatMap(keysOf))) idsOfKey.set(key, [...(idsOfKey.get(key) ?? []), id])
    return id
  }
  const others = new Set([...around, ...against, ...questions].map(formOf))
  let near: ReadonlyMap<string, string> | undefined
  /** Of the sentence that is looked through: used again by the next, because most slots have none. */
  let places: Places | undefined
  const filled: number[] = []
  let count = 0
  return {
    formOf,
    pattern: line => {
      const [, signs = '', row = ''] = /^([-+^~]*)\s*(.*)$/.exec(line) ?? []
      return {
        slots: row.replace(TOPIC, '').split(/\s+/).map(idOf),
        hasTopic: TOPIC.test(row),
        opens: signs.includes('^'),
        isTelling: signs.includes('+'),
        isLoose: signs.includes('~'),
        excludes: signs.includes('-'),
      }
    },
    keysOf: patterns => {
      const own = new Set(patterns.flatMap(p => p.slots))
      return [...idsOfKey].filter(([, all]) => all.some(id => own.has(id))).map(([key]) => key)
    },
    finder: (pieces, isPolite) => {
      places ??= new Array(ids.size)
      const found = places
      for (let n = 0; n < count; n++) found[filled[n] as number] = undefined
      count = 0
      for (const [at, piece] of pieces.entries()) {
        // Hundreds of sets have a word, and nearly all of them no other word of the sentence.
        const alone = [at]
        for (const id of idsOfKey.get(keyOf(piece)) ?? NONE) {
          const before = found[id]
          found[id] = before ? [...before, at] : alone
          if (!before) filled[count++] = id
        }
      }
      const firstOwn = pieces.findIndex(p => !isPolite(p))
      const eachFilled = (visit: (slot: number) => void): void => {
        for (let n = 0; n < count; n++) visit(filled[n] as number)
      }
      return { eachFilled, find: pattern => placesOf(pattern, found, firstOwn) }
    },
    nearest: lately(4000, LONGEST_KEPT, word => {
      const form = formOf(word)
      if (form.length < SHORTEST_MISSPELT - 1 || word.length < SHORTEST_MISSPELT || /\d/.test(word)) return form
      if (idsOfKey.has(form) || others.has(form)) return form
      near ??= misspellings([...idsOfKey.keys(), ...others])
      return variantsOf(form).flatMap(v => near?.get(v) ?? [])[0] ?? form
    }),
  }
}

const classOf = (classes: PatternWords['classes'], name: string): readonly string[] | undefined => {
  if (!/^[A-Z]{2,}$/.test(name)) return undefined
  const found = classes[name]
  if (!found) throw new Error(`requests.yaml: a pattern has the class ${name}, which "classes" does not list`)
  return found
}

/** Where the slots are filled, one after the other or in any order; undefined when one is not. */
const placesOf = (
  { slots, opens, isLoose }: Pattern,
  found: Places,
  firstOwn: number,
): readonly number[] | undefined => {
  // Nearly all patterns end here.
  for (const slot of slots) if (found[slot] === undefined) return undefined
  for (const start of found[slots[0] as number] ?? NONE) {
    if (opens && firstOwn >= 0 && start > firstOwn) continue
    const places = [start]
    for (let n = 1; n < slots.length; n++) {
      const last = places[n - 1] as number
      const place = (found[slots[n] as number] ?? NONE).find(at =>
        isLoose ? !places.includes(at) && Math.abs(at - last) <= REACH.loose : at > last && at <= last + REACH.row,
      )
      if (place === undefined) break
      places.push(place)
    }
    if (places.length === slots.length) return places
  }
  return undefined
}

/** The places of the words that fill each slot, by its id. */
type Places = (readonly number[] | undefined)[]

const NONE: readonly number[] = []

/** How far from one word of a pattern the next may be, in words. */
const REACH = { row: 3, loose: 5 } as const

/** A letter is wanting, too many, another, or has changed places with its neighbour: both words have the same variant. */
const variantsOf = (form: string): readonly string[] => [
  form,
  ...Array.from(form, (_, i) => form.slice(0, i) + form.slice(i + 1)),
]

const misspellings = (forms: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    forms
      .filter(f => f.length >= SHORTEST_MISSPELT - 1 && /^\p{Ll}+$/u.test(f))
      .flatMap(f => variantsOf(f).map(v => [v, f] as const))
      .reverse(),
  )
