import { beforeAll, describe, expect, test } from 'vitest'
import { draw } from '../../bot/channels/draw.ts'
import { typed } from '../../dialogs/index.ts'
import { freshState } from '../../dialogs/state.ts'
import type { Knowledge } from '../../knowledge/index.ts'
import { Conversation, codesOf, outcome, play, shipped, texts, versionsOf } from './conversation.ts'

let knowledge: Knowledge
beforeAll(async () => {
  knowledge = await shipped()
})

const FULL = 'MAPI app gets no notifications, Exchange 2007 SP1 RU2 on Windows Server 2008'

describe('from a problem to its fix', () => {
  const oneSentence: readonly (readonly [string, string])[] = [
    [FULL, 'every fact in one sentence'],
    [
      'our MAPI program is not notified any more since the mailboxes are on E2K7 SP1 / W2K8, without any rollup',
      'short names',
    ],
    ['exhange 2007 sp1 rollup 3, windws server 2008: mapi notifcations dont arrive', 'misspelt'],
    ['IMsgStore::Advise fails on Exchange 2007 SP1 UR1 with Server 2008 but works on Server 2003', 'the contrast'],
    ['OnNotify is never called, ExSetup.exe says 08.01.0278.002, the server is Windows 2008', 'the file version'],
    ['MAPI notifications are late on Exchange 2007 SP1 before update rollup 4, Windows Server 2008', 'before a rollup'],
    [
      'Our MAPI app runs on Windows Server 2003, the mailbox server is Exchange 2007 SP1 on Windows Server 2008, no rollups. It gets no notifications',
      'another machine',
    ],
  ]
  for (const [sentence, what] of oneSentence)
    test(`no question is owed when all is said: ${what}`, async () => {
      expect(outcome(await play(knowledge, sentence))).toBe('recommend KB951251')
    })

  test('facts come in any order, asked for or not', async () => {
    const said = [
      'MAPI application gets no notifications',
      'Windows Server 2008',
      'Exchange Server 2007',
      'SP1 with rollup 3',
    ]
    for (const order of [said, said.toReversed(), [said[1], said[0], said[3], said[2]] as string[]]) {
      const c = new Conversation(knowledge)
      const turns = []
      for (const text of order) turns.push(...(await c.say(text)))
      expect(turns).toContain('recommend KB951251')
    }
  })

  test('answering by the offered choices alone leads there too, in four questions at most', async () => {
    const c = await play(knowledge, 'MAPI application gets no notifications')
    let questions = 0
    while (c.reply.kind === 'question' && questions < 10) {
      questions++
      const pick = c.reply.choices.find(({ title, means = '' }) =>
        /2007 SP1 before|Server 2007$|Windows Server 2008$|registers for MAPI notifications/.test(title + means),
      )
      await c.click(pick?.title)
    }
    expect(outcome(c)).toBe('recommend KB951251')
    expect(questions).toBeLessThanOrEqual(4)
  })

  test('another problem leads to another article', async () => {
    expect(
      outcome(await play(knowledge, 'BlackBerry mail is delayed after Update Rollup 4 for Exchange 2010 SP2')),
    ).toBe('recommend KB2810616')
    expect(
      outcome(
        await play(
          knowledge,
          'Hub Transport setup fails because IPv6 was unchecked, Exchange 2007 on Windows Server 2008',
        ),
      ),
    ).toBe('recommend KB952842')
  })

  test('the recommendation has its steps, its reasons, what to check before, and its source', async () => {
    const { reply } = await play(knowledge, FULL)
    expect(reply).toMatchObject({
      kind: 'recommendation',
      citation: { articleId: 'KB951251', url: 'https://support.microsoft.com/kb/951251' },
    })
    if (reply.kind !== 'recommendation') return
    const part = (key: 'part-steps' | 'part-why' | 'part-before' | 'part-more') =>
      reply.parts.find(p => p.title === texts.say(key))
    expect(part('part-steps')?.style).toBe('steps')
    expect(part('part-steps')?.lines.length).toBeGreaterThan(2)
    expect(part('part-why')?.lines.join()).toContain('Exchange Server 2007 SP1 Update Rollup 2')
    expect(part('part-why')?.lines.join()).toContain('Windows Server 2003')
    expect(part('part-before')?.lines.join()).toContain('maintenance window')
    expect(part('part-more')?.lines.join()).toContain('11 April 2017')
  })
})

