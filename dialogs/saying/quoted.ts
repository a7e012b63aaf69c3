/** In characters. */
const MOST_QUOTED = 80

/** What a person said, on one line and cut where it is long. */
export const quoted = (said: string): string => {
  const line = said.replace(/\s+/g, ' ').trim()
  return line.length > MOST_QUOTED ? `${line.slice(0, MOST_QUOTED).trimEnd()}…` : line.replace(/[.!;,]+$/, '')
}
