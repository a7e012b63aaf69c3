import { beforeAll, describe, expect, test } from 'vitest'
import type { Knowledge } from '../../knowledge/index.ts'
import { Conversation, knownIn, shipped, versionsOf } from './conversation.ts'

let knowledge: Knowledge
beforeAll(async () => {
  knowledge = await shipped()
})

const GERMAN =
  'Seit dem Umzug auf Exchange 2007 SP1 unter Windows Server 2008 bekommt unsere Anwendung keine Ereignisse mehr.'
const WITHOUT_VERSIONS = 'Unsere Anwendung bekommt seit dem Umzug keine Benachrichtigungen mehr.'

describe('a message in a language without word lists', () => {
  test('is answered with its versions to be confirmed, and nothing is learned before that', async () => {
    const c = new Conversation(knowledge)
    expect(await c.say(GERMAN)).toEqual(['ask reading'])
    expect(c.last?.state).toMatchObject({ facts: [], troubles: [], said: [] })
    expect(c.said).toContain('Exchange Server 2007 SP1, Windows Server 2008')
    expect(c.choices).toEqual(['Yes', 'No', 'Not sure'])
  })

  test('gives its versions with a yes; then the bot asks what goes wrong, and goes on in English', async () => {
    const c = new Conversation(knowledge)
    await c.say(GERMAN)
    expect(await c.say('yes')).toEqual(['ask description'])
    expect(versionsOf(c)).toEqual(['Exchange Server 2007 SP1', 'Windows Server 2008'])
    expect(await c.say('our MAPI program gets no notifications, no rollup installed')).toEqual(['recommend KB951251'])
  })

  test.each(['No', 'Not sure', 'none of these'])('gives none with "%s"', async answer => {
    const c = new Conversation(knowledge)
    await c.say(GERMAN)
    expect(await c.say(answer)).toEqual(['ask description'])
    expect(versionsOf(c)).toEqual([])
  })

  test('can be confirmed with a click', async () => {
    const c = new Conversation(knowledge)
    await c.say(GERMAN)
    expect(await c.click('Yes')).toEqual(['ask description'])
    expect(versionsOf(c)).toHaveLength(2)
  })

  test('never makes an update that words stand before a fact', async () => {
    const c = new Conversation(knowledge)
    await c.say('Unsere Anwendung bekommt keine Ereignisse, wir haben Exchange 2007 SP1 vor Rollup 4')
    await c.say('yes')
    expect(versionsOf(c)).toEqual(['Exchange Server 2007 SP1'])
  })

  test('is asked to be said in English where nothing can be read, and a question that waits stays', async () => {
    const c = new Conversation(knowledge)
    expect(await c.say(WITHOUT_VERSIONS)).toEqual(['language'])
    await c.say('our MAPI program gets no notifications')
    const before = c.last?.state
    expect(await c.say(WITHOUT_VERSIONS)).toEqual(['language', 'ask exchange-server'])
    expect(knownIn(c.last?.state)).toEqual(knownIn(before))
  })

  test('describes the problem by the identifiers that an article has', async () => {
    const c = new Conversation(knowledge)
    await c.say('Unser Programm ruft IMsgStore::Advise auf und bekommt danach keine Ereignisse von dem Server')
    expect(c.last?.state.said).toEqual(['IMsgStore::Advise'])
    expect(c.last?.state.troubles).toEqual([])
    expect(c.last?.outcome.kind).not.toBe('recommended')
  })

  test('shows an article that it names by number, and learns nothing else', async () => {
    const c = new Conversation(knowledge)
    expect(await c.say('Gilt KB951251 auch dann, wenn wir nur Exchange 2010 einsetzen und sonst nichts?')).toEqual([
      'article KB951251',
      'ask check',
    ])
    expect(versionsOf(c)).toEqual([])
  })

  test('asks nothing about versions that are known', async () => {
    const c = new Conversation(knowledge)
    await c.say('our MAPI program gets no notifications on Exchange 2007 SP1, Windows Server 2008')
    expect(await c.say(GERMAN)).toContain('language')
  })

  test('survives a restart while it waits to be confirmed', async () => {
    const c = new Conversation(knowledge)
    await c.say(GERMAN)
    const again = new Conversation(knowledge, JSON.parse(JSON.stringify(c.last?.state)))
    expect(await again.say('why do you ask?')).toEqual(['why-ask', 'ask reading'])
    expect(await again.say('1')).toEqual(['ask description'])
    expect(versionsOf(again)).toHaveLength(2)
  })
})
