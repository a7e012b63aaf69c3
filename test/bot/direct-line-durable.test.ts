import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Conversation } from '../../bot/replying/conversation.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import { type Store, StoreAwayError } from '../../bot/storage/store.ts'
import { PLACES, type Place } from '../storage/places.ts'
import { type Client, connect, until } from './direct-line-client.ts'
import { type EchoServer, firstFrame, type Grant, type Said, startEcho } from './echo-server.ts'

/** One store as two processes have it, where there can be two. */
let stores: readonly Store<Conversation<Said>>[] = []
let bots: EchoServer[] = []
let clients: Client[] = []

const openStores = async ({ open, shared }: Place): Promise<void> => {
  const one = await open<Conversation<Said>>()
  stores = [one, shared ? await open<Conversation<Said>>() : one]
}
/** Each server is in the other process than the one before. */
const start = async (parts: Parameters<typeof startEcho>[1] = {}, limits: Parameters<typeof startEcho>[0] = {}) => {
  const store = stores[bots.length % 2] as Store<Conversation<Said>>
  const bot = await startEcho(limits, { store, ...parts })
  bots.push(bot)
  return bot
}
const listen = (bot: EchoServer, options: Parameters<typeof connect>[1]): Client => {
  const client = connect(bot.url, options)
  clients.push(client)
  return client
}
const say = (text: string, clientActivityID?: unknown) => ({ type: 'message', text, channelData: { clientActivityID } })
const idOf = async (answer: Response | Promise<Response>): Promise<unknown> =>
  ((await (await answer).json()) as { id: unknown }).id

afterEach(async () => {
  for (const { directLine } of clients) directLine.end()
  for (const bot of bots) await bot.close()
  clients = []
  bots = []
})

describe.each(PLACES)('on %s', (_name, make) => {
  let place: Place | undefined
  beforeAll(async () => {
    place = await make()
    if (place) await openStores(place)
  })
  beforeEach(({ skip }) => {
    if (!place) skip('there is no such server here')
  })
  afterAll(async () => {
    for (const store of new Set(stores)) await store.close()
    await place?.remove()
  })

  describe('an activity that is sent again', () => {
    test('is the same one, also at another server of the same store', async () => {
      const [one, two] = [await start(), await start()]
      const grant = await one.begin()
      const sent = say('count', 'c1')
      const ids = await Promise.all([one, two, one, two].map(bot => idOf(bot.send(grant, sent))))
      expect(new Set(ids)).toEqual(new Set([expect.any(String)]))
      expect((await two.texts(grant)).slice(1)).toEqual(['count', '2 turns'])
      expect((await one.activities(grant)).activities[1]).toMatchObject({ id: ids[0] })
    })

    test('is known again after a restart', async () => {
      const before = await start()
      const grant = await before.begin()
      const id = await idOf(before.send(grant, say('count', 'c1')))
      await before.close()
      const after = await start()
      expect(await idOf(after.send(grant, say('count', 'c1')))).toBe(id)
      expect((await after.texts(grant)).slice(1)).toEqual(['count', '2 turns'])
    })

    test('is another one in another conversation, and under another or no name', async () => {
      const bot = await start()
      const [mine, theirs] = [await bot.begin(), await bot.begin()]
      const names = [undefined, undefined, null, '', 7, { a: 1 }, 'c', 'd', 'x'.repeat(200), 'x'.repeat(201)]
      const ids = [await idOf(bot.send(theirs, say('hi', 'c')))]
      for (const name of names) ids.push(await idOf(bot.send(mine, say('hi', name))))
      expect(new Set(ids).size).toBe(names.length + 1)
      expect(await idOf(bot.send(mine, say('hi', 'x'.repeat(201))))).not.toBe(ids.at(-1))
    })

    test('after it failed is a new attempt', async () => {
      let away = true
      const store = stores[0] as Store<Conversation<Said>>
      const keep: typeof store.keep = turn =>
        away && turn.heard ? Promise.reject(new StoreAwayError('full')) : kept(turn)
      const kept = store.keep
      const bot = await start({ store: { ...store, keep } })
      const grant = await bot.begin()
      const refused = await bot.send(grant, say('count', 'c1'))
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2'])
      expect(await bot.texts(grant)).toHaveLength(1)
      away = false
      expect((await bot.send(grant, say('count', 'c1'))).status).toBe(200)
      expect((await bot.texts(grant)).slice(1)).toEqual(['count', '2 turns'])
    })
  })

  describe('a conversation', () => {
    test('is begun once: greeted once, 201 and then 200', async () => {
      const bot = await start()
      const { token, conversationId } = await bot.generate()
      const begin = () => bot.call('POST', '/conversations', { token, body: {} })
      expect([(await begin()).status, (await begin()).status, (await begin()).status]).toEqual([201, 200, 200])
      // The id goes on by chance, and Markdown escapes its underscore before some characters.
      const greetings = (await bot.texts({ token, conversationId, streamUrl: '' })).map(text =>
        String(text).replaceAll('\\_', '_'),
      )
      expect(greetings).toEqual([expect.stringMatching(/^welcome dl_/)])
    })

    test('that was not begun is not there', async () => {
      const store = stores[0] as Store<Conversation<Said>>
      const bot = await start({ store })
      const grant = await bot.generate()
      expect((await bot.send(grant, say('hi'))).status).toBe(404)
      expect(await store.knows(`webchat|${grant.conversationId}`)).toBe(false)
    })

    test('stands in the store under the name that its turns have', async () => {
      const store = stores[0] as Store<Conversation<Said>>
      const bot = await start({ store })
      const { conversationId } = await bot.begin()
      expect((await store.transcript(`webchat|${conversationId}`, 0, 9)).activities).toHaveLength(1)
    })

    test('goes on after a restart, with what was said, and watermarks only grow', async () => {
      const before = await start()
      const grant = await before.begin()
      await before.send(grant, say('one'))
      const { watermark } = await before.activities(grant)
      await before.close()
      const after = await start()
      expect((await after.texts(grant)).slice(1)).toEqual(['one', 'you said one with 0 files'])
      await after.send(grant, say('count'))
      expect(await after.texts(grant, watermark)).toEqual(['count', '3 turns'])
      expect((await after.activities(grant)).watermark).toBe('5')
    })

    test('that was forgotten shows the reply that says so, and then may vanish', async () => {
      const bot = await start()
      const grant = await bot.begin()
      await bot.send(grant, say('secret'))
      const { watermark } = await bot.activities(grant)
      await bot.send(grant, say('forget'))
      expect((await bot.texts(grant)).join()).not.toContain('secret')
      expect(await bot.texts(grant, watermark)).toEqual(['you said forget with 0 files'])
    })
  })

  describe('two servers of one store', () => {
    test('show what the other takes', async () => {
      const [one, two] = [await start(), await start()]
      const grant = await one.generate()
      const here = listen(one, { token: grant.token })
      await until('the greeting', () => here.said().length === 1)
      const there = listen(two, { token: grant.token, conversationId: grant.conversationId })
      await until('the greeting at the other', () => there.said().length === 1)
      await here.send({ text: 'hi' })
      await there.send({ text: 'count' })
      await until('all', () => here.said().length === 5 && there.said().length === 5)
      expect(here.said()).toEqual(there.said())
      expect(here.said().slice(1)).toEqual(['hi', 'you said hi with 0 files', 'count', '3 turns'])
    })

    test('go on with each other’s conversations and streams', async () => {
      const [one, two] = [await start(), await start()]
      const { streamUrl } = await one.begin()
      expect((await firstFrame(streamUrl.replace(String(one.port), String(two.port)))).activities).toHaveLength(1)
    })
  })

  describe('Microsoft’s own client', () => {
    test('goes on by itself after a restart, and misses nothing', async () => {
      const before = await start()
      const { token } = await before.generate()
      const client = listen(before, { token, timeout: 100 })
      await until('the greeting', () => client.said().length === 1)
      await client.send({ text: 'one' })
      await until('the answer', () => client.said().length === 3)
      await before.close()
      expect(await client.send({ text: 'lost', channelData: { clientActivityID: 'c1' } })).toBe('retry')
      await start({ port: before.port })
      await client.send({ text: 'lost', channelData: { clientActivityID: 'c1' } })
      await until('the second answer', () => client.said().length === 5)
      expect(client.said().slice(3)).toEqual(['lost', 'you said lost with 0 files'])
    })
  })
})

