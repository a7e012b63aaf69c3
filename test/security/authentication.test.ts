import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { App } from '../../bot/app.ts'
import { createAuthentication } from '../../bot/channels/sdk/channel.ts'
import { believedIssuers } from '../../bot/channels/sdk/connector.ts'
import type { Conversation } from '../../bot/replying/conversation.ts'
import type { Credentials } from '../../bot/settings.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import { activity, post, startBot, type Turns } from '../bot/running-bot.ts'
import {
  APP_ID,
  authenticationWith,
  FOREIGN_TENANT as FOREIGN,
  FORGED,
  PASSWORD,
  serviceUrl,
  startKeyServer,
  tenantToken,
  token,
} from './channel-tokens.ts'

const credentials: Credentials = { type: 'MultiTenant', appId: APP_ID, password: PASSWORD }
const HOME = '3b9f5a52-2a0c-4a52-8d0e-6a9e9f0c1d11'

let keys: Awaited<ReturnType<typeof startKeyServer>>
let app: App
let ofOneTenant: App
const store = createMemoryStore<Conversation<Turns>>()
const saved = vi.spyOn(store, 'keep')
beforeAll(async () => {
  keys = await startKeyServer()
  const authentication = authenticationWith(keys.metadata)
  app = await startBot({ settings: { anonymous: false, credentials }, authentication, store })
  ofOneTenant = await startBot({ settings: { anonymous: false, credentials, tenants: [HOME] }, authentication, store })
})
afterAll(async () => {
  await app.close()
  await ofOneTenant.close()
  keys.close()
})
// The SDK writes every forged token to the console.
beforeEach(() => {
  saved.mockClear()
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => vi.mocked(console.error).mockRestore())

const send = (authorization: string | undefined, given: object = {}, to = app) =>
  post(to, activity({ channelId: 'msteams', serviceUrl, ...given }), authorization ? { authorization } : {})

describe('with app credentials', () => {
  it('a token of the channel is believed', async () => {
    const response = await send(`Bearer ${token()}`)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ activities: [{ type: 'message' }] })
    expect(saved).toHaveBeenCalledTimes(1)
  })

  it.each(FORGED)('%s is answered 401, and no turn is taken', async (_name, authorization) => {
    const response = await send(authorization())
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ error: { code: 'Unauthorized' } })
    expect(saved).not.toHaveBeenCalled()
  })

  it('a forged token is answered 401 on every channel name and for every kind of activity', async () => {
    const [, forged] = FORGED.find(([name]) => name === 'a token signed by a stranger') ?? []
    for (const channelId of ['emulator', 'directline', '__proto__', 'x'])
      for (const type of ['message', 'invoke', 'conversationUpdate', 'event', 'x'])
        expect([channelId, type, (await send(forged?.(), { channelId, type })).status]).toEqual([channelId, type, 401])
    expect(saved).not.toHaveBeenCalled()
  })

  it('tokens of made-up tenants leave nothing behind in the SDK, which would believe them from then on', async () => {
    const before = [...believedIssuers()]
    for (let i = 0; i < 20; i++) await send(`Bearer ${tenantToken(`tenant-${i}`)}`)
    await send(`Bearer ${token({ tid: FOREIGN })}`)
    expect(believedIssuers()).toEqual(before)
  })

  it('the Emulator is believed in the bot’s own tenant, and in no other', async () => {
    const own: Credentials = { type: 'SingleTenant', appId: APP_ID, password: PASSWORD, tenantId: HOME }
    const single = await startBot({
      settings: { anonymous: false, credentials: own },
      authentication: authenticationWith(keys.metadata),
    })
    const status = async (tenant: string) =>
      (await send(`Bearer ${tenantToken(tenant)}`, { channelId: 'emulator' }, single)).status
    expect([await status(FOREIGN), await status(HOME)]).toEqual([401, 200])
    await single.close()
  })

  it('nobody is believed while the keys cannot be fetched, and the channel is asked to come again', async () => {
    const settings = { anonymous: false, credentials }
    const cut = await startBot({ settings, authentication: authenticationWith() })
    const response = await send(`Bearer ${token()}`, {}, cut)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '10'])
    await cut.close()
  })

  it('a serviceUrl that is missing, unencrypted or no web address is refused before the token is looked at', async () => {
    for (const [url, code] of [
      [undefined, 'BadActivity'],
      ['', 'BadActivity'],
      ['ftp://smba.example/', 'BadActivity'],
      ['javascript:alert(1)', 'BadActivity'],
      ['http://smba.example/teams/', 'InsecureServiceUrl'],
      ['http://169.254.169.254/latest/meta-data', 'InsecureServiceUrl'],
      ['http://localhost.evil.example/', 'InsecureServiceUrl'],
    ]) {
      const response = await send(`Bearer ${token({ serviceurl: url })}`, { serviceUrl: url })
      expect([url, response.status, await response.json()]).toMatchObject([url, 400, { error: { code } }])
    }
    expect(saved).not.toHaveBeenCalled()
  })

  it('a serviceUrl on this machine may be unencrypted: that is how channels are played', async () => {
    const local = 'http://localhost:56150/_connector'
    expect((await send(`Bearer ${token({ serviceurl: local })}`, { serviceUrl: local })).status).toBe(200)
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

describe('a bot that serves one tenant', () => {
  const said = async (given: object) => {
    const response = await send(`Bearer ${token()}`, given, ofOneTenant)
    return [response.status, ((await response.json()) as { error?: { code: string } }).error?.code]
  }
  const inConversation = (tenantId: unknown, given: object = {}) => ({
    conversation: { id: 'conversation', tenantId },
    ...given,
  })

  it.each([
    ['named by the conversation', inConversation(HOME)],
    ['named in capitals', inConversation(HOME.toUpperCase())],
    ['named by Teams’ own data', { channelData: { tenant: { id: HOME } } }],
    ['named by both', inConversation(HOME, { channelData: { tenant: { id: HOME } } })],
  ])('answers in Teams where it is %s', async (_name, given) => {
    expect(await said(given)).toEqual([200, undefined])
    expect(saved).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['that is another', inConversation(FOREIGN)],
    ['that is another by Teams’ own data', { channelData: { tenant: { id: FOREIGN } } }],
    ['that is another by one of both', inConversation(HOME, { channelData: { tenant: { id: FOREIGN } } })],
    ['that is not named', {}],
    ['that is named by nothing', inConversation('', { channelData: { tenant: null } })],
    ['that is no text', { channelData: { tenant: { id: [HOME] } } }],
    ['of data that is none', { channelData: 'x' }],
    ['on a channel that only writes like Teams', inConversation(FOREIGN, { channelId: 'MSTeams' })],
    ['that invokes something', inConversation(FOREIGN, { type: 'invoke' })],
    ['that installs the bot', inConversation(FOREIGN, { type: 'conversationUpdate', membersAdded: [{ id: 'bot' }] })],
  ])('refuses a tenant %s with 403, and takes no turn', async (_name, given) => {
    expect(await said(given)).toEqual([403, 'ForeignTenant'])
    expect(saved).not.toHaveBeenCalled()
  })

  it('answers on other channels, which have no tenants', async () => {
    expect(await said({ channelId: 'webchat', channelData: { tenant: { id: FOREIGN } } })).toEqual([200, undefined])
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
