import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readSettings as readSettingsOn } from '../../bot/settings.ts'

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

  it('reads every variable', () => {
    const env = {
      PORT: '0',
      KNOWLEDGE: ' a.txt, folder ,',
      DATA_DIR: '/data',
      DATABASE_URL: 'postgresql://bot:secret@db.example.org/advise',
      LOG_LEVEL: 'Debug',
      METRICS: 'on',
      ...app,
    }
    expect(readSettings(env, [])).toEqual({
      port: 0,
      knowledge: ['a.txt', 'folder'],
      dataDir: '/data',
      database: 'postgresql://bot:secret@db.example.org/advise',
      anonymous: false,
      credentials: { type: 'SingleTenant', appId: 'id', password: 'secret', tenantId: 'tenant' },
      logLevel: 'debug',
      metrics: true,
    })
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
