import { type Connection, openConnection } from './connection.ts'
import { type Conversation, createConversation, type Script } from './conversation.ts'

/** Those who talk to one server, each in a conversation of their own, and what went wrong for them. */
export interface People {
  /** Somebody new. */
  arrive(): Conversation
  /** The same person, in the same conversation, with another problem. */
  comeBack(person: Conversation): Conversation
  /** Takes one turn and notes what goes wrong with it. */
  turn(connection: Connection, conversation: Conversation): Promise<Turned>
  /** Turns that were answered. */
  readonly turns: () => number
  readonly errors: () => number
  /** The first of them, a sentence each. */
  readonly troubles: readonly string[]
}

/** Broken: the connection is of no more use. */
type Turned = 'goes on' | 'over' | 'broken'

/** Scripts that are played alone first, and by every so-many-th conversation then. */
const CHECKED = 8
const CHECKED_EVERY = 8
/** Troubles that are told; the others are counted. */
const TOLD = 10

/**
 * Plays some scripts alone, one after the other, to know how they are answered: in a crowd they must be answered alike.
 *
 * @param run makes ids that no other run on the same server has
 */
export const gatherPeople = async (port: number, scripts: readonly Script[], run: string): Promise<People> => {
  const step = Math.max(1, Math.floor(scripts.length / CHECKED))
  const checked = scripts.filter((_, i) => i % step === 0).slice(0, CHECKED)
  const alone = new Map<Script, string>()
  const troubles: string[] = []
  let [turns, errors, arrived] = [0, 0, 0]

  const note = (trouble: string): void => {
    errors++
    if (troubles.length < TOLD) troubles.push(trouble)
  }
  const compare = (conversation: Conversation): void => {
    const { opening } = conversation.script
    const expected = alone.get(conversation.script)
    const heard = conversation.heard()
    if (expected !== undefined && heard !== expected)
      note(`"${opening}" is answered otherwise than alone: ${apart(heard, expected)}`)
  }
  const turn: People['turn'] = async (connection, conversation) => {
    try {
      const { status, body } = await connection.post('/api/messages', conversation.next())
      turns++
      const trouble = conversation.hear(status, body)
      if (trouble) note(trouble)
    } catch (error) {
      note(`No answer to "${conversation.script.opening}": ${(error as Error).message}`)
      return 'broken'
    }
    if (!conversation.isOver()) return 'goes on'
    // What was said before may change the answers.
    if (conversation.isNew) compare(conversation)
    return 'over'
  }

  const connection = await openConnection(port)
  for (const [i, script] of checked.entries()) {
    const conversation = createConversation(`${run}-alone-${i}`, script)
    while ((await turn(connection, conversation)) === 'goes on');
    alone.set(script, conversation.heard())
  }
  connection.close()

  return {
    arrive: () => {
      const n = arrived++
      const script = n % CHECKED_EVERY === 0 ? at(checked, n / CHECKED_EVERY) : at(scripts, n)
      return createConversation(`${run}-${n}`, script)
    },
    comeBack: ({ id, turns }) => createConversation(id, at(scripts, arrived++), turns()),
    turn,
    turns: () => turns,
    errors: () => errors,
    troubles,
  }
}

const at = (scripts: readonly Script[], n: number): Script => scripts[n % scripts.length] as Script

/** Both texts from a little before the place where they part. */
const apart = (heard: string, expected: string): string => {
  let i = 0
  while (heard[i] === expected[i]) i++
  const from = Math.max(0, i - 40)
  return `${heard.slice(from, i + 80)} … instead of … ${expected.slice(from, i + 80)}`
}
