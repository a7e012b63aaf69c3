// Commands on cards can be copied with one click. Cards are drawn, and drawn again, by Web Chat: the buttons are added to
// whatever stands there.

import { copyText } from './transcript.js'
import { say } from './words.js'

/** Monospace, as web-chat-look.js has it. */
const CODE = '.ac-textRun[style*="--font-code"]'
/** Milliseconds that a button says that it has copied. */
const DONE = 2000

/** A build or a file's name is read, not typed: a command has more than one word, or is made of several. */
const isCommand = text => /\p{L}/u.test(text) && /[\s\\/]|\p{L}-\p{L}/u.test(text.trim())

/** Adds buttons to the cards in `place`, now and later. `said` gets what screen readers are to say. */
export const offerCopies = (place, said) => {
  const look = () => {
    for (const run of place.querySelectorAll(`.webchat__bubble__content ${CODE}`)) offer(run, said)
  }
  new MutationObserver(look).observe(place, { childList: true, subtree: true })
  look()
}

const offer = (run, said) => {
  const block = blockOf(run)
  if (block) {
    if (block.querySelector('.copy')) return
    block.classList.add('copied-whole')
    // Against what the card's own style says.
    block.style.paddingInlineEnd = '44px'
    block.prepend(buttonFor(() => textOf(block), said))
  } else if (isCommand(run.textContent) && !run.nextElementSibling?.matches('.copy')) {
    run.after(buttonFor(() => textOf(run), said))
  }
}

/** What is code from its first line to its last, and stands by itself. */
const blockOf = run => {
  const block = run.closest('.ac-container')
  const texts = [...block.querySelectorAll('.ac-textBlock, .ac-richTextBlock')]
  const isCode = text => text.children.length > 0 && [...text.children].every(part => part.matches(CODE))
  return block.style.backgroundColor && texts.every(isCode) ? block : undefined
}

/** As it is typed: cards keep indentation with spaces that do not break. */
const textOf = place => {
  const lines = place.matches(CODE) ? [place] : [...place.querySelectorAll('.ac-richTextBlock')]
  return lines
    .map(line => line.textContent.replaceAll('\u00a0', ' ').trimEnd())
    .join('\n')
    .trim()
}

const ICONS = { copy: 'M9 9h10v11H9z M15 9V4H5v11h4', done: 'M5 12.5l4.5 4.5L19 7.500' }

const buttonFor = (text, said) => {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'copy'
  // Read aloud before the other buttons of the card: which of them it is.
  const name = say('copy-command', { command: text() })
  const show = (icon, words) => {
    button.replaceChildren(drawn(ICONS[icon]))
    button.setAttribute('aria-label', words)
    button.title = say(icon === 'copy' ? 'copy-short' : 'copied-command')
  }
  show('copy', name)
  button.addEventListener('click', async () => {
    const copied = await copyText(text())
    said(say(copied ? 'copied-command' : 'not-copied-command'), { copied })
    if (!copied) return
    show('done', name)
    setTimeout(() => show('copy', name), DONE)
  })
  return button
}

const drawn = d => {
  const make = (name, attributes) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    return element
  }
  const icon = make('svg', { viewBox: '0 0 24 24', width: 16, height: 16, 'aria-hidden': 'true' })
  icon.append(make('path', { d }))
  return icon
}
