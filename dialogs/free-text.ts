import type { Change } from '../knowledge/index.ts'
import { asking, conclude } from './conclude.ts'
import { type Context, type Learned, nameOfVersions, withState } from './context.ts'
import { differ } from './deciding/alternatives.ts'
import type { Response } from './outcome.ts'
import { answerRequest } from './requests/index.ts'
import { answerReport } from './requests/reported.ts'
import { notUnderstood, sayUnclear, text, told } from './requests/tell.ts'
import type { State } from './state.ts'
import { NOTHING_NAMED } from './understanding/asked.ts'
import { learnFromText } from './understanding/learn.ts'
import { type Unclear, unclearIn } from './understanding/likeliest.ts'
import { reportIn } from './understanding/report.ts'
import { likenessOf } from './weighing/meaning.ts'

/** What is told in free words: learned, and the next step taken; what stands in doubt is asked about first. */
export const free = async (said: string, context: Context): Promise<Response> => {
  const report = await reportIn(said, context)
  if (report) return answerReport(report, said, context)
  const learned = await learnFromText(context.state, said, context)
  if (!learned.understood) {
    // Beside an advice, where nothing waits that it could answer, it need not be a question.
    const { recommended, shown, pending } = context.state
    const mustAsk = pending !== undefined || (recommended === undefined && shown === undefined)
    return unclearly(unclearIn(said, context, mustAsk), said, context) ?? notUnderstood(said, context)
  }
  const { which } = learned
  const notes = [...retractionNotes(learned.retracted ?? [], context), ...changeNotes(learned.changes, context)]
  if (which && learned.state.said.length > 0 && (await differ(which.pending, withState(context, learned.state))))
    return asking({ ...learned.state, pending: which.pending }, context, notes)
  // Where it makes no difference which of them it is, it is one of them.
  const told = which ? { ...learned.state, facts: which.eitherOf } : learned.state
  // What only asks, and leads nowhere, is no part of the case.
  const isNoPart = learned.leadsNowhere && context.state.said.length > 0 && said.trimEnd().endsWith('?')
  const state = isNoPart ? { ...told, wrote: context.state.wrote } : told
  const concluded = await conclude(withState(context, state), notes)
  // Before a fix: what the words may also mean would rule it out.
  if (learned.doubt && (concluded.outcome.kind === 'upheld' || concluded.outcome.kind === 'recommended'))
    return asking({ ...state, pending: learned.doubt }, context, notes)
  if (concluded.outcome.kind === 'upheld' && (await isApart(learned.state, context)))
    return asking({ ...context.state, facts: state.facts, pending: { kind: 'topic', said } }, context, [])
  const unclear = isNothingNew(learned, concluded, context) ? unclearIn(said, context, true) : undefined
  const answered =
    concluded.outcome.kind !== 'abstained' || unclear?.isOnlyAsked ? unclearly(unclear, said, context) : undefined
  if (answered) return answered
  const response = noting(learned.noted ?? [], concluded, context)
  // Words that lead nowhere are forgotten, so that small talk does not blur the problem that is told next.
  return learned.leadsNowhere ? { ...response, state: { ...response.state, said: context.state.said } } : response
}

/** What it clearly asks is answered; else what it may ask is offered. Undefined where nothing is asked. */
const unclearly = (unclear: Unclear | undefined, said: string, context: Context): Promise<Response> | undefined => {
  if (!unclear || (unclear.likeliest.length === 0 && !said.includes('?'))) return undefined
  const { clearly } = unclear
  return clearly === undefined
    ? told([sayUnclear(unclear, context)], { kind: 'not-understood' }, context)
    : answerRequest({ ...NOTHING_NAMED, request: clearly, said }, context)
}

/** True when what was said left all as it was: the same advice, the same question, nothing as before. */
const isNothingNew = (
  { noted = [], changes }: Learned,
  { outcome, state }: Response,
  { state: before }: Context,
): boolean => {
  if (noted.length > 0 || changes.length > 0) return false
  switch (outcome.kind) {
    case 'upheld':
      return true
    case 'conditional':
      return outcome.article === before.shown
    case 'suggested':
    case 'asked':
      return JSON.stringify(state.pending) === JSON.stringify(before.pending)
    case 'abstained':
      return outcome.why === 'no-candidate'
    default:
      return false
  }
}

/** True when what was just told is another trouble than that of the article that was recommended. */
const isApart = async (now: State, { state, knowledge }: Context): Promise<boolean> => {
  const troubles = now.troubles.slice(state.troubles.length)
  const advised = state.recommended === undefined ? undefined : await knowledge.article(state.recommended)
  if (!advised || now.said.length === state.said.length) return false
  const things = new Set(advised.troubles.flatMap(t => t.things.flat()))
  const isOfTheSame = troubles.some(t => t.things.some(([thing = '']) => things.has(thing)))
  return !isOfTheSame && likenessOf(troubles, advised, undefined, knowledge.near).meaning === 'other'
}

/** Says which versions were understood where the reply does not show it: the same advice stands, or the same question. */
const noting = (noted: NonNullable<Learned['noted']>, response: Response, context: Context): Response => {
  const { outcome, replies } = response
  const isAgain = isAskedAgain(response.state, context.state, noted)
  if (noted.length === 0 || !(outcome.kind === 'upheld' || isAgain)) return response
  const versions = noted.map(f => nameOfVersions(f.facet, f.ranges, context)).join(', ')
  return { ...response, replies: [text(context.texts.say('noted', { versions })), ...replies] }
}

/** Asked what goes wrong, the bot has said what it knows already. */
const isAskedAgain = ({ pending }: State, before: State, noted: NonNullable<Learned['noted']>): boolean =>
  pending !== undefined &&
  pending.kind !== 'description' &&
  pending.kind === before.pending?.kind &&
  (pending.kind !== 'version' || (pending.facet === askedFacet(before) && !noted.some(f => f.facet === pending.facet)))

const askedFacet = ({ pending }: State): string | undefined => (pending?.kind === 'version' ? pending.facet : undefined)

/** "All right, not Windows Server 2008." */
const retractionNotes = (retracted: NonNullable<Learned['retracted']>, context: Context): readonly string[] =>
  retracted.length === 0
    ? []
    : [
        context.texts.say('retracted', {
          versions: retracted.map(f => nameOfVersions(f.facet, f.ranges, context)).join(', '),
        }),
      ]

/** "I corrected that: …" */
export const changeNotes = (changes: readonly Change[], context: Context): readonly string[] =>
  changes.map(({ facet, now, before }) =>
    context.texts.say('changed', {
      now: nameOfVersions(facet, now, context),
      before: nameOfVersions(facet, before, context),
    }),
  )
