import { type Lexicon, phraseFinder, type TextWord } from '../../../words/index.ts'
import { range } from '../../sentences/segments.ts'
import type { Phrases } from './phrases.ts'
import { tellingWords } from './telling-words.ts'
import { thingMarks } from './things.ts'

/** More words beside a trouble tell no more. */
const MOST_BESIDE = 12

/** Reads what stands beside a trouble: the things that are named there, and the other telling words. */
export const besideReader = (
  lexicon: Lexicon,
  thingsIn: Phrases['thingsIn'],
  kindsIn: Phrases['kindsIn'],
): Phrases['besideIn'] => {
  const { isTellingWord, isEveryday } = tellingWords(lexicon)
  const broadOf = broadNames(lexicon)
  const working = phraseFinder(lexicon.grammar.working)
  return (segment, text) => {
    const { from, to } = segment
    const found = thingsIn(segment, text)
    const well = working.in(text.words, from, to)
    const taken = new Set([...found, ...kindsIn(segment, text), ...well].flatMap(f => range(f.from, f.to)))
    const isRest = (w: TextWord, place: number): boolean =>
      !taken.has(place) && !text.negations.has(place) && isTellingWord(w)
    const rest = text.words.slice(from, to).filter((w, i) => isRest(w, from + i))
    const forms = [...new Set(rest.map(w => w.form))]
    const all = [...new Set(found.map(f => f.value))]
    return {
      things: all,
      broad: broadOf(all),
      words: forms.filter(f => !isEveryday(f)).slice(0, MOST_BESIDE),
      everything: [...all.flat(), ...forms].slice(0, MOST_BESIDE),
    }
  }
}

/** Adds the things that the parts of their name make together. */
export const withWholes = ({ things }: Lexicon): Phrases['withWhole'] => {
  const wholes = Object.entries(things)
    .map(([thing, { of }]) => [thing, ...of] as const)
    .filter(([, ...of]) => of.length > 1)
  return (beside, all) => {
    const own = new Set(beside.things.flat())
    const whole = wholes.filter(
      ([thing, ...of]) =>
        !own.has(thing) && of.some(part => own.has(part)) && of.every(part => own.has(part) || all.has(part)),
    )
    return whole.length === 0 ? beside : { ...beside, things: [...beside.things, ...whole] }
  }
}

/** Adds the thing that a kind of trouble implies. */
export const withImpliedThings = (lexicon: Lexicon): Phrases['withImplied'] => {
  const broadOf = broadNames(lexicon)
  return (beside, { implies }) => {
    if (implies === undefined || beside.things.some(names => names.includes(implies[0] ?? ''))) return beside
    return { ...beside, things: [...beside.things, implies], broad: [...beside.broad, ...broadOf([implies])] }
  }
}

export const momentsReader = (lexicon: Lexicon): Phrases['momentsIn'] => {
  const { isMoment } = thingMarks(lexicon)
  return ({ things }) => things.filter(isMoment).map(firstName)
}

const broadNames = (lexicon: Lexicon): ((things: readonly (readonly string[])[]) => readonly string[]) => {
  const { isBroad } = thingMarks(lexicon)
  return things => things.filter(isBroad).map(firstName)
}

const firstName = ([thing = '']: readonly string[]): string => thing
