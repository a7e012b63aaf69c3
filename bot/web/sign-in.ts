import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { Refusal } from '../http/refusal.ts'
import type { Log } from '../log.ts'
import { sayAtDoor } from '../texts/texts.ts'
import type { SignIn } from './settings.ts'

/**
 * Who a visitor is, by the token that the page around the chat was given for them: the claim `sub`.
 *
 * @throws Refusal 401, 503
 */
export type NameVisitor = (request: IncomingMessage) => Promise<string>

interface SignInParts {
  readonly now: () => number
  readonly log: Log
}

/** What a key can have been made for; `none` is no signature, and a public key is no secret. */
const WITH_SECRET = ['HS256', 'HS384', 'HS512']
const WITH_KEYS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
/** Seconds that clocks may differ by. */
const CLOCK_TOLERANCE = 30
/** Milliseconds that keys may take to arrive. */
const PATIENCE = 5000
/** Characters. Those of Microsoft Entra have about 2,000. */
const TOKEN = /^Bearer +([\w.-]{1,8000})$/i
const LONGEST_SUB = 255

/** @throws Error when the file of keys cannot be used */
export const createSignIn = async ({ keys, audience }: SignIn, { now, log }: SignInParts): Promise<NameVisitor> => {
  const algorithms = 'secret' in keys ? WITH_SECRET : WITH_KEYS
  const key = await keyOf(keys)
  return async ({ headers }) => {
    const [, token] = TOKEN.exec(headers.authorization ?? '') ?? []
    if (!token) throw refused(sayAtDoor('no-token'))
    const currentDate = new Date(now())
    const options = {
      audience,
      algorithms,
      currentDate,
      clockTolerance: CLOCK_TOLERANCE,
      requiredClaims: ['exp', 'sub'],
    }
    const { payload } = await jwtVerify(token, key, options).catch((error: unknown) => {
      throw refusalOf(error, log)
    })
    const { sub } = payload
    if (typeof sub !== 'string' || sub === '' || sub.length > LONGEST_SUB)
      throw refused(sayAtDoor('bad-name', { most: LONGEST_SUB }))
    return sub
  }
}

const keyOf = async (keys: SignIn['keys']): Promise<JWTVerifyGetKey> => {
  if ('secret' in keys) {
    const secret = new TextEncoder().encode(keys.secret)
    return async () => secret
  }
  return 'url' in keys
    ? createRemoteJWKSet(new URL(keys.url), { timeoutDuration: PATIENCE })
    : keysOf(keys.file, await readFile(keys.file, 'utf8'))
}

const keysOf = (file: string, text: string): JWTVerifyGetKey => {
  try {
    return createLocalJWKSet(JSON.parse(text))
  } catch {
    throw new Error(
      `WEB_CHAT_JWKS names "${file}", which is no JSON Web Key Set. It must look like {"keys":[{"kty":"RSA","kid":"1",…}]}.`,
    )
  }
}

const { JOSEAlgNotAllowed, JOSEError, JWKSInvalid, JWKSTimeout, JWTClaimValidationFailed, JWTExpired } = errors

/** What came from outside, in place of the library's words. */
const refusalOf = (error: unknown, log: Log): Refusal => {
  if (error instanceof JWTExpired) return refused(sayAtDoor('expired'))
  if (error instanceof JWTClaimValidationFailed) return refused(sayAtDoor(SAID_OF[error.claim] ?? 'says-nothing'))
  if (error instanceof JOSEAlgNotAllowed) return refused(sayAtDoor('wrong-algorithm'))
  if (isAway(error)) {
    log.warn('sign-in keys cannot be fetched', { error })
    return new Refusal(503, 'KeysAway', sayAtDoor('keys-away'), 5)
  }
  return refused(sayAtDoor('wrong-signature'))
}

/** By the claim that is wrong. */
const SAID_OF: Readonly<Record<string, 'wrong-audience' | 'no-expiry' | 'no-name' | 'not-yet'>> = {
  aud: 'wrong-audience',
  exp: 'no-expiry',
  sub: 'no-name',
  nbf: 'not-yet',
}

/** The library's own errors are about the token, but for those of the keys; any other is the network's. */
const isAway = (error: unknown): boolean =>
  !(error instanceof JOSEError) ||
  error instanceof JWKSTimeout ||
  error instanceof JWKSInvalid ||
  error.code === 'ERR_JOSE_GENERIC'

const refused = (found: string): Refusal => new Refusal(401, 'SignInNeeded', sayAtDoor('sign-in-again', { found }))
