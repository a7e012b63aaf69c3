import type { Effect, Response } from './outcome.ts'
import type { State } from './state.ts'

/** What is worth remembering of a turn beyond its conversation: what was recommended, and how it turned out. */
export const effectsOf = (before: State, { state, outcome }: Response): readonly Effect[] => {
  const tried = state.tried.filter(article => !before.tried.includes(article))
  const helped = outcome.waitsFor?.kind === 'rest' ? 'partly' : 'no'
  const effects: Effect[] = tried.map(article => ({ kind: 'tried', article, helped }))
  if (outcome.kind === 'recommended')
    effects.push({ kind: 'recommended', article: outcome.article, certain: outcome.certain })
  if (outcome.kind === 'solved' && outcome.article !== undefined)
    effects.push({ kind: 'tried', article: outcome.article, helped: 'yes' })
  return effects
}
