// Files that are dropped on the page, or pasted: a text is put into the send box, where the person sees what would be sent.
// The file itself never leaves the page.

/** Bytes. */
const MOST = 64 * 1024

/** `on.text` gets what is to stand in the send box; `on.notify` says what cannot be read. */
export const takeFiles = on => {
  const take = async ([file, ...more]) => {
    const { text, why } = await read(file)
    if (text) on.text(text)
    if (why) on.notify(why, { bad: true })
    else if (more.length > 0) on.notify(`Only “${file.name}” was read. Drop one file at a time.`)
    else on.notify(`“${file.name}” stands below. Nothing is sent until you send it; take out what is private.`)
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
  if (file.type.startsWith('image/'))
    return { why: 'I cannot look at pictures. Type what it shows: the words of the message, numbers, codes.' }
  if (file.size > MOST)
    return {
      why: `“${file.name}” has ${Math.ceil(file.size / 1024)} kB, and I read up to ${MOST / 1024}. Paste the lines around the error.`,
    }
  const bytes = await file.arrayBuffer().catch(() => undefined)
  if (!bytes) return { why: `“${file.name}” cannot be read. Is it a folder?` }
  const text = decode(bytes)?.trim()
  if (text === undefined) return { why: `“${file.name}” is no text, so I cannot read it. Paste the words that matter.` }
  return text === '' ? { why: `“${file.name}” is empty.` } : { text: `${file.name}:\n${text}` }
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
