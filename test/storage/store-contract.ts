import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { silentLog } from '../../bot/log.ts'
import { StaleStateError, type Store, StoreAwayError, type Turn } from '../../bot/storage/store.ts'
import { createTakeTurn } from '../../bot/turn.ts'

export interface Count {
  readonly count: number
}

let names = 0
/** A conversation that no other test speaks in. */
export const newName = (): string => `webchat|${names++}`

export const DAY = 86_400_000
/** When turns of these tests are taken. */
export const NOW = 1_800_000_000_000
const NEVER = { conversations: 0, transcripts: 0, outcomes: 0, forgotten: 0 }

let activities = 0
/** A first turn of a conversation that says what it heard. */
export const turnOf = (conversation: string, more: Partial<Turn<Count>> = {}): Turn<Count> => ({
  conversation,
  person: 'ann',
  activity: `activity ${activities++}`,
  before: undefined,
  state: { count: 1 },
  heard: '{"text":"hi"}',
  replies: ['{"text":"hello"}'],
  route: undefined,
  outcome: '{"kind":"greeted"}',
  effects: [],
  at: NOW,
  ...more,
})

/** Builds on what is kept. */
export const keepNext = async (
  store: Store<Count>,
  conversation: string,
  more: Partial<Turn<Count>> = {},
): Promise<Turn<Count>> => {
  const turn = turnOf(conversation, more)
  const { saved } = await store.look(conversation, turn.activity)
  const next = { ...turn, before: saved }
  await store.keep(next)
  return next
}

/** Rejects when the store is silent for longer than whoever waits for the bot does. */
export const inTime = <T>(work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    wait(2000, undefined, { ref: false }).then(() => Promise.reject(new Error('nothing was answered within 2 s'))),
  ])
/** Keeps a turn as soon as the store is back. */
export const untilKept = async (store: Store<Count>, conversation: string): Promise<void> => {
  for (;;) {
    try {
      return void (await keepNext(store, conversation))
    } catch (error) {
      if (!(error instanceof StoreAwayError)) throw error
      await wait(50)
    }
  }
}

/** Takes a turn that adds one and says the sum. */
export const adder = (store: Store<Count>) => {
  const takeTurn = createTakeTurn({ store, log: silentLog, now: () => NOW, mostWaiting: 1000, patience: 10_000 })
  return (conversation: string, activity: string): Promise<readonly string[]> =>
    takeTurn({
      conversation,
      activity,
      person: 'ann',
      heard: JSON.stringify({ text: '+1', activity }),
      route: undefined,
      answer: async state => {
        const count = (state?.count ?? 0) + 1
        return { state: { count }, replies: [JSON.stringify({ text: `${count}`, by: Math.random() })] }
      },
    })
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index)

const said = async (store: Store<Count>, conversation: string): Promise<readonly string[]> =>
  (await store.transcript(conversation, 0, 1000)).activities

