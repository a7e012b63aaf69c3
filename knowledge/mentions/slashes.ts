/** A name: "Outlook". */
const NAME = /^\p{L}+$/u

const SPACED = / \/ /g

/** "Mail is late / Exchange 2016 CU4 / Outlook is fine": notes that slashes part read as if commas did. */
export const withPartedNotes = (text: string): string =>
  text.includes(' / ') ? text.split('\n').map(partedNote).join('\n') : text

const partedNote = (line: string): string => {
  const parts = line.split(' / ').map(p => p.trim())
  // "OWA / Outlook / IMAP clients": names of which one is chosen, or that are meant together.
  if (parts.length < LEAST_PARTS || parts.slice(1, -1).some(p => NAME.test(p))) return line
  let at = 0
  return line.replace(SPACED, slash => {
    at++
    return isChoice(parts[at - 1] ?? '', parts[at] ?? '') ? slash : ' , '
  })
}

/** One slash may part anything. */
const LEAST_PARTS = 3

/** "RU2 / RU3", "MBX1 / MBX2", "24 / 7": the words beside the slash differ only in their number. */
const isChoice = (before: string, after: string): boolean => {
  const [last, next] = [before.split(/\s+/).at(-1) ?? '', after.split(/\s+/)[0] ?? '']
  return /\d/.test(last) && /\d/.test(next) && stem(last) === stem(next)
}

const stem = (word: string): string => word.toLowerCase().replace(/[\d.,]+/g, '')
