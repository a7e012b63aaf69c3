import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../../bot/app.ts'
import type { WebChat } from '../../../bot/web/settings.ts'
import { startBot } from '../running-bot.ts'

const AUDIENCE = 'https://support.example.org'
const SECRET = 'a secret that both sides know, and nobody else does'
const encode = (secret: string) => new TextEncoder().encode(secret)

let app: App | undefined
afterEach(() => app?.close())

const start = async (keys: NonNullable<WebChat['signIn']>['keys']): Promise<void> => {
  const webChat = { publicUrl: AUDIENCE, origins: [], signIn: { keys, audience: AUDIENCE } }
  app = await startBot({ settings: { anonymous: false, webChat } })
}

interface Answer {
  readonly status: number
  readonly user?: string
  readonly message?: string
}

const generate = async (token?: string): Promise<Answer> => {
  const response = await fetch(`http://127.0.0.1:${app?.port}/v3/directline/tokens/generate`, {
    method: 'POST',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  })
  const body = (await response.json()) as { token?: string; error?: { message: string } }
  const claims = body.token ? JSON.parse(Buffer.from(body.token.split('.')[1] ?? '', 'base64url').toString()) : {}
  return { status: response.status, user: claims.user, message: body.error?.message ?? '' }
}

const inMinutes = (minutes: number) => Math.floor(Date.now() / 1000) + minutes * 60
const claims = (given: JWTPayload = {}): JWTPayload => ({ sub: 'ann', aud: AUDIENCE, exp: inMinutes(5), ...given })
const signed = (payload: JWTPayload, key: CryptoKey | Uint8Array = encode(SECRET), alg = 'HS256', kid?: string) =>
  new SignJWT(payload).setProtectedHeader(kid ? { alg, kid } : { alg }).sign(key)

describe('who was signed in by the site around the chat', () => {
  it('is let in under the name that the site gives, the same each time', async () => {
    await start({ secret: SECRET })
    const ann = await generate(await signed(claims()))
    expect(ann).toMatchObject({ status: 200, user: 'dl_ann' })
    expect(await generate(await signed(claims({ sub: 'bob' })))).toMatchObject({ user: 'dl_bob' })
    expect(await generate(await signed(claims({ aud: ['other', AUDIENCE] })))).toMatchObject({ status: 200 })
  })

  it('is asked for a token', async () => {
    await start({ secret: SECRET })
    for (const token of [undefined, 'x'.repeat(9000)])
      expect(await generate(token)).toMatchObject({ status: 401, message: expect.stringContaining('carries no token') })
  })

  it('is refused with a sentence where the token is forged, unsigned, old, foreign or says too little', async () => {
    await start({ secret: SECRET })
    const good = await signed(claims())
    const [head, , signature] = good.split('.')
    const other = Buffer.from(JSON.stringify(claims({ sub: 'root' }))).toString('base64url')
    const bare = (name: keyof JWTPayload) =>
      signed(Object.fromEntries(Object.entries(claims()).filter(([key]) => key !== name)))
    const cases: readonly (readonly [string, string, string])[] = [
      ['another secret', await signed(claims(), encode(SECRET.toUpperCase())), 'not signed by the site'],
      ['altered', `${head}.${other}.${signature}`, 'not signed by the site'],
      ['alg none', new UnsecuredJWT(claims()).encode(), 'Sign in on the page'],
      ['no signature', good.split('.').slice(0, 2).join('.'), 'Sign in on the page'],
      ['rubbish', 'a.b.c', 'Sign in on the page'],
      ['expired', await signed(claims({ exp: inMinutes(-2) })), 'has expired'],
      ['not yet good', await signed(claims({ nbf: inMinutes(5) })), 'not good yet'],
      ['another audience', await signed(claims({ aud: 'https://other.example.org' })), 'another service'],
      ['no audience', await bare('aud'), 'another service'],
      ['without end', await bare('exp'), '"exp"'],
      ['of nobody', await bare('sub'), '"sub"'],
      ['of an empty name', await signed(claims({ sub: '' })), '"sub"'],
      ['of an endless name', await signed(claims({ sub: 'x'.repeat(256) })), '"sub"'],
    ]
    for (const [name, token, sentence] of cases)
      expect([name, await generate(token)]).toEqual([
        name,
        { status: 401, user: undefined, message: expect.stringContaining(sentence) },
      ])
  })

  it('cannot sign in with a token of the chat itself', async () => {
    await start({ secret: SECRET })
    const response = await fetch(`http://127.0.0.1:${app?.port}/v3/directline/tokens/generate`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await signed(claims())}` },
    })
    const { token } = (await response.json()) as { token: string }
    expect((await generate(token)).status).toBe(401)
  })
})

describe('keys', () => {
  let server: Server
  let url = ''
  let answer: () => readonly [number, string]
  let privateKey: CryptoKey
  let keys: string
  let publicText: string

  beforeAll(async () => {
    const pair = await generateKeyPair('RS256', { extractable: true })
    privateKey = pair.privateKey
    const jwk = await exportJWK(pair.publicKey)
    publicText = JSON.stringify(jwk)
    keys = JSON.stringify({ keys: [{ ...jwk, kid: 'k1', alg: 'RS256', use: 'sig' }] })
    server = createServer((_request, response) => {
      const [status, body] = answer()
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(body)
    })
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve)
    })
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`
  })
  afterAll(() => server.close())

  const fileWith = (text: string): string => {
    const file = join(mkdtempSync(join(tmpdir(), 'advise-keys-')), 'keys.json')
    writeFileSync(file, text)
    return file
  }

  it('are read from a file', async () => {
    await start({ file: fileWith(keys) })
    expect(await generate(await signed(claims(), privateKey, 'RS256', 'k1'))).toMatchObject({
      status: 200,
      user: 'dl_ann',
    })
    const stranger = await generateKeyPair('RS256')
    for (const kid of ['k1', 'k2'])
      expect(await generate(await signed(claims(), stranger.privateKey, 'RS256', kid))).toMatchObject({ status: 401 })
  })

  it('that are public are never taken for a secret', async () => {
    await start({ file: fileWith(keys) })
    expect(await generate(await signed(claims(), encode(publicText), 'HS256', 'k1'))).toMatchObject({ status: 401 })
  })

  it('are fetched from an address; while it does not answer, nobody is refused for good', async () => {
    answer = () => [500, 'no']
    await start({ url })
    const token = await signed(claims(), privateKey, 'RS256', 'k1')
    expect(await generate(token)).toMatchObject({ status: 503, message: expect.stringContaining('Try again') })
    answer = () => [200, '{"keys": 7}']
    expect(await generate(token)).toMatchObject({ status: 503 })
    answer = () => [200, keys]
    expect(await generate(token)).toMatchObject({ status: 200 })
  })

  it('that are none stop the start', async () => {
    for (const text of ['no json', '{"keys": 7}'])
      await expect(start({ file: fileWith(text) })).rejects.toThrow('no JSON Web Key Set')
  })
})