/** What every store does. All tests speak to one, in conversations of their own. */
export const itIsAStore = (open: () => Promise<Store<Count>>): void => {
  let store: Store<Count>
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store?.close())

  it('knows nothing of a conversation in which nothing was kept', async () => {
    const name = newName()
    expect(await store.look(name, 'x')).toEqual({ saved: undefined, answered: undefined })
    expect(await store.knows(name)).toBe(false)
    expect(await store.transcript(name, 0, 10)).toEqual({ activities: [], watermark: 0 })
  })

  it('gives back what was kept, by conversation, and counts turns and activities', async () => {
    const [one, other] = [newName(), newName()]
    await store.keep(turnOf(one, { state: { count: 1 } }))
    await store.keep(turnOf(other, { state: { count: 7 }, heard: undefined }))
    await keepNext(store, one, { state: { count: 2 }, replies: ['"a"', '"b"'] })
    expect((await store.look(one, 'x')).saved).toEqual({ state: { count: 2 }, revision: 2, watermark: 5 })
    expect((await store.look(other, 'x')).saved).toEqual({ state: { count: 7 }, revision: 1, watermark: 1 })
    expect(await store.knows(one)).toBe(true)
  })

  it('keeps a turn without a state, and one without a word', async () => {
    const name = newName()
    const turn = turnOf(name, {
      state: undefined,
      heard: undefined,
      replies: [],
      outcome: undefined,
      person: undefined,
    })
    await store.keep(turn)
    expect(await store.look(name, turn.activity)).toEqual({
      saved: { state: undefined, revision: 1, watermark: 0 },
      answered: [],
    })
  })

  it('gives the same replies to the same activity, and to no other', async () => {
    const [one, other] = [newName(), newName()]
    const turn = turnOf(one, { activity: 'twice', replies: ['{"text":"a"}', '{"text":"b"}'] })
    await store.keep(turn)
    await keepNext(store, one)
    expect((await store.look(one, 'twice')).answered).toEqual(turn.replies)
    expect((await store.look(one, 'once')).answered).toBeUndefined()
    expect((await store.look(other, 'twice')).answered).toBeUndefined()
  })

  it.each([undefined, 1, 3])('refuses a turn that builds on revision %s when it is at 2', async revision => {
    const name = newName()
    await store.keep(turnOf(name))
    await keepNext(store, name, { state: { count: 2 } })
    const before = revision === undefined ? undefined : { state: undefined, revision, watermark: 2 }
    const late = turnOf(name, { before, state: { count: 99 }, route: '{}' })
    await expect(store.keep(late)).rejects.toThrow(StaleStateError)
    expect(await store.look(name, late.activity)).toEqual({
      saved: { state: { count: 2 }, revision: 2, watermark: 4 },
      answered: undefined,
    })
    expect(await said(store, name)).toHaveLength(4)
    expect(await store.claim(name)).toEqual([])
  })

  it('refuses to build on a conversation that is not there', async () => {
    const name = newName()
    const late = turnOf(name, { before: { state: { count: 1 }, revision: 1, watermark: 2 } })
    await expect(store.keep(late)).rejects.toThrow(StaleStateError)
    expect(await store.knows(name)).toBe(false)
  })

  it('is not changed by changing what was kept or looked up', async () => {
    const name = newName()
    const state = { count: 1 }
    const keeping = store.keep(turnOf(name, { state }))
    state.count = 2
    await keeping
    const { saved } = await store.look(name, 'x')
    if (saved?.state) Object.assign(saved.state, { count: 3 })
    expect((await store.look(name, 'x')).saved?.state).toEqual({ count: 1 })
  })

  it('tells what was said behind a watermark, oldest first, the newest when there is much', async () => {
    const name = newName()
    for (const n of numbers(3)) await keepNext(store, name, { heard: `"${n}?"`, replies: [`"${n}!"`] })
    expect(await store.transcript(name, 0, 10)).toEqual({
      activities: ['"0?"', '"0!"', '"1?"', '"1!"', '"2?"', '"2!"'],
      watermark: 6,
    })
    expect(await store.transcript(name, 4, 10)).toEqual({ activities: ['"2?"', '"2!"'], watermark: 6 })
    expect(await store.transcript(name, 0, 3)).toEqual({ activities: ['"1!"', '"2?"', '"2!"'], watermark: 6 })
    expect(await store.transcript(name, 6, 10)).toEqual({ activities: [], watermark: 6 })
  })

  it('calls whoever listens once something was said, until he stops', async () => {
    const [name, silent] = [newName(), newName()]
    const heard: string[] = []
    const stop = store.onSaid(conversation => heard.push(conversation))
    await store.keep(turnOf(silent, { heard: undefined, replies: [] }))
    await keepNext(store, name)
    stop()
    await keepNext(store, name)
    expect(heard).toEqual([name])
  })

  it('keeps conversations and activities with strange names apart', async () => {
    const base = newName()
    const strange = [
      'a|b',
      'a%7Cb',
      '../a',
      "a'; DROP TABLE conversation; --",
      '',
      ' ',
      'ä😀',
      'x\0y',
      'x',
      'x\0',
      '\ud800',
      '\udc00',
    ]
    const long = ['l'.repeat(3000), `${'l'.repeat(3000)}2`, '\u{1F600}'.repeat(160)]
    const ids = [...strange, ...long].map(name => `${base}${name}`)
    for (const id of ids) await store.keep(turnOf(id, { activity: id, person: id, replies: [JSON.stringify(id)] }))
    for (const id of ids) expect((await store.look(id, id)).answered).toEqual([JSON.stringify(id)])
    expect(await store.forget({ person: ids[7] as string })).toBe(1)
    expect(await Promise.all(ids.map(id => store.knows(id)))).toEqual(ids.map((_, index) => index !== 7))
  })

  it('keeps words with every character, and a megabyte of them', async () => {
    const name = newName()
    const words = [JSON.stringify({ text: '\0 “x” 😀 \ud800 \u2028' }), JSON.stringify('z'.repeat(1_000_000))]
    await store.keep(turnOf(name, { heard: words[0], replies: words }))
    expect(await said(store, name)).toEqual([words[0], ...words])
  })

  it('keeps a hundred turns at once, and a stale one among them fails alone', async () => {
    const ids = numbers(100).map(newName)
    await store.keep(turnOf(ids[50] as string, { state: { count: 50 } }))
    const kept = await Promise.allSettled(ids.map(id => store.keep(turnOf(id))))
    expect(kept.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))).toEqual([50])
    const looked = await Promise.all(ids.map(id => store.look(id, 'x')))
    expect(looked.map(({ saved }) => saved?.state?.count)).toEqual(ids.map((_, index) => (index === 50 ? 50 : 1)))
  })

  it('keeps one of several turns that build on the same', async () => {
    const name = newName()
    const kept = await Promise.allSettled(numbers(5).map(n => store.keep(turnOf(name, { state: { count: n } }))))
    expect(kept.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await store.look(name, 'x')).saved).toMatchObject({ revision: 1, watermark: 2 })
  })

  it('loses none of twenty turns at once', async () => {
    const name = newName()
    const add = adder(store)
    await Promise.all(numbers(20).map(n => add(name, `+1 ${n}`)))
    expect((await store.look(name, 'x')).saved).toEqual({ state: { count: 20 }, revision: 20, watermark: 40 })
  })

  it('takes an activity that is delivered five times at once as one turn with the same replies', async () => {
    const name = newName()
    const add = adder(store)
    const replies = await Promise.all(numbers(5).map(() => add(name, 'twin')))
    expect(new Set(replies.map(reply => JSON.stringify(reply))).size).toBe(1)
    expect((await store.look(name, 'x')).saved?.state).toEqual({ count: 1 })
  })

  it('hands out replies to be sent, in their order, until they are sent', async () => {
    const [name, other] = [newName(), newName()]
    const before = await store.outboxDepth()
    await store.keep(turnOf(name, { replies: ['"a"', '"b"'], route: '{"to":1}' }))
    await store.keep(turnOf(other))
    expect(await store.unsent()).toContain(name)
    expect(await store.unsent()).not.toContain(other)
    expect((await store.outboxDepth()) - before).toBe(2)
    expect(await store.claim(name)).toEqual([
      { seq: 2, activity: '"a"', route: '{"to":1}' },
      { seq: 3, activity: '"b"', route: '{"to":1}' },
    ])
    expect(await store.unsent()).not.toContain(name)
    await store.sent(name, 2)
    await store.release(name)
    expect(await store.unsent()).toContain(name)
    expect(await store.claim(name)).toEqual([{ seq: 3, activity: '"b"', route: '{"to":1}' }])
    await store.sent(name, 3)
    await store.sent(name, 3)
    await store.release(name)
    expect(await store.unsent()).not.toContain(name)
    expect((await store.outboxDepth()) - before).toBe(0)
  })

  it('makes a secret once', async () => {
    const secrets = await Promise.all([store.secret('tokens'), store.secret('tokens'), store.secret('other')])
    const [one, same, other] = secrets.map(secret => Buffer.from(secret).toString('hex'))
    expect(one).toHaveLength(64)
    expect(same).toBe(one)
    expect(other).not.toBe(one)
  })

  it('knows who wants to hear of changes of an article, until they do not, or are forgotten', async () => {
    const [one, other] = [newName(), newName()]
    const watch = { article: 'KB1', seen: '{"steps":"a"}', address: '{"from":"bot"}', route: '{"url":1}' }
    const mine = async () => (await store.watches()).filter(({ conversation }) => [one, other].includes(conversation))
    await keepNext(store, one, { watch })
    await keepNext(store, one, { watch: { ...watch, seen: '{"steps":"b"}', route: undefined } })
    await keepNext(store, one, { watch: { ...watch, article: 'KB2' } })
    await keepNext(store, other, { watch })
    expect(
      (await mine()).toSorted((a, b) => (a.article + a.conversation < b.article + b.conversation ? -1 : 1)),
    ).toEqual([
      { ...watch, conversation: one, seen: '{"steps":"b"}', route: undefined },
      { ...watch, conversation: other },
      { ...watch, article: 'KB2', conversation: one },
    ])
    await keepNext(store, one, { watch: 'none' })
    expect(await mine()).toEqual([{ ...watch, conversation: other }])
    await store.forget({ conversation: other })
    expect(await mine()).toEqual([])
  })

  it('forgets a conversation, and all that one person had', async () => {
    const [one, other, third] = [newName(), newName(), newName()]
    const person = `bob ${one}`
    for (const id of [one, other]) await store.keep(turnOf(id, { person, route: '{}', activity: 'a' }))
    await store.keep(turnOf(third, { route: '{}' }))
    expect(await store.forget({ conversation: third })).toBe(1)
    expect(await store.forget({ conversation: third })).toBe(0)
    expect(await store.forget({ person })).toBe(2)
    for (const id of [one, other, third]) {
      expect(await store.look(id, 'a')).toEqual({ saved: undefined, answered: undefined })
      expect(await store.transcript(id, 0, 10)).toEqual({ activities: [], watermark: 0 })
      expect(await store.claim(id)).toEqual([])
    }
    await store.keep(turnOf(one))
    expect(await said(store, one)).toHaveLength(2)
  })

  it('names the conversations in which a person took turns, the newest first, with how they began; nobody else’s', async () => {
    const [one, other, greeted, theirs] = [newName(), newName(), newName(), newName()]
    const person = `dora ${one}`
    const words = Array.from({ length: 9 }, (_, i) => `{"text":"${i}"}`)
    await store.keep(turnOf(one, { person, replies: words }))
    await keepNext(store, one, { person, at: NOW + 3 })
    await store.keep(turnOf(other, { person, at: NOW - 5 }))
    await keepNext(store, other, { person: undefined, at: NOW + 2 })
    await store.keep(turnOf(greeted, { person, at: NOW + 9 }))
    for (const _ of [1, 2]) await keepNext(store, theirs, { person: person.toUpperCase() })
    const [hi, hello] = ['{"text":"hi"}', '{"text":"hello"}']
    expect(await store.conversationsOf(person, 9)).toEqual([
      { conversation: one, at: NOW + 3, opening: [hi, ...words.slice(0, 3)] },
      { conversation: other, at: NOW + 2, opening: [hi, hello, hi, hello] },
    ])
    expect((await store.conversationsOf(person, 1)).map(({ conversation }) => conversation)).toEqual([one])
    expect(await store.conversationsOf(`nobody ${one}`, 9)).toEqual([])
    await keepNext(store, one, { person, effects: [{ kind: 'forget' }] })
    expect((await store.conversationsOf(person, 9)).map(({ conversation }) => conversation)).toEqual([other])
    await store.forget({ person })
    expect(await store.conversationsOf(person, 9)).toEqual([])
  })

  it('knows whose a conversation is, though a turn does not say it', async () => {
    const name = newName()
    await store.keep(turnOf(name, { person: `carol ${name}` }))
    await keepNext(store, name, { person: undefined })
    expect(await store.forget({ person: `carol ${name}` })).toBe(1)
  })

  it('forgets all but the reply to the turn that asked for it, and that one when it is sent and an hour old', async () => {
    const name = newName()
    const person = `dave ${name}`
    await keepNext(store, name, { activity: 'first', person, route: '{}' })
    const turn = await keepNext(store, name, {
      activity: 'forget',
      person,
      heard: '"delete my data"',
      replies: ['"It is deleted."'],
      route: '{}',
      effects: [{ kind: 'forget' }],
    })
    expect(await said(store, name)).toEqual(turn.replies)
    expect((await store.look(name, 'first')).answered).toBeUndefined()
    expect(await store.look(name, 'forget')).toEqual({
      saved: { state: { count: 1 }, revision: 2, watermark: 3 },
      answered: turn.replies,
    })
    expect(await store.forget({ person })).toBe(0)
    await store.sweep({ ...NEVER, conversations: NOW - DAY, forgotten: NOW + 1 })
    expect((await store.claim(name))?.map(({ activity }) => activity)).toEqual(turn.replies)
    await store.sent(name, 3)
    await store.sweep({ ...NEVER, conversations: NOW - DAY, forgotten: NOW })
    expect((await store.look(name, 'forget')).answered).toEqual(turn.replies)
    await store.sweep({ ...NEVER, forgotten: NOW + 1 })
    expect(await store.knows(name)).toBe(false)
  })

  it('goes on with a conversation that was forgotten, as with a new one', async () => {
    const name = newName()
    await keepNext(store, name, { effects: [{ kind: 'forget' }] })
    await keepNext(store, name, { person: `eve ${name}` })
    await store.sweep({ ...NEVER, conversations: NOW, forgotten: NOW + 1 })
    expect((await store.look(name, 'x')).saved).toEqual({ state: { count: 1 }, revision: 2, watermark: 3 })
    expect(await store.forget({ person: `eve ${name}` })).toBe(1)
  })

  it('sweeps conversations in which nobody has spoken for long, however many', async () => {
    const old = numbers(450).map(newName)
    const fresh = newName()
    await Promise.all(old.map(id => store.keep(turnOf(id, { at: NOW - 10 * DAY }))))
    await keepNext(store, fresh, { at: NOW - 10 * DAY })
    await keepNext(store, fresh, { at: NOW })
    await store.sweep({ ...NEVER, conversations: NOW - 9 * DAY })
    expect(await Promise.all(old.map(id => store.knows(id)))).not.toContain(true)
    expect(await said(store, fresh)).toHaveLength(4)
  })

  it('sweeps what was said long ago, but not what is still to be sent, and goes on counting', async () => {
    const name = newName()
    await keepNext(store, name, { activity: 'old', at: NOW - 10 * DAY, heard: '"old?"', replies: ['"old!"'] })
    await keepNext(store, name, { at: NOW - 10 * DAY, heard: '"sent?"', replies: ['"sent!"'], route: '{}' })
    await keepNext(store, name, { activity: 'new', heard: '"new?"', replies: ['"new!"'] })
    await store.sweep({ ...NEVER, transcripts: NOW - 9 * DAY })
    expect(await store.transcript(name, 0, 10)).toEqual({ activities: ['"sent!"', '"new?"', '"new!"'], watermark: 6 })
    expect((await store.look(name, 'old')).answered).toBeUndefined()
    expect((await store.look(name, 'new')).answered).toEqual(['"new!"'])
    expect((await store.claim(name))?.map(({ seq }) => seq)).toEqual([4])
    await store.sent(name, 4)
    await store.sweep({ ...NEVER, transcripts: NOW + 1 })
    expect(await store.transcript(name, 0, 10)).toEqual({ activities: [], watermark: 6 })
    expect((await store.look(name, 'x')).saved).toEqual({ state: { count: 1 }, revision: 3, watermark: 6 })
  })

  it('says that it works, as often as it is asked, and nothing of that stays', async () => {
    const before = await store.outboxDepth()
    for (const _ of numbers(3)) await store.probe()
    expect(await store.outboxDepth()).toBe(before)
  })
}
