import { addFacts, type Fact, factsOf, isUnsure } from '../../knowledge/index.ts'
import { buttons } from '../saying/buttons.ts'
import type { ProductPending } from '../state.ts'
import { informationGain, normalise } from '../weighing/belief.ts'
import type { Candidate } from '../weighing/candidates.ts'
import { listedFact, listedLabels, PRODUCT, sameProduct } from '../weighing/listed-products.ts'
import { beliefsOf, QUESTION, type QuestionKind, questionReply } from './question.ts'

const listed = (name: string | undefined, not: readonly string[]): Fact => ({
  kind: 'listed',
  facet: PRODUCT,
  name,
  not,
})

/** "Which of these products is it about?", made of what the candidates list. */
export const product: QuestionKind<ProductPending> = {
  possible: weighing => {
    const { state, live } = weighing
    if (listedFact(state.facts) || isUnsure(state.facts, PRODUCT)) return []
    // Where the catalog knows all of them, it asks better: version by version.
    const isUnknown = (c: Candidate): boolean =>
      c.belief >= QUESTION.leastBelief && listedLabels(c.article).length > 0 && c.article.otherProducts.length > 0
    if (!live.some(isUnknown)) return []
    const [likeliest, ...others] = productChoices(live)
    if (!likeliest || others.length === 0 || likeliest.belief < QUESTION.leastProduct) return []
    const products = [likeliest, ...others].map(p => p.label)
    const gain = informationGain(normalise(beliefsOf(weighing)), answersOf(products, live))
    return [{ pending: { kind: 'product', products }, gain, cost: QUESTION.cost.product }]
  },
  whatIfs: ({ products }, state) => [
    ...products.map(name => ({ ...state, facts: [...state.facts, listed(name, [])] })),
    { ...state, facts: [...state.facts, listed(undefined, products)] },
  ],
  say: async ({ products }, { texts }) =>
    questionReply(texts.say('ask-product'), [
      ...products.map(title => ({ title, question: 'product', option: title })),
      ...buttons(['none', 'unsure'], texts),
    ]),
  why: (_, __, { texts }) => texts.say('why-product'),
  /** A product as articles list it; what the catalog knows of it is a version as well. */
  choose: ({ products }, option, state, knowledge) => {
    if (!products.includes(option)) return undefined
    const versions = factsOf(knowledge.read(option).mentions, 'chosen')
    const added = addFacts(state.facts, [listed(option, []), ...versions], knowledge.catalog)
    return { state: { ...state, pending: undefined, facts: added.facts }, changes: added.changes, understood: true }
  },
  unsure: (_, state) => ({ ...state, pending: undefined, facts: [...state.facts, { kind: 'unsure', facet: PRODUCT }] }),
  none: ({ products }, state) => ({
    ...state,
    pending: undefined,
    facts: [...state.facts, listed(undefined, products)],
  }),
  goesOn: true,
}

/** How probable each answer is for each live candidate and for none: each product, then another one. */
const answersOf = (products: readonly string[], live: readonly Candidate[]): readonly (readonly number[])[] => {
  const rows = live.map(c => {
    const labels = listedLabels(c.article)
    const share = 1 / Math.max(1, labels.length)
    const row = products.map(x => (labels.some(l => sameProduct(l, x)) ? share : 0))
    return [...row, Math.max(0, 1 - row.reduce((a, b) => a + b, 0))]
  })
  const generic = [...products.map(() => 0.5 / products.length), 0.5]
  const { wrongVersion } = QUESTION
  return generic.map((_, a) =>
    [...rows, generic].map(row => (1 - wrongVersion) * (row[a] ?? 0) + wrongVersion / generic.length),
  )
}

/** A product, and how probable it is that it is the person's. */
interface ProductChoice {
  readonly label: string
  belief: number
}

/** The products that the most probable articles list, the most probable first; each article's own share of its belief. */
const productChoices = (live: readonly Candidate[]): readonly ProductChoice[] => {
  const mass: ProductChoice[] = []
  for (const c of live.filter(x => x.belief >= QUESTION.leastBelief)) {
    const labels = listedLabels(c.article)
    for (const label of labels) {
      const known = mass.find(m => sameProduct(m.label, label))
      if (known) known.belief += c.belief / labels.length
      else mass.push({ label, belief: c.belief / labels.length })
    }
  }
  return mass.sort((a, b) => b.belief - a.belief).slice(0, QUESTION.mostChoices)
}
