import { SignJWT } from 'jose'
import { afterEach, describe, expect, it } from 'vitest'
import type { App } from '../../../bot/app.ts'
import { readSettings } from '../../../bot/settings.ts'
import { createMemoryStore } from '../../../bot/storage/memory-store.ts'
import { startBot } from '../running-bot.ts'

const PUBLIC = 'https://support.example.org'
const SECRET = 'a secret that both sides know, and nobody else does'

let app: App
afterEach(() => app.close())

const start = async (env: Record<string, string> = { WEB_CHAT_SECRET: SECRET }, store = createMemoryStore<never>()) => {
  const { webChat, anonymous } = readSettings({ WEB_CHAT: 'on', PUBLIC_URL: PUBLIC, ...env }, [], () => true)
  app = await startBot({ settings: { webChat, anonymous }, store })
}

const signed = (sub: string, secret = SECRET) =>
  new SignJWT({ sub })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(PUBLIC)
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret))

const ask = (path: string, method: string, token?: string, body?: object) =>
  fetch(`http://127.0.0.1:${app.port}/v3/directline${path}`, {
    method,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    ...(body && { body: JSON.stringify(body) }),
  })

interface Granted {
  readonly conversationId: string
  readonly token: string
  readonly about: string
  readonly at: string
}

/** As a machine does that has nothing of an earlier visit. */
const visit = async (sub: string, ...words: readonly string[]): Promise<Granted> => {
  const granted = (await (await ask('/tokens/generate', 'POST', await signed(sub))).json()) as Granted
  await ask('/conversations', 'POST', granted.token, {})
  for (const text of words) await say(granted, text)
  return granted
}
const say = ({ conversationId, token }: Granted, text: string) =>
  ask(`/conversations/${conversationId}/activities`, 'POST', token, { type: 'message', text })
const listOf = async (sub: string): Promise<readonly Granted[]> => {
  const answer = await ask('/conversations', 'GET', await signed(sub))
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { conversations: readonly Granted[] }).conversations
}
const textsIn = async ({ conversationId, token }: Granted): Promise<string> =>
  (await ask(`/conversations/${conversationId}/activities`, 'GET', token)).text()

describe('the earlier conversations of who is signed in', () => {
  it('are found from another machine, the newest first, by what was said first; those without a word are not', async () => {
    await start()
    const first = await visit('ann', 'mail  is\nlate', 'more')
    await visit('ann')
    const second = await visit('ann', 'x'.repeat(500))
    const list = await listOf('ann')
    expect(list.map(({ conversationId, about }) => [conversationId, about])).toEqual([
      [second.conversationId, 'x'.repeat(120)],
      [first.conversationId, 'mail is late'],
    ])
    expect(new Date(list[0]?.at ?? '').getTime()).toBeGreaterThan(Date.now() - 60_000)
    const again = list[1] as Granted
    expect(await textsIn(again)).toContain('mail  is\\nlate')
    expect((await say(again, 'I am back')).status).toBe(200)
    expect((await listOf('ann'))[0]?.conversationId).toBe(first.conversationId)
  })

  it('are never those of somebody else, and their tokens open no other', async () => {
    await start()
    const mine = await visit('ann', 'mail is late')
    const theirs = await visit('bob', 'no mail at all')
    for (const sub of ['bob', 'Ann', 'ann ', 'dl_ann', 'eve', '%', '*', "' OR 1=1 --"])
      expect([sub, JSON.stringify(await listOf(sub)).includes('late')]).toEqual([sub, false])
    const [listed] = await listOf('bob')
    expect(listed?.conversationId).toBe(theirs.conversationId)
    const foreign = { ...(listed as Granted), conversationId: mine.conversationId }
    expect((await say(foreign, 'let me in')).status).toBe(403)
    expect(await textsIn(foreign)).not.toContain('late')
  })

  it('are given for the token of the site alone, not for one of the chat, a forged one or none', async () => {
    await start()
    const mine = await visit('ann', 'mail is late')
    for (const token of [undefined, mine.token, await signed('ann', SECRET.toUpperCase()), 'a.b.c']) {
      const answer = await ask('/conversations', 'GET', token)
      expect(answer.status).toBe(401)
      expect(await answer.text()).toContain('Sign in on the page')
    }
  })

  it('are gone when they are deleted', async () => {
    const store = createMemoryStore<never>()
    await start(undefined, store)
    await visit('ann', 'mail is late')
    await store.forget({ person: 'dl_ann' })
    expect(await listOf('ann')).toEqual([])
  })

  it('are at most eight', async () => {
    await start()
    for (let i = 0; i < 10; i++) await visit('ann', `problem ${i}`)
    expect((await listOf('ann')).map(({ about }) => about)).toEqual([9, 8, 7, 6, 5, 4, 3, 2].map(i => `problem ${i}`))
  })
})

it('who is anonymous has no list, though it is asked for with a token of the chat', async () => {
  await start({})
  const { token } = (await (await ask('/tokens/generate', 'POST')).json()) as Granted
  expect((await ask('/conversations', 'GET', token)).status).toBe(405)
  expect((await ask('/conversations', 'GET', await signed('ann'))).status).toBe(405)
})
