import type { Block } from '../../../article.ts'
import { blocksOf, type Line, plainBlock } from '../../structure/blocks.ts'
import { kindOfHeading, kindOfName } from '../../structure/headings.ts'
import type { Part } from '../../structure/sections.ts'

/** Most articles write the names of their sections in capitals; then other writings of such a name divide a section. */
export type Style = 'capitals' | 'mixed'

export const styleOf = (lines: readonly Line[]): Style =>
  lines.some(({ text }) => text.length < LONGEST && isCapital(text) && kindOfName(text)) ? 'capitals' : 'mixed'

/** Of a heading, in characters. */
const LONGEST = 150

const isCapital = (text: string): boolean => text === text.toUpperCase() && /^\p{Lu}/u.test(text)

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === ''

/** A name alone on its line that begins a section. `above` is the line before it. */
export const isSectionHeading = (text: string, above: string | undefined, style: Style): boolean => {
  if (text.length > LONGEST || !/^\p{Lu}/u.test(text) || isMethod(text)) return false
  if (/applies to/i.test(text) && kindOfName(text) === 'applies-to') return true
  if (style === 'mixed') return isBlank(above) && kindOfName(text) !== undefined
  if (!isCapital(text)) return false
  return kindOfHeading(text) !== undefined || (isBlank(above) && /^[A-Z][A-Z &/-]{3,40}$/.test(text.trim()))
}

/** "Method 1: Restart the service": one of several ways, in whatever section it stands. "Method 1 is safer." is none. */
const isMethod = (text: string): boolean =>
  text.length < LONGEST && METHOD.test(text) && NUMBERED.test(text) && !/[.!?;,]\s{0,9}$/.test(text)

/** "CAUSE 1" in capitals is a section. */
const METHOD =
  /^\s{0,9}(?:[Mm]ethod|METHOD|[Oo]ption|OPTION|[Pp]rocedure|PROCEDURE|Scenario|Resolution|Workaround|Solution|Cause)\s/
const NUMBERED = /^\s{0,9}[A-Za-z]{5,10}\s{1,3}(?:\d{1,2}|[A-Z])\s{0,3}(?:[:.–—-](?:\s|$)|$)/

/** "Hotfix information", in an article whose sections are in capitals, divides a section. */
const isSubheading = (text: string, above: string | undefined): boolean =>
  isMethod(text) || (text.length < LONGEST && isBlank(above) && /^\p{Lu}/u.test(text) && kindOfName(text) !== undefined)

/** The headings of an article and what stands below them, for `sectionsFrom`. */
export const supportParts = (lines: readonly Line[], style: Style): readonly Part[] => {
  const parts: Part[] = []
  let from = 0
  let isList = false
  const tell = (to: number): void => {
    const own = lines.slice(from, to)
    for (const part of isList ? listedParts(own) : textParts(own)) parts.push(part)
    from = to + 1
  }
  for (const [i, { text, number }] of lines.entries()) {
    const above = lines[i - 1]?.text
    const isSection = isSectionHeading(text, above, style)
    if (!isSection && (isList || !isSubheading(text, above))) continue
    tell(i)
    const heading = text.trim()
    // Asides, such as "File information", are sections of their own; a method is a part of whatever it stands in.
    const isAside = !isSection && kindOfName(heading) === 'other'
    const block: Block = { kind: 'heading', depth: 0, text: heading, line: number }
    parts.push({ level: isSection ? 1 : isAside ? 2 : undefined, block })
    if (isSection) isList = kindOfHeading(heading) === 'applies-to'
  }
  tell(lines.length)
  return parts
}

const textParts = (lines: readonly Line[]): readonly Part[] =>
  blocksOf(lines).map(b => ({ level: undefined, block: plainBlock(b) }))

const BULLET = /^\s*[•·▪◦*+–-]/

/** Products, one a line, with bullets or without. Text behind a list with bullets is the article's again. */
const listedParts = (lines: readonly Line[]): readonly Part[] => {
  const first = lines.findIndex(l => !isBlank(l.text))
  const isBulleted = BULLET.test(lines[first]?.text ?? '')
  const text = lines.findIndex(
    (l, i) =>
      isBulleted && i > first && isBlank(lines[i - 1]?.text) && !isBlank(l.text) && !/^[\s•·▪◦*+–-]/.test(l.text),
  )
  const list = text < 0 ? lines : lines.slice(0, text)
  const opening: readonly Part[] =
    text < 0
      ? []
      : [
          { level: 1, block: { kind: 'heading', depth: 0, text: 'Summary', line: lines[text]?.number ?? 1 } },
          ...textParts(lines.slice(text)),
        ]
  return [...textParts(nested(list.filter(l => !isBlank(l.text)))), ...opening]
}

/** What follows "…, when used with:" stands below it, though its indentation was lost. */
const nested = (lines: readonly Line[]): readonly Line[] => {
  const isFlat = new Set(lines.map(l => l.text.search(/\S/))).size <= 1
  let isBelow = false
  return lines.map(line => {
    const isOuter = /when used with:?\s{0,9}$/i.test(line.text.slice(-40))
    const item = BULLET.test(line.text) ? line.text : line.text.replace(/^(\s*)/, '$1- ')
    const text = isFlat && isBelow && !isOuter ? `  ${item}` : item
    isBelow ||= isOuter
    return { ...line, text }
  })
}
