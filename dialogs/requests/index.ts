import { conclude } from '../conclude.ts'
import { type Context, withState } from '../context.ts'
import { type Response, turn } from '../outcome.ts'
import { sayQuestion } from '../questions/index.ts'
import type { Reply } from '../reply.ts'
import { quoted } from '../saying/quoted.ts'
import { type State, withEarlier, withNewTopic, withTried } from '../state.ts'
import type { Phrase } from '../texts/texts.ts'
import type { Asked } from '../understanding/asked.ts'
import { claimsTrouble } from '../understanding/claims.ts'
import { learnFromText } from '../understanding/learn.ts'
import { answerAlso } from './also.ts'
import { answerPart } from './article-part.ts'
import { answerList } from './list.ts'
import { answerPerson, answerSummary } from './person.ts'
import { answerPhrase } from './phrases.ts'
import { beside, told } from './tell.ts'
import { answerCombination, answerLatest, answerMine, answerSupport, answerVersion } from './versions.ts'

type Answer = (asked: Asked, context: Context) => Promise<Response>

/** What a request gets: what waits, a question or an advice, waits on. */
export const answerRequest: Answer = (asked, context) => ANSWERS[asked.request](asked, context)

const phrase =
  (name: Phrase): Answer =>
  (_, context) =>
    answerPhrase(name, context)

const part =
  (name: Parameters<typeof answerPart>[0]): Answer =>
  (asked, context) =>
    answerPart(name, asked, context)

/** What is told beside "that did not help" or "new problem" is the problem as it is now. */
const goOn = async (state: State, rest: string, context: Context): Promise<Response> => {
  const next = withState(context, state)
  const learned = rest === '' ? undefined : await learnFromText(state, rest, next)
  return conclude(learned?.understood ? withState(context, learned.state) : next)
}

const newProblem: Answer = async ({ rest }, context) => goOn(withNewTopic(context.state), rest, context)

const didNotHelp: Answer = async ({ rest }, context) => goOn(withTried(context.state), rest, context)

/** "It worked", and yet something is told that does not: what is left is the problem. */
const worked: Answer = async ({ rest }, context) => {
  const isLeft = rest !== '' && claimsTrouble(context.knowledge.read(rest))
  return isLeft ? partly({ rest }, context) : answerPhrase('worked', context)
}

/** Helped partly: what is left is a problem of its own, on the same system, and the article has been tried. */
const partly = async ({ rest }: Pick<Asked, 'rest'>, context: Context): Promise<Response> => {
  const tried = withTried(context.state)
  return rest === ''
    ? answerPhrase('partly', context)
    : goOn({ ...withNewTopic(tried), tried: tried.tried }, rest, context)
}

/** Takes up the problem that was put aside: the one that shares words with what is asked, else the last. */
const back: Answer = async ({ said }, context) => {
  const { state, texts } = context
  const wanted = new Set(said.toLowerCase().match(/\p{L}{4,}/gu))
  const shared = state.earlier.map(
    e =>
      e.said
        .join(' ')
        .toLowerCase()
        .match(/\p{L}{4,}/gu)
        ?.filter(w => wanted.has(w)).length ?? 0,
  )
  const index = shared.lastIndexOf(Math.max(...shared))
  const problem = state.earlier[index]?.wrote[0] ?? ''
  const next = withEarlier(state, index)
  return conclude(withState(context, next), [texts.say('back-to', { said: quoted(problem) })])
}

/** Nothing is concluded; a question that waits is not asked again, but its choices stay in reach. */
const hold: Answer = async (_, context) => {
  const { state, texts } = context
  const words = texts.say('hold')
  const choices = state.pending ? (await sayQuestion(state.pending, context)).choices : undefined
  const reply: Reply = choices
    ? { kind: 'question', text: words, hint: '', choices: choices.map(({ means: _, ...c }) => c) }
    : beside(words, context)
  return turn(state, [reply], { kind: 'answered', request: 'hold' })
}

/** Rude words alone, signs, pictures: one calm sentence. */
export const answerNoise = (context: Context): Promise<Response> =>
  told([beside(context.texts.say('noise'), context)], { kind: 'answered', request: 'noise' }, context)

const ANSWERS: Readonly<Record<Asked['request'], Answer>> = {
  download: part('download'),
  link: part('link'),
  install: part('install'),
  reboot: part('reboot'),
  workaround: part('workaround'),
  cause: part('cause'),
  prerequisites: part('prerequisites'),
  scope: part('scope'),
  show: part('show'),
  version: answerVersion,
  latest: answerLatest,
  support: answerSupport,
  combination: answerCombination,
  mine: answerMine,
  list: answerList,
  also: answerAlso,
  person: answerPerson,
  summary: (_, context) => answerSummary(context),
  'new-problem': newProblem,
  back,
  worked,
  partly,
  'did-not-help': didNotHelp,
  hold,
  unsure: phrase('unsure'),
  none: phrase('none'),
  'why-ask': phrase('why-ask'),
  'what-else': phrase('what-else'),
  help: phrase('help'),
  'start-over': phrase('start-over'),
  watch: phrase('watch'),
  'forget-me': phrase('forget-me'),
}
