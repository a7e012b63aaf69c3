import { createHmac, timingSafeEqual } from 'node:crypto'
import { Refusal } from '../http/refusal.ts'

/**
 * Milliseconds that a token is good for. Clients get a new one every quarter of an hour, but not while their machine
 * sleeps: a conversation of the evening can be gone on with in the morning.
 */
export const TOKEN_LIFETIME = 24 * 60 * 60_000
/** Milliseconds to open a stream: its token stands in an address, where logs and histories see it. */
const STREAM_LIFETIME = 60_000

/** Whom a token speaks for. */
export interface Bearer {
  readonly conversationId: string
  readonly userId: string
}

type Purpose = 'talk' | 'stream'

export interface Tokens {
  issue(bearer: Bearer, purpose?: Purpose): string
  /** @throws Refusal 401 when it is absent or not ours, 403 when it has expired */
  verify(token: string | undefined, purpose?: Purpose): Bearer
}

/**
 * Tokens in the layout of a JSON Web Token, because Web Chat reads the claim `user` from them. They are good
 * as long as the key is; `alg` is never read, so there is no choice for a forger to make.
 */
export const createTokens = (key: Uint8Array, now: () => number): Tokens => {
  const sign = (signed: string) => createHmac('sha256', key).update(signed).digest()
  const header = encode({ alg: 'HS256', typ: 'JWT' })

  return {
    issue: (bearer, purpose = 'talk') => {
      const lifetime = purpose === 'talk' ? TOKEN_LIFETIME : STREAM_LIFETIME
      const claims = { conv: bearer.conversationId, user: bearer.userId, use: purpose, exp: now() + lifetime }
      const signed = `${header}.${encode({ ...claims, exp: Math.floor(claims.exp / 1000) })}`
      return `${signed}.${sign(signed).toString('base64url')}`
    },
    verify: (token, purpose = 'talk') => {
      if (!token) throw unauthorized('This request carries no token')
      const [head, claims, signature, ...rest] = token.split('.')
      if (head !== header || !claims || !signature || rest.length > 0) throw unauthorized('This token is not ours')
      const given = Buffer.from(signature, 'base64url')
      const expected = sign(`${head}.${claims}`)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        throw unauthorized('This token is not ours, or from before the bot was restarted')
      }
      const { conv, user, use, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString())
      if (use !== purpose) throw unauthorized('This token is for something else')
      if (exp * 1000 <= now())
        throw new Refusal(403, 'TokenExpired', 'This token has expired; start a new conversation.')
      return { conversationId: conv, userId: user }
    },
  }
}

/** The token of an `Authorization: Bearer …` header. */
export const bearerToken = (authorization: string | undefined): string | undefined =>
  /^Bearer +([\w.-]{1,2000})$/i.exec(authorization ?? '')?.[1]

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

const unauthorized = (found: string) =>
  new Refusal(401, 'Unauthorized', `${found}. Get one with POST /v3/directline/tokens/generate.`)