describe('in memory', () => {
  beforeEach(() => {
    const store = createMemoryStore<Conversation<Said>>()
    stores = [store, store]
  })

  describe('before the bot is ready', () => {
    test('turns wait, and are refused when it takes too long', async () => {
      let ready = () => {}
      const waiting = new Promise<void>(resolve => {
        ready = resolve
      })
      const bot = await start(
        {
          around:
            inner =>
            async (...given) =>
              waiting.then(() => inner(...given)),
        },
        { patience: 50 },
      )
      const { token } = await bot.generate()
      const begin = () => bot.call('POST', '/conversations', { token, body: {} })
      const refused = await begin()
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2'])
      ready()
      const begun = await begin()
      expect(begun.ok).toBe(true)
      expect(await bot.texts((await begun.json()) as Grant)).toHaveLength(1)
    })
  })

  describe('while the store is away', () => {
    test('everything is refused with 503 and works again afterwards', async () => {
      let away = false
      const store = stores[0] as Store<Conversation<Said>>
      const gone =
        <A extends unknown[], R>(method: (...given: A) => Promise<R>) =>
        async (...given: A): Promise<R> => {
          if (away) throw new StoreAwayError('hung')
          return method(...given)
        }
      const { look, knows, transcript } = store
      const bot = await start({
        store: { ...store, look: gone(look), knows: gone(knows), transcript: gone(transcript) },
      })
      const grant = await bot.begin()
      const path = `/conversations/${grant.conversationId}`
      const ask = async () => [
        (await bot.call('GET', path, { token: grant.token })).status,
        (await bot.call('GET', `${path}/activities`, { token: grant.token })).status,
        (await bot.send(grant, say('hi', 'c1'))).status,
        (await bot.call('POST', '/tokens/refresh', { token: grant.token })).status,
        (await bot.call('POST', '/conversations', { token: grant.token, body: {} })).status,
      ]
      away = true
      expect(await ask()).toEqual([503, 503, 503, 503, 503])
      await expect(firstFrame(grant.streamUrl)).rejects.toThrow('HTTP 503')
      away = false
      expect(await ask()).toEqual([200, 200, 200, 200, 200])
    })
  })

  describe('streams', () => {
    test('are limited', async () => {
      const bot = await start({}, { sockets: 1 })
      const [mine, theirs] = [await bot.begin(), await bot.begin()]
      const client = listen(bot, { token: mine.token, conversationId: mine.conversationId })
      await until('the greeting', () => client.said().length === 1)
      await expect(firstFrame(theirs.streamUrl)).rejects.toThrow('HTTP 503')
    })
  })
})
