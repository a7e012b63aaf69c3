import type { Catalog, Knowledge } from '../../knowledge/index.ts'
import type { Context, Learned } from '../context.ts'
import type { Choice, QuestionReply } from '../reply.ts'
import type { Pending, State } from '../state.ts'
import type { Candidate, Standing } from '../weighing/candidates.ts'

/** A question that could be asked now, and what it is worth. */
export interface Question<P extends Pending = Pending> {
  readonly pending: P
  /** Expected loss of uncertainty, in bits. */
  readonly gain: number
  /** What it costs the one who answers, in bits that it must be worth. */
  readonly cost: number
}

/** What a question is chosen by. */
export interface Weighing {
  readonly state: State
  readonly standing: Standing
  /** The candidates that nothing excludes, most probable first. */
  readonly live: readonly Candidate[]
  readonly catalog: Catalog
}

/**
 * All that there is to know of one kind of question. Adding a kind is a file like the others here, its sentences, and its
 * line in index.ts; "not sure" is always offered and always an answer.
 */
export interface QuestionKind<P extends Pending> {
  /** Those of this kind that could be asked now. Absent: only the conversation itself asks it, never for information. */
  readonly possible?: (weighing: Weighing) => readonly Question<P>[]
  /** True for one that is worth asking while the evidence is weak: versions cannot make up for it. */
  readonly clearsEvidence?: boolean
  /** The states after each answer that can be foreseen. Absent: what a person will write is not known. */
  readonly whatIfs?: (pending: P, state: State) => readonly State[]
  /** As it is said. */
  readonly say: (pending: P, context: Context) => Promise<QuestionReply>
  /** "Why do you ask?" */
  readonly why: (pending: P, standing: Standing, context: Context) => string
  /** Takes one of the options; undefined when it is none of them. */
  readonly choose?: (pending: P, option: string, state: State, knowledge: Knowledge) => Learned | undefined
  /** Takes "not sure". */
  readonly unsure: (pending: P, state: State) => State
  /** Takes "none of these". Absent: that is no answer to it. */
  readonly none?: (pending: P, state: State) => State
  /** The option that "yes" stands for; "no" is then "none of these". */
  readonly yes?: (pending: P) => string | undefined
  /** True when what is written in answer goes on with the same problem. */
  readonly goesOn: boolean
}

export type { OpenPending } from '../state.ts'

export const questionReply = (text: string, choices: readonly Choice[] = [], hint = ''): QuestionReply => ({
  kind: 'question',
  text,
  hint,
  choices,
})

/** What people may tune: what a question costs the one who answers (bits of information it must be worth), and its size. */
export const QUESTION = {
  cost: { release: 1, level: 1.6, symptom: 1.3, product: 1, more: 4 },
  mostChoices: 6,
  mostSymptoms: 3,
  /** Products are not asked for where none is so probable: six that are as unlikely are no choice. */
  leastProduct: 0.15,
  /** An article less probable than this is not offered as a symptom. */
  leastBelief: 0.02,
  /** The same where the articles are not few: there the right one often is not the first. */
  mostOfMany: 5,
  leastOfMany: 0.002,
  /** How often symptoms are offered in one conversation. */
  symptomTimes: 2,
  /** How often a person picks the right symptom, and how often none of them although it is there. */
  rightSymptom: 0.8,
  missedSymptom: 0.12,
  /** How much of the uncertainty an answer in the person's own words takes away. */
  openAnswer: 0.6,
  /** An article as probable as this is asked about, not around. */
  ahead: 0.4,
  /** How often a person is asked for it: who has said all cannot say more. */
  moreTimes: 2,
  /** How often a person names a wrong version. */
  wrongVersion: 0.03,
} as const

/** The beliefs over the live candidates and "none of them". */
export const beliefsOf = ({ live, standing }: Weighing): readonly number[] => [
  ...live.map(c => c.belief),
  standing.none,
]
