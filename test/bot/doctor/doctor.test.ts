import { describe, expect, test } from 'vitest'
import type { Answered, Asked } from '../../../bot/doctor/check.ts'
import { runDoctor } from '../../../bot/doctor/doctor.ts'
import type { Examined, World } from '../../../bot/doctor/examine.ts'
import { readSettings } from '../../../bot/settings.ts'

const GUID = '11111111-2222-3333-4444-555555555555'
const PASSWORD = 'canary-password'
const NOW = Date.parse('2026-11-29T12:00:00Z')

const registered = {
  MicrosoftAppId: GUID,
  MicrosoftAppPassword: PASSWORD,
  MicrosoftAppTenantId: GUID,
  PUBLIC_URL: 'https://bot.example.com',
}

const answer = (status: number, json?: unknown, headers: Readonly<Record<string, string>> = {}): Answered => ({
  status,
  json,
  header: name => headers[name],
})

/** What each address answers; whatever else is asked for cannot be reached. */
type Net = Readonly<Record<string, Answered | Error>>

const LOGIN = `https://login.microsoftonline.com/${GUID}/oauth2/v2.0/token`
const CLOCK = 'https://login.microsoftonline.com/'
const HEALTH = 'https://bot.example.com/health'
const MESSAGES = 'https://bot.example.com/api/messages'

const healthy: Net = {
  [LOGIN]: answer(200, { access_token: 'secret-token' }),
  [CLOCK]: answer(302, undefined, { date: new Date(NOW - 5000).toUTCString() }),
  [HEALTH]: answer(200, { status: 'ok', articles: 34 }),
}

interface Given extends Partial<Omit<World, 'env'>> {
  readonly env?: Readonly<Record<string, string>>
  readonly net?: Net
  readonly args?: readonly string[]
  readonly asked?: { readonly url: string; readonly request: Asked | undefined }[]
}

const worldOf = ({ env = registered, net = healthy, args = [], asked = [], ...rest }: Given): World => ({
  env,
  readSettings: () =>
    readSettings(
      env,
      args.filter(arg => arg !== '--json'),
      () => true,
    ),
  ask: async (url, request) => {
    asked.push({ url, request })
    const said = net[url] ?? Object.assign(new Error('fetch failed'), { cause: { code: 'ENOTFOUND' } })
    if (said instanceof Error) throw said
    return said
  },
  readArticles: async () => ({ articles: 34, errors: 0, warnings: 0 }),
  openStore: async () => ({ probe: async () => {}, outboxDepth: async () => 0, close: async () => {} }),
  freeBytes: async () => 50e9,
  pack: async () => 'packed',
  now: () => NOW,
  ...rest,
})

const doctor = async (given: Given = {}) => {
  const written: string[] = []
  const exit = await runDoctor([...(given.args ?? []), '--json'], worldOf(given), text => written.push(text))
  const { ok, checks } = JSON.parse(written.join('')) as { readonly ok: boolean; readonly checks: readonly Examined[] }
  const of = (name: string): Examined => {
    const found = checks.find(check => check.name === name)
    if (!found) throw new Error(`there is no check of ${name}`)
    return found
  }
  return { exit, ok, checks, of, text: written.join('') }
}

describe('the doctor', () => {
  test('has nothing to say against a bot where all is right', async () => {
    const env = { ...registered, WEB_CHAT: 'on', WEB_CHAT_ORIGINS: 'https://www.example.com' }
    const { exit, ok, checks } = await doctor({ env })
    expect(checks.map(({ name, status }) => `${name} ${status}`)).toEqual(
      ['settings', 'credentials', 'address', 'origins', 'manifest', 'knowledge', 'store', 'clock'].map(n => `${n} ok`),
    )
    expect([exit, ok]).toEqual([0, true])
  })

  test('asks nobody outside about a bot that serves this machine only', async () => {
    const asked: Given['asked'] = []
    const { exit, checks } = await doctor({ env: {}, args: ['--anonymous'], asked })
    expect(checks.filter(({ status }) => status === 'skipped').map(({ name }) => name)).toEqual([
      'credentials',
      'address',
      'origins',
      'manifest',
      'clock',
    ])
    expect([exit, asked]).toEqual([0, []])
  })

  test('tells all mistakes in the settings, and looks all the same at what does not need them', async () => {
    const { exit, of } = await doctor({ env: { PORT: 'x', LOG_LEVEL: 'y', PUBLIC_URL: registered.PUBLIC_URL } })
    expect(exit).toBe(1)
    expect(of('settings').says).toMatch(/PORT is "x"[\s\S]*LOG_LEVEL is "y"[\s\S]*No app credentials/)
    expect(of('store')).toMatchObject({ status: 'skipped', says: 'Put the settings right first.' })
    expect(of('address').status).toBe('ok')
  })

  test('writes a line for each check, as soon as it is known', async () => {
    const written: string[] = []
    const before: number[] = []
    const world = worldOf({
      readArticles: async () => {
        before.push(written.length)
        return { articles: 1, errors: 0, warnings: 0 }
      },
      env: { ...registered, PORT: 'x' },
      readSettings: () => readSettings(registered, [], () => true),
    })
    expect(await runDoctor([], world, text => written.push(text))).toBe(0)
    expect(before).toEqual([5])
    expect(written).toHaveLength(8)
    for (const line of written) expect(line).toMatch(/^(?:ok|wrong|skipped) +[a-z]+ +\S.*$/)
  })

  test('says how it is called when it is called otherwise', async () => {
    const written: string[] = []
    const call = (args: readonly string[]) => runDoctor(args, worldOf({}), text => written.push(text))
    expect([await call(['--help']), await call(['--jsn'])]).toEqual([0, 2])
    expect(written.every(text => text.includes('npm run doctor'))).toBe(true)
  })

  test('goes on when a check fails in a way that nobody thought of', async () => {
    const { exit, of } = await doctor({
      pack: async () => {
        throw new Error('color.png is 1×1 pixels; Teams takes 192×192 here.')
      },
    })
    expect(of('manifest')).toMatchObject({
      status: 'wrong',
      says: 'color.png is 1×1 pixels; Teams takes 192×192 here.',
    })
    expect([exit, of('clock').status]).toEqual([1, 'ok'])
  })
})

