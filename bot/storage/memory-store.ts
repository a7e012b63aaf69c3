import { randomBytes } from 'node:crypto'
import { createListeners } from './listeners.ts'
import { type Saved, StaleStateError, type Store, type Turn, type Whose } from './store.ts'

interface Kept {
  readonly person: string | undefined
  /** JSON, so that nobody shares an object with the store. */
  readonly state: string | undefined
  readonly revision: number
  readonly at: number
  /** By activity: the places of its replies in the transcript. */
  readonly inbox: Map<string, readonly number[]>
  readonly transcript: Map<number, string>
  readonly outbox: Map<number, string>
}

/** Forgets everything when the process ends. */
export const createMemoryStore = <S>(): Store<S> => {
  const rows = new Map<string, Kept>()
  const secrets = new Map<string, Uint8Array>()
  const listeners = createListeners()
  const saved = (row: Kept): Saved<S> => ({
    state: row.state === undefined ? undefined : (JSON.parse(row.state) as S),
    revision: row.revision,
    watermark: lastOf(row),
  })
  const belongs = (whose: Whose, id: string, row: Kept): boolean =>
    'conversation' in whose ? id === whose.conversation : row.person === whose.person

  return {
    async look(conversation, activity) {
      const row = rows.get(conversation)
      const places = row?.inbox.get(activity)
      return { saved: row && saved(row), answered: places?.map(seq => row?.transcript.get(seq) ?? '') }
    },
    async keep(turn) {
      const old = rows.get(turn.conversation)
      if (old?.revision !== turn.before?.revision) throw new StaleStateError(turn.conversation, turn.before?.revision)
      const forgets = turn.effects.some(({ kind }) => kind === 'forget')
      rows.set(turn.conversation, withTurn(forgets ? undefined : old, turn))
      listeners.tell(turn.conversation)
    },
    async transcript(conversation, after, most) {
      const row = rows.get(conversation)
      const behind = [...(row?.transcript ?? [])].filter(([seq]) => seq > after)
      return { activities: behind.slice(-most).map(([, activity]) => activity), watermark: row ? lastOf(row) : 0 }
    },
    async knows(conversation) {
      return rows.has(conversation)
    },
    onSaid: listeners.add,
    async unsent() {
      return [...rows].filter(([, { outbox }]) => outbox.size > 0).map(([conversation]) => conversation)
    },
    async claim(conversation) {
      const row = rows.get(conversation)
      return [...(row?.outbox ?? [])].map(([seq, route]) => ({ seq, activity: row?.transcript.get(seq) ?? '', route }))
    },
    async sent(conversation, seq) {
      rows.get(conversation)?.outbox.delete(seq)
    },
    async release(conversation) {
      return (rows.get(conversation)?.outbox.size ?? 0) > 0
    },
    async outboxDepth() {
      return [...rows.values()].reduce((sum, { outbox }) => sum + outbox.size, 0)
    },
    async secret(name) {
      const secret = secrets.get(name) ?? randomBytes(32)
      secrets.set(name, secret)
      return secret
    },
    async forget(whose) {
      const gone = [...rows].filter(([id, row]) => belongs(whose, id, row))
      for (const [id] of gone) rows.delete(id)
      return gone.length
    },
    async sweep({ conversations, transcripts }) {
      const old = [...rows].filter(([, row]) => row.at < conversations && row.outbox.size === 0)
      for (const [id] of old) rows.delete(id)
      const silent = [...rows.values()].filter(row => row.at < transcripts && row.inbox.size > 0)
      for (const { inbox, transcript, outbox } of silent) {
        inbox.clear()
        for (const seq of transcript.keys()) if (!outbox.has(seq)) transcript.delete(seq)
      }
      return old.length + silent.length
    },
    async probe() {},
    async close() {
      rows.clear()
    },
  }
}

const lastOf = ({ transcript }: Kept): number => [...transcript.keys()].at(-1) ?? 0

const withTurn = <S>(old: Kept | undefined, turn: Turn<S>): Kept => {
  const { inbox, transcript, outbox } = old ?? { inbox: new Map(), transcript: new Map(), outbox: new Map() }
  let seq = turn.before?.watermark ?? 0
  const append = (activity: string): number => {
    transcript.set(++seq, activity)
    return seq
  }
  const forgets = turn.effects.some(({ kind }) => kind === 'forget')
  if (turn.heard !== undefined && !forgets) append(turn.heard)
  const places = turn.replies.map(append)
  inbox.set(turn.activity, places)
  if (turn.route !== undefined) for (const place of places) outbox.set(place, turn.route)
  const state = turn.state === undefined ? undefined : JSON.stringify(turn.state)
  const revision = (turn.before?.revision ?? 0) + 1
  return { person: turn.person, state, revision, at: forgets ? 0 : turn.at, inbox, transcript, outbox }
}
