// Earlier conversations that can be gone on with: those of this tab, which nobody finds once it is closed, and where visitors
// sign in, those that the bot has of them, from whichever machine.

import { begun, isSamePerson } from './conversation.js'
import { needsSignIn } from './embedded.js'
import { say } from './words.js'

const KEY = 'advise.earlier'
const MOST = 8

const ofTab = () => {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? []
  } catch {
    return []
  }
}

const keepOfTab = conversations => {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(conversations.slice(0, MOST)))
  } catch {
    // Storage may be switched off; then only the last one can be gone back to, for a while.
  }
}

/** `{ conversationId, token, about }`: one that is left now. */
export const remember = left => {
  dismiss(left)
  keepOfTab([{ ...left, at: new Date().toISOString() }, ...ofTab()])
}

/** One that has ended. */
export const dismiss = ({ conversationId }) => keepOfTab(ofTab().filter(one => one.conversationId !== conversationId))

/** Of whom `current` is; the newest first. */
const earlierOf = async current => {
  const known = needsSignIn ? await begun().catch(() => []) : []
  const here = ofTab().filter(one => !needsSignIn || isSamePerson(one, current))
  const others = here.filter(({ conversationId }) => !known.some(one => one.conversationId === conversationId))
  return [...known, ...others]
    .filter(({ conversationId }) => conversationId !== current.conversationId)
    .sort((one, other) => other.at.localeCompare(one.at))
    .slice(0, MOST)
}

/** Lists them in `place`, while `isWanted`; `open` is given the one that is clicked. */
export const showEarlier = async (place, { current, isWanted, open }) => {
  place.hidden = true
  const found = await earlierOf(current)
  if (!isWanted() || found.length === 0) return
  const dates = new Intl.DateTimeFormat(say('locale'), {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  })
  place.querySelector('ul').replaceChildren(...found.map(one => itemFor(one, dates, open)))
  place.hidden = false
}

const itemFor = (one, dates, open) => {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'examples__button earlier__button'
  const [about, time] = [document.createElement('span'), document.createElement('time')]
  about.textContent = one.about
  time.dateTime = one.at
  time.textContent = dates.format(new Date(one.at))
  button.append(about, ' ', time)
  button.addEventListener('click', () => open(one))
  const item = document.createElement('li')
  item.append(button)
  return item
}