describe('the credentials', () => {
  test('are tried where the bot gets its tokens, and nothing of them is shown', async () => {
    const asked: Given['asked'] = []
    const { text } = await doctor({ asked })
    const body = new URLSearchParams(asked.find(({ url }) => url === LOGIN)?.request?.body)
    expect(Object.fromEntries(body)).toEqual({
      grant_type: 'client_credentials',
      client_id: GUID,
      client_secret: PASSWORD,
      scope: 'https://api.botframework.com/.default',
    })
    expect(text).not.toMatch(/canary|secret-token/)
  })

  test.each([
    ['AADSTS7000215: Invalid client secret provided. canary', /AADSTS7000215.*value of a client secret/],
    ['AADSTS7000222: The provided client secret keys are expired.', /has expired.*new one/],
    ['AADSTS700016: Application not found', /no such app in this tenant/],
    ['AADSTS90002: Tenant not found', /no such tenant/],
    ['AADSTS1: news', /AADSTS1\b.*Compare MicrosoftAppId/],
    [undefined, /HTTP 401.*Compare MicrosoftAppId/],
  ])('are wrong when Microsoft says %s, with what to do', async (description, says) => {
    const refused = answer(401, { error: 'invalid_client', error_description: description })
    const { of, exit, text } = await doctor({ net: { ...healthy, [LOGIN]: refused } })
    expect(of('credentials').status).toBe('wrong')
    expect(of('credentials').says).toMatch(says)
    expect(text).not.toContain('canary')
    expect(exit).toBe(1)
  })

  test('of a bot for every tenant are tried at Bot Framework’s own', async () => {
    const asked: Given['asked'] = []
    await doctor({ env: { ...registered, MicrosoftAppTenantId: '', MicrosoftAppType: 'MultiTenant' }, asked })
    expect(asked.map(({ url }) => url)).toContain(LOGIN.replace(GUID, 'botframework.com'))
  })

  test('that a machine is given by Azure are not tried', async () => {
    const { of } = await doctor({
      env: { MicrosoftAppId: GUID, MicrosoftAppTenantId: GUID, MicrosoftAppType: 'UserAssignedMSI' },
    })
    expect(of('credentials').status).toBe('skipped')
  })

  test('cannot be tried where Microsoft cannot be reached, or not in time', async () => {
    expect((await doctor({ net: {} })).of('credentials').says).toContain('cannot be reached (ENOTFOUND)')
    const late = Object.assign(new Error('aborted'), { name: 'TimeoutError' })
    expect((await doctor({ net: { [LOGIN]: late } })).of('credentials').says).toContain('no answer within 5 s')
  })
})

