import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { App } from '../../bot/app.ts'
import { conversationOf } from '../../bot/bot.ts'
import type { Conversation } from '../../bot/replying/conversation.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import { until } from './direct-line-client.ts'
import { type FakeChannel, startFakeChannel } from './fake-channel.ts'
import { activity, post, startBot, type Turns } from './running-bot.ts'

const store = createMemoryStore<Conversation<Turns>>()
let channel: FakeChannel
let app: App
let conversations = 0
/** As the Emulator names them. */
let id = ''

beforeAll(async () => {
  channel = await startFakeChannel()
  app = await startBot({ store })
})
afterAll(async () => {
  await app.close()
  await channel.close()
})
beforeEach(() => {
  id = `8a5d3f0${conversations++}-6e55-11ee-9a4b-2f1d6f0f4e2a|livechat`
})

/** Posts it as the Emulator does, which hears the replies at its serviceUrl. */
const send = (given: object) =>
  post(app, activity({ serviceUrl: channel.url, conversation: { id }, deliveryMode: undefined, ...given }))

/** What the bot has sent there. */
const heard = () => channel.received.filter(({ body }) => (body.conversation as { id?: string }).id === id)
const say = async (text: string): Promise<void> => {
  const before = heard().length
  expect((await send({ text })).status).toBe(200)
  await until('the reply', () => heard().length > before)
}
/** All that the next turn builds on, and what was said. */
const kept = async () => {
  const name = conversationOf({ channelId: 'emulator', conversation: { id } })
  const { saved } = await store.look(name, 'none')
  return { state: saved?.state, said: await store.transcript(name, 0, 100) }
}

const user = { id: 'user', name: 'User' }
const bot = { id: 'bot', name: 'Bot' }

/** What its menus and its protocol have besides messages. */
const KINDS: readonly (readonly [string, object])[] = [
  ['an edited message', { type: 'messageUpdate', id: 'said before', text: 'edited' }],
  ['an edited message of nobody knows which', { type: 'messageUpdate', id: 'never said', text: 'edited' }],
  ['an edited message without a text', { type: 'messageUpdate', id: 'said before' }],
  ['a deleted message', { type: 'messageDelete', id: 'said before' }],
  ['a deleted message of nobody knows which', { type: 'messageDelete', id: 'never said' }],
  ['a reaction', { type: 'messageReaction', replyToId: 'said before', reactionsAdded: [{ type: 'like' }] }],
  [
    'a reaction that is taken back',
    { type: 'messageReaction', replyToId: 'x|y', reactionsRemoved: [{ type: 'like' }] },
  ],
  ['a reaction that says nothing', { type: 'messageReaction', reactionsAdded: null }],
  ['a person who is announced again', { type: 'conversationUpdate', membersAdded: [user] }],
  ['the bot, announced', { type: 'conversationUpdate', membersAdded: [bot] }],
  ['a person who leaves', { type: 'conversationUpdate', membersRemoved: [user] }],
  ['a new topic', { type: 'conversationUpdate', topicName: 'Mail' }],
  ['an update of nothing', { type: 'conversationUpdate', membersAdded: [], membersRemoved: [] }],
  ['an installation', { type: 'installationUpdate', action: 'add' }],
  ['a contact that is added', { type: 'contactRelationUpdate', action: 'add' }],
  ['a contact that is removed', { type: 'contactRelationUpdate', action: 'remove' }],
  ['typing', { type: 'typing' }],
  ['a ping', { type: 'ping' }],
  ['an event', { type: 'event', name: 'anything', value: { a: 1 } }],
  ['a trace', { type: 'trace', name: 'anything' }],
  ['the end', { type: 'endOfConversation', code: 'completedSuccessfully' }],
]

describe('what the Emulator sends besides messages', () => {
  it.each(KINDS)('is acknowledged, changes nothing and loses nothing: %s', async (_, given) => {
    await send({ type: 'conversationUpdate', membersAdded: [user], from: user })
    await until('the greeting', () => heard().length === 1)
    await say('hi')
    const before = await kept()
    for (const _again of [1, 2]) expect((await send({ text: undefined, from: user, ...given })).status).toBe(200)
    const after = await kept()
    expect(after.state).toEqual(before.state)
    expect(after.said.activities.slice(0, before.said.activities.length)).toEqual(before.said.activities)

    await say('still there')
    // Nothing but this reply was sent meanwhile, and it counts on from where it was.
    expect(heard().map(({ body }) => body.text)).toEqual([
      expect.any(String),
      '2: hi, 0 files',
      '3: still there, 0 files',
    ])
  })

  it('comes from everywhere at once, and the message among it is answered once', async () => {
    const statuses = await Promise.all([
      ...KINDS.filter(([, given]) => !JSON.stringify(given).includes('membersAdded')).map(([, given]) => send(given)),
      send({ text: 'hi' }),
    ])
    expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([200]))
    await until('the reply', () => heard().length > 0)
    await say('and on')
    expect(heard().map(({ body }) => body.text)).toEqual(['1: hi, 0 files', '2: and on, 0 files'])
  })
})

describe('that somebody’s data is to be deleted', () => {
  const group = () => ({ conversation: { id, isGroup: true } })
  const keptOf = async (user: string) => {
    const name = conversationOf({ channelId: 'emulator', conversation: { id, isGroup: true }, from: { id: user } })
    const { saved } = await store.look(name, 'none')
    return { dialog: saved?.state?.dialog, said: (await store.transcript(name, 0, 100)).activities }
  }

  it('is done: nothing is left of what they said and of what is known, nobody else’s is touched', async () => {
    for (const [index, user] of ['ann', 'bob'].entries()) {
      await send({ text: 'hi', from: { id: user }, ...group() })
      await until('the reply', () => heard().length > index)
    }
    const before = heard().length
    for (const _again of [1, 2])
      expect(
        (await send({ type: 'deleteUserData', id: 'd', text: undefined, from: { id: 'ann' }, ...group() })).status,
      ).toBe(200)
    expect(await keptOf('ann')).toEqual({ dialog: undefined, said: [] })
    expect(await keptOf('bob')).toMatchObject({ dialog: { turns: 1 } })
    expect(heard()).toHaveLength(before)
    await send({ text: 'hello again', from: { id: 'ann' }, ...group() })
    await until('the reply', () => heard().length > before)
    expect(heard().at(-1)?.body.text).toBe('1: hello again, 0 files')
  })
})

describe('a conversation whose id has a "|"', () => {
  it('gets its replies under that id, as answers to its messages', async () => {
    const message = `a|b/${id}`
    expect((await send({ text: 'ask', id: message })).status).toBe(200)
    await until('two replies', () => heard().length === 2)
    for (const { method, path, body } of heard()) {
      expect([method, path]).toEqual([
        'POST',
        `/v3/conversations/${encodeURIComponent(id)}/activities/${encodeURIComponent(message)}`,
      ])
      expect(body).toMatchObject({ conversation: { id }, replyToId: message })
    }
  })

  it('is another one than those whose ids are alike', async () => {
    const alike = [
      id,
      id.replace('|', '%7C'),
      id.replace('|', '%7c'),
      id.replace('|', '/'),
      id.split('|')[0] ?? '',
      `${id}|`,
    ]
    for (const one of alike) {
      id = one
      await say('hi')
      expect([one, heard()[0]?.body.text]).toEqual([one, '1: hi, 0 files'])
    }
  })
})