describe('never a wrong fix', () => {
  const excluded: readonly (readonly [readonly string[], string])[] = [
    [['MAPI notifications never arrive', 'Windows Server 2003', 'Exchange 2007 SP1'], 'it works on 2003'],
    [['MAPI app gets no notifications, Exchange 2007 SP1 RU4 build 8.1.311.3, Windows Server 2008'], 'the fix is in'],
    [['no MAPI notifications, Exchange 2007 SP3 on Windows Server 2008'], 'a later service pack'],
    [['MAPI program gets no notifications on exchange 2007 sp1 on 2008 r2'], '2008 R2 is another system'],
    [['MAPI notifications fail on Exchange 2010 on Windows Server 2008'], 'another Exchange'],
    [['MAPI notifications do not work on Exchange 2003 on Windows 2003'], 'an older Exchange'],
  ]
  for (const [said, why] of excluded)
    test(`KB951251 is not recommended, and the reason is told: ${why}`, async () => {
      const c = new Conversation(knowledge)
      const all: string[] = []
      let words = ''
      for (const text of said) {
        all.push(...(await c.say(text)))
        words += c.said
      }
      expect(all).not.toContain('recommend KB951251')
      expect(words).toContain('KB951251')
    })

  test('a few everyday words do not make a recommendation, even where the versions fit', async () => {
    const c = new Conversation(knowledge)
    const codes = await c.say(
      'users get no mail because the mailbox is full, Exchange 2007 SP1 RU1 on Windows Server 2008',
    )
    expect(codes.some(x => x.startsWith('recommend'))).toBe(false)
  })

  test('another error code or event is another problem', async () => {
    for (const text of [
      'event ID 1022 MSExchangeIS logon failure, Exchange 2007',
      'address book download fails with 0x8004010F, Exchange 2007',
    ]) {
      const c = new Conversation(knowledge)
      expect((await c.say(text)).some(x => x.startsWith('recommend'))).toBe(false)
    }
  })

  test('a symptom that was refused is never recommended', async () => {
    const c = await play(knowledge, 'mapi errors', 'exchange 2007 sp1 ru3')
    expect(outcome(c)).toBe('ask symptom')
    await c.say('none of these')
    const refused = c.last?.state.denied ?? []
    expect(refused.length).toBeGreaterThan(0)
    for (const text of ['SP1 RU2', 'Windows Server 2008', 'not sure']) {
      await c.say(text)
      expect(refused.map(id => `recommend ${id}`)).not.toContain(outcome(c))
    }
  })

  test('a withdrawn edition of the update that is named is warned of; its build leaves no doubt', async () => {
    const named = await play(
      knowledge,
      'MAPI program gets no notifications, Exchange 2007 SP1 RU4 on Windows Server 2008',
    )
    expect(named.said).toContain('9 September 2008')
    const exact = await play(
      knowledge,
      'MAPI program gets no notifications, ExSetup 08.01.0311.003 on Windows Server 2008',
    )
    expect(exact.said).toContain('KB951251')
    expect(exact.said).not.toContain('withdrawn')
  })

  test('an unsupported combination is said, once', async () => {
    const c = await play(knowledge, 'MAPI program gets no notifications on exchange 2007 sp1 on 2008 r2')
    expect(c.said).toContain('Windows Server 2008 R2 only from Service Pack 3')
    await c.say('not sure')
    expect(c.said).not.toContain('only from Service Pack 3')
  })

  test('AdminDisplayVersion does not show rollups: the build that does is asked for', async () => {
    const c = await play(
      knowledge,
      'MAPI app gets no notifications, Get-ExchangeServer says Version 8.1 (Build 240.6), Windows Server 2008',
    )
    expect(outcome(c)).toMatch(/^ask/)
    await c.say(texts.say('not-sure'))
    expect(outcome(c)).not.toBe('recommend KB951251')
  })

  test('what is no support request leads to nothing, and is forgotten', async () => {
    const c = await play(knowledge, 'the weather is nice today')
    expect(codesOf(c.last as NonNullable<typeof c.last>)).toEqual(['no-candidate'])
    await c.say(FULL)
    expect(outcome(c)).toBe('recommend KB951251')
  })

  test('who names the version of one product is not asked for that of another', async () => {
    const c = await play(knowledge, 'SQL Server 2008 R2 tempdb is growing without end')
    expect(outcome(c)).not.toMatch(/^(?:recommend|ask (?:exchange|windows|outlook))/)
  })

  test('a problem that no article knows leads to nothing', async () => {
    for (const text of [
      'my printer prints blank pages',
      'kubernetes pod stuck in CrashLoopBackOff',
      'how many vacation days do I have left?',
    ])
      expect(codesOf((await play(knowledge, text)).last as NonNullable<Conversation['last']>)).toEqual(['no-candidate'])
  })
})

