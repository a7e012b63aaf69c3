import { type Catalog, isUnsure } from '../knowledge/index.ts'
import { entropy, informationGain, normalise } from './belief.ts'
import { type Candidate, isLive, type Standing } from './candidates.ts'
import { listedFact, listedLabels, PRODUCT, sameProduct } from './listed-products.ts'
import { QUESTION, type Question } from './question.ts'
import type { State } from './state.ts'
import { versionQuestion } from './version-question.ts'

/** The name under which the symptom question is remembered as asked, or as one that the person could not answer. */
const SYMPTOM = 'symptom'
const MORE = 'more'

/** All questions that could be asked now, best value for their cost first. */
export const possibleQuestions = (state: State, standing: Standing, catalog: Catalog): readonly Question[] => {
  const live = standing.candidates.filter(isLive)
  const facets = new Set(
    live
      .filter(c => c.belief >= QUESTION.leastBelief)
      .flatMap(c => c.applicability.conditions.map(v => v.condition.facet)),
  )
  const questions: (Question | undefined)[] = [...facets].map(facet => {
    const product = catalog.products.get(facet)
    return product && !isUnsure(state.facts, facet) ? versionQuestion(product, state, standing, live) : undefined
  })
  questions.push(
    symptomQuestion(state, standing, live),
    productQuestion(state, standing, live),
    moreQuestion(state, standing),
  )
  return questions.filter(q => q !== undefined).sort((a, b) => b.gain / b.cost - a.gain / a.cost)
}

/** "What else do you see?": worth the more, the less the words so far decide. */
const moreQuestion = (state: State, standing: Standing): Question | undefined => {
  const isAhead = standing.candidates.some(c => isLive(c) && c.belief >= QUESTION.ahead)
  if (isAhead || state.asked.filter(a => a === MORE).length >= QUESTION.moreTimes || isUnsure(state.facts, MORE))
    return undefined
  const belief = [...standing.candidates.filter(isLive).map(c => c.belief), standing.none]
  return { kind: 'more', gain: QUESTION.openAnswer * entropy(normalise(belief)), cost: QUESTION.cost.more }
}

/** "Which of these products is it about?", made of what the candidates list. */
const productQuestion = (state: State, standing: Standing, live: readonly Candidate[]): Question | undefined => {
  if (listedFact(state.facts) || isUnsure(state.facts, PRODUCT)) return undefined
  // Where the catalog knows all of them, it asks better: version by version.
  if (
    !live.some(
      c => c.belief >= QUESTION.leastBelief && listedLabels(c.article).length > 0 && c.article.otherProducts.length > 0,
    )
  )
    return undefined
  const choices = productChoices(live)
  if (choices.length < 2) return undefined
  const rows = live.map(c => {
    const labels = listedLabels(c.article)
    const share = 1 / Math.max(1, labels.length)
    const row = choices.map(x => (labels.some(l => sameProduct(l, x)) ? share : 0))
    return [...row, Math.max(0, 1 - row.reduce((a, b) => a + b, 0))]
  })
  const generic = [...choices.map(() => 0.5 / choices.length), 0.5]
  const { wrongVersion } = QUESTION
  const answers = generic.map((_, a) =>
    [...rows, generic].map(row => (1 - wrongVersion) * (row[a] ?? 0) + wrongVersion / generic.length),
  )
  return {
    kind: 'product',
    choices: choices.map(title => ({ title })),
    gain: informationGain(normalise([...live.map(c => c.belief), standing.none]), answers),
    cost: QUESTION.cost.product,
  }
}

/** The products that the most probable articles list, the most probable first; each article's own share of its belief. */
const productChoices = (live: readonly Candidate[]): readonly string[] => {
  const mass: { readonly label: string; belief: number }[] = []
  for (const c of live.filter(x => x.belief >= QUESTION.leastBelief)) {
    const labels = listedLabels(c.article)
    for (const label of labels) {
      const known = mass.find(m => sameProduct(m.label, label))
      if (known) known.belief += c.belief / labels.length
      else mass.push({ label, belief: c.belief / labels.length })
    }
  }
  return mass
    .sort((a, b) => b.belief - a.belief)
    .slice(0, QUESTION.mostChoices)
    .map(m => m.label)
}

/** "Which of these comes closest?", made of what the candidates themselves say is seen. */
const symptomQuestion = (state: State, standing: Standing, live: readonly Candidate[]): Question | undefined => {
  if (
    state.chosen !== undefined ||
    isUnsure(state.facts, SYMPTOM) ||
    state.asked.filter(a => a === SYMPTOM).length >= QUESTION.symptomTimes
  )
    return undefined
  const offered = live
    .filter(c => c.belief >= QUESTION.leastBelief && !state.denied.includes(c.article.id))
    .slice(0, QUESTION.mostSymptoms)
  if (offered.length === 0) return undefined
  const wrong = (1 - QUESTION.rightSymptom - QUESTION.missedSymptom) / Math.max(1, offered.length - 1)
  const rows = [
    ...live.map(c => {
      const isOffered = offered.includes(c)
      const row = offered.map(o => (o === c ? QUESTION.rightSymptom : isOffered ? wrong : 0.1 / offered.length))
      return [...row, 1 - row.reduce((a, b) => a + b, 0)]
    }),
    [...offered.map(() => 0.1 / offered.length), 0.9],
  ]
  const answers = [...offered, undefined].map((_, a) => rows.map(row => row[a] ?? 0))
  return {
    kind: 'symptom',
    choices: offered.map(c => ({ title: c.article.symptom, article: c.article.id })),
    gain: informationGain(normalise([...live.map(c => c.belief), standing.none]), answers),
    cost: QUESTION.cost.symptom,
  }
}
