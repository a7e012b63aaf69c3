import { beforeAll, describe, expect, test } from 'vitest'
import { createRespond, type Reply, typed } from '../../dialogs/index.ts'
import type { Knowledge } from '../../knowledge/index.ts'
import { Conversation, knownIn, outcome, play, shipped, texts, versionsOf } from './conversation.ts'

let knowledge: Knowledge
beforeAll(async () => {
  knowledge = await shipped()
})

const ADVISED = 'MAPI app gets no notifications, Exchange 2007 SP1 RU2 on Windows Server 2008'
const WAITING = 'MAPI app gets no notifications, Exchange 2007 SP1 RU2'

describe('after an advice', () => {
  const parts: readonly (readonly [string, string])[] = [
    ['where do I download it?', 'download KB951251'],
    ['Send me the link please', 'link KB951251'],
    ['how do I install the rollup?', 'install KB951251'],
    ['does it need a reboot?', 'reboot KB951251'],
    ['Is there a workaround?', 'workaround KB951251'],
    ['but why does this happen?', 'cause KB951251'],
    ['any prerequisites?', 'prerequisites KB951251'],
    ['do the workstations need the rollup, too?', 'scope KB951251'],
    ['must I install it on all nodes?', 'scope KB951251'],
    ['hubs as well, or only the mailbox machines?', 'scope KB951251'],
    ['is there an order to follow?', 'scope KB951251'],
    ['show me the article', 'show KB951251'],
    ['does that also fix Exchange 2010?', 'also KB951251'],
  ]
  test.each(parts)('"%s" is answered with that part of the article', async (asked, code) => {
    const c = await play(knowledge, ADVISED)
    expect(await c.say(asked)).toEqual([code])
  })

  test('what is asked changes nothing: the advice stands, and can be reported on', async () => {
    const c = await play(knowledge, ADVISED)
    const before = c.last?.state
    for (const [asked] of parts) await c.say(asked)
    expect(knownIn(c.last?.state)).toEqual(knownIn(before))
    expect(await c.say('that did it, many thanks!')).toEqual(['solved'])
  })

  test('a part of which the article says nothing is said to be missing, with the source', async () => {
    const c = await play(knowledge, 'is there a download for KB272274?')
    const reply = c.last?.replies[0] as Extract<Reply, { kind: 'explanation' }>
    expect(c.last?.outcome).toMatchObject({ kind: 'answered', request: 'download', articles: ['KB272274'] })
    expect(reply.about?.url).toMatch(/^https:/)
  })

  test('whether another version has the fix is judged by the conditions', async () => {
    const c = await play(knowledge, ADVISED)
    await c.say('will SP3 fix it?')
    expect(c.said).toContain('Exchange Server 2007 SP3')
    const facts = versionsOf(c)
    await c.say('should I install RU4 or RU10?')
    expect(c.said).toContain('Update Rollup 10')
    expect(versionsOf(c)).toEqual(facts)
  })

  test('what is left after it helped partly is a problem of its own, and what did not help is not offered again', async () => {
    const partly = await play(knowledge, ADVISED, 'It helped partly. Outlook 2013 shows no desktop alert for new mail')
    expect(partly.last?.state.tried).toEqual(['KB951251'])
    expect(partly.last?.state.said.join(' ')).toContain('desktop alert')
    const failed = await play(knowledge, ADVISED, "It didn't help. The program still crashes when it logs off")
    expect(failed.last?.state.tried).toEqual(['KB951251'])
    expect(outcome(failed)).not.toBe('recommend KB951251')
  })

  test('"ok" and "one moment" conclude nothing', async () => {
    const c = await play(knowledge, ADVISED)
    const before = c.last?.state
    for (const said of ['one moment please', 'hold on', 'let me check']) expect(await c.say(said)).toEqual(['hold'])
    expect(knownIn(c.last?.state)).toEqual(knownIn(before))
  })

  test('a request about an article that has gone meanwhile gets an honest sentence', async () => {
    const c = await play(knowledge, ADVISED)
    const gone: Knowledge = { ...knowledge, article: async () => undefined, size: 0 }
    const respond = createRespond(gone, texts)
    const { outcome: what } = await respond(c.last?.state, typed('where do I download it?'))
    expect(what).toMatchObject({ kind: 'answered', request: 'download', articles: [] })
  })
})

