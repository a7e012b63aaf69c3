import type { Ranges } from '../knowledge/index.ts'
import type { Pending } from './state.ts'

/** Something that could be asked now, and what it is worth. */
export type Question =
  | {
      readonly kind: 'version'
      readonly facet: string
      readonly grain: 'release' | 'level'
      readonly choices: readonly VersionChoice[]
      /** Other products that the articles in question are about. */
      readonly beside: readonly string[]
      readonly gain: number
      readonly cost: number
    }
  | {
      readonly kind: 'symptom'
      readonly choices: readonly { readonly title: string; readonly article: string }[]
      readonly gain: number
      readonly cost: number
    }
  /** What else do you see? Answered in the person's own words. */
  | { readonly kind: 'more'; readonly gain: number; readonly cost: number }
  /** Which of the products that the articles list? */
  | {
      readonly kind: 'product'
      readonly choices: readonly { readonly title: string }[]
      readonly gain: number
      readonly cost: number
    }

export interface VersionChoice {
  /** Undefined: any other version; the words for it are chosen where sentences are. */
  readonly title: string | undefined
  readonly ranges: Ranges
}

/** What people may tune: what a question costs the one who answers (bits of information it must be worth), and its size. */
export const QUESTION = {
  cost: { release: 1, level: 1.6, symptom: 1.3, product: 1, more: 4 },
  mostChoices: 6,
  mostSymptoms: 3,
  /** An article less probable than this is not offered as a symptom. */
  leastBelief: 0.03,
  /** Nor one that fits the description less than this share of how the best one does. */
  leastRelevance: 0.5,
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

/** Under what a question is remembered as asked: the product of a version, else its kind. */
export const askedAs = (q: Question | Pending): string => (q.kind === 'version' ? q.facet : q.kind)
