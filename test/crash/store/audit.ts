import { contentOf } from '../content.ts'
import type { Findings } from '../findings.ts'
import { type Acknowledged, short, type Talk } from '../player.ts'
import { isSame } from '../reference.ts'
import { type Kept, openRows, type Place } from './rows.ts'

/** Turns of a conversation that no person took: Direct Line tells the bot that somebody came. */
const UNSAID = { channel: 0, directLine: 1 } as const

/**
 * Compares what was acknowledged with what is kept, when the processes have ended.
 *
 * @throws Error when the store cannot be read
 */
export const audit = async (place: Place, talks: readonly Talk[], findings: Findings): Promise<void> => {
  const rows = await openRows(place)
  try {
    for (const talk of talks) if (talk.turns.length > 0) auditTalk(talk, await rows.kept(talk.thread.name()), findings)
  } finally {
    await rows.close()
  }
}

const auditTalk = (talk: Talk, kept: Kept, findings: Findings): void => {
  for (const turn of talk.turns) auditTurn(turn, kept, findings, talk.thread.names())
  const unsaid = kept.inbox.length - new Set(talk.turns.map(({ activity }) => activity)).size
  const joined = talk.turns.some(({ mode }) => mode === 'directLine') ? UNSAID.directLine : UNSAID.channel
  const most = joined + talk.givenUp
  const last = talk.turns.at(-1)?.turn ?? talk.name
  if (unsaid > most) findings.note('doubled', last, `the store has ${unsaid - most} turns that nobody took`)
  if (kept.revision !== undefined && kept.revision > kept.inbox.length)
    findings.note('doubled', last, `the state is of ${kept.revision} turns, and ${kept.inbox.length} were taken`)
}

const auditTurn = (
  { turn, activity, expected }: Acknowledged,
  kept: Kept,
  findings: Findings,
  names: readonly string[],
): void => {
  const found = kept.inbox.filter(row => row.activity === activity)
  const [row] = found
  if (!row) {
    findings.note('lost', turn, 'it was acknowledged, and the store does not have it')
    return
  }
  const heard = kept.transcript.filter(one => (JSON.parse(one.activity) as { id?: string }).id === activity)
  if (found.length > 1 || heard.length > 1) findings.note('doubled', turn, 'the store has it twice')
  const said = kept.transcript
    .filter(({ seq }) => row.first <= seq && seq <= row.last)
    .map(one => contentOf(JSON.parse(one.activity) as object, names))
  if (expected.some(one => isSame(one, said))) return
  const isShort = said.length < Math.min(...expected.map(one => one.length))
  const why = `the store has the replies ${short(said)} instead of ${short(expected[0] ?? [])}`
  findings.note(isShort ? 'lost' : 'wrong', turn, why)
}
