/** Words of people, of the catalog and of YAML files as parts of regular expressions, whatever characters they have. */

/** The same letters, none of which means anything else in a pattern: "c++" is found as it stands there. */
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** What may follow after the names read so far; `ends` where one of them ends. */
interface Branch {
  ends: boolean
  readonly next: Map<string, Branch>
}

const branch = (): Branch => ({ ends: false, next: new Map() })

/**
 * A pattern for any of the names, the longest that fits; a space in a name stands for any gap. Names that begin alike
 * share their beginning, so that a text is compared with hundreds of names in about one step a letter. Without a name it
 * fits nowhere.
 */
export const anyOf = (names: Iterable<string>): string => {
  const root = branch()
  for (const name of names) {
    let at = root
    for (const letter of name) {
      const next = at.next.get(letter) ?? branch()
      at.next.set(letter, next)
      at = next
    }
    at.ends = true
  }
  return root.next.size === 0 ? NOWHERE : patternOf(root)
}

const NOWHERE = '(?!)'

const patternOf = ({ ends, next }: Branch): string => {
  if (next.size === 0) return ''
  const ways = [...next].map(([letter, after]) => `${letter === ' ' ? GAP : escaped(letter)}${patternOf(after)}`)
  return ways.length === 1 && !ends ? (ways[0] as string) : `(?:${ways.join('|')})${ends ? '?' : ''}`
}

/** What may stand between two words of a name. */
const GAP = '[\\s-]*'

/** A name without its gaps: two writings of one name are the same then. */
export const squash = (text: string): string => text.replace(/[\s-]+/g, '')

/** Around a name: it is no part of a longer word, nor of a number. */
export const BEFORE = '(?<![\\p{L}\\d.])'
export const AFTER = '(?![\\p{L}\\d]|\\.\\d)'
