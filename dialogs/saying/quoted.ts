/** In characters. */
const MOST_QUOTED = 80

/** What a person said, on one line and cut at a word where it is long. */
export const quoted = (said: string, most: number = MOST_QUOTED): string => {
  const line = said.replace(/\s+/g, ' ').trim()
  return line.length > most ? `${cutAtWord(line, most)}…` : line.replace(/[.!;,]+$/, '')
}

/** A word as long as half of what there is room for is cut within. */
const cutAtWord = (line: string, most: number): string => {
  const start = line.slice(0, most)
  const end = /\s/.test(line.charAt(most)) ? most : start.lastIndexOf(' ')
  return (end > most / 2 ? start.slice(0, end) : start.replace(/[\ud800-\udbff]$/, '')).replace(/[\s.!;,:]+$/, '')
}
