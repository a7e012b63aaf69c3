// The page in a frame of another site: what it tells the widget around it, and what it is told. The bot has looked at the
// origin that stands in the address, and the browser lets the frame stand on no other pages than those of the settings.

import { say } from './words.js'

const asked = new URLSearchParams(location.search)
const host = asked.get('host')

export const isEmbedded = document.documentElement.hasAttribute('data-embedded') && parent !== window && host !== null
export const needsSignIn = document.documentElement.hasAttribute('data-sign-in')
/** Direction of the page around it. */
export const direction = asked.get('dir') === 'rtl' ? 'rtl' : 'ltr'

/** Milliseconds that the site around it may take to say who the person is. */
const PATIENCE = 20_000

const tell = type => {
  if (isEmbedded) parent.postMessage({ type: `advise:${type}` }, host)
}

const listeners = new Map()
addEventListener('message', ({ source, origin, data }) => {
  if (isEmbedded && source === parent && origin === host) listeners.get(data?.type)?.(data)
})
const listen = (type, listener) => listeners.set(`advise:${type}`, listener)

/** `on.focus` when the panel was opened, `on.startOver` when its button was clicked. */
export const attach = on => {
  listen('focus', on.focus)
  listen('start-over', on.startOver)
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.defaultPrevented) tell('close')
  })
  tell('ready')
}

/**
 * The token that the site around it has made for the person; undefined where nobody needs to sign in.
 *
 * @throws Error with a sentence
 */
export const signIn = async () => {
  if (!needsSignIn) return undefined
  if (!isEmbedded) throw refused(say('opens-elsewhere'))
  const { token, error } = await new Promise((resolve, reject) => {
    listen('token', resolve)
    setTimeout(() => reject(refused(say('site-is-silent'))), PATIENCE)
    tell('token-wanted')
  })
  if (error) throw refused(error)
  return token
}

const refused = why => Object.assign(new Error(why), { isFinal: true })
