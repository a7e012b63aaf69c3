import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { Conversation } from '../../bot/direct-line/conversation.ts'
import { DEFAULT_LIMITS } from '../../bot/direct-line/limits.ts'
import { createMemoryTranscripts } from '../../bot/direct-line/memory-transcripts.ts'
import type { Transcripts } from '../../bot/direct-line/transcripts.ts'
import { Refusal } from '../../bot/http/refusal.ts'
import { type EchoServer, firstFrame, startEcho } from './echo-server.ts'

let bots: EchoServer[] = []
const start = async (...given: Parameters<typeof startEcho>): Promise<EchoServer> => {
  const bot = await startEcho(...given)
  bots.push(bot)
  return bot
}
afterEach(async () => {
  for (const bot of bots) await bot.close()
  bots = []
})

describe('the token key', () => {
  test('makes tokens of an earlier start good, and another key does not', async () => {
    const tokenKey = randomBytes(32)
    const { token } = await (await start({}, { tokenKey })).generate()
    const begin = async (bot: EchoServer) => (await bot.call('POST', '/conversations', { token, body: {} })).status
    expect(await begin(await start({}, { tokenKey }))).toBe(201)
    expect(await begin(await start({}, { tokenKey: randomBytes(32) }))).toBe(401)
  })
})

describe('who may call', () => {
  test('is decided before any token is looked at, for requests and for streams', async () => {
    let open = true
    const admit = async () => {
      await wait(1)
      if (!open) throw new Refusal(403, 'Forbidden', 'Closed today.')
    }
    const bot = await start({}, { admit })
    const { streamUrl } = await bot.begin()
    open = false
    expect((await bot.call('POST', '/tokens/generate')).status).toBe(403)
    await expect(firstFrame(streamUrl)).rejects.toThrow('HTTP 403')
    open = true
    expect((await firstFrame(streamUrl)).activities).toHaveLength(1)
  })
})

describe('the transcripts', () => {
  test('that are kept elsewhere are shown after a restart', async () => {
    const [tokenKey, transcripts] = [randomBytes(32), createMemoryTranscripts(DEFAULT_LIMITS)]
    const before = await start({}, { tokenKey, transcripts })
    const grant = await before.begin()
    await before.send(grant, { type: 'message', text: 'one' })
    await before.close()
    bots = []
    const after = await start({}, { tokenKey, transcripts })
    await after.call('POST', '/conversations', { token: grant.token, body: {} })
    expect((await after.texts(grant)).slice(1, 3)).toEqual(['one', 'you said one with 0 files'])
  })

  test('that cannot be written refuse the message, and the bot is not asked', async () => {
    const kept = createMemoryTranscripts(DEFAULT_LIMITS)
    const transcripts: Transcripts = {
      ...kept,
      append: (id, activity) =>
        activity.includes('lost') ? Promise.reject(new Error('disk full')) : kept.append(id, activity),
    }
    const bot = await start({}, { transcripts })
    const grant = await bot.begin()
    expect((await bot.send(grant, { type: 'message', text: 'lost' })).status).toBe(500)
    expect((await bot.send(grant, { type: 'message', text: 'found' })).status).toBe(200)
    expect((await bot.texts(grant)).slice(1)).toEqual(['found', 'you said found with 0 files'])
    expect(bot.received.map(({ text }) => text)).toEqual([undefined, 'found'])
    expect(bot.errors).toEqual([expect.stringContaining('disk full')])
  })

  test('may be slow: a listener gets everything once, in order', async () => {
    const kept = createMemoryTranscripts(DEFAULT_LIMITS)
    const transcripts: Transcripts = {
      ...kept,
      append: async (...given) => wait(Math.random() * 3).then(() => kept.append(...given)),
      after: async (...given) => {
        const said = await kept.after(...given)
        await wait(3)
        return said
      },
    }
    const conversation = new Conversation('c', 'u', { transcripts, limits: DEFAULT_LIMITS, now: () => 0 })
    const heard: number[] = []
    const listener = {
      send: (frame: string) => void heard.push(...JSON.parse(frame).activities.map(({ n }: { n: number }) => n)),
      close() {},
    }
    const said = Array.from({ length: 20 }, async (_, n) => {
      if (n === 10) conversation.listen(listener, 5)
      await conversation.append({ n })
    })
    await Promise.all(said)
    expect(heard).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19])
  })

  test('that cannot be read close the stream, so that the client comes back', async () => {
    const transcripts = { ...createMemoryTranscripts(DEFAULT_LIMITS), after: () => Promise.reject(new Error('gone')) }
    const conversation = new Conversation('c', 'u', { transcripts, limits: DEFAULT_LIMITS, now: () => 0 })
    const closed = new Promise<void>(resolve => {
      conversation.listen({ send() {}, close: resolve }, 0)
    })
    await closed
    expect(conversation.listeners).toBe(0)
  })
})
