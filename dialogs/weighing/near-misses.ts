import type { Context } from '../context.ts'
import { type Candidate, isLive, isNear, isOut, type Standing, weigh } from './candidates.ts'

/** What people may tune. */
const NEAR_MISS = {
  /** Compared with how well the best of those that are not out fits the description. */
  near: 0.25,
  /** One that is so likely what was described is told of, whatever its versions. */
  plain: 0.45,
  /** One whose trouble it plainly is stands alone when it is so much likelier than any that is not out. */
  alone: 2,
  mostChecked: 5,
  most: 2,
} as const

/** The trouble is plainly its own. */
export const isItsTrouble = ({ likeness }: Candidate): boolean => likeness.meaning === 'same' && likeness.telling

/** The trouble is plainly its own, and hardly any other's. */
export const standsAlone = (c: Candidate, all: readonly Candidate[]): boolean =>
  c.evident && isItsTrouble(c) && all.every(o => !isLive(o) || c.likelihood >= NEAR_MISS.alone * o.likelihood)

/** And its fix is in: said whatever else it may be. */
export const isFixedTrouble = (c: Candidate): boolean => c.applicability.kind === 'fixed' && isItsTrouble(c)

/** So likely what was described, and a circumstance of it was told, or it is evident anyway. */
const isPlain = ({ evident, likelihood, likeness }: Candidate): boolean =>
  likelihood >= NEAR_MISS.plain && (evident || likeness.circumstances.so.length > 0) && likeness.meaning !== 'denied'

/**
 * Articles that would be the most probable one, had the versions that exclude them not been given: the person may be
 * thinking of them, so they are told why not.
 */
export const nearMisses = (standing: Standing, { state, knowledge }: Context): readonly Candidate[] => {
  // Who was told of others before hears of what only a version rules out.
  const isFirst = state.denied.length + state.tried.length === 0
  const best = Math.max(0, ...standing.candidates.filter(isLive).map(c => c.likelihood))
  return standing.candidates
    .filter(
      c =>
        isOut(c.applicability) &&
        (isPlain(c) || c.evident || c.applicability.kind === 'fixed') &&
        (isNear(c, state) || isPlain(c) || (isFirst && standsAlone(c, standing.candidates))) &&
        (c.likelihood >= NEAR_MISS.near * best || isFixedTrouble(c)),
    )
    .sort((a, b) => b.likelihood - a.likelihood)
    .slice(0, NEAR_MISS.mostChecked)
    .filter(c => {
      if (isFixedTrouble(c)) return true
      if (c.likeness.circumstances.otherwise !== undefined) return c.likelihood >= best
      const deciding =
        c.applicability.kind === 'excluded' || c.applicability.kind === 'fixed'
          ? c.applicability.because.map(v => v.condition.facet)
          : []
      const facts = state.facts.filter(f => !deciding.includes(f.facet) || f.kind === 'works')
      const without = weigh(standing.candidates, { ...state, facts }, knowledge.catalog, standing.few).candidates[0]
      return without?.article.id === c.article.id
    })
    .slice(0, NEAR_MISS.most)
}
