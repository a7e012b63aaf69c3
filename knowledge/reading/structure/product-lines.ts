import type { Block } from '../../article.ts'

/** The products of an "applies to" list. Below "…, when used with:" stand editions or companions: they narrow, and are listed behind it. */
export const productsOf = (blocks: readonly Block[]): readonly string[] => {
  const found: string[] = []
  for (const block of blocks) {
    const text = block.text.replace(/,?\s{0,9}when used with:?\s{0,9}$/i, '').trim()
    if (block.kind === 'heading' || text === '') continue
    if (block.depth <= 1) found.push(text)
    else if (found.length > 0) found[found.length - 1] = `${found.at(-1)} (${text})`
  }
  return found
}

/**
 * The products of one line, "Windows 10 - all editions, Windows Server 2012, 2016": commas in brackets and before
 * "version …" or "… Edition" do not divide, and a lone number is another version of the product before it.
 */
export const splitProducts = (line: string): readonly string[] => {
  const found: string[] = []
  for (const part of outsideBrackets(line)) {
    const before = found.at(-1)
    if (before !== undefined && QUALIFIES.test(part)) found[found.length - 1] = `${before}, ${part}`
    else if (before !== undefined && /^(?:and\s+)?\d[\w.]*(?:\s+(?:R2|SP\d|Service Pack \d))?$/i.test(part))
      found.push(`${withoutVersion(before)} ${part.replace(/^and\s+/i, '')}`)
    else found.push(part)
  }
  return found
}

const QUALIFIES = /^(?:versions?\s|all\s|when used with|[\w ]{0,30}\bEditions?\b|(?:32|64)-bit)/i

const withoutVersion = (product: string): string =>
  product.replace(/\s+\d[\w.]*(?:\s+(?:R2|SP\d|Service Pack \d))?$/i, '')

const outsideBrackets = (line: string): readonly string[] => {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let i = 0; i <= line.length; i++) {
    const c = line[i]
    if (c === '(') depth++
    if (c === ')') depth = Math.max(0, depth - 1)
    if (c !== undefined && !((c === ',' || c === ';') && depth === 0)) continue
    parts.push(line.slice(start, i).trim())
    start = i + 1
  }
  return parts.filter(p => p !== '')
}
