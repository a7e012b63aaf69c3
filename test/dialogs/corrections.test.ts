import { beforeAll, describe, expect, test } from 'vitest'
import { typed } from '../../dialogs/index.ts'
import { type Knowledge, versionFact } from '../../knowledge/index.ts'
import { play, shipped, texts, versionsOf } from './conversation.ts'

const ADVISED = 'MAPI app gets no notifications, Exchange 2007 SP1 RU2 on Windows Server 2008'
const ASKED = 'MAPI app gets no notifications, Exchange 2007 SP1'

describe('what is known can be taken back', () => {
  let knowledge: Knowledge
  beforeAll(async () => {
    knowledge = await shipped()
  })
  const known = (c: {
    readonly last?: { readonly state: { readonly facts: readonly { facet: string }[] } } | undefined
  }) => c.last?.state.facts.map(f => f.facet)

  test.each([
    'it is not Windows Server 2008',
    'Windows Server 2008 is wrong',
    'we do not run Windows Server 2008',
    'it is not 2008',
  ])('by "%s": the version is asked for again, and nothing stays recommended', async said => {
    const c = await play(knowledge, ADVISED, said)
    expect(c.last?.outcome).toMatchObject({ kind: 'asked', waitsFor: { kind: 'version', facet: 'windows-server' } })
    expect(known(c)).toEqual(['exchange-server'])
    await c.say('2003')
    expect(c.last?.outcome).toMatchObject({ kind: 'took-back', article: 'KB951251' })
  })

  test('by what is found when it is measured again: what comes at once is not late', async () => {
    const c = await play(
      knowledge,
      'MAPI notifications come two minutes late',
      'Exchange 2007 SP1 RU2 on Windows Server 2008. The notification comes at once, I measured it again.',
    )
    expect(c.last?.outcome.kind).not.toBe('recommended')
  })

  test('by "that is not right": it is asked what, and each that is known can be chosen', async () => {
    const c = await play(knowledge, ADVISED, 'that is not right')
    expect(c.last?.outcome).toMatchObject({ kind: 'asked', waitsFor: { kind: 'correct' } })
    await c.say('Windows Server 2008 is not right')
    expect(known(c)).toEqual(['exchange-server'])
    expect(c.last?.outcome).toMatchObject({ waitsFor: { kind: 'version', facet: 'windows-server' } })
  })

  test('from what the bot says that it knows, each with a button', async () => {
    const c = await play(knowledge, ASKED, 'what do you know about my system?')
    const [reply] = c.last?.replies ?? []
    expect(reply?.choices.map(({ title }) => title)).toEqual(['Exchange Server 2007 SP1 is not right'])
    await c.say(reply?.choices[0]?.title ?? '')
    expect(c.last?.state.facts).not.toContainEqual(
      expect.objectContaining({ ranges: [{ from: [8, 1, 240, 6], to: [8, 2, 176, 2] }] }),
    )
  })

  test.each([
    [ASKED, 'exchange-server'],
    [ADVISED, 'exchange-server'],
    [ADVISED, 'windows-server'],
    ['MAPI app gets no notifications, Exchange 2007 but not SP1, on Windows Server 2008', 'exchange-server'],
    ['MAPI app gets no notifications, Exchange 2007 SP1 before Update Rollup 4', 'exchange-server'],
  ])('by one click on what is known, whatever it is called: "%s", %s', async (said, facet) => {
    const c = await play(knowledge, said)
    const before = c.last?.state
    const label = c.nameOf(facet, versionFact(before?.facts ?? [], facet)?.ranges ?? [])
    await c.say(texts.say('not-right', { label }))
    expect(versionsOf(c)).not.toContain(label)
    expect(c.last?.state.said).toEqual(before?.said)
    expect(c.last?.outcome).not.toMatchObject({ kind: 'recommended', article: 'KB951251' })
  })

  test.each(['Windows Server 2008 is not right', 'Windows Server 2008 is wrong', 'it is not 2008'])(
    'with words that describe nothing: "%s"',
    async said => {
      const c = await play(knowledge, ADVISED)
      const before = c.last?.state.said
      await c.say(said)
      expect(c.last?.state.said).toEqual(before)
    },
  )

  test('a click on what is not known any more changes nothing, and describes nothing', async () => {
    const c = await play(knowledge, ASKED, 'actually Exchange 2007 SP2')
    const before = c.last?.state
    await c.say(texts.say('not-right', { label: 'Exchange Server 2007 SP1' }))
    expect(c.last?.outcome).toMatchObject({ kind: 'not-understood' })
    expect([c.last?.state.facts, c.last?.state.said]).toEqual([before?.facts, before?.said])
  })

  test('and all of it may be right', async () => {
    const c = await play(knowledge, ADVISED, 'that is not right', 'none of these')
    expect(c.last?.outcome).toMatchObject({ kind: 'upheld', article: 'KB951251' })
  })

  test('not by what was so before, or is so elsewhere', async () => {
    for (const said of ['before it was Windows Server 2008', 'our file server is not on 2008']) {
      const c = await play(knowledge, ADVISED, said)
      expect(known(c)).toContain('windows-server')
    }
  })

  test.each([
    ['it is not SP1 but SP2', 'Exchange Server 2007 SP2'],
    ["it's not SP1, it's SP2", 'Exchange Server 2007 SP2'],
    ['it is not RU3, it is RU5', 'Exchange Server 2007 SP1 Update Rollup 5'],
    ['RU4 is not installed', 'Exchange Server 2007 SP1 before Update Rollup 4'],
  ])('"%s" is %s', async (said, version) => {
    const c = await play(knowledge, ASKED, said)
    expect(versionsOf(c)).toContain(version)
  })

  test('a bare year beside an advice is of the release that the advice rests on', async () => {
    const c = await play(knowledge, ADVISED, 'it is 2003')
    expect(c.last?.outcome).toMatchObject({ kind: 'took-back', article: 'KB951251' })
  })

  test('what is known stands below the question that has changed it, and not again', async () => {
    const c = await play(knowledge, ASKED)
    const last = () => c.last?.replies.at(-1)
    expect(last()).toMatchObject({
      kind: 'question',
      known: { text: expect.stringContaining('Exchange Server 2007 SP1') },
    })
    await c.say('why do you ask?')
    expect(last()).not.toHaveProperty('known')
  })

  test('a button of an earlier question is no answer to this one, and is told apart', async () => {
    const c = await play(knowledge, ASKED)
    const before = c.last?.state
    await c.say({ ...typed(''), choice: { question: 'symptom', option: 'KB951251' } })
    expect(c.last?.outcome).toMatchObject({ kind: 'answered', request: 'late', waitsFor: { kind: 'version' } })
    expect(c.last?.state.facts).toEqual(before?.facts)
  })

  test('what is the opposite of what was told before takes its place', async () => {
    const setup =
      'Setup of the Hub Transport role fails, MSExchangeTransport does not start, Exchange 2007 SP1 on 2008.'
    const c = await play(knowledge, `${setup} IPv6 is enabled on the network card.`)
    expect(c.last?.outcome.kind).not.toBe('recommended')
    await c.say('I read it on the wrong server, sorry. Here IPv6 is unticked on the network card.')
    expect(c.last?.outcome).toMatchObject({ kind: 'recommended', article: 'KB952842' })
  })

  test.each([
    'Correction: I had logged on to the wrong node. R2 is the backup server, Exchange (all roles) says Windows Server 2008.',
    'Sorry, I was looking at the wrong console. R2 has nothing but the backup jobs on it; the mailbox server is Windows Server 2008.',
    'My mistake, that was the wrong box. The mailbox server is Windows Server 2008, the rest of it is right.',
  ])('what is only put right goes on with what was told: %s', async said => {
    const c = await play(
      knowledge,
      'Exchange 2007 SP1 RU2, Windows 2008 R2, our MAPI program gets no notifications',
      said,
    )
    expect(c.last?.outcome).toMatchObject({ kind: 'recommended', article: 'KB951251' })
  })

  test('an answer is taken whatever is shouted beside it', async () => {
    const c = await play(knowledge, ASKED, 'RU2', 'WINDOWS SERVER 2008!!! WHO IS RESPONSIBLE FOR THIS')
    expect(versionsOf(c)).toContain('Windows Server 2008')
  })
})

test('a correction beside an advice tells of each article that it rules out', async () => {
  const c = await play(
    await shipped(),
    'Advise succeeds but OnNotify of our program is never called, the same on every server, Exchange 2007 SP1 RU2, Windows Server 2008',
  )
  expect(c.last?.outcome).toMatchObject({ kind: 'recommended', article: 'KB190413' })
  await c.say('sorry, it is RU6')
  expect(c.last?.outcome).toMatchObject({ kind: 'upheld', article: 'KB190413' })
  expect(JSON.stringify(c.last?.replies)).toContain('KB951251')
})

test('who answers which version it is asks for no list of articles', async () => {
  const c = await play(await shipped(), 'MAPI app gets no notifications, Exchange 2007 SP1 RU2')
  expect(c.last?.outcome).toMatchObject({ kind: 'asked' })
  await c.say('You mean the mailbox server? What I have got on that is Windows Server 2008')
  expect(c.last?.outcome).toMatchObject({ kind: 'recommended', article: 'KB951251' })
})
