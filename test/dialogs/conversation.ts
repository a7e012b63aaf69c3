import { createRespond, loadTexts, type Message, type Reply, type Response, typed } from '../../dialogs/index.ts'
import { type Knowledge, openKnowledge, SHIPPED_ARTICLES } from '../../knowledge/index.ts'

export const texts = loadTexts()

/** The shipped articles, read once for all tests of a file. */
export const shipped = async (): Promise<Knowledge> => (await openKnowledge([SHIPPED_ARTICLES])).knowledge

/** What a turn came to, in words that do not depend on how it is said. */
export const codesOf = ({ state, replies }: Response): readonly string[] => replies.map(r => codeOf(r, state))

const codeOf = (reply: Reply, state: Response['state']): string => {
  switch (reply.kind) {
    case 'recommendation':
      return `recommend ${reply.citation.articleId}`
    case 'question':
      return `ask ${state.pending?.kind === 'version' ? state.pending.facet : state.pending?.kind}`
    case 'explanation':
      return `explain ${/^KB\d+/.exec(reply.title)?.[0] ?? 'others'}`
    case 'text':
      return 'say'
  }
}

/** A conversation that can be gone on with; its state goes through JSON, as a store would do. */
export class Conversation {
  readonly #respond: ReturnType<typeof createRespond>
  #state: unknown
  last: Response | undefined

  constructor(knowledge: Knowledge, state?: unknown) {
    this.#respond = createRespond(knowledge, texts)
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

  /** All that was said in the last turn, on one line. */
  get said(): string {
    return JSON.stringify(this.last?.replies)
  }
}

/** Says all of it; gives what the last turn came to. */
export const play = async (knowledge: Knowledge, ...messages: readonly string[]): Promise<Conversation> => {
  const conversation = new Conversation(knowledge)
  for (const message of messages) await conversation.say(message)
  return conversation
}

export const outcome = (c: Conversation): string => (c.last ? (codesOf(c.last).at(-1) ?? '') : '')
