import type { IncomingMessage } from 'node:http'
import { Refusal } from './refusal.ts'

const LOOPBACK_NAME = /^(localhost|[a-z0-9-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i
/** Whether a name can lead to this machine alone. */
export const isLoopbackName = (name: string): boolean => LOOPBACK_NAME.test(name)

const LOOPBACK_ADDRESS = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/i

/**
 * Where nobody is asked who they are, only this machine may speak. The name is checked besides the address because a
 * foreign page can point its own name at 127.0.0.1 (DNS rebinding) or simply post here (cross-site request).
 *
 * @throws Refusal 403
 */
export const requireLoopback = (request: IncomingMessage): void => {
  const { host = '', origin } = request.headers
  // A tunnel or proxy on this machine hides the visitor's address and may rewrite Host, but tells the name it was asked for.
  const forwarded = String(request.headers['x-forwarded-host'] ?? host)
  for (const name of [host, ...forwarded.split(',').map(part => part.trim())]) {
    if (!LOOPBACK_NAME.test(name)) throw notLocal(`asked for as "${name.slice(0, 100)}"`)
  }
  const address = request.socket.remoteAddress ?? ''
  if (!LOOPBACK_ADDRESS.test(address)) throw notLocal(`asked from ${address || 'an unknown address'}`)
  if (origin !== undefined && hostOf(origin) !== host.toLowerCase()) {
    throw new Refusal(
      403,
      'Forbidden',
      `Requests are taken only from the bot's own page, not from ${origin.slice(0, 100)}.`,
    )
  }
}

/**
 * Without authentication a caller could name any address, and the bot would post its replies there: only this machine
 * may be named. Stricter than who may ask: a name like `advise.localhost` leads here only where the system says so.
 *
 * @throws Refusal 400
 */
export const requireLocalService = (serviceUrl: string): void => {
  const { hostname } = new URL(serviceUrl)
  if (isThisMachine(hostname)) return
  throw new Refusal(
    400,
    'ForeignServiceUrl',
    `serviceUrl leads to ${hostname}. A bot that runs with --anonymous replies to this machine only, such as ` +
      'http://localhost:PORT. For anything else set its app credentials.',
  )
}

/**
 * Replies, and the token that lets us send them, go to no other machine unencrypted.
 *
 * @throws Refusal 400
 */
export const requireSecureService = (serviceUrl: string): void => {
  const { hostname, protocol } = new URL(serviceUrl)
  if (protocol === 'https:' || isThisMachine(hostname)) return
  throw new Refusal(400, 'InsecureServiceUrl', `serviceUrl leads to ${hostname} without encryption. Use https.`)
}

const isThisMachine = (hostname: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)

const notLocal = (found: string) =>
  new Refusal(
    403,
    'Forbidden',
    `Without credentials the bot answers only on the machine that it runs on, and was ${found}. Use http://localhost:PORT/.`,
  )

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined)
