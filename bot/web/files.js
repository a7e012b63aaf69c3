// Files that are dropped on the page, or pasted: a text is put into the send box, where the person sees what would be sent.
// The file itself never leaves the page.

import { say } from './words.js'

/** Bytes. */
const MOST = 64 * 1024

/** `on.text` gets what is to stand in the send box; `on.notify` says what cannot be read. */
export const takeFiles = on => {
  const take = async ([file, ...more]) => {
    const { text, why } = await read(file)
    if (text) on.text(text)
    if (why) on.notify(why, { bad: true })
    else if (more.length > 0) on.notify(say('one-file', file))
    else on.notify(say('file-stands', file))
  }
  const hasFiles = transfer => transfer?.types.includes('Files')

  addEventListener('dragover', event => {
    if (hasFiles(event.dataTransfer)) event.preventDefault()
  })
  addEventListener('drop', event => {
    if (!hasFiles(event.dataTransfer)) return
    // Otherwise the browser would leave the conversation and open the file.
    event.preventDefault()
    if (event.dataTransfer.files.length > 0) void take([...event.dataTransfer.files])
  })
  addEventListener(
    'paste',
    event => {
      const files = [...(event.clipboardData?.files ?? [])]
      // Word processors put a picture beside the text that was copied: the text is meant.
      if (files.length === 0 || event.clipboardData.types.includes('text/plain')) return
      event.preventDefault()
      event.stopPropagation()
      void take(files)
    },
    { capture: true },
  )
}

const read = async file => {
  const { name } = file
  if (file.type.startsWith('image/')) return { why: say('picture') }
  if (file.size > MOST) return { why: say('file-long', { name, size: Math.ceil(file.size / 1024), most: MOST / 1024 }) }
  const bytes = await file.arrayBuffer().catch(() => undefined)
  if (!bytes) return { why: say('file-unreadable', { name }) }
  const text = decode(bytes)?.trim()
  if (text === undefined) return { why: say('file-no-text', { name }) }
  return text === '' ? { why: say('file-empty', { name }) } : { text: `${name}:\n${text}` }
}

/** Windows tools write UTF-16; undefined when it is no text. */
const decode = bytes => {
  const [first, second] = new Uint8Array(bytes)
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}
