import {
  createRespond,
  loadTexts,
  type Message,
  type Outcome,
  type Reply,
  type Respond,
  type Response,
  typed,
} from '../../dialogs/index.ts'
import type { State } from '../../dialogs/state.ts'
import { type Knowledge, type Ranges, versionNames } from '../../knowledge/index.ts'
import { openShipped } from '../shipped.ts'

export const texts = loadTexts()

export const shipped = async (): Promise<Knowledge> => (await openShipped()).knowledge

/** What a turn came to, and the question that waits after it, in words that do not depend on how it is said. */
export const codesOf = ({ outcome }: Response): readonly string[] => {
  const { waitsFor } = outcome
  const asks =
    waitsFor && !['conditional', 'suggested'].includes(outcome.kind) ? [`ask ${waitsFor.facet ?? waitsFor.kind}`] : []
  const dismissed = 'dismissed' in outcome ? outcome.dismissed.map(id => `dismiss ${id}`) : []
  return outcome.kind === 'asked' ? [...dismissed, ...asks] : [...dismissed, codeOf(outcome), ...asks]
}

const codeOf = (outcome: Outcome): string => {
  switch (outcome.kind) {
    case 'recommended':
      return `recommend ${outcome.article}`
    case 'upheld':
    case 'took-back':
    case 'conditional':
      return `${outcome.kind} ${outcome.article}`
    case 'abstained':
      return [outcome.why, ...outcome.articles].join(' ')
    case 'answered':
      return [outcome.request, ...(outcome.articles ?? [])].join(' ')
    default:
      return outcome.kind
  }
}

/** The versions that are known, as they are called. */
export const versionsOf = (c: Conversation): readonly string[] =>
  (c.last?.state.facts ?? []).map(f =>
    f.kind === 'version' || f.kind === 'works' ? c.nameOf(f.facet, f.ranges) : f.kind,
  )

/** Made once: it keeps nothing of a conversation, and takes as long as two turns to make. */
const respondOver = (knowledge: Knowledge): Respond => {
  const respond = made.get(knowledge) ?? createRespond(knowledge, texts)
  made.set(knowledge, respond)
  return respond
}
const made = new WeakMap<Knowledge, Respond>()

/** A conversation that can be gone on with; its state goes through JSON, as a store would do. */
export class Conversation {
  readonly #respond: Respond
  readonly #knowledge: Knowledge
  #state: unknown
  last: Response | undefined

  constructor(knowledge: Knowledge, state?: unknown) {
    this.#respond = respondOver(knowledge)
    this.#knowledge = knowledge
    this.#state = state
  }

  async say(message: string | Message): Promise<readonly string[]> {
    this.last = await this.#respond(this.#state, typeof message === 'string' ? typed(message) : message)
    this.#state = JSON.parse(JSON.stringify(this.last.state))
    return codesOf(this.last)
  }

  /** The last turn's last reply. */
  get reply(): Reply {
    const reply = this.last?.replies.at(-1)
    if (!reply) throw new Error('nothing was said yet')
    return reply
  }

  get choices(): readonly string[] {
    return this.reply.choices.map(c => c.title)
  }

  nameOf(facet: string, ranges: Ranges): string {
    const product = this.#knowledge.catalog.products.get(facet)
    return product ? versionNames().of(product, ranges) : facet
  }

  /** Clicks a choice of the last reply. */
  async click(title: string | undefined): Promise<readonly string[]> {
    const choice = this.reply.choices.find(c => c.title === title)
    return this.say({ ...typed(''), choice: choice && { question: choice.question, option: choice.option } })
  }

  /** All that was said in the last turn, on one line. */
  get said(): string {
    return JSON.stringify(this.last?.replies)
  }
}

/** What is known of the problem: the state without what the bot itself has said last. */
export const knownIn = (state: State | undefined): Partial<State> | undefined =>
  state && { ...state, spoke: [], shown: undefined }

/** Says all of it; gives what the last turn came to. */
export const play = async (knowledge: Knowledge, ...messages: readonly string[]): Promise<Conversation> => {
  const conversation = new Conversation(knowledge)
  for (const message of messages) await conversation.say(message)
  return conversation
}

export const outcome = (c: Conversation): string => (c.last ? (codesOf(c.last).at(-1) ?? '') : '')
