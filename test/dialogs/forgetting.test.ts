import { beforeAll, describe, expect, it } from 'vitest'
import type { Response } from '../../dialogs/index.ts'
import type { Knowledge } from '../../knowledge/index.ts'
import { codesOf, knownIn, shipped, play as talk } from './conversation.ts'

let knowledge: Knowledge
beforeAll(async () => {
  knowledge = await shipped()
})

const play = async (...said: readonly string[]): Promise<Response> => {
  const { last } = await talk(knowledge, ...said)
  if (!last) throw new Error('nothing was said')
  return last
}

const TROUBLE = 'our MAPI application gets no new mail notifications, Exchange 2007 SP1 RU3 on Windows Server 2008'

describe('who wants their data deleted', () => {
  it.each(['delete my data', 'Please delete my data.', 'forget me', 'GDPR'])(
    'by "%s" is asked once more',
    async said => {
      expect(codesOf(await play(TROUBLE, said))).toEqual(['forget', 'ask forget'])
    },
  )

  it.each(['yes', 'Delete it', 'go ahead'])(
    'and confirms it by "%s" has it done, and nothing is left in the state',
    async yes => {
      const { effects, state, outcome } = await play(TROUBLE, 'delete my data', yes)
      expect(outcome.kind).toBe('forgotten')
      expect(effects).toEqual([{ kind: 'forget' }])
      expect(JSON.stringify(state)).not.toMatch(/mapi|2007|notification/i)
    },
  )

  it.each(['no', 'Keep it', 'not sure'])('and says "%s" keeps it, and goes on where they were', async no => {
    const before = await play(TROUBLE)
    const { effects, state } = await play(TROUBLE, 'delete my data', no)
    expect(effects).toEqual([])
    expect(knownIn(state)).toEqual(knownIn(before.state))
  })

  it('and says something else goes on with that', async () => {
    const { effects, state } = await play('MAPI notifications are missing', 'delete my data', 'Exchange 2007 SP1')
    expect(effects).toEqual([])
    expect(state.facts).toMatchObject([{ facet: 'exchange-server' }])
    expect(state.pending?.kind).not.toBe('forget')
  })
})

describe('what is worth remembering of a turn', () => {
  const article = 'KB951251'

  it('is what was recommended', async () => {
    expect((await play(TROUBLE)).effects).toEqual([{ kind: 'recommended', article, certain: expect.any(Boolean) }])
  })

  it.each([
    ['It worked', 'yes'],
    ['Partly', 'partly'],
    ['It did not help', 'no'],
  ] as const)('and how it turned out: "%s"', async (said, helped) => {
    expect((await play(TROUBLE, said)).effects).toEqual([{ kind: 'tried', article, helped }])
  })

  it('is nothing where nothing was recommended', async () => {
    expect((await play('hello')).effects).toEqual([])
    expect((await play(TROUBLE, 'why this article?')).effects).toEqual([])
  })
})
