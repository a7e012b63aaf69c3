import { MAX_SAID, type Pending, type State } from './state.ts'

/** What people may tune: how much is remembered of a conversation, however long it is. The newest stays. */
const KEPT = {
  /** As JSON in UTF-8: a state is read and written with every turn. With the cards beside it (4 kB) it stays below 16 kB. */
  bytes: 12_000,
  /** In articles, questions and combinations. */
  told: 40,
  asked: 20,
  denied: 60,
  tried: 40,
  facts: 30,
  /** In characters: the words that a version was read from. */
  factSaid: 200,
} as const

/** The state as it is kept: a conversation has no end, and what is kept of it has. */
export const keptState = (state: State): State => {
  const counted: State = {
    ...state,
    facts: keptFacts(state.facts),
    told: state.told.slice(-KEPT.told),
    asked: state.asked.slice(-KEPT.asked),
    denied: state.denied.slice(-KEPT.denied),
    tried: state.tried.slice(-KEPT.tried),
    pending: state.pending && keptPending(state.pending),
    answered: state.answered && keptPending(state.answered),
  }
  let left = counted
  let isTooMuch = sizeOf(left) > KEPT.bytes
  for (const shed of SHEDDING)
    while (isTooMuch) {
      const less = shed(left)
      if (less === left) break
      left = less
      isTooMuch = sizeOf(left) > KEPT.bytes
    }
  return left
}

const sizeOf = (state: State): number => Buffer.byteLength(JSON.stringify(state))

/** Each once; of too many the versions and the newest. */
const keptFacts = (facts: State['facts']): State['facts'] => {
  const short = facts.map(f =>
    'said' in f && f.said.length > KEPT.factSaid ? { ...f, said: f.said.slice(-KEPT.factSaid) } : f,
  )
  if (short.length <= KEPT.facts) return short
  const once = [...new Map(short.map(f => [JSON.stringify(f), f])).values()]
  return once.filter((f, i) => f.kind === 'version' || i >= once.length - KEPT.facts)
}

const keptPending = <P extends Pending>(pending: P): P => {
  if (pending.kind === 'topic') return { ...pending, said: pending.said.slice(0, MAX_SAID) }
  if (pending.kind === 'forget') return { ...pending, before: pending.before && keptPending(pending.before) }
  return pending
}

/** What is let go when it is too much all the same, what is missed least first; the same state where there is none of it. */
const SHEDDING: readonly ((state: State) => State)[] = [
  s => (s.earlier.length === 0 ? s : { ...s, earlier: s.earlier.slice(1) }),
  s => (s.answered === undefined ? s : { ...s, answered: undefined }),
  s => (s.systems.length === 0 ? s : { ...s, systems: [] }),
  s => (s.troubles.length <= 1 ? s : { ...s, troubles: s.troubles.slice(1) }),
  s => (s.waiting.length === 0 ? s : { ...s, waiting: s.waiting.slice(0, -1) }),
  s => (s.wrote.length === 0 ? s : { ...s, wrote: s.wrote.slice(1) }),
  s => (s.said.length <= 1 ? s : { ...s, said: s.said.slice(1) }),
]
