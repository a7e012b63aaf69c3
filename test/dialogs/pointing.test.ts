import { describe, expect, test } from 'vitest'
import { OFFERED } from '../../dialogs/understanding/likeliest.ts'
import { Conversation, codesOf, outcome, play, shipped, texts } from './conversation.ts'

const knowledge = await shipped()

const ADVISED = 'MAPI app gets no notifications, Exchange 2007 SP1 RU2 on Windows Server 2008'
const SEVERAL = 'memory problem with a service on the mailbox server'

const offered = (c: Conversation): readonly string[] => {
  const pending = c.last?.state.pending
  return pending?.kind === 'symptom' ? pending.articles : []
}

describe('an article that was shown', () => {
  test('can be asked about without having been recommended', async () => {
    const c = await play(knowledge, 'MAPI app gets no notifications on Exchange 2007 SP1')
    while (c.last?.state.pending) await c.say('not sure')
    expect(outcome(c)).toBe('conditional KB951251')
    expect(await c.say('does it need a reboot?')).toEqual(['reboot KB951251'])
  })

  test('can be asked about after it has helped', async () => {
    const c = await play(knowledge, ADVISED, 'it worked')
    expect(await c.say('why did that happen?')).toEqual(['cause KB951251'])
  })

  test('by its number alone, wherever in a short message', async () => {
    const c = await play(knowledge, 'does 952580 concern us?')
    expect(c.last?.outcome).toMatchObject({ request: 'article', articles: ['KB952580'] })
    const event = await play(knowledge, 'event 951251 appears')
    expect(event.last?.outcome).not.toMatchObject({ articles: ['KB951251'] })
  })
})

describe('one of several', () => {
  test.each([
    ['I think it is the second one', 1],
    ['number one, definitely', 0],
    ['that would be the last', -1],
  ])('is chosen by its place in a sentence: %s', async (said, place) => {
    const c = await play(knowledge, SEVERAL)
    const wanted = offered(c).at(place)
    await c.say(said)
    expect(c.last?.state.chosen).toBe(wanted)
  })

  test('can be read before it is chosen', async () => {
    const c = await play(knowledge, SEVERAL)
    const [, second] = offered(c)
    expect(await c.say('show me the second one')).toEqual([`show ${second}`, 'ask symptom'])
    expect(c.last?.state.chosen).toBeUndefined()
  })

  test('a second is a time', async () => {
    const c = await play(knowledge, SEVERAL, 'just a second')
    expect(outcome(c)).toBe('ask symptom')
    expect(c.last?.outcome).toMatchObject({ request: 'hold' })
  })
})

describe('a question that nobody understood', () => {
  test('is answered with what it may be, and nothing is concluded from it', async () => {
    const c = await play(knowledge, ADVISED, 'can I pull the file off their servers?')
    expect(codesOf(c.last as NonNullable<typeof c.last>)).toEqual(['not-understood'])
    expect(c.reply.choices.map(x => x.option)).toContain('download')
    expect(c.last?.state.said).toEqual((await play(knowledge, ADVISED)).last?.state.said)
  })

  test.each(OFFERED.map(name => [name, texts.say(`say-${name}`)] as const))(
    'each thing that is offered is understood as it stands: %s',
    async (name, title) => {
      const c = await play(knowledge, ADVISED, title)
      const { outcome: what } = c.last as NonNullable<typeof c.last>
      const code = { person: 'handed-over', 'what-else': 'listed' } as Readonly<Record<string, string>>
      expect('request' in what ? what.request : what.kind).toBe(code[name] ?? name)
    },
  )

  test('letters that nobody can say are no problem', async () => {
    const c = new Conversation(knowledge)
    expect(await c.say('asdfghjkl')).toEqual(['noise'])
    expect(await c.say('mmc')).not.toEqual(['noise'])
  })
})

describe('"not sure" about an article that is shown', () => {
  test('brings what else it could be, and not the same again', async () => {
    const c = await play(knowledge, 'mapi errors')
    while (c.last?.state.pending) await c.say('not sure')
    expect(c.last?.outcome.kind).toBe('conditional')
    await c.say('not sure')
    expect(c.last?.outcome.kind).toBe('listed')
  })

  test('after it has helped, its parts can still be asked for', async () => {
    const c = await play(knowledge, ADVISED, 'it worked')
    expect(await c.say('and do I have to reboot?')).toEqual(['reboot KB951251'])
  })
})
