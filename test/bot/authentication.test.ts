import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { App } from '../../bot/app.ts'
import { createAuthentication } from '../../bot/channels/sdk/channel.ts'
import type { Credentials } from '../../bot/settings.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import { activity, post, startBot, type Turns } from './running-bot.ts'

const credentials: Credentials = { type: 'MultiTenant', appId: 'app-id', password: 'secret' }
const issuer = 'https://api.botframework.com'
const serviceUrl = 'https://smba.example/teams/'
const channel = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** The channel's public keys, served as Microsoft serves them. */
const keys = createServer((request, response) => {
  const jwk = { ...channel.publicKey.export({ format: 'jwk' }), kid: 'key', use: 'sig' }
  response.setHeader('content-type', 'application/json')
  response.end(
    JSON.stringify(request.url === '/openid' ? { issuer, jwks_uri: `${addressOf(keys)}/keys` } : { keys: [jwk] }),
  )
})
const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

/** The SDK's real checks, with our keys in place of Microsoft's. All of these go together: see its factory. */
const authenticationWith = (openIdMetadata: string) =>
  new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: credentials.appId,
    MicrosoftAppPassword: 'secret',
    ToBotFromChannelOpenIdMetadataUrl: openIdMetadata,
    ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadata,
    ToBotFromChannelTokenIssuer: issuer,
    ToChannelFromBotLoginUrl: 'http://127.0.0.1:1/login',
    ToChannelFromBotOAuthScope: issuer,
    OAuthUrl: 'http://127.0.0.1:1/oauth',
    CallerId: '',
    ValidateAuthority: false,
  })

let app: App
const store = createMemoryStore<Turns>()
const saved = vi.spyOn(store, 'keep')
beforeAll(async () => {
  await new Promise<void>(resolve => {
    keys.listen(0, '127.0.0.1', resolve)
  })
  const authentication = authenticationWith(`${addressOf(keys)}/openid`)
  app = await startBot({ settings: { anonymous: false, credentials }, authentication, store })
})
afterAll(async () => {
  await app.close()
  keys.close()
})
// The SDK writes every forged token to the console.
beforeEach(() => {
  saved.mockClear()
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => vi.mocked(console.error).mockRestore())

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
const now = () => Math.floor(Date.now() / 1000)
const claims = (changed: object = {}) => ({
  iss: issuer,
  aud: credentials.appId,
  serviceurl: serviceUrl,
  nbf: now() - 60,
  exp: now() + 3600,
  ...changed,
})
const sign = (payload: object, key: KeyObject = channel.privateKey, header: object = {}) => {
  const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid: 'key', ...header })}.${encode(payload)}`
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key).toString('base64url')}`
}
const send = (authorization: string | undefined, given: object = {}) =>
  post(app, activity({ channelId: 'msteams', serviceUrl, ...given }), authorization ? { authorization } : {})

const altered = () => {
  const [header, , signature] = sign(claims()).split('.')
  return `${header}.${encode(claims({ aud: credentials.appId, extra: true }))}.${signature}`
}
/** The old trick: the public key, which everybody has, as the secret of a symmetric signature. */
const symmetric = () => {
  const signed = `${encode({ alg: 'HS256', typ: 'JWT', kid: 'key' })}.${encode(claims())}`
  const secret = channel.publicKey.export({ format: 'pem', type: 'spki' })
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

describe('with app credentials', () => {
  it('a token of the channel is believed', async () => {
    const response = await send(`Bearer ${sign(claims())}`)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ activities: [{ type: 'message' }] })
    expect(saved).toHaveBeenCalledTimes(1)
  })

  const forged: [string, () => string | undefined][] = [
    ['no token', () => undefined],
    ['an empty token', () => 'Bearer '],
    ['something else than a token', () => 'Bearer abc'],
    ['three parts of nothing', () => 'Bearer a.b.c'],
    ['another scheme', () => `Basic ${sign(claims())}`],
    ['a token signed by a stranger', () => `Bearer ${sign(claims(), stranger.privateKey)}`],
    [
      'a token signed by nobody',
      () => `Bearer ${encode({ alg: 'none', typ: 'JWT', kid: 'key' })}.${encode(claims())}.`,
    ],
    ['a token signed with the public key', () => `Bearer ${symmetric()}`],
    ['an altered token', () => `Bearer ${altered()}`],
    ['an expired token', () => `Bearer ${sign(claims({ exp: now() - 3600 }))}`],
    ['a token for later', () => `Bearer ${sign(claims({ nbf: now() + 3600 }))}`],
    ['a token for another bot', () => `Bearer ${sign(claims({ aud: 'another' }))}`],
    ['a token of another issuer', () => `Bearer ${sign(claims({ iss: 'https://evil.example' }))}`],
    ['a token for another serviceUrl', () => `Bearer ${sign(claims({ serviceurl: 'https://evil.example' }))}`],
    ['a token with an unknown key', () => `Bearer ${sign(claims(), stranger.privateKey, { kid: 'other' })}`],
    ['a token without a key', () => `Bearer ${sign(claims(), channel.privateKey, { kid: undefined })}`],
  ]
  it.each(forged)('%s is answered 401, and no turn is taken', async (_name, authorization) => {
    const response = await send(authorization())
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ error: { code: 'Unauthorized' } })
    expect(saved).not.toHaveBeenCalled()
  })

  it('a forged token is answered 401 on every channel name', async () => {
    for (const channelId of ['emulator', 'directline', '__proto__', 'x'])
      expect((await send(`Bearer ${sign(claims(), stranger.privateKey)}`, { channelId })).status).toBe(401)
  })

  it('nobody is believed while the keys cannot be fetched, and the channel is asked to come again', async () => {
    const settings = { anonymous: false, credentials }
    const cut = await startBot({ settings, authentication: authenticationWith('http://127.0.0.1:1/openid') })
    const authorization = `Bearer ${sign(claims())}`
    const response = await post(cut, activity({ channelId: 'msteams', serviceUrl }), { authorization })
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '10'])
    await cut.close()
  })

  it('web chat is not served, and the start page says where it is', async () => {
    expect(await (await fetch(`${app.url}/`)).text()).toMatch(/npm start/)
    expect((await fetch(`${app.url}/v3/directline/tokens/generate`, { method: 'POST' })).status).toBe(404)
  })

  it('asked for anonymous use all the same, channels still prove who they are and web chat is served', async () => {
    const both = await startBot({
      settings: { anonymous: true, credentials },
      authentication: createAuthentication(credentials),
    })
    expect((await post(both, activity())).status).toBe(401)
    expect((await fetch(`${both.url}/v3/directline/tokens/generate`, { method: 'POST' })).status).toBe(200)
    await both.close()
  })
})

it.each<Credentials | undefined>([
  undefined,
  credentials,
  { type: 'SingleTenant', appId: 'id', password: 'secret', tenantId: 'tenant' },
  { type: 'UserAssignedMSI', appId: 'id', tenantId: 'tenant' },
])('the SDK accepts every kind of credentials that the settings allow: %o', given => {
  expect(() => createAuthentication(given)).not.toThrow()
})