describe('answers are corrected, refused and unsure', () => {
  test('a corrected answer takes the recommendation back, says why, and cites nothing', async () => {
    const c = await play(knowledge, FULL)
    const codes = await c.say('actually it is Server 2003')
    expect(codes[0]).toBe('took-back KB951251')
    expect(codes.some(x => x.startsWith('recommend'))).toBe(false)
    expect(c.said).toContain(texts.say('taken-back', { article: 'KB951251', why: '' }).split('.')[0])
    expect(c.said).toContain('Windows Server 2003')
  })

  test('a correction is said also when it ends in "it may be this one, if …"', async () => {
    const c = await play(knowledge, 'MAPI app gets no notifications on Exchange 2007 SP1')
    for (let i = 0; i < 5 && c.reply.kind === 'question'; i++) await c.say('not sure')
    await c.say('Windows Server 2003')
    const codes = await c.say('actually it is Server 2008')
    expect(codes).toEqual(['conditional KB951251'])
    expect(c.last?.replies[0]).toMatchObject({
      text: texts.say('changed', { before: 'Windows Server 2003', now: 'Windows Server 2008' }),
    })
  })

  test('a correction is of what it contradicts; otherwise a service pack is of the product where it is still open', async () => {
    for (const [text, labels] of [
      ['Sorry, it is SP2', ['Windows Server 2008', 'Exchange Server 2007 SP2']],
      ['it has SP2', ['Exchange Server 2007 SP1 Update Rollup 2', 'Windows Server 2008 SP2']],
    ] as const) {
      const c = await play(knowledge, FULL, text)
      expect(versionsOf(c)).toEqual(labels)
      // Either way it is said what was understood.
      expect(c.said).toContain(labels[1])
    }
  })

  test('what is said around a corrected version describes nothing', async () => {
    const c = await play(
      knowledge,
      'MAPI app gets no notifications',
      'oops, I made a mistake there, it is Exchange 2007',
    )
    expect(c.last?.state.said).toEqual(['MAPI app gets no notifications'])
  })

  test('what products and their updates are called is no description beside a version', async () => {
    const c = await play(knowledge, 'MAPI app gets no notifications', 'the service pack of windows 2008 is sp2')
    expect(c.last?.state.said).toEqual(['MAPI app gets no notifications'])
    expect(versionsOf(c)).toEqual(['Windows Server 2008 SP2'])
    const more = await play(knowledge, 'MAPI app gets no notifications', 'Windows 2008, and the store crashes')
    expect(more.last?.state.said).toHaveLength(2)
  })

  test('"how do I find out?" tells the ways, and the question stays', async () => {
    const c = await play(knowledge, 'MAPI app gets no notifications on Exchange 2007', 'how can I check that?')
    expect(codesOf(c.last as NonNullable<Conversation['last']>)).toEqual(['how-to-find', outcome(c)])
    expect(outcome(c)).toMatch(/^ask /)
  })

  test('a version for another product than was asked for is confirmed, and the question asked again', async () => {
    const c = await play(knowledge, 'MAPI app gets no notifications', 'Windows Server 2008')
    expect(codesOf(c.last as NonNullable<Conversation['last']>)).toEqual(['ask exchange-server'])
    expect(c.last?.replies[0]).toMatchObject({ text: texts.say('noted', { versions: 'Windows Server 2008' }) })
  })

  test('two facts that cannot both be true are asked about, and the answer settles it', async () => {
    const c = await play(knowledge, 'MAPI notifications dead on Exchange 2007 RTM on Windows Server 2008')
    expect(outcome(c)).toBe('ask contradiction')
    await c.say(c.choices.find(t => t.includes('RTM')) ?? '')
    expect(outcome(c)).not.toBe('ask contradiction')
    await c.say('it is SP1 without rollups')
    expect(outcome(c)).toBe('recommend KB951251')
  })

  test('a contradiction that the person confirms is not asked again', async () => {
    const c = await play(
      knowledge,
      'MAPI notifications dead on Exchange 2007 RTM on Windows Server 2008',
      texts.say('both-right'),
    )
    expect(c.last && codesOf(c.last)).not.toContain('ask contradiction')
  })

  test('"not sure" to everything ends in what would have to be true and how to find out', async () => {
    const c = await play(knowledge, 'MAPI app gets no notifications on Exchange 2007 SP1')
    for (let i = 0; i < 4 && c.reply.kind === 'question'; i++) await c.say('no idea')
    expect(outcome(c)).toBe('conditional KB951251')
    expect(c.said).toContain('Windows Server 2008')
    expect(c.said).toContain('ExSetup')
  })

  test('"not sure" to everything ends so, too, when no version is known at all', async () => {
    const c = await play(knowledge, 'MAPI app gets no notifications')
    for (let i = 0; i < 6 && c.reply.kind === 'question'; i++) await c.say('not sure')
    expect(outcome(c)).toMatch(/^conditional KB/)
    expect(c.last?.replies.flatMap(r => ('citation' in r ? [r.citation] : []))).toEqual([])
  })

  test('"none of these" to what else is seen is an answer, too', async () => {
    const c = await play(knowledge, FULL, 'did not help')
    for (let i = 0; i < 8 && outcome(c) !== 'no-candidate'; i++)
      await c.say(c.reply.kind === 'question' ? 'none of these' : 'did not help')
    expect(outcome(c)).toBe('no-candidate')
    expect(c.last?.state.pending).toBeUndefined()
  })

  test('no question is asked twice when it was answered', async () => {
    const c = new Conversation(knowledge)
    const asked: string[] = []
    for (const text of [
      'MAPI app gets no notifications',
      'Exchange 2007',
      'not sure',
      'not sure',
      'not sure',
      'not sure',
    ]) {
      await c.say(text)
      if (c.reply.kind === 'question') asked.push(c.reply.text)
    }
    expect(asked.length).toBeGreaterThan(2)
    expect(new Set(asked).size).toBe(asked.length)
  })

  test('nonsense is not taken for an answer: the question stays', async () => {
    const c = await play(knowledge, 'MAPI app gets no notifications')
    const before = outcome(c)
    for (let i = 0; i < 5; i++) {
      await c.say('banana')
      expect(outcome(c)).toBe(before)
    }
  })

  test('an old button still counts: the version that it names is taken', async () => {
    const c = await play(knowledge, 'MAPI app gets no notifications', 'Exchange 2007 SP1 RU1', 'Windows Server 2008')
    expect(outcome(c)).toBe('recommend KB951251')
    await c.say('Exchange Server 2010')
    expect(c.said).toContain('KB951251')
    expect(outcome(c)).not.toBe('recommend KB951251')
  })

  test('a new topic in the middle is followed; the versions stay known', async () => {
    const c = await play(knowledge, FULL)
    await c.say('setup of the Hub Transport role fails, MSExchangeTransport does not start, IPv6 is unchecked')
    expect(outcome(c)).toBe('recommend KB952842')
  })
})