describe('the address', () => {
  const at = async (net: Net, env: Readonly<Record<string, string>> = registered) =>
    (await doctor({ env, net: { [LOGIN]: answer(200), ...net } })).of('address')

  test('is right where the bot says that it is well', async () => {
    expect(await at({ [HEALTH]: answer(200, { status: 'ok' }) })).toMatchObject({ status: 'ok' })
    const below = { ...registered, PUBLIC_URL: 'https://bot.example.com/advise' }
    const net = { 'https://bot.example.com/advise/health': answer(200, { status: 'ok' }) }
    expect(await at(net, below)).toMatchObject({ status: 'ok' })
  })

  test('is right where a proxy passes on messages alone', async () => {
    const refused = answer(401, { error: { code: 'Unauthorized', message: '' } })
    expect(await at({ [HEALTH]: answer(404), [MESSAGES]: refused })).toMatchObject({ status: 'ok' })
  })

  test.each<readonly [Net, RegExp]>([
    [{}, /Nothing answers.*ENOTFOUND.*Start the bot/],
    [{ [HEALTH]: answer(200, 'a page'), [MESSAGES]: answer(404) }, /Something else than the bot.*HTTP 200.*HTTP 404/],
    [{ [HEALTH]: answer(200, { status: 'pass' }), [MESSAGES]: answer(401, { error: 'x' }) }, /Something else/],
    [{ [HEALTH]: answer(503, { status: 'starting' }) }, /starting. Try again/],
    [{ [HEALTH]: answer(503, { status: 'store-away', why: 'canary' }) }, /cannot keep conversations/],
  ])('is wrong for %o', async (net, says) => {
    const found = await at(net)
    expect(found.status).toBe('wrong')
    expect(found.says).toMatch(says)
  })

  test.each(['bot.example.com', 'ftp://bot.example.com', 'javascript:x'])('cannot be "%s"', async PUBLIC_URL => {
    expect(await at({}, { ...registered, PUBLIC_URL })).toMatchObject({ status: 'wrong' })
  })
})

describe('the sites that have the chat', () => {
  test.each([
    ['https://a.example', 'ok'],
    ['https://a.example, http://localhost:8080', 'ok'],
    ['https://A.example/', 'ok'],
    ['', 'skipped'],
    ['a.example', 'wrong'],
    ['https://a.example/help', 'wrong'],
    ['https://*.example', 'wrong'],
    ['http://a.example', 'wrong'],
    ['https://a.example, *', 'wrong'],
    ['null', 'wrong'],
  ])('written %j are %s', async (WEB_CHAT_ORIGINS, status) => {
    const { of } = await doctor({
      env: { ...registered, WEB_CHAT_ORIGINS },
      readSettings: () => readSettings(registered, [], () => true),
    })
    expect(of('origins').status).toBe(status)
  })
})

describe('what is kept', () => {
  test('is told where articles have mistakes, which keep nobody from using the rest', async () => {
    const { of, exit } = await doctor({ readArticles: async () => ({ articles: 1234, errors: 1, warnings: 2 }) })
    expect(of('knowledge').says).toMatch(
      /^1,234 articles can be used\. .*1 error and 2 warnings: "npm run kb -- check /,
    )
    expect(exit).toBe(0)
  })

  test('is wrong where there is no article', async () => {
    const readArticles = () => Promise.reject(new Error('There is not one article to be read in x.'))
    expect((await doctor({ readArticles })).of('knowledge')).toMatchObject({ status: 'wrong' })
  })

  test('is wrong where the store cannot be written, and it is closed all the same', async () => {
    let closed = 0
    const openStore = async () => ({
      probe: () => Promise.reject(new Error('The disk is full.')),
      outboxDepth: async () => 0,
      close: async () => void closed++,
    })
    expect((await doctor({ openStore })).of('store')).toMatchObject({ status: 'wrong', says: 'The disk is full.' })
    expect(closed).toBe(1)
  })

  test('is wrong where the disk is nearly full, which is nothing to a database elsewhere', async () => {
    const freeBytes = async () => 100e6
    expect((await doctor({ freeBytes })).of('store').says).toContain('Only 0.1 GB are free')
    const DATABASE_URL = 'postgres://advise@db.example/advise'
    expect((await doctor({ freeBytes, env: { ...registered, DATABASE_URL } })).of('store').status).toBe('ok')
  })

  test('is left alone while a bot is using it', async () => {
    const openStore = () => Promise.reject(new Error('Another Advise keeps its conversations in ./data. Stop that one'))
    expect((await doctor({ openStore })).of('store').status).toBe('skipped')
  })
})

describe('the clock', () => {
  test.each([
    [0, 'ok', /within 1 s/],
    [-45, 'ok', /within 45 s/],
    [400, 'wrong', /400 s behind/],
    [-400, 'wrong', /400 s ahead/],
  ])('%d s from the time elsewhere is %s', async (off, status, says) => {
    const net = { ...healthy, [CLOCK]: answer(200, undefined, { date: new Date(NOW + off * 1000).toUTCString() }) }
    const found = (await doctor({ net })).of('clock')
    expect(found.status).toBe(status)
    expect(found.says).toMatch(says)
  })

  test.each([answer(200), answer(200, undefined, { date: 'soon' }), new Error('x')])(
    'is compared with nothing where no time is told',
    async said => {
      expect((await doctor({ net: { ...healthy, [CLOCK]: said } })).of('clock').status).toBe('skipped')
    },
  )
})
