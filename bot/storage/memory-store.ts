import { randomBytes } from 'node:crypto'
import { createClaims } from './claims.ts'
import { keptName, keptWhose } from './kept-name.ts'
import { type Expiry, OPENING, type Saved, StaleStateError, type Store, type Watch, type Whose } from './store.ts'
import { type TurnRows, turnRows } from './turn-rows.ts'

interface Kept {
  readonly person: string | null
  /** JSON, so that nobody shares an object with the store. */
  readonly state: string | null
  readonly revision: number
  readonly watermark: number
  /** When it was spoken in last; 0 when it is forgotten and only its last reply is kept for a while. */
  readonly at: number
  /** By activity: the places of its replies in the transcript. */
  readonly inbox: Map<string, { readonly first: number; readonly last: number; readonly at: number }>
  readonly transcript: Map<number, { readonly activity: string; readonly at: number }>
  readonly outbox: Map<number, string>
  /** By article. */
  readonly watches: Map<string, Watch>
}

/** Forgets everything when the process ends. What nobody reads back, outcomes and recommendations, is not kept. */
export const createMemoryStore = <S>(now: () => number = Date.now): Store<S> => {
  const rows = new Map<string, Kept>()
  const secrets = new Map<string, Uint8Array>()
  const claims = createClaims(now)
  const listeners = new Set<(conversation: string) => void>()

  return {
    async look(conversation, activity) {
      const row = rows.get(keptName(conversation))
      const heard = row?.inbox.get(keptName(activity))
      const answered = heard && activitiesOf(row, seq => seq >= heard.first && seq <= heard.last)
      return { saved: row && savedOf<S>(row), answered }
    },
    async keep(turn) {
      const added = turnRows(turn)
      const old = rows.get(added.conversation)
      if ((old?.revision ?? null) !== added.before) throw new StaleStateError(turn.conversation, turn.before?.revision)
      rows.set(added.conversation, withTurn(old, added))
      if (added.said.length > 0) for (const listener of listeners) listener(turn.conversation)
    },
    async transcript(conversation, after, most) {
      const row = rows.get(keptName(conversation))
      const behind = activitiesOf(row, seq => seq > after)
      return { activities: most > 0 ? behind.slice(-most) : [], watermark: row?.watermark ?? 0 }
    },
    async knows(conversation) {
      return rows.has(keptName(conversation))
    },
    async conversationsOf(person, most) {
      return [...rows]
        .filter(([, row]) => row.person === keptName(person) && row.at > 0 && row.revision > 1)
        .toSorted(([, one], [, other]) => other.at - one.at)
        .slice(0, most)
        .map(([conversation, row]) => ({
          conversation,
          at: row.at,
          opening: activitiesOf(row, () => true).slice(0, OPENING),
        }))
    },
    onSaid(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async unsent() {
      return [...rows].filter(([id, { outbox }]) => outbox.size > 0 && !claims.isTaken(id)).map(([id]) => id)
    },
    async claim(conversation) {
      const row = rows.get(keptName(conversation))
      claims.take(keptName(conversation))
      return [...(row?.outbox ?? [])].map(([seq, route]) => {
        return { seq, activity: row?.transcript.get(seq)?.activity ?? '', route }
      })
    },
    async sent(conversation, seq) {
      rows.get(keptName(conversation))?.outbox.delete(seq)
    },
    async release(conversation) {
      claims.release(keptName(conversation))
    },
    async outboxDepth() {
      return [...rows.values()].reduce((sum, { outbox }) => sum + outbox.size, 0)
    },
    async watches() {
      return [...rows].flatMap(([conversation, { watches }]) =>
        [...watches.values()].map(watch => ({ conversation, ...watch })),
      )
    },
    async secret(name) {
      const secret = secrets.get(name) ?? randomBytes(32)
      secrets.set(name, secret)
      return secret
    },
    async forget(whose) {
      const gone = [...rows].filter(([id, row]) => belongs(keptWhose(whose), id, row))
      for (const [id] of gone) rows.delete(id)
      return gone.length
    },
    async sweep(before) {
      for (const [id, row] of rows) if (isOver(row, before)) rows.delete(id)
      for (const row of rows.values()) removeOld(row, before.transcripts)
    },
    async probe() {},
    async close() {
      rows.clear()
    },
  }
}

const savedOf = <S>({ state, revision, watermark }: Kept): Saved<S> => ({
  state: state === null ? undefined : (JSON.parse(state) as S),
  revision,
  watermark,
})

const activitiesOf = (row: Kept | undefined, isMeant: (seq: number) => boolean): string[] =>
  [...(row?.transcript ?? [])].filter(([seq]) => isMeant(seq)).map(([, { activity }]) => activity)

const belongs = (whose: Whose, id: string, row: Kept): boolean =>
  'conversation' in whose ? id === whose.conversation : row.person === whose.person

const withTurn = (old: Kept | undefined, turn: TurnRows): Kept => {
  const { activity, state, said, first, firstReply, watermark, route, forgets, at } = turn
  const base = forgets ? undefined : old
  const { inbox, transcript, outbox, watches } = base ?? {
    inbox: new Map(),
    transcript: new Map(),
    outbox: new Map(),
    watches: new Map(),
  }
  if (turn.watch === 'none') watches.clear()
  else if (turn.watch) watches.set(turn.watch.article, { ...turn.watch, route: turn.watch.route ?? undefined })
  for (const [index, words] of said.entries()) transcript.set(first + index, { activity: words, at })
  if (route !== null) for (let seq = firstReply; seq <= watermark; seq++) outbox.set(seq, route)
  inbox.set(activity, { first: firstReply, last: watermark, at })
  return {
    person: turn.person ?? base?.person ?? null,
    state,
    revision: (turn.before ?? 0) + 1,
    watermark,
    at: forgets ? 0 : at,
    inbox,
    transcript,
    outbox,
    watches,
  }
}

const isOver = ({ at, inbox, outbox }: Kept, { conversations, forgotten }: Expiry): boolean =>
  at === 0 ? outbox.size === 0 && [...inbox.values()].every(heard => heard.at < forgotten) : at < conversations

const removeOld = ({ inbox, transcript, outbox }: Kept, before: number): void => {
  for (const [activity, { at }] of inbox) if (at < before) inbox.delete(activity)
  for (const [seq, { at }] of transcript) if (at < before && !outbox.has(seq)) transcript.delete(seq)
}
