// The page's conversation: got from the bot, kept over a reload of this tab, watched while it lasts.

import { signIn } from './embedded.js'
import { say } from './words.js'

const API = '/v3/directline'
const KEY = 'advise.conversation'
const PROBE_INTERVAL = 2000
/** How long Web Chat may take to come back by itself once the bot answers again. */
const PATIENCE = 8000

/** Another tab gets its own conversation: two tabs answering one question would confuse both. */
export const kept = () => {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? undefined
  } catch {
    return undefined
  }
}

export const keep = ({ conversationId, token }) => {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ conversationId, token }))
  } catch {
    // Storage may be switched off; then a reload starts anew.
  }
}

export const forget = () => {
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // Then nothing was kept there.
  }
}

/** @throws Error with a sentence when the bot cannot be reached or refuses; `isFinal` where trying again is no use. */
export const begin = async () => {
  const body = await ask('POST', '/tokens/generate')
  return { conversationId: body.conversationId, token: body.token }
}

/** Conversations that the bot has of who is signed in. Throws as `begin` does. */
export const begun = async () => (await ask('GET', '/conversations')).conversations

const ask = async (method, path) => {
  const name = await signIn()
  const headers = name ? { authorization: `Bearer ${name}` } : {}
  const response = await fetch(API + path, { method, headers })
  const body = await response.json()
  if (!response.ok) {
    const error = new Error(body.error?.message ?? say('answered', { status: String(response.status) }))
    throw Object.assign(error, { isFinal: [401, 403].includes(response.status) })
  }
  return body
}

/** Whether two conversations are of the same person: on a shared computer nobody sees what another one said. */
export const isSamePerson = (one, other) => userOf(one) === userOf(other)

const userOf = ({ token }) => {
  try {
    return JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).user
  } catch {
    return undefined
  }
}

/** The conversation with a fresh token; `undefined` when the bot does not know it (any more). */
export const resume = async ({ conversationId, token }) => {
  const response = await fetch(`${API}/conversations/${conversationId}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  if ([401, 403, 404].includes(response.status)) return undefined
  if (!response.ok) throw new Error(say('answered', { status: String(response.status) }))
  return { conversationId, token: (await response.json()).token }
}

/** Who hears of the streams that are opened from now on. */
let watcher

// DirectLineJS says nothing when its stream breaks, so the page listens itself.
window.WebSocket = class extends WebSocket {
  constructor(...args) {
    super(...args)
    const { opened, closed } = watcher ?? {}
    if (opened) this.addEventListener('open', opened)
    if (closed) this.addEventListener('close', closed)
  }
}

/**
 * Watches the stream. `on.lost` when it breaks, `on.back` when it is there again, `on.gone` when the bot has forgotten
 * the conversation, `on.stuck` when the bot answers but the stream does not return. Returns how to look now, and to stop.
 */
export const watch = (current, on) => {
  let over = false
  let answeredSince
  let timer

  /** Whether the bot has the conversation; undefined when it does not say. */
  const ask = async () => {
    const known = await resume(current()).then(Boolean, () => undefined)
    if (over || known !== false) return known
    over = true
    on.gone()
    return known
  }
  const probe = async () => {
    const known = await ask()
    if (over || timer === undefined) return
    answeredSince = known ? (answeredSince ?? Date.now()) : undefined
    if (known && Date.now() - answeredSince > PATIENCE) return on.stuck()
    timer = setTimeout(probe, PROBE_INTERVAL)
  }
  watcher = {
    closed: () => {
      if (over || timer !== undefined) return
      answeredSince = undefined
      on.lost()
      timer = setTimeout(probe, PROBE_INTERVAL / 4)
    },
    opened: () => {
      if (over || timer === undefined) return
      clearTimeout(timer)
      timer = undefined
      on.back()
    },
  }
  return {
    look: () => void ask(),
    stop: () => {
      over = true
      clearTimeout(timer)
    },
  }
}
