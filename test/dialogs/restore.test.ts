import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { restoreState } from '../../dialogs/restore.ts'
import { freshState } from '../../dialogs/state.ts'
import { type Knowledge, openKnowledge, SHIPPED_ARTICLES } from '../../knowledge/index.ts'
import { Conversation, shipped, versionsOf } from './conversation.ts'

/** States as each release kept them, by what had been said: made by playing the conversation on that release. */
const STATES = fileURLToPath(new URL('states/', import.meta.url))
const releases = readdirSync(STATES).map(
  file => [file.replace(/\.json$/, ''), JSON.parse(readFileSync(join(STATES, file), 'utf8'))] as const,
)

let knowledge: Knowledge
beforeAll(async () => {
  knowledge = await shipped()
})

/** What is said next, and what must come of it. */
const CONTINUED: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'asked-release': [
    ['Windows Server 2008', 'recommend KB951251'],
    ['1', 'dismiss KB951251'],
    ['another version', 'dismiss KB951251'],
    ['why do you ask?', 'ask windows-server'],
  ],
  'asked-level': [['1', 'ask exchange-server']],
  'asked-symptom': [
    ['the second one', 'ask exchange-server'],
    ['what else could it be?', 'ask symptom'],
  ],
  'asked-description': [['MAPI app gets no notifications', 'ask windows-server']],
  'asked-contradiction': [
    ['Exchange Server 2007 RTM is not right', 'ask exchange-server'],
    ['both are right', 'suggested'],
    ['hello', 'ask contradiction'],
  ],
  'contradiction-confirmed': [['Windows Server 2008', 'suggested']],
  'asked-check': [['yes', 'ask exchange-server']],
  recommended: [
    ['actually it is Server 2003', 'took-back KB951251'],
    ['it worked', 'solved'],
    ['why this article?', 'why-article KB951251'],
  ],
  'helped-partly': [['the MAPI app still gets no notifications', 'recommend KB190413']],
  conditional: [['Windows Server 2008, rollup 2', 'recommend KB951251']],
  'works-elsewhere': [['Windows Server 2008', 'recommend KB951251']],
}

/** Where a later release asked something else at that point, or in another order. */
const OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  '2026-11-24': ['asked-symptom', 'asked-level', 'asked-contradiction', 'contradiction-confirmed'],
  '2026-11-29': ['asked-symptom', 'asked-level', 'asked-contradiction', 'contradiction-confirmed'],
}

describe.each(releases)('what release %s has kept', (release, states: Record<string, unknown>) => {
  for (const [name, steps] of Object.entries(CONTINUED))
    for (const [said, expected] of OTHERWISE[release]?.includes(name) ? [] : steps)
      test(`goes on: ${name}, then "${said}"`, async () => {
        const c = new Conversation(knowledge, states[name])
        expect(await c.say(said)).toContain(expected)
      })

  test('keeps its versions, and no sentence of ours', () => {
    const c = new Conversation(knowledge)
    for (const kept of Object.values(states)) {
      const state = restoreState(kept, knowledge.catalog)
      expect(state.facts).toHaveLength((kept as { facts: unknown[] }).facts.length)
      expect(JSON.stringify(state)).not.toMatch(/"(?:label|question|because|title)":/)
      expect([...state.told, ...state.confirmed].filter(id => /\.$/.test(id))).toEqual([])
      expect(c.last).toBeUndefined()
    }
  })
})

/** What may be said next, whatever waits. */
const OTHER_ARTICLE = 'kb957537.md'
const NEXT = [
  ...['yes', 'no', '1', 'the second one', 'not sure', 'none of these', 'it worked', 'partly', 'it did not help'],
  ...['why do you ask?', 'what else could it be?', 'Windows Server 2008', 'actually it is SP2', 'start over', 'hello'],
  ...['the backup fails, too', 'KB951251', 'delete my data', 'summary'],
]

const otherArticle = async () => (await openKnowledge([join(SHIPPED_ARTICLES, OTHER_ARTICLE)])).knowledge

describe.each<readonly [string, () => Promise<Knowledge>]>([
  ['the shipped articles', shipped],
  ['articles of which those that were spoken of are gone', otherArticle],
])('on %s', (_, open) => {
  let knowledge: Knowledge
  beforeAll(async () => {
    knowledge = await open()
  })

  test.each(releases)('every state of release %s goes on, whatever is said', async (_release, states) => {
    for (const kept of Object.values(states as Record<string, unknown>))
      for (const said of NEXT) {
        const c = new Conversation(knowledge, kept)
        expect((await c.say(said)).length).toBeGreaterThan(0)
        expect(c.last?.replies.length).toBeGreaterThan(0)
        // And once more: nothing that was kept of it stands in the way.
        expect((await c.say('hello')).length).toBeGreaterThan(0)
      }
  })
})

test('what no release has written begins anew', () => {
  for (const kept of [undefined, null, 5, 'x', [], {}, { version: 3, said: ['x'] }])
    expect(restoreState(kept, knowledge.catalog)).toEqual(freshState)
})

test('what is kept now has ids, numbers and the person’s own words only', async () => {
  const c = new Conversation(knowledge)
  await c.say('MAPI app gets no notifications, Exchange 2007 RTM on Windows Server 2008')
  expect(c.last?.state.pending).toEqual({
    kind: 'contradiction',
    conflict: expect.stringMatching(/^exchange-server/),
    facets: ['exchange-server', 'windows-server'],
  })
  await c.say('Exchange Server 2007 RTM is not right')
  expect(versionsOf(c)).toContain('Windows Server 2008')
  expect(JSON.stringify({ ...c.last?.state, wrote: [] })).not.toMatch(/Which|Windows Server 2008"/)
})