describe('a word that is another by its stem', () => {
  test('who wants to be called back wants a person, and a call that comes back with a code is one of a program', async () => {
    expect(await new Conversation(knowledge).say('can somebody call us back?')).toContain('handed-over')
    expect(await new Conversation(knowledge).say('the call of Register() comes back with 0')).not.toContain(
      'handed-over',
    )
  })

  test('an operator is a person, and an operating system none', async () => {
    expect(await new Conversation(knowledge).say('operator, please')).toEqual(['handed-over'])
    const told = await new Conversation(knowledge).say(
      'MAPI notifications are missing; operating system: Windows Server 2008.',
    )
    expect(told).not.toContain('handed-over')
  })
})

describe('while a question waits', () => {
  test('what is asked is answered, and the question waits on', async () => {
    const c = await play(knowledge, WAITING)
    expect(await c.say('what is build 8.1.291.2?')).toEqual(['version', 'ask windows-server'])
    expect(await c.say('can I talk to a person?')).toEqual(['handed-over', 'ask windows-server'])
    expect(await c.say('Windows Server 2008')).toEqual(['recommend KB951251'])
  })
})

describe('"why do you ask?"', () => {
  test('explains the question that was just answered, too', async () => {
    const c = await play(knowledge, WAITING, 'Windows Server 2008', 'why do you ask?')
    expect(outcome(c)).toBe('why-ask')
    expect(c.said).toContain('Windows Server 2008')
  })
})

describe('what the catalog knows', () => {
  test('a build is named, with its source', async () => {
    const c = await play(knowledge, 'what is build 8.1.291.2?')
    expect(outcome(c)).toBe('version')
    expect(c.said).toContain('Update Rollup 3')
    expect(c.said).toContain('https://')
    expect(versionsOf(c)).toEqual([])
  })

  test('an ambiguous name is told with all its meanings, the known release first', async () => {
    const c = await play(knowledge, 'what is update rollup 4?')
    for (const release of ['2007 RTM', '2007 SP1', '2007 SP2', '2007 SP3']) expect(c.said).toContain(release)
    const known = await play(knowledge, ADVISED, 'what is update rollup 4?')
    expect(known.said.indexOf('2007 SP1 Update Rollup 4')).toBeLessThan(known.said.indexOf('2007 SP3'))
  })

  test.each([
    ['what is the latest rollup for Exchange 2007 SP1?', 'latest', '8.1.436.0'],
    ['is Exchange 2007 still supported?', 'support', '11 April 2017'],
    ['can Exchange 2007 SP1 run on Windows Server 2008 R2?', 'combination', 'Service Pack 3'],
  ])('%s', async (asked, code, fact) => {
    const c = await play(knowledge, asked)
    expect(outcome(c)).toBe(code)
    expect(c.said).toContain(fact)
  })

  test('a product that it does not know gets an honest sentence', async () => {
    const c = await play(knowledge, 'what is the latest version?')
    expect(c.last?.outcome).toMatchObject({ kind: 'answered', request: 'latest' })
  })

  test('"which rollup do I have?" tells what was told, or how to find it for that release', async () => {
    const told = await play(knowledge, ADVISED, 'which rollup do I have?')
    expect(told.said).toContain('Update Rollup 2')
    const old = await play(
      knowledge,
      'our sync service is refused, event 9646 with objtMessage, Exchange 2003',
      'which service pack do I have?',
    )
    expect(old.said).not.toContain('Get-Command')
    expect(old.said).toContain('System Manager')
  })
})

