import type { Heard } from './clients/thread.ts'
import { Gone, persist, type Reach, Unanswered } from './deliver.ts'
import type { Findings } from './findings.ts'
import { type Acknowledged, arrived, checkOrder, short, type Talk } from './player.ts'
import { isSame } from './reference.ts'

/**
 * Checks what came of a conversation's turns whose replies were not in the answer. Only when no process is killed any
 * more: then all must come within `patience` milliseconds.
 */
export const settle = async (talk: Talk, reach: Reach, patience: number, findings: Findings): Promise<void> => {
  if (talk.gone) return
  const { thread, turns } = talk
  const awaited = turns.filter(({ mode }) => mode !== 'expectReplies')
  const end = Date.now() + patience
  try {
    const together: (readonly Heard[])[] = []
    for (const turn of awaited) {
      await arrived(thread, turn, reach, Math.max(0, end - Date.now()))
      const heard = await persist(reach, (at, signal) => thread.heard(at, turn.activity, signal))
      check(turn, heard, findings)
      if (turn.place === undefined) together.push(heard)
    }
    checkOrder(turns, together, findings)
    const places = turns.filter(({ place }) => place !== undefined)
    await review(talk, places, reach, findings)
  } catch (error) {
    if (error instanceof Gone)
      for (const { turn } of turns) findings.note('lost', turn, `its conversation is gone: ${error.message}`)
    else if (error instanceof Unanswered) findings.note('wrong', talk.name, `it cannot be read: ${error.message}`)
    else throw error
  }
}

const check = ({ turn, expected }: Acknowledged, heard: readonly Heard[], findings: Findings): void => {
  const said = heard.map(({ content }) => content)
  if (expected.some(one => isSame(one, said))) return
  const fewest = Math.min(...expected.map(one => one.length))
  const most = Math.max(...expected.map(one => one.length))
  const why = `heard ${short(said)} instead of ${short(expected[0] ?? [])}`
  findings.note(said.length < fewest ? 'lost' : said.length > most ? 'doubled' : 'wrong', turn, why)
}

const review = async (
  { thread }: Talk,
  turns: readonly Acknowledged[],
  reach: Reach,
  findings: Findings,
): Promise<void> => {
  const activities = turns.map(({ activity }) => activity)
  for (const { kind, activity, why } of await persist(reach, (at, signal) => thread.review(at, activities, signal))) {
    const turn = turns.find(one => one.activity === activity)
    if (turn) findings.note(kind, turn.turn, why)
  }
}
