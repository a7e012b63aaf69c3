import type { Texts } from '../../dialogs/index.ts'
import type { Case } from './cases.ts'

/** A person who knows their own case, and says of it only what is asked. */
export interface Person {
  /** The offered choice that fits best, else "none of these" or the like. */
  readonly choose: (choices: readonly string[]) => string
  /** What else is seen: the next sentence of it. */
  readonly tell: () => string
}

/** How often somebody is not sure of what they could know. */
const UNSURE = 0.1
/** A choice fits when so much of its words is true of the case. */
const FITS = 0.6
/** What is seen describes a choice less surely than what is installed. */
const SEEN = 0.8

export const personOf = ({ system = [], symptoms = '' }: Case, texts: Texts, seed: number): Person => {
  const random = generator(seed)
  const installed = new Set(system.flatMap(wordsOf))
  const all = new Set([...installed, ...wordsOf(symptoms)])
  const sentences = symptoms.split(/(?<=[.:])\s/).filter(s => s.length > 40)
  const aside = (['none-of-these', 'another-version', 'not-sure'] as const).map(key => texts.say(key))
  const fitOf = (choice: string): number => Math.max(share(choice, installed), SEEN * share(choice, all))
  return {
    choose: choices => {
      if (random() < UNSURE) return texts.say('not-sure')
      const [best] = choices
        .filter(c => !aside.includes(c))
        .map(choice => ({ choice, fit: fitOf(choice) }))
        .sort((a, b) => b.fit - a.fit || b.choice.length - a.choice.length)
      if (best && best.fit >= FITS) return best.choice
      return aside.find(a => choices.includes(a)) ?? texts.say('not-sure')
    },
    tell: () => sentences.shift() ?? texts.say('not-sure'),
  }
}

const wordsOf = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[a-z0-9]+(?:\.[a-z0-9]+)*/g) ?? []).filter(w => !SAY_NOTHING.has(w))

const SAY_NOTHING = new Set(
  'a an and at by does for from in is it microsoft of on or server the to version with you'.split(' '),
)

const share = (text: string, truth: ReadonlySet<string>): number => {
  const words = [...new Set(wordsOf(text))]
  return words.length === 0 ? 0 : words.filter(w => truth.has(w)).length / words.length
}

/** Numbers from 0 to 1 that are the same in every run (a linear congruential generator: Numerical Recipes, 1992). */
const generator = (seed: number) => {
  let state = (seed * 2654435761) >>> 0
  return (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