describe('a choice by its place', () => {
  test('"the second one" and "2" choose it; a year stays a version', async () => {
    for (const text of ['the second one', '2', 'Option 2.']) {
      const c = await play(knowledge, 'MAPI app gets no notifications')
      const second = c.choices[1]
      await c.say(text)
      expect(c.last?.state.facts[0]).toMatchObject({ kind: 'version', source: 'chosen' })
      expect(versionsOf(c)[0]).toBe(second)
    }
    const c = await play(knowledge, 'MAPI app gets no notifications', '2007')
    expect(versionsOf(c)[0]).toBe('Exchange Server 2007')
  })
})

describe('a bare number', () => {
  test('beside a version of one product is of the other that the articles depend on', async () => {
    const c = await play(knowledge, 'MAPI notifications do not arrive at our app. Exchange 2007 SP1 RU3, 2008')
    expect(versionsOf(c)).toEqual(['Exchange Server 2007 SP1 Update Rollup 3', 'Windows Server 2008'])
    expect(outcome(c)).toBe('recommend KB951251')
  })

  test('corrects the product that has such a release', async () => {
    const c = await play(knowledge, FULL.replace('2008', '2003'), "really it's 2008")
    expect(versionsOf(c)).toEqual(['Exchange Server 2007 SP1 Update Rollup 2', 'Windows Server 2008'])
  })

  test('of one of two machines leaves open which of them has the trouble, and that is asked', async () => {
    const c = await play(
      knowledge,
      'MAPI app gets no notifications. Node A is Windows 2003, node B is 2008, Exchange 2007 SP1 RU3 on both',
    )
    expect(outcome(c)).toBe('ask which')
    expect(versionsOf(c)).toEqual(['Exchange Server 2007 SP1 Update Rollup 3'])
    expect(c.choices).toHaveLength(3)
    await c.say('node B')
    expect(outcome(c)).toBe('recommend KB951251')
    expect(versionsOf(c)).toContain('Windows Server 2008')
  })

  test('is a version of the product that the articles in question depend on, even if something else was asked', async () => {
    const c = await play(knowledge, 'mapi not working, no notifications', '2007', '2008')
    expect(versionsOf(c)).toEqual(['Exchange Server 2007', 'Windows Server 2008'])
  })
})

