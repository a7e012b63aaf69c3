import { describe, expect, it } from 'vitest'
import { readSettings } from '../../../bot/settings.ts'

const app = { MicrosoftAppId: 'id', MicrosoftAppPassword: 'secret', MicrosoftAppTenantId: 'tenant' }
const others = { WEB_CHAT: 'on', PUBLIC_URL: 'https://support.example.org' }
const SECRET = 'x'.repeat(32)

const webChat = (env: Record<string, string>, argv: string[] = []) => readSettings(env, argv, () => true).webChat
const mistakes = (env: Record<string, string>, argv: string[] = [], exists = true): string => {
  try {
    readSettings(env, argv, () => exists)
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

describe('web chat for others', () => {
  it('is off unless it is asked for', () => {
    expect(webChat(app)).toBeUndefined()
    expect(webChat({ ...app, WEB_CHAT: 'off', WEB_CHAT_ORIGINS: 'https://www.example.org' })).toBeUndefined()
    expect(webChat({ ...app, PUBLIC_URL: 'https://support.example.org', TRUSTED_PROXIES: '1' })).toBeUndefined()
  })

  it('reads every variable', () => {
    const env = {
      ...others,
      PUBLIC_URL: ' HTTPS://Support.Example.org:443/ ',
      WEB_CHAT_ORIGINS: ' https://www.example.org, https://shop.example.org:8443/,https://www.example.org',
      WEB_CHAT_JWKS: 'https://login.example.org/keys',
      WEB_CHAT_AUDIENCE: 'support',
      TRUSTED_PROXIES: '2',
      RATE_ADDRESS: '10/0.5',
    }
    expect(webChat(env)).toEqual({
      publicUrl: 'https://support.example.org',
      origins: ['https://www.example.org', 'https://shop.example.org:8443'],
      proxies: 2,
      address: { capacity: 10, perSecond: 0.5 },
      signIn: { keys: { url: 'https://login.example.org/keys' }, audience: 'support' },
    })
  })

  it('needs no more than where it is: no credentials, no origins, a limit for each address', () => {
    expect(readSettings(others, [], () => true)).toMatchObject({ credentials: undefined, anonymous: false })
    expect(webChat(others)).toMatchObject({ origins: [], proxies: undefined, address: { capacity: 240, perSecond: 8 } })
    expect(webChat(others)?.signIn).toBeUndefined()
    expect(webChat({ ...others, RATE_ADDRESS: '0' })?.address).toBeUndefined()
    expect(webChat({ ...others, ...app })?.publicUrl).toBe('https://support.example.org')
  })

  it('asks that tokens be made for it: for PUBLIC_URL, unless another audience is named', () => {
    expect(webChat({ ...others, WEB_CHAT_SECRET: SECRET })?.signIn).toEqual({
      keys: { secret: SECRET },
      audience: 'https://support.example.org',
    })
    expect(webChat({ ...others, WEB_CHAT_JWKS: 'keys.json' })?.signIn?.keys).toEqual({ file: 'keys.json' })
  })

  it('is tried on this machine with --anonymous, and not given to others so', () => {
    const here = { WEB_CHAT: 'on', PUBLIC_URL: 'http://localhost:3978', WEB_CHAT_ORIGINS: 'http://127.0.0.1:8080' }
    expect(webChat(here, ['--anonymous'])).toMatchObject({ origins: ['http://127.0.0.1:8080'] })
    expect(mistakes(others, ['--anonymous'])).toContain('--anonymous serves this machine only')
  })

  it.each([
    'support.example.org',
    'http://support.example.org',
    'https://support.example.org/chat',
    'https://support.example.org/?a',
    'https://user:secret@support.example.org',
    'ftp://support.example.org',
    'https://',
  ])('refuses PUBLIC_URL %s', url => {
    const said = mistakes({ ...others, PUBLIC_URL: url })
    expect(said).toContain('PUBLIC_URL is')
    expect(said).toContain('such as https://support.example.org')
  })

  it.each([
    '*',
    'https://*.example.org',
    'http://www.example.org',
    'https://www.example.org/page',
    'null',
    'example.org',
  ])('refuses the origin %s', origin => {
    expect(mistakes({ ...others, WEB_CHAT_ORIGINS: `https://ok.example.org,${origin}` })).toContain(
      `WEB_CHAT_ORIGINS names "${origin}"`,
    )
  })

  it.each(['10', '-1', 'proxy.example.org', '10.0.0.0/33', '10.0.0.1/', ',', '10.0.0.1/8/8', 'all'])(
    'refuses TRUSTED_PROXIES %s',
    proxies => {
      expect(mistakes({ ...others, TRUSTED_PROXIES: proxies })).toContain(`TRUSTED_PROXIES is "${proxies}"`)
    },
  )

  it('refuses a secret that is short, and never repeats it', () => {
    const said = mistakes({ ...others, WEB_CHAT_SECRET: 'hunter2' })
    expect(said).toContain('WEB_CHAT_SECRET has 7 characters')
    expect(said).not.toContain('hunter2')
  })

  it.each([
    [{ PUBLIC_URL: '' }, 'PUBLIC_URL is missing'],
    [{ WEB_CHAT_SECRET: SECRET, WEB_CHAT_JWKS: 'keys.json' }, 'are both set'],
    [{ WEB_CHAT_AUDIENCE: 'support' }, 'nothing to check tokens with'],
    [{ WEB_CHAT_JWKS: 'http://login.example.org/keys' }, 'without encryption'],
    [{ WEB_CHAT: 'yes' }, 'WEB_CHAT is "yes"'],
    [{ RATE_ADDRESS: 'many' }, 'RATE_ADDRESS is "many"'],
  ])('refuses what does not go together: %o', (env, sentence) => {
    expect(mistakes({ ...app, ...others, ...env })).toContain(sentence)
  })

  it('refuses keys that are not there', () => {
    expect(mistakes({ ...others, WEB_CHAT_JWKS: 'keys.json', KNOWLEDGE: 'a' }, [], false)).toMatch(
      /2 settings are wrong[\s\S]*WEB_CHAT_JWKS names "keys.json"/,
    )
  })

  it('reminds of the switch where only the rest is set', () => {
    for (const name of ['WEB_CHAT_ORIGINS', 'WEB_CHAT_JWKS', 'WEB_CHAT_AUDIENCE'])
      expect(mistakes({ ...app, [name]: 'https://www.example.org' })).toContain(`${name} is set, but WEB_CHAT is not`)
  })

  it('tells its mistakes together with all others', () => {
    const said = mistakes({ PORT: 'abc', WEB_CHAT: 'on', WEB_CHAT_ORIGINS: '*', TRUSTED_PROXIES: 'x' })
    for (const name of ['4 settings', 'PORT is', 'WEB_CHAT_ORIGINS', 'TRUSTED_PROXIES', 'PUBLIC_URL is missing'])
      expect(said).toContain(name)
  })
})
