import { beforeAll, describe, expect, test } from 'vitest'
import { createRespond, type State, typed } from '../../dialogs/index.ts'
import { keptState } from '../../dialogs/kept-state.ts'
import { freshState } from '../../dialogs/state.ts'
import type { Knowledge } from '../../knowledge/index.ts'
import { shipped, texts } from './conversation.ts'

/** In bytes of UTF-8, after however many turns: the bound of `KEPT` in dialogs/kept-state.ts, and the little that is no part of it. */
const MOST = 13 * 1024
/** The bound is nearly reached after a hundred: whatever grew by six bytes a turn would be beyond it in the end. */
const TURNS = 250

const sizeOf = (state: unknown): number => Buffer.byteLength(JSON.stringify(state))

/** What people, and their clipboards, say. */
const SAID = [
  'MAPI application gets no notifications',
  'Exchange 2007 SP1 RU3 on Windows Server 2008',
  'actually it is SP2',
  'no, RU8. And the other server has Windows Server 2003',
  'none of these',
  'not sure',
  'that did not help',
  'what else could it be?',
  'new problem: Outlook keeps asking for a password',
  '1) OWA calendar is blank 2) Outlook asks for a password',
  'where do I download it?',
  'why do you ask?',
  'yes',
  'no',
  'MBX1 has SP1 RU2, MBX2 has SP2 RU5, MBX3 has RU8 and none of them gets notifications',
  'Unser Server bekommt seit gestern keine Benachrichtigungen mehr, Exchange 2007 SP1',
  '我们的邮件应用程序没有收到通知，服务器是 Exchange 2007 SP1。'.repeat(60),
  '2026-11-03 10:22:31.123 ERROR [MSExchangeIS] store crashed with 0x80040115, no notification was received.\n'.repeat(
    90,
  ),
  'the store hangs when a mailbox is moved, Exchange 2007 SP1 RU3, and the calendar is blank. '.repeat(60),
  `server ${'a'.repeat(4000)}1 has SP1`,
  '"\\\u0001'.repeat(1500),
  'KB951251',
  'summary',
  'back to the first problem',
  'it worked',
]

describe('what is kept of a conversation', () => {
  let knowledge: Knowledge
  beforeAll(async () => {
    knowledge = await shipped()
  })

  test.each([1, 2, 3])(
    'stays small however long it is and whatever is said (seed %i)',
    async seed => {
      const respond = createRespond(knowledge, texts)
      let random = seed * 7919
      const next = (below: number): number => {
        random = (random * 16807) % 2147483647
        return random % below
      }
      let state: unknown
      let largest = 0
      let choices: readonly { readonly question: string; readonly option: string }[] = []
      for (let turn = 0; turn < TURNS; turn++) {
        const clicked = next(3) === 0 ? choices[next(Math.max(1, choices.length))] : undefined
        // Starting over, which would forget all, is not among them.
        const choice = clicked?.option === 'start-over' ? undefined : clicked
        const response = await respond(state, { ...typed(choice ? '' : (SAID[next(SAID.length)] ?? '')), choice })
        state = JSON.parse(JSON.stringify(response.state))
        choices = response.replies.at(-1)?.choices ?? []
        largest = Math.max(largest, sizeOf(state))
      }
      expect(largest).toBeGreaterThan(1000)
      expect(largest).toBeLessThanOrEqual(MOST)
    },
    120_000,
  )

  test('the newest stays where there is too much', () => {
    const ids = Array.from({ length: 300 }, (_, i) => `KB${100_000 + i}`)
    const { denied, tried, told, asked } = keptState({ ...freshState, denied: ids, tried: ids, told: ids, asked: ids })
    for (const kept of [denied, tried, told, asked]) expect(kept.at(-1)).toBe(ids.at(-1))
    expect(denied.length + tried.length + told.length + asked.length).toBeLessThan(300)
  })

  test('versions are never let go for what was passed over', () => {
    const version = { kind: 'version', facet: 'exchange-server', ranges: [], said: '2007', source: 'typed' } as const
    const unsure = Array.from({ length: 200 }, (_, i) => ({ kind: 'unsure', facet: `f${i}` }) as const)
    const { facts } = keptState({ ...freshState, facts: [version, ...unsure] })
    expect(facts).toContainEqual(version)
    expect(facts.length).toBeLessThan(40)
  })

  test('a state of usual size is kept as it is', () => {
    const state: State = {
      ...freshState,
      said: ['no notifications'],
      wrote: ['no notifications'],
      denied: ['KB951251'],
    }
    expect(keptState(state)).toEqual(state)
  })

  test('problems that were put aside go before what is described now', () => {
    const long = '通知'.repeat(1000)
    const aside = {
      said: [long],
      wrote: [long],
      troubles: [],
      chosen: undefined,
      denied: [],
      tried: [],
      focus: undefined,
      recommended: undefined,
    }
    const kept = keptState({ ...freshState, said: [long], wrote: [long], earlier: [aside, aside] })
    expect(kept.said).toEqual([long])
    expect(kept.earlier).toEqual([])
    expect(sizeOf(kept)).toBeLessThanOrEqual(MOST)
  })
})
