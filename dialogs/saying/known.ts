import { type Context, knownVersions, withState } from '../context.ts'
import type { Response } from '../outcome.ts'
import type { State } from '../state.ts'

/** Questions that go on with what is known: whoever asks for a confirmation shows what is in doubt, not all of it. */
const GOES_ON: readonly string[] = ['version', 'symptom', 'product', 'more']

/** What is known of the system stands below a question when this turn has changed it: a mistake is seen at once. */
export const withKnown = (response: Response, context: Context): Response => {
  const { state, replies, outcome } = response
  if (outcome.kind !== 'asked' || !GOES_ON.includes(outcome.waitsFor?.kind ?? '')) return response
  // What was just noted or corrected stands above, as does one version that was just chosen.
  if (replies.length > 1 || isEcho(state)) return response
  const versions = shown(withState(context, state))
  if (versions === '' || versions === shown(context)) return response
  const known = context.texts.say('known', { versions })
  return { ...response, replies: replies.map(r => (r.kind === 'question' ? { ...r, known } : r)) }
}

const isEcho = ({ facts }: State): boolean => {
  const versions = facts.filter(f => f.kind === 'version')
  return versions.length === 1 && versions[0]?.source === 'chosen'
}

const shown = (context: Context): string => [...new Set(knownVersions(context))].join(' · ')