describe('when what was described is not enough', () => {
  test('the article is told without being recommended, and "yes" confirms what is seen', async () => {
    const c = await play(knowledge, 'mapi errors', 'exchange 2007 sp1 ru3', 'windows 2008')
    expect(outcome(c)).toBe('ask symptom')
    await c.say('not sure')
    expect(outcome(c)).toBe('conditional KB951251')
    await c.say('yes')
    expect(outcome(c)).toBe('recommend KB951251')
    await c.say('wait, that is the other site. Ours is SP3')
    expect(outcome(c)).not.toBe('recommend KB951251')
    expect(c.said).toContain('KB951251')
  })

  test('while another one was described as well and its versions are open, they are asked for first', async () => {
    const c = await play(knowledge, 'Our MAPI sink is never told about new mail', 'Exchange Server 2007')
    expect(outcome(c)).toBe('ask windows-server')
    await c.say('Windows Server 2008')
    await c.say('SP1 RU2')
    expect(outcome(c)).toBe('recommend KB951251')
  })

  test('what a recommendation rests on is told in the person’s own words', async () => {
    const c = await play(
      knowledge,
      'Our MAPI sink is never told about new mail. Exchange 2007 SP1 RU3, Windows Server 2008.',
    )
    expect(outcome(c)).toBe('recommend KB951251')
    expect(c.said).toContain('Our MAPI sink is never told about new mail')
  })

  test('who was asked what else is seen is not asked on, but shown what it might be, none of them cited; a number chooses one, "none" puts them aside', async () => {
    const vague = async (): Promise<Conversation> => {
      const c = new Conversation(knowledge, { ...freshState, asked: ['more'] })
      await c.say('program stops after a network scan')
      return c
    }
    const c = await vague()
    expect(outcome(c)).toBe('suggested')
    const suggested = c.last?.state.pending?.kind === 'symptom' ? c.last.state.pending.articles : []
    expect(suggested.length).toBeGreaterThan(0)
    const shown = draw([c.reply], { channelId: 'emulator', group: false, userId: 'user' }).activities
    expect(shown.map(a => [a.inputHint, a.entities])).toEqual([['acceptingInput', undefined]])
    for (const id of suggested) expect(shown[0]?.text).toContain(`**${id}: `)
    await c.say('1')
    expect(c.last?.state.chosen).toBe(suggested[0])
    const refused = await vague()
    await refused.say('none of these')
    expect(refused.last?.state.denied).toEqual(expect.arrayContaining([...suggested]))
    expect(outcome(refused)).not.toMatch(/^recommend/)
  })

  test('"none" to the question for updates means that none is installed', async () => {
    const c = await play(knowledge, 'MAPI app gets no notifications', 'Exchange 2007 SP1', 'Windows Server 2008')
    for (let i = 0; i < 3 && c.last?.state.pending?.kind === 'symptom'; i++) await c.say('not sure')
    expect(outcome(c)).toBe('ask exchange-server')
    await c.say('none')
    expect(outcome(c)).toBe('recommend KB951251')
  })
})

