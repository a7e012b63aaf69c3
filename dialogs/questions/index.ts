import type { Knowledge } from '../../knowledge/index.ts'
import type { Context, Learned } from '../context.ts'
import type { QuestionReply } from '../reply.ts'
import type { OpenPending, Pending, State } from '../state.ts'
import type { Standing } from '../weighing/candidates.ts'
import { check } from './confirming/check.ts'
import { contradiction } from './confirming/contradiction.ts'
import { correct } from './confirming/correct.ts'
import { forget } from './confirming/forget.ts'
import { mention } from './confirming/mention.ts'
import { reading } from './confirming/reading.ts'
import { topic } from './confirming/topic.ts'
import { waiting } from './confirming/waiting.ts'
import { description } from './description.ts'
import { more } from './more.ts'
import { product } from './product.ts'
import type { Question, QuestionKind, Weighing } from './question.ts'
import { rest } from './rest.ts'
import { symptom } from './symptom.ts'
import { version } from './version/version.ts'
import { which } from './which.ts'

export { QUESTION, type Question, type Weighing } from './question.ts'

/** What waits while a question of this kind does. */
type PendingOf<K> = K extends OpenPending['kind'] ? OpenPending : Extract<Pending, { kind: K }>

/** Every kind of question. */
const KINDS: { readonly [K in Pending['kind']]: QuestionKind<PendingOf<K>> } = {
  version,
  symptom,
  product,
  more,
  rest,
  contradiction,
  correct,
  mention,
  reading,
  waiting,
  which,
  check,
  topic,
  forget,
  description,
}

/** The kind of a question that waits. The record above gives each pending its own kind; TypeScript cannot see that. */
const kindOf = <P extends Pending>(pending: P): QuestionKind<P> => KINDS[pending.kind] as unknown as QuestionKind<P>

/** All questions that could be asked now, best value for their cost first. */
export const possibleQuestions = (weighing: Weighing): readonly Question[] =>
  Object.values(KINDS)
    .flatMap(kind => (kind.possible?.(weighing) ?? []) as readonly Question[])
    .sort((a, b) => b.gain / b.cost - a.gain / a.cost)

export const clearsEvidence = ({ pending }: Question): boolean => kindOf(pending).clearsEvidence ?? false

/** The states after each answer that can be foreseen; undefined when none can. */
export const whatIfs = ({ pending }: Question, state: State): readonly State[] | undefined =>
  kindOf(pending).whatIfs?.(pending, state)

export const sayQuestion = (pending: Pending, context: Context): Promise<QuestionReply> =>
  kindOf(pending).say(pending, context)

export const whyAsked = (pending: Pending | undefined, standing: Standing, context: Context): string =>
  pending ? kindOf(pending).why(pending, standing, context) : context.texts.say('why-nothing')

export const chooseOption = (
  pending: Pending,
  option: string,
  state: State,
  knowledge: Knowledge,
): Learned | undefined => kindOf(pending).choose?.(pending, option, state, knowledge)

export const takeUnsure = (state: State): State =>
  state.pending ? kindOf(state.pending).unsure(state.pending, state) : state

/** Undefined when "none of these" is no answer to what is asked. */
export const takeNone = (state: State): State | undefined =>
  state.pending && kindOf(state.pending).none?.(state.pending, state)

/** The option that "yes" stands for, where the question can be answered so. */
export const optionOfYes = ({ pending }: State): string | undefined => pending && kindOf(pending).yes?.(pending)

/** True when what is written now goes on with the problem that was described. */
export const goesOn = ({ pending }: State): boolean => pending !== undefined && kindOf(pending).goesOn