describe('people and lists', () => {
  test('articles about a product are listed to be opened, with their count', async () => {
    const c = await play(knowledge, 'which articles are about Exchange 2010?')
    const { articles = [] } = (c.last?.outcome ?? {}) as { articles?: readonly string[] }
    expect(articles.length).toBeGreaterThan(2)
    expect(await c.click(articles[0])).toEqual([`article ${articles[0]}`, 'ask check'])
  })

  test('a person is named where one is set up, and the case is there to hand over', async () => {
    const respond = createRespond(knowledge, texts, { contact: 'https://help.example.org' })
    const { state } = await respond(undefined, typed(ADVISED))
    const { outcome: what, replies } = await respond(state, typed('I want to talk to a human'))
    expect(what.kind).toBe('handed-over')
    const reply = replies[0] as Extract<Reply, { kind: 'explanation' }>
    expect(reply.links).toContainEqual(expect.objectContaining({ url: 'https://help.example.org' }))
    expect(JSON.stringify(reply.parts)).toContain(ADVISED)
    expect(JSON.stringify(reply.parts)).toContain('KB951251')
  })

  test('with "nothing fits" comes the case, too', async () => {
    const c = await play(knowledge, 'the coffee machine on the second floor leaks water')
    expect(outcome(c)).toBe('no-candidate')
    expect(c.said).toContain('coffee machine')
  })
})

describe('another problem', () => {
  test('is taken up afresh, keeps the versions, and the old one can be gone back to', async () => {
    const c = await play(knowledge, ADVISED, 'new problem: event 9646 in the log, a MAPI session was closed')
    expect(c.last?.state.said.join(' ')).not.toContain('notifications')
    expect(versionsOf(c)).toContain('Windows Server 2008')
    expect(await c.say('back to the notifications')).toEqual(['recommend KB951251'])
  })

  test('that is plainly something else is asked about while an advice stands', async () => {
    const c = await play(knowledge, ADVISED, 'Outlook crashes when it prints a calendar')
    expect(c.last?.outcome.waitsFor?.kind).toBe('topic')
    await c.say('It belongs to it')
    expect(c.last?.state.recommended).toBe('KB951251')
  })
})

describe('what is no request', () => {
  test.each([
    'Download of the offline address book fails with 0x8004010F on every Outlook 2010',
    'users cannot talk to support since the upgrade',
    'after the reboot the Exchange services do not start',
    'how do I stop Outlook 2016 crashing when the add-in reads an attached message?',
    'the daily summary mails of our ticket system arrive late in Outlook',
  ])('a problem that has the words of a request: %s', async said => {
    for (const before of [[], [ADVISED]] as const) {
      const c = await play(knowledge, ...before, said)
      expect(['answered', 'handed-over', 'solved']).not.toContain(c.last?.outcome.kind)
    }
  })

  test.each([
    'no version in the trace file',
    'One user gets basic looking webmail; her colleagues have the normal one.',
  ])('a problem that has the words of a request, told first: %s', async said => {
    const c = await play(knowledge, said)
    expect(['answered', 'handed-over']).not.toContain(c.last?.outcome.kind)
  })

  test.each(['???', '🙄🙄', 'you stupid bot', 'what a load of crap'])(
    '%s is met calmly, and changes nothing',
    async said => {
      const c = await play(knowledge, WAITING)
      const before = c.last?.state
      expect(await c.say(said)).toEqual(['noise', 'ask windows-server'])
      expect(knownIn(c.last?.state)).toEqual(knownIn(before))
    },
  )
})

describe('"what else could it be?"', () => {
  test('is never what was tried, refused or is being asked about', async () => {
    const c = await play(knowledge, 'mapi errors', 'exchange 2007 sp1 ru3')
    const asked = c.last?.state.pending?.kind === 'symptom' ? c.last.state.pending.articles : []
    expect(asked.length).toBeGreaterThan(0)
    const listed = async () => {
      await c.say('what else could it be?')
      return c.last?.outcome.kind === 'listed' ? c.last.outcome.articles : ['no list']
    }
    expect((await listed()).filter(id => asked.includes(id))).toEqual([])
    await c.say('none of these')
    expect((await listed()).filter(id => asked.includes(id))).toEqual([])
  })
})

describe('the case', () => {
  test('has no questions that led nowhere', async () => {
    const c = await play(knowledge, 'outlook 2002 shows no new mail behind NAT', 'is it the moon?', 'summary please')
    expect(c.said).not.toContain('moon')
  })

  test('where a version is found is told also when none is asked for', async () => {
    const c = await play(knowledge, ADVISED, 'where do I see that?')
    expect(c.said).toContain('ExSetup.exe')
  })
})
