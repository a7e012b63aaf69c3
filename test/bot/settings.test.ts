import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readSettings as readSettingsOn, readStorePlace } from '../../bot/settings.ts'

const app = { MicrosoftAppId: 'id', MicrosoftAppPassword: 'secret', MicrosoftAppTenantId: 'tenant' }
/** On a disk where everything is that anybody names. */
const readSettings = (env: Record<string, string>, argv: string[]) => readSettingsOn(env, argv, () => true)
const mistakes = (
  env: Record<string, string>,
  argv: string[] = ['--anonymous'],
  exists = (_path: string) => true,
): string => {
  try {
    readSettingsOn(env, argv, exists)
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

describe('settings', () => {
  it('needs nothing when anonymous use is asked for', () => {
    const settings = readSettings({}, ['--anonymous'])
    expect(settings).toMatchObject({ port: 3978, dataDir: './data', anonymous: true, credentials: undefined })
    expect(settings.knowledge.map(path => existsSync(path))).toEqual([true])
  })

  it('takes SUPPORT_CONTACT as one line that can be said', () => {
    expect(readSettings({ SUPPORT_CONTACT: ' https://help.example.org ' }, ['--anonymous']).contact).toBe(
      'https://help.example.org',
    )
    expect(mistakes({ SUPPORT_CONTACT: 'x'.repeat(301) })).toContain('SUPPORT_CONTACT')
  })

  it('counts from 1', () => {
    for (const count of ['0', '-1', '1.5', 'many', '1e5'])
      expect([count, mistakes({ DIRECT_LINE_SOCKETS: count })]).toEqual([count, expect.stringContaining('from 1')])
    expect(readSettings({}, ['--anonymous']).directLine).toEqual({})
  })

  it('reads every variable', () => {
    const env = {
      PORT: '0',
      KNOWLEDGE: ' a.txt, folder ,',
      DATA_DIR: '/data',
      DATABASE_URL: 'postgresql://bot:secret@db.example.org/advise',
      DIRECT_LINE_SOCKETS: '50000',
      DIRECT_LINE_STARTS: ' 600',
      ALLOWED_TENANTS: '3b9f5a52-2a0c-4a52-8d0e-6a9e9f0c1d11, 3B9F5A52-2A0C-4A52-8D0E-6A9E9F0C1D12',
      RATE_PERSON: '10/0.5',
      RATE_CONVERSATION: '20',
      KEEP_CONVERSATIONS: '90',
      KEEP_TRANSCRIPTS: '1',
      KEEP_OUTCOMES: ' 730 ',
      LOG_LEVEL: 'Debug',
      METRICS: 'on',
      ...app,
    }
    expect(readSettings(env, [])).toEqual({
      port: 0,
      knowledge: ['a.txt', 'folder'],
      dataDir: '/data',
      database: 'postgresql://bot:secret@db.example.org/advise',
      keep: { conversations: 90, transcripts: 1, outcomes: 730 },
      anonymous: false,
      directLine: { sockets: 50_000, starts: 600 },
      credentials: { type: 'SingleTenant', appId: 'id', password: 'secret', tenantId: 'tenant' },
      tenants: ['3b9f5a52-2a0c-4a52-8d0e-6a9e9f0c1d11', '3B9F5A52-2A0C-4A52-8D0E-6A9E9F0C1D12'],
      rates: { person: { capacity: 10, perSecond: 0.5 }, conversation: { capacity: 20, perSecond: 1 } },
      logLevel: 'debug',
      metrics: true,
    })
  })

  it('serves in Teams the tenant that the bot is registered in, those that are named instead, or all', () => {
    const ids = '3b9f5a52-2a0c-4a52-8d0e-6a9e9f0c1d11'
    const multi = { MicrosoftAppType: 'MultiTenant', MicrosoftAppId: 'id', MicrosoftAppPassword: 'secret' }
    expect(readSettings(app, []).tenants).toEqual(['tenant'])
    expect(readSettings({ ...app, ALLOWED_TENANTS: ids }, []).tenants).toEqual([ids])
    expect(readSettings({ ...multi, ALLOWED_TENANTS: ids }, []).tenants).toEqual([ids])
    expect(readSettings({ ...multi, MicrosoftAppTenantId: 'tenant' }, []).tenants).toBeUndefined()
    expect(readSettings({}, ['--anonymous']).tenants).toBeUndefined()
  })

  it('limits what is said by strangers, adjustably, and where there are none only when asked', () => {
    const rates = (env: Record<string, string>, argv: string[] = []) => readSettings(env, argv).rates
    const defaults = { person: { capacity: 30, perSecond: 1 }, conversation: { capacity: 60, perSecond: 2 } }
    expect(rates(app)).toEqual(defaults)
    expect(rates(app, ['--anonymous'])).toEqual(defaults)
    expect(rates({}, ['--anonymous'])).toEqual({ person: undefined, conversation: undefined })
    expect(rates({ RATE_PERSON: '5' }, ['--anonymous'])).toEqual({ person: { capacity: 5, perSecond: 1 } })
    expect(rates({ ...app, RATE_PERSON: '0', RATE_CONVERSATION: '7/0.25' })).toEqual({
      conversation: { capacity: 7, perSecond: 0.25 },
    })
  })

  it.each(['-1', 'many', '30/0', '30/-1', '1/2/3', '1e3', '30/', '/1', '12345678'])('refuses the rate %s', rate => {
    expect(mistakes({ RATE_PERSON: rate })).toContain(`RATE_PERSON is "${rate}"`)
    expect(mistakes({ RATE_CONVERSATION: rate })).toContain('such as 30 or 30/1')
  })

  it.each(['contoso.onmicrosoft.com', ',', 'tenant'])('refuses %s as a tenant’s id', id => {
    expect(mistakes({ ALLOWED_TENANTS: id })).toContain('ALLOWED_TENANTS names')
  })

  it('takes a variable that is set to nothing as not set', () => {
    const env = { PORT: ' ', KNOWLEDGE: '', MicrosoftAppId: '', MicrosoftAppType: '', DATABASE_URL: '' }
    expect(readSettings(env, ['--anonymous'])).toMatchObject({ port: 3978, credentials: undefined })
  })

  it('refuses to serve strangers without credentials, and says what to set', () => {
    expect(mistakes({}, [])).toMatch(/MicrosoftAppId, MicrosoftAppPassword and MicrosoftAppTenantId.*--anonymous/)
  })

  it.each([
    [{ MicrosoftAppId: 'id' }, ['MicrosoftAppPassword is missing', 'MicrosoftAppTenantId is missing']],
    [{ MicrosoftAppTenantId: 't' }, ['MicrosoftAppId is missing', 'MicrosoftAppPassword is missing']],
    [{ ...app, MicrosoftAppPassword: '' }, ['MicrosoftAppPassword is missing']],
    [{ MicrosoftAppType: 'SingleTenant' }, ['MicrosoftAppId is missing']],
    [{ MicrosoftAppType: 'MultiTenant', MicrosoftAppId: 'id' }, ['MicrosoftAppPassword is missing']],
    [{ MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppId: 'id' }, ['MicrosoftAppTenantId is missing']],
    [{ ...app, MicrosoftAppType: 'UserAssignedMSI' }, ['MicrosoftAppPassword is set']],
    [{ ...app, MicrosoftAppType: 'Sometimes' }, ['"Sometimes"', 'SingleTenant, MultiTenant, UserAssignedMSI']],
  ])('refuses half a configuration, asked for anonymous use or not: %o', (env, sentences) => {
    for (const argv of [[], ['--anonymous']]) for (const said of sentences) expect(mistakes(env, argv)).toContain(said)
  })

  it('knows the SDK’s three ways to sign in', () => {
    const type = (env: Record<string, string>) => readSettings(env, []).credentials?.type
    expect(type(app)).toBe('SingleTenant')
    expect(type({ ...app, MicrosoftAppType: 'multitenant' })).toBe('MultiTenant')
    expect(type({ MicrosoftAppType: 'UserAssignedMsi', MicrosoftAppId: 'id', MicrosoftAppTenantId: 't' })).toBe(
      'UserAssignedMSI',
    )
  })

  it('tells every mistake at once', () => {
    const env = { PORT: '99999', KNOWLEDGE: ',', DATABASE_URL: 'mysql://x', MicrosoftAppId: 'id' }
    const said = mistakes(env, ['--anonymos'])
    for (const name of ['PORT is "99999"', 'KNOWLEDGE', 'DATABASE_URL', 'MicrosoftAppPassword', '"--anonymos"'])
      expect(said).toContain(name)
  })

  it('tells paths of articles that do not exist together with the other mistakes', () => {
    const said = mistakes({ PORT: 'abc', KNOWLEDGE: 'here, gone, lost.txt' }, undefined, path => path === 'here')
    expect(said).toContain('3 settings are wrong')
    for (const sentence of ['PORT is "abc"', '"gone"', '"lost.txt"']) expect(said).toContain(sentence)
    expect(said).not.toContain('"here"')
  })

  it('keeps conversations for half a year, words for a month and outcomes for a year, unless told otherwise', () => {
    const keep = { conversations: 180, transcripts: 30, outcomes: 365 }
    expect(readSettings({ KEEP_TRANSCRIPTS: ' ' }, ['--anonymous']).keep).toEqual(keep)
  })

  it.each(['0', '-1', '36501', '30d', '1.5', '1e3'])('refuses to keep anything for %s days', days => {
    for (const name of ['KEEP_CONVERSATIONS', 'KEEP_TRANSCRIPTS', 'KEEP_OUTCOMES'])
      expect(mistakes({ [name]: days })).toContain(`${name} is "${days}". It must be a number of days from 1`)
  })

  it('can be asked where conversations are kept, whatever else is set', () => {
    expect(readStorePlace({ PORT: 'abc' })).toEqual({ dataDir: './data', database: undefined })
    expect(readStorePlace({ DATA_DIR: '/d', DATABASE_URL: 'postgres://db/x' })).toEqual({
      dataDir: '/d',
      database: 'postgres://db/x',
    })
    expect(() => readStorePlace({ DATABASE_URL: 'mysql://x' })).toThrow(/DATABASE_URL/)
  })

  it('takes only the words that it knows', () => {
    expect(mistakes({ LOG_LEVEL: 'loud' })).toContain('It must be one of debug, info, warn, error; info when not set.')
    expect(mistakes({ METRICS: 'yes' })).toContain('METRICS is "yes"')
    expect(readSettings({}, ['--anonymous'])).toMatchObject({ logLevel: undefined, metrics: false })
  })

  it.each(['-1', '3978x', '65536', '1e3', '0x10'])('refuses the port %s', port => {
    expect(mistakes({ PORT: port })).toContain(`PORT is "${port}"`)
  })

  it.each([
    'postgres://db/advise',
    'postgresql://bot:p%40ss@db.example.org:6432/advise?sslmode=require',
    'postgres:///advise?host=/run/postgresql',
  ])('takes the PostgreSQL %s', url => {
    expect(readSettings({ DATABASE_URL: url }, ['--anonymous']).database).toBe(url)
  })

  it.each([
    'db.example.org',
    'mysql://bot:hunter2@db/advise',
    'https://db/advise',
    'postgres://bot:hun/ter2@db/advise',
    'postgres://bot:12/hunter2@db/advise',
    'postgres://bot:12#hunter2@db/advise',
    'postgres://bot:12?hunter2@db/advise',
  ])('refuses the PostgreSQL %s, and never repeats its password', url => {
    const said = mistakes({ DATABASE_URL: url })
    expect(said).toContain('DATABASE_URL')
    expect(said).toContain('postgres://user:password@host')
    expect(said).not.toMatch(/hun|ter2/)
  })

  it('never repeats a secret in an error', () => {
    expect(mistakes({ MicrosoftAppPassword: 'hunter2' })).not.toContain('hunter2')
  })
})
