import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { createRespond, typed } from '../../dialogs/index.ts'
import { restoreState } from '../../dialogs/restore.ts'
import { freshState, MAX_SAID, type State } from '../../dialogs/state.ts'
import { standingOf } from '../../dialogs/weighing/candidates.ts'
import type { Knowledge } from '../../knowledge/index.ts'
import { codePoint } from '../code-point.ts'
import { Conversation, codesOf, outcome, play, shipped, texts } from './conversation.ts'

let knowledge: Knowledge
beforeAll(async () => {
  knowledge = await shipped()
})

/** Things that people say, sensible and not. */
const utterance = fc.oneof(
  fc.constantFrom(
    'MAPI app gets no notifications',
    'Exchange 2007',
    'SP1',
    'RU3',
    'Windows Server 2008',
    'Server 2003',
    'not sure',
    'none of these',
    'yes',
    'no',
    'why?',
    'why do you ask?',
    'why this article?',
    'what else could it be?',
    'start over',
    'it worked',
    'it did not help',
    'KB951251',
    'KB1',
    'banana',
    '8.1.240.6',
    'Version 8.1 (Build 240.6)',
    'both are right',
  ),
  fc.string({ maxLength: 200 }),
  fc.string({ unit: codePoint, maxLength: 60 }),
)

/** What a stranger may repeat: letters that look like a machine's name, lists, marks, other scripts. */
const PIECES = [
  'A',
  'a1',
  'A-B-',
  '-',
  '.',
  '1.',
  '> ',
  '1) ',
  ', ',
  '\n',
  'no ',
  'SP1 ',
  'RU1, ',
  'both with ',
  'server A ',
  'Exchange ',
  '日本',
  '🙂',
  'KB951251 ',
  'if ',
  '(',
  "'",
]

describe('whatever is said', () => {
  test('the same piece again and again is answered as soon as anything else', async () => {
    const c = await play(knowledge, 'MAPI app gets no notifications, Exchange 2007 SP1 RU2 on Windows Server 2008')
    for (const piece of PIECES)
      for (const tail of ['', '1x', '?']) {
        await c.say(piece.repeat(150) + tail)
        expect(c.last?.replies.length).toBeGreaterThan(0)
      }
  })

  test('there is an answer, its choices can be said, and the state stays small and plain', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(utterance, { minLength: 1, maxLength: 10 }), async said => {
        const c = new Conversation(knowledge)
        for (const text of said) {
          await c.say(text)
          expect(c.last?.replies.length).toBeGreaterThan(0)
          expect(JSON.stringify(c.last?.state).length).toBeLessThan(16 * 1024)
          for (const reply of c.last?.replies ?? []) {
            expect(reply.choices.every(x => x.title.trim() !== '' && x.option !== '')).toBe(true)
            expect(new Set(reply.choices.map(x => x.title)).size).toBe(reply.choices.length)
            if (reply.kind === 'question' && reply.choices.length > 0)
              expect(reply.choices.at(-1)?.title).toBe(texts.say('not-sure'))
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  test('the same state and message give the same answer', async () => {
    const respond = createRespond(knowledge, texts)
    const first = await respond(undefined, typed('MAPI app gets no notifications'))
    const again = await respond(undefined, typed('MAPI app gets no notifications'))
    expect(again).toEqual(first)
  })

  test('probabilities sum to one, and the order of what was said does not matter to them', async () => {
    const facts = ['Exchange 2007 SP1', 'Windows Server 2008', 'RU2 for Exchange 2007 SP1']
    const beliefs = []
    for (const order of [facts, facts.toReversed()]) {
      const c = await play(knowledge, 'MAPI app gets no notifications', ...order)
      const standing = await standingOf({ ...(c.last?.state as State), chosen: undefined, denied: [] }, knowledge)
      expect(standing.candidates.reduce((sum, x) => sum + x.belief, standing.none)).toBeCloseTo(1, 9)
      beliefs.push(standing.candidates.map(x => [x.article.id, x.belief.toFixed(9)]))
    }
    expect(beliefs[0]).toEqual(beliefs[1])
  })

  test('64 kB of pasted log with one telling line are read', async () => {
    const log = `${'2008-10-01 12:00:00 MSExchangeIS information nothing happened here\n'.repeat(900)}MAPI notifications do not arrive\nExSetup 08.01.0291.002\nMicrosoft Windows [Version 6.0.6001]`
    const c = await play(knowledge, 'MAPI app gets no notifications', log)
    expect(c.last?.state.facts.map(f => f.facet).sort()).toEqual(['exchange-server', 'windows-server'])
    expect(c.last?.state.said.join('').length).toBeLessThanOrEqual(MAX_SAID)
  })
})

describe('what is remembered', () => {
  test('is bounded, the newest description stays', async () => {
    const c = new Conversation(knowledge)
    for (let i = 0; i < 60; i++)
      await c.say(`MAPI notifications do not arrive, attempt number ${i} of a long story that goes on and on`)
    const said = c.last?.state.said ?? []
    expect(said.join('').length).toBeLessThanOrEqual(MAX_SAID)
    expect(said.at(-1)).toContain('59')
  })

  test('of an unknown release begins anew, of an older one is completed', () => {
    expect(restoreState(undefined, knowledge.catalog)).toEqual(freshState)
    expect(restoreState({ version: 99, said: ['x'] }, knowledge.catalog)).toEqual(freshState)
    expect(restoreState({ version: 1, said: ['x'] }, knowledge.catalog)).toEqual({ ...freshState, said: ['x'] })
  })

  test('survives that an article has gone meanwhile', async () => {
    const c = await play(knowledge, 'MAPI app gets no notifications, Exchange 2007 SP1 RU2 on Windows Server 2008')
    const state = {
      ...c.last?.state,
      recommended: 'KB0',
      chosen: 'KB0',
      focus: undefined,
      pending: { kind: 'symptom', articles: ['KB0'] },
    }
    const next = new Conversation(knowledge, state)
    await next.say('gone')
    expect(next.last?.replies.length).toBeGreaterThan(0)
    const focused = new Conversation(knowledge, { ...state, focus: 'KB0', pending: undefined })
    await focused.say('Windows Server 2008')
    expect(codesOf(focused.last as NonNullable<typeof focused.last>).length).toBeGreaterThan(0)
  })
})

describe('a choice', () => {
  test('typed by its title means the same as clicked', async () => {
    const clicked = await play(knowledge, 'MAPI app gets no notifications')
    const typedIt = await play(knowledge, 'MAPI app gets no notifications')
    const title = clicked.choices.find(t => t.includes('2007')) as string
    await clicked.click(title)
    await typedIt.say(`  ${title.toLowerCase()}. `)
    expect(outcome(clicked)).toBe(outcome(typedIt))
    expect(clicked.last?.state.facts.map(f => f.facet)).toEqual(typedIt.last?.state.facts.map(f => f.facet))
  })

  test('every version choice that is offered is understood when typed without the question', async () => {
    const c = await play(knowledge, 'MAPI app gets no notifications', 'Exchange Server 2007', 'Windows Server 2008')
    for (let i = 0; i < 3 && c.last?.state.pending?.kind === 'symptom'; i++) await c.say('not sure')
    const { pending } = c.last?.state ?? {}
    expect(pending?.kind).toBe('version')
    if (pending?.kind !== 'version') return
    for (const title of c.choices.filter(t => t !== texts.say('another-version') && t !== texts.say('not-sure')))
      expect(knowledge.read(title).mentions.some(m => m.product === pending.facet && m.hasVersion)).toBe(true)
  })
})
