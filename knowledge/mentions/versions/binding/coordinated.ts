import type { Product } from '../../../catalog/index.ts'
import { anyOf, type Grammar } from '../../../words/index.ts'
import type { Atom } from '../atoms.ts'
import {
  type BareBeside,
  type BareRelease,
  before,
  inOrder,
  releaseAtom,
  releaseNamed,
  withBareReleases,
} from '../bare-releases.ts'
import type { ListReader } from '../lists.ts'

/** Gives bare numbers to the product that the words before them name, as far as the text itself says which. */
export type WithCoordinated = (
  atoms: readonly Atom[],
  text: string,
  bareBeside: BareBeside,
  isOfPerson: boolean,
) => readonly Atom[]

export const coordinatedReader = (
  grammar: Grammar,
  products: ReadonlyMap<string, Product>,
  lists: ListReader,
): WithCoordinated => {
  const isOfSubject = subjectReader(grammar)
  const withBrought = broughtReader(grammar, products)
  const isInstead = insteadReader(grammar)
  const joins = new RegExp(alone([...grammar.joining, ...grammar.choosing, ...grammar['guessing-ahead']]), 'u')
  return (atoms, text, bareBeside, isOfPerson) => {
    const standing = withStanding(atoms, text, products, bareBeside)
    if (!isOfPerson || standing.length === 0) return standing
    const stood = withBrought(standing, text)
    const bare = bareBeside(stood)
    const gapTo = (from: number, b: BareRelease): string => text.slice(from, b.start)
    /** An "and" before it, or before a further one behind it: commas alone may part the versions of several products. */
    const isJoined = (at: number, from: number): boolean => {
      const [b, next] = [bare[at], bare[at + 1]]
      if (!b || !lists.isGap(gapTo(from, b))) return false
      return joins.test(gapTo(from, b)) || (next !== undefined && isJoined(at + 1, b.end))
    }
    const found: Atom[] = []
    for (const [at, b] of bare.entries()) {
      const last = [...stood, ...found]
        .filter(a => a.end <= b.start)
        .sort((x, y) => x.end - y.end)
        .at(-1)
      const [id] = last && last.means.size === 1 ? last.means.keys() : []
      const product = products.get(id ?? '')
      const release = product && releaseNamed(product, b.name)
      if (!last || !product || !release) continue
      const isFurther =
        last.kind === 'release' &&
        (isJoined(at, last.end) ||
          isInstead(text.slice(0, last.start), gapTo(last.end, b)) ||
          (found.includes(last) && lists.isGap(gapTo(last.end, b))))
      if (isFurther || (last.kind === 'product' && isOfSubject(gapTo(last.end, b))))
        found.push(releaseAtom(product, release.ranges, b.start, b.end))
    }
    return found.length === 0 ? stood : inOrder([...stood, ...found])
  }
}

/** "Ran the 2008 upgrade DVD over our Server 2003": what is laid over another is of the same product. */
const broughtReader = (
  { media, 'laid-over': laidOver, 'standing-on': standingOn }: Grammar,
  products: ReadonlyMap<string, Product>,
): ((atoms: readonly Atom[], text: string) => readonly Atom[]) => {
  const brought = new RegExp(
    String.raw`(?<![\p{L}\d.])(2k\d{1,2}|20\d\d(?: ?r2)?)[\s-]+(?:${alone(media)}\s+)+(?:${alone([...laidOver, ...standingOn])})\s`,
    'gu',
  )
  return (atoms, text) => {
    const found = [...text.matchAll(brought)].flatMap(({ index, 0: whole, 1: name = '' }) => {
      const end = index + whole.length
      const next = atoms.find(a => a.kind === 'release' && a.start >= end && a.start - end <= LAID_REACH)
      const product = products.get([...(next?.means.keys() ?? [])][0] ?? '')
      const release = product && releaseNamed(product, name)
      const isNew = !atoms.some(a => a.start < index + name.length && index < a.end)
      return release && isNew ? [releaseAtom(product, release.ranges, index, index + name.length)] : []
    })
    return found.length === 0 ? atoms : inOrder([...atoms, ...found])
  }
}

/** In characters: "the existing installation of". */
const LAID_REACH = 30

/** "We don't have Server 2008, just 2003": what is there instead is of the same product. */
const insteadReader = ({
  negations,
  between,
  having,
  being,
  beside,
  deciders,
  'behind-versions': behind,
}: Grammar): ((before: string, gap: string) => boolean) => {
  const denies = new RegExp(String.raw`(?:${alone(negations)}|n't(?!\p{L}))[^.;:!?,\n]{0,25}$`, 'u')
  const leads = new RegExp(
    String.raw`^(?:\s+${alone(behind)})*\s*,\s*(?:${alone([...between, ...having, ...being, ...beside, ...deciders])}\s+)+$`,
    'u',
  )
  return (before, gap) => leads.test(gap) && denies.test(before)
}

const alone = (phrases: readonly string[]): string => String.raw`(?<!\p{L})(?:${anyOf(phrases)})(?!\p{L})`

/** In words: "on the desks of our people". */
const PLACE = 5

/**
 * "Outlook on the desks is 2003", "Exchange was upgraded to 2010": between a product and the number nothing but where it is, and
 * a verb.
 */
const subjectReader = ({
  beside,
  between,
  being,
  having,
  moving,
  leaving,
  reaching,
  current,
  joining,
  choosing,
}: Grammar): ((gap: string) => boolean) => {
  const word = String.raw`(?!${alone([...joining, ...choosing, ...being])})[\p{L}\d'-]+\s+`
  const place = `(?:${alone(beside)}\\s+(?:${word}){1,${PLACE}}?)?`
  const filling = `(?:${alone([...between, ...current])}\\s+)*`
  const is = `${alone([...being, ...having, ...having.map(h => `${h}s`)])}\\s+${filling}`
  const moved = `(?:${alone([...being, ...having])}\\s+${filling})?${alone(moving.flatMap(pastOf))}\\s+`
  const left = `${alone(leaving)}\\s+\\S+\\s+`
  const came = `(?:${moved}(?:${left})?|${left})${alone(reaching)}\\s+${filling}`
  const pattern = new RegExp(`^\\s+${place}${filling}(?:${is}|${came})$`, 'u')
  return gap => pattern.test(gap)
}

/** "On Windows Server 2008, but not on 2003": a bare number behind the same "on" is of the same product. */
const withStanding = (
  atoms: readonly Atom[],
  text: string,
  products: ReadonlyMap<string, Product>,
  bareBeside: BareBeside,
): readonly Atom[] => {
  const stood = atoms
    .filter(a => a.kind === 'release' && BEHIND_ON.test(before(a.start, text)))
    .flatMap(a => [...a.means.keys()].flatMap(id => products.get(id) ?? []))
  return stood.length === 0
    ? atoms
    : withBareReleases(
        atoms,
        bareBeside(atoms).filter(b => BEHIND_ON.test(before(b.start, text))),
        stood,
      )
}

const BEHIND_ON = /\b(?:on|under)\s+(?:the\s+|an?\s+)?$/

/** The past of an English verb as it is written. */
const pastOf = (word: string): readonly string[] => [word, `${word}d`, `${word}ed`, `${word}ped`]
