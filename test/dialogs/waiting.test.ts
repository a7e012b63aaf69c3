import { beforeAll, describe, expect, test } from 'vitest'
import { restoreState } from '../../dialogs/restore.ts'
import { freshState, MOST_WAITING, withWaiting } from '../../dialogs/state.ts'
import type { Knowledge } from '../../knowledge/index.ts'
import { Conversation, knownIn, shipped, versionsOf } from './conversation.ts'

let knowledge: Knowledge
beforeAll(async () => {
  knowledge = await shipped()
})

const SOLVABLE = 'Our MAPI program gets no notifications, Exchange 2007 SP1 RU2 on Windows Server 2008.'
const OTHER = 'the OWA calendar is blank'
const BOTH = `${SOLVABLE} Another thing: ${OTHER}.`

describe('two problems in one message', () => {
  test('are taken one after the other: the second waits, and that is said', async () => {
    const c = new Conversation(knowledge)
    expect(await c.say(BOTH)).toEqual(['recommend KB951251'])
    expect(c.last?.state.waiting).toEqual([`${OTHER}.`])
    expect(JSON.stringify(c.last?.replies[0])).toContain(OTHER)
    expect(c.last?.state.said.join()).not.toContain('calendar')
  })

  test('the second is offered when the first is solved, and looked at with the same versions', async () => {
    const c = new Conversation(knowledge)
    await c.say(BOTH)
    expect(await c.say('it worked')).toEqual(['solved', 'ask waiting'])
    expect(c.choices).toEqual(['Yes', 'No', 'Not sure'])
    await c.say('yes')
    expect(c.last?.state.said).toEqual([expect.stringContaining('calendar')])
    expect(c.last?.state.waiting).toEqual([])
    expect(versionsOf(c)).toEqual(['Exchange Server 2007 SP1 Update Rollup 2', 'Windows Server 2008'])
  })

  test('the second is offered when a new problem is wanted, as the only question', async () => {
    const c = new Conversation(knowledge)
    await c.say(BOTH)
    expect(await c.say('new problem')).toEqual(['restarted', 'ask waiting'])
    expect(c.last?.replies).toHaveLength(1)
    expect(await c.say('new problem')).toEqual(['restarted'])
    expect(knownIn(c.last?.state)).toEqual(freshState)
  })

  test('the second is offered when nothing fits the first', async () => {
    const c = new Conversation(knowledge)
    expect(
      await c.say(`The print spooler crashes on Windows 7. Another thing: our MAPI program gets no notifications.`),
    ).toEqual(['no-candidate', 'ask waiting'])
    await c.click('Yes')
    expect(c.last?.state.said.join()).toContain('notifications')
    expect(c.last?.outcome.kind).toBe('asked')
  })

  test('the second is offered when the first fix did not help', async () => {
    const c = new Conversation(knowledge)
    await c.say(BOTH)
    await c.say('it did not help')
    expect(c.last?.state.waiting).toEqual([`${OTHER}.`])
  })

  test.each(['no', 'No', 'not sure', 'none of these'])('"%s" drops the second, and all is forgotten', async answer => {
    const c = new Conversation(knowledge)
    await c.say(BOTH)
    await c.say('it worked')
    expect(await c.say(answer)).toEqual(['waiting'])
    expect(knownIn(c.last?.state)).toEqual(freshState)
  })

  test('what is told instead of an answer is looked at, and the second still waits', async () => {
    const c = new Conversation(knowledge)
    await c.say(BOTH)
    await c.say('it worked')
    await c.say('the information store crashes with event 1022')
    expect(c.last?.state.waiting).toEqual([`${OTHER}.`])
  })

  test('waits while the first is asked about', async () => {
    const c = new Conversation(knowledge)
    expect(await c.say(`Our MAPI program gets no notifications. Another thing: ${OTHER}.`)).toEqual([
      'ask exchange-server',
    ])
    await c.say('Exchange 2007 SP1 RU2')
    expect(await c.say('Windows Server 2008')).toEqual(['recommend KB951251'])
    expect(await c.say('it worked')).toEqual(['solved', 'ask waiting'])
    expect(await c.say('why do you ask?')).toEqual(['why-ask', 'ask waiting'])
  })

  test('in another language are not parted', async () => {
    const c = new Conversation(knowledge)
    expect(
      await c.say('1) Outlook fragt ständig nach dem Kennwort. 2) Der Kalender bleibt bei allen Benutzern leer.'),
    ).toEqual(['language'])
    expect(c.last?.state.waiting).toEqual([])
  })
})

describe('what waits', () => {
  test('is bounded', () => {
    const others = ['a', 'b', 'c', 'd', 'e'].map(o => o.repeat(1000))
    const { waiting } = withWaiting(freshState, others)
    expect(waiting).toHaveLength(MOST_WAITING)
    expect(Math.max(...waiting.map(w => w.length))).toBeLessThanOrEqual(500)
  })

  test('is restored, and is empty in what older releases kept', () => {
    const kept = { ...freshState, waiting: ['x'], pending: { kind: 'waiting' } }
    expect(restoreState(kept, knowledge.catalog)).toEqual(kept)
    const { waiting: _, ...older } = freshState
    expect(restoreState(older, knowledge.catalog)).toEqual(freshState)
    expect(restoreState({ ...older, pending: { kind: 'waiting' } }, knowledge.catalog)).toEqual(freshState)
  })
})
