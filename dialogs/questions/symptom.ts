import { isUnsure } from '../../knowledge/index.ts'
import { buttons, seenChoices } from '../saying/buttons.ts'
import type { State, SymptomPending } from '../state.ts'
import { informationGain, normalise } from '../weighing/belief.ts'
import type { Candidate } from '../weighing/candidates.ts'
import { isFew } from '../weighing/likelihood.ts'
import { beliefsOf, QUESTION, type QuestionKind, questionReply } from './question.ts'

const SYMPTOM = 'symptom'
const MORE = 'more'

/** "Which of these is closest to what you see?", made of what the candidates themselves say is seen. */
export const symptom: QuestionKind<SymptomPending> = {
  possible: weighing => {
    const { state, live } = weighing
    if (
      state.chosen !== undefined ||
      isUnsure(state.facts, SYMPTOM) ||
      state.asked.filter(a => a === SYMPTOM).length >= QUESTION.symptomTimes ||
      (live[0]?.evident !== true && hasSeenThem(state))
    )
      return []
    const [least, most] = isFew(weighing.standing.few)
      ? [QUESTION.leastBelief, QUESTION.mostSymptoms]
      : [QUESTION.leastOfMany, QUESTION.mostOfMany]
    const offered = live.filter(c => c.belief >= least && !state.denied.includes(c.article.id)).slice(0, most)
    if (offered.length === 0) return []
    return [
      {
        pending: { kind: SYMPTOM, articles: offered.map(c => c.article.id) },
        gain: informationGain(normalise(beliefsOf(weighing)), answersOf(offered, live)),
        cost: QUESTION.cost.symptom,
      },
    ]
  },
  clearsEvidence: true,
  whatIfs: ({ articles }, state) => [
    ...articles.map(id => ({ ...state, chosen: id })),
    { ...state, denied: [...state.denied, ...articles] },
  ],
  say: async ({ articles }, { texts, knowledge }) => {
    const found = await Promise.all(articles.map(id => knowledge.article(id)))
    const offered = found
      .flatMap(a => a ?? [])
      .filter((a, i, all) => all.findIndex(b => b?.symptom === a.symptom) === i)
    const choices = seenChoices(
      offered.map(a => [a, a.symptom]),
      texts,
    )
    const words = texts.say(offered.length === 1 ? 'ask-symptom-one' : 'ask-symptom')
    return questionReply(words, [...choices, ...buttons(['none', 'unsure'], texts)])
  },
  why: (_, __, { texts }) => texts.say('why-symptom'),
  choose: ({ articles }, option, state) =>
    articles.includes(option)
      ? {
          state: {
            ...state,
            pending: undefined,
            chosen: option,
            denied: [...state.denied, ...articles.filter(id => id !== option)],
          },
          changes: [],
          understood: true,
        }
      : undefined,
  unsure: (_, state) => ({
    ...state,
    pending: undefined,
    facts: [...state.facts, { kind: 'unsure', facet: SYMPTOM }],
  }),
  none: ({ articles }, state) => ({ ...state, pending: undefined, denied: [...state.denied, ...articles] }),
  yes: ({ articles }) => (articles.length === 1 ? articles[0] : undefined),
  goesOn: false,
}

/** Who has found nothing among them is not shown the next ones before more was told. */
const hasSeenThem = ({ asked, denied }: State): boolean =>
  denied.length > 0 && asked.includes(SYMPTOM) && asked.lastIndexOf(MORE) < asked.lastIndexOf(SYMPTOM)

/** How probable each answer is for each live candidate and for none: the offered ones, then "none of these". */
const answersOf = (offered: readonly Candidate[], live: readonly Candidate[]): readonly (readonly number[])[] => {
  const wrong = (1 - QUESTION.rightSymptom - QUESTION.missedSymptom) / Math.max(1, offered.length - 1)
  const rows = [
    ...live.map(c => {
      const isOffered = offered.includes(c)
      const row = offered.map(o => (o === c ? QUESTION.rightSymptom : isOffered ? wrong : 0.1 / offered.length))
      return [...row, 1 - row.reduce((a, b) => a + b, 0)]
    }),
    [...offered.map(() => 0.1 / offered.length), 0.9],
  ]
  return [...offered, undefined].map((_, a) => rows.map(row => row[a] ?? 0))
}
