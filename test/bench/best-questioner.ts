import { sameProduct } from '../../dialogs/weighing/listed-products.ts'
import type { ListedProduct } from '../../knowledge/index.ts'

/** An article in question: how probable it is, and what it lists. */
export interface Option {
  readonly id: string
  readonly belief: number
  readonly products: readonly ListedProduct[]
}

/**
 * The best that anybody could do by asking "which version of …?" about the products that the articles list: all orders of
 * questions are tried, and the one that is right most often, with the fewest questions, is taken. For few articles only.
 */
export const askBest = (
  options: readonly Option[],
  isOwn: (product: ListedProduct) => boolean,
): { readonly id: string | undefined; readonly questions: number } => {
  const own = options.flatMap(o => o.products).filter(isOwn)
  // Who has none of what the articles list can answer nothing.
  if (own.length === 0) return { id: mostProbable(options)?.id, questions: 0 }
  let left = options
  let open = namesIn(options)
  let questions = 0
  for (;;) {
    const { name } = bestQuestion(left, open, MOST_QUESTIONS - questions)
    if (name === undefined) break
    const mine = own.find(p => sameProduct(p.name, name))
    const fitting = after(left, name, mine ? (mine.version ?? '') : NOT_MINE)
    if (fitting.length > 0) left = fitting
    open = open.filter(n => n !== name)
    questions++
  }
  return { id: mostProbable(left)?.id, questions }
}

const MOST_QUESTIONS = 3
/** What a question must raise the probability of being right by. */
const LEAST_GAIN = 0.005

interface Plan {
  readonly name: string | undefined
  /** The weight of the cases in which the right article is named in the end. */
  readonly right: number
}

const bestQuestion = (options: readonly Option[], open: readonly string[], depth: number): Plan => {
  const now: Plan = { name: undefined, right: mostProbable(options)?.belief ?? 0 }
  if (depth === 0 || options.length < 2) return now
  const whole = options.reduce((sum, o) => sum + o.belief, 0)
  let best = now
  for (const name of open) {
    const groups = groupsBy(options, name)
    if (groups.length < 2) continue
    const rest = open.filter(n => n !== name)
    const right = groups.reduce((sum, group) => sum + bestQuestion(group, rest, depth - 1).right, 0)
    if (right > best.right + LEAST_GAIN * whole) best = { name, right }
  }
  return best
}

const groupsBy = (options: readonly Option[], name: string): readonly (readonly Option[])[] =>
  [...new Set(options.flatMap(o => answersOf(o.products, name)))].map(answer => after(options, name, answer))

/** What is left after an answer. A person has one of the products that their article lists, whichever. */
const after = (options: readonly Option[], name: string, answer: string): readonly Option[] =>
  options.flatMap(option => {
    const answers = answersOf(option.products, name)
    const fitting = answers.filter(a => a === answer).length
    return fitting > 0 ? [{ ...option, belief: (option.belief * fitting) / answers.length }] : []
  })

const NOT_MINE = 'not mine'

/** To "which version of …?", for each product of the list: its version, or that it is another product. */
const answersOf = (products: readonly ListedProduct[], name: string): readonly string[] =>
  products.length > 0 ? products.map(p => (sameProduct(p.name, name) ? (p.version ?? '') : NOT_MINE)) : [NOT_MINE]

const namesIn = (options: readonly Option[]): readonly string[] => {
  const names: string[] = []
  for (const { name } of options.flatMap(o => o.products)) if (!names.some(n => sameProduct(n, name))) names.push(name)
  return names
}

const mostProbable = (options: readonly Option[]): Option | undefined =>
  options.reduce<Option | undefined>((best, o) => (best && best.belief >= o.belief ? best : o), undefined)
