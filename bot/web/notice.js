// The one line in which the page speaks itself.

/** Milliseconds that a notice stands, and one with something to click. */
const SHORT = 8000
const LONG = 20_000

let timer
let lasts = false

/** `stays` until the next one; `action`: what a button says, and what it does. No text takes the notice away. */
export const notify = (text, { stays = false, bad = false, action } = {}) => {
  const notice = document.getElementById('notice')
  clearTimeout(timer)
  lasts = stays
  notice.textContent = text
  notice.classList.toggle('notice--bad', bad)
  notice.hidden = !text
  if (action) notice.append(' ', buttonOf(action))
  if (text && !stays) timer = setTimeout(() => notify(''), action ? LONG : SHORT)
}

/** For screen readers alone: what everybody else sees where they have clicked. */
export const tellUnseen = text => {
  const said = document.getElementById('said')
  // The same once more is said once more.
  said.textContent = ''
  setTimeout(() => {
    said.textContent = text
  }, 50)
}

export const hasLastingNotice = () => lasts

const buttonOf = ([words, act]) => {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'notice__action'
  button.textContent = words
  button.addEventListener('click', act)
  return button
}
