import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder'
import type { Authentication } from '../../bot/channels/sdk/channel.ts'

/** The client secret, to be looked for where it must not be. */
export const PASSWORD = 'canary-app-password'
export const APP_ID = 'app-id'
const issuer = 'https://api.botframework.com'
export const serviceUrl = 'https://smba.example/teams/'
/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1'

const channel = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** The channel's public keys, served as Microsoft serves them. */
export const startKeyServer = async (): Promise<{ readonly metadata: string; close(): void }> => {
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo
    const jwk = { ...channel.publicKey.export({ format: 'jwk' }), kid: 'key', use: 'sig' }
    const described = { issuer, jwks_uri: `http://127.0.0.1:${port}/keys` }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(request.url === '/openid' ? described : { keys: [jwk] }))
  })
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return { metadata: `http://127.0.0.1:${(server.address() as AddressInfo).port}/openid`, close: () => server.close() }
}

/** The SDK's real checks, with our keys in place of Microsoft's. All of these go together: see its factory. */
export const authenticationWith = (openIdMetadata = `${NOWHERE}/openid`): Authentication =>
  new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: APP_ID,
    MicrosoftAppPassword: PASSWORD,
    ToBotFromChannelOpenIdMetadataUrl: openIdMetadata,
    ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadata,
    ToBotFromChannelTokenIssuer: issuer,
    ToChannelFromBotLoginUrl: `${NOWHERE}/login`,
    ToChannelFromBotOAuthScope: issuer,
    OAuthUrl: `${NOWHERE}/oauth`,
    CallerId: '',
    ValidateAuthority: false,
  })

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
const seconds = () => Math.floor(Date.now() / 1000)

/** What the channel's token claims; undefined takes a claim away. */
const claims = (changed: object = {}) => ({
  iss: issuer,
  aud: APP_ID,
  serviceurl: serviceUrl,
  nbf: seconds() - 60,
  exp: seconds() + 3600,
  ...changed,
})

const sign = (payload: object, key: KeyObject = channel.privateKey, header: object = {}): string => {
  const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid: 'key', ...header })}.${encode(payload)}`
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key).toString('base64url')}`
}

/** A token of the channel, with some claims changed. */
export const token = (changed: object = {}): string => sign(claims(changed))

const altered = (): string => {
  const [header, , signature] = token().split('.')
  return `${header}.${encode(claims({ extra: true }))}.${signature}`
}

/** The old trick: the public key, which everybody has, as the secret of a symmetric signature. */
const symmetric = (): string => {
  const signed = `${encode({ alg: 'HS256', typ: 'JWT', kid: 'key' })}.${encode(claims())}`
  const secret = channel.publicKey.export({ format: 'pem', type: 'spki' })
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

export const FOREIGN_TENANT = '11111111-1111-1111-1111-111111111111'

/** What the Emulator sends: a token that Microsoft Entra made out for the bot's own registration, in some tenant. */
export const tenantToken = (tenant: string, iss = `https://sts.windows.net/${tenant}/`): string =>
  token({ iss, tid: tenant, appid: APP_ID, ver: '1.0' })

/** Authorization headers that nobody may believe, by what is wrong with them. */
export const FORGED: readonly (readonly [string, () => string | undefined])[] = [
  ['no token', () => undefined],
  ['an empty token', () => 'Bearer '],
  ['something else than a token', () => 'Bearer abc'],
  ['three parts of nothing', () => 'Bearer a.b.c'],
  ['three parts of JSON that is no token', () => `Bearer ${encode([])}.${encode([])}.x`],
  ['a token of null', () => `Bearer ${Buffer.from('null').toString('base64url')}.${encode(claims())}.x`],
  ['a token as long as a header may be', () => `Bearer ${'a'.repeat(4000)}.${'b'.repeat(4000)}.c`],
  ['another scheme', () => `Basic ${token()}`],
  ['two tokens', () => `Bearer ${token()} ${token()}`],
  ['a token signed by a stranger', () => `Bearer ${sign(claims(), stranger.privateKey)}`],
  ['a token signed by nobody', () => `Bearer ${encode({ alg: 'none', typ: 'JWT', kid: 'key' })}.${encode(claims())}.`],
  ['a token signed with the public key', () => `Bearer ${symmetric()}`],
  ['an altered token', () => `Bearer ${altered()}`],
  ['an expired token', () => `Bearer ${token({ exp: seconds() - 3600 })}`],
  ['a token for later', () => `Bearer ${token({ nbf: seconds() + 3600 })}`],
  ['a token for another bot', () => `Bearer ${token({ aud: 'another' })}`],
  ['a token for no bot', () => `Bearer ${token({ aud: undefined })}`],
  ['a token of another issuer', () => `Bearer ${token({ iss: 'https://evil.example' })}`],
  ['a token of no issuer', () => `Bearer ${token({ iss: undefined })}`],
  ['a token of a foreign tenant', () => `Bearer ${tenantToken(FOREIGN_TENANT)}`],
  [
    'a token of a foreign tenant, version 2',
    () => `Bearer ${tenantToken(FOREIGN_TENANT, `https://login.microsoftonline.com/${FOREIGN_TENANT}/v2.0`)}`,
  ],
  ['a token for another serviceUrl', () => `Bearer ${token({ serviceurl: 'https://evil.example' })}`],
  ['a token for no serviceUrl', () => `Bearer ${token({ serviceurl: undefined })}`],
  ['a token with an unknown key', () => `Bearer ${sign(claims(), stranger.privateKey, { kid: 'other' })}`],
  ['a token without a key', () => `Bearer ${sign(claims(), channel.privateKey, { kid: undefined })}`],
  [
    'a token that brings its own key',
    () =>
      `Bearer ${sign(claims(), stranger.privateKey, { kid: undefined, jwk: stranger.publicKey.export({ format: 'jwk' }) })}`,
  ],
]
