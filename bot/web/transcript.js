// What was said, as a text that can be put into a ticket.

import { say } from './words.js'

/** Of Web Chat's activities; oldest first. */
export const transcriptOf = activities =>
  activities
    .filter(({ type }) => type === 'message')
    .map(activity => [whoOf(activity), wordsOf(activity)])
    .filter(([, words]) => words)
    .map(([who, words]) => `${who}\n${words}\n`)
    .join('\n')

const whoOf = ({ from, timestamp, localTimestamp }) => {
  const time = new Date(timestamp ?? localTimestamp)
  const who = say(from.role === 'user' ? 'you' : 'name')
  return Number.isNaN(time.getTime())
    ? say('said-by', { who })
    : say('said-by-at', { who, when: time.toLocaleString() })
}

const wordsOf = ({ from, text, channelData, suggestedActions }) => {
  const words = channelData?.twin ?? text ?? ''
  if (from.role === 'user') return words.trim()
  const choices = suggestedActions?.actions?.map(({ title }) => `[${title}]`).join(' ')
  return [readable(words), choices].filter(Boolean).join('\n')
}

/** Markdown as text: with its lists and sources, without its marks. */
const readable = markdown =>
  markdown
    .replace(/(?<!\\)\[((?:\\.|[^\]\\])*)\]\(<?([^\s<>]+)>?\)/g, (_, words, link) =>
      words === link ? link : `${words} (${link})`,
    )
    .replace(/(?<!\\)(\*\*|`+)/g, '')
    .replace(/\\([^\w\s]|_)/g, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

/** What the person said first: by that they know the conversation again. */
export const firstWordsOf = activities =>
  activities.find(({ type, from, text }) => type === 'message' && from.role === 'user' && text)?.text.slice(0, 120) ??
  ''

/** Whether the browser let it be copied. */
export const copyText = async text => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

export const saveText = text => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  link.download = `conversation-${new Date().toISOString().slice(0, 10)}.txt`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
