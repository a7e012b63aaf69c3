import { type Context, knownVersions, nameOfVersions, withState } from '../context.ts'
import type { Response } from '../outcome.ts'
import type { Choice } from '../reply.ts'
import type { State } from '../state.ts'
import { SAY } from './buttons.ts'

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
  const wrong = wrongButtons(withState(context, state))
  const known = { text: context.texts.say('known', { versions }), wrong }
  return { ...response, replies: replies.map(r => (r.kind === 'question' ? { ...r, known } : r)) }
}

/** Each version that is known, to be taken back with one click; its label is its name alone. */
export const wrongButtons = (context: Context): readonly Choice[] =>
  context.state.facts.flatMap(fact => {
    if (fact.kind !== 'version') return []
    const label = nameOfVersions(fact.facet, fact.ranges, context)
    return [{ title: context.texts.say('not-right', { label }), label, question: SAY, option: fact.facet }]
  })

const isEcho = ({ facts }: State): boolean => {
  const versions = facts.filter(f => f.kind === 'version')
  return versions.length === 1 && versions[0]?.source === 'chosen'
}

const shown = (context: Context): string => [...new Set(knownVersions(context))].join(' · ')