describe('after a recommendation', () => {
  test('is not closed by a word that says only that it was heard', async () => {
    for (const text of ['ok', 'Okay.', 'thanks', 'hm', 'yes', 'I see', 'will try']) {
      const c = await play(knowledge, FULL, text)
      expect(c.last?.outcome.kind, text).toBe('answered')
      expect(c.last?.state.recommended, text).toBe('KB951251')
    }
    const c = await play(knowledge, FULL, 'ok', 'it worked')
    expect(c.last?.outcome).toMatchObject({ kind: 'solved', article: 'KB951251' })
  })

  test('words that change nothing do not bring the whole card again', async () => {
    const c = await play(knowledge, FULL)
    expect(await c.say('the MAPI notifications are really gone')).toEqual(['upheld KB951251'])
    expect(c.said).toContain('KB951251')
  })

  test('the source of notifications is no version that was left', async () => {
    const c = await play(knowledge, 'MAPI app gets no notifications from Exchange 2007 SP1 RU2 on Windows Server 2008')
    expect(outcome(c)).toBe('recommend KB951251')
  })
})

describe('talk about the talk', () => {
  test('hello, help and thanks leave a waiting question where it is', async () => {
    const c = await play(knowledge, 'MAPI app gets no notifications')
    const question = outcome(c)
    for (const text of ['hello', 'help', 'thanks', 'what else could it be?'])
      expect((await c.say(text)).at(-1)).toBe(question)
  })

  test('"why do you ask?" names what the answers would rule out', async () => {
    const c = await play(knowledge, 'MAPI app gets no notifications', 'why do you ask?')
    expect(c.last?.replies[0]?.kind).toBe('text')
    expect(c.said).toMatch(/KB\d{5,7}/)
    expect(outcome(c)).toMatch(/^ask/)
  })

  test('"why this article?" shows facts and words', async () => {
    const c = await play(knowledge, FULL, 'why this article?')
    expect(outcome(c)).toBe('why-article KB951251')
    expect(c.said).toContain('Update Rollup 2')
    expect(c.said).toContain('notifications')
  })

  test('"it did not help" goes on without that article', async () => {
    const c = await play(knowledge, FULL, 'it did not help')
    expect(outcome(c)).not.toBe('recommend KB951251')
    expect(c.last?.state.tried).toEqual(['KB951251'])
  })

  test('"it worked" ends it, and "start over" begins anew', async () => {
    expect((await play(knowledge, FULL, 'it worked')).last?.state.facts).toEqual([])
    expect((await play(knowledge, FULL, 'start over')).last?.state.said).toEqual([])
  })

  test('a person who joins is greeted', async () => {
    const c = new Conversation(knowledge)
    expect(await c.say({ ...typed(''), joined: true })).toEqual(['greeted'])
    expect(c.reply).toMatchObject({ text: texts.say('greeting') })
  })

  test('a file without words is answered', async () => {
    const c = new Conversation(knowledge)
    await c.say({ ...typed(''), attachments: 1 })
    expect(c.reply).toMatchObject({ text: texts.say('no-text') })
  })
})

describe('an article by its number', () => {
  test('is checked with the versions that are told instead of "yes"', async () => {
    const c = await play(knowledge, 'KB951251', 'Exchange 2007 SP1 RU3')
    expect(outcome(c)).toBe('ask windows-server')
    await c.say('Windows Server 2008')
    expect(outcome(c)).toBe('recommend KB951251')
  })

  test('that is of an update, and not in the knowledge base, says what is installed', async () => {
    const c = await play(knowledge, 'MAPI app gets no notifications, Windows Server 2003', 'KB953469 is installed')
    expect(versionsOf(c)).toContain('Exchange Server 2007 RTM Update Rollup 7')
  })

  test('that is not wanted is left for the problem that is told instead', async () => {
    const c = await play(
      knowledge,
      'KB951251',
      'event 9646 with objtMessage on Exchange 2003, the MAPI session is closed',
    )
    expect(c.last?.state.focus).toBeUndefined()
  })

  test('is shown, and checked against the system when asked', async () => {
    const c = new Conversation(knowledge)
    expect(await c.say('kb 951251')).toEqual(['article KB951251', 'ask check'])
    expect((await c.say('yes')).at(-1)).toMatch(/^ask (?:windows|exchange)-server$/)
    await c.say('Windows Server 2008')
    await c.say('Exchange 2007 SP1 RU3')
    expect(outcome(c)).toBe('recommend KB951251')
  })

  test('with a version is judged at once', async () => {
    const c = await play(knowledge, 'does Q951251 apply to Exchange 2010?')
    expect(outcome(c)).toBe('excluded KB951251')
  })

  test('that nobody knows is told', async () => {
    const c = await play(knowledge, 'KB999999')
    expect(c.reply).toMatchObject({ text: texts.say('article-unknown', { article: 'KB999999' }) })
  })
})
