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

/** Places of a text at which a name may begin: those that `BEFORE` allows. Found once, for all names that are looked for. */
export interface Starts {
  readonly text: string
  readonly places: readonly number[]
  /** The two letters at each place, as `keyOf` has them. */
  readonly keys: readonly number[]
}

export const startsIn = (text: string): Starts => {
  const places: number[] = []
  const keys: number[] = []
  for (let at = 0; at < text.length; at++) {
    if (at > 0 && isInside(text, at)) continue
    places.push(at)
    keys.push(keyOf(text, at))
  }
  return { text, places, keys }
}

/** The two letters at a place, as one number. */
const keyOf = (text: string, at: number): number => text.charCodeAt(at) * LETTERS + (text.charCodeAt(at + 1) || 0)
const LETTERS = 0x1_0000

/** True behind a letter, a digit or a full stop. */
const isInside = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at - 1)
  if (code < 128) return IS_INSIDE[code] === 1
  return LETTER.test(LOW.test(text.charAt(at - 1)) ? text.slice(Math.max(0, at - 2), at) : text.charAt(at - 1))
}
const IS_INSIDE = Uint8Array.from({ length: 128 }, (_, code) => Number(/[a-z\d.]/i.test(String.fromCharCode(code))))
const LETTER = /\p{L}$/u
const LOW = /[\uDC00-\uDFFF]/

/**
 * Finds what begins with one of these names: `pattern` has them at its beginning, and fits where `BEFORE` does. It is tried
 * only where a text has the first two letters of a name.
 */
export const namesFinder = (
  names: Iterable<string>,
  pattern: string,
): ((starts: Starts) => readonly RegExpExecArray[]) => {
  const begins = new Set<number>()
  // A space stands for any gap, or none.
  for (const name of names) begins.add(name.length < 2 || name[1] === ' ' ? name.charCodeAt(0) : keyOf(name, 0))
  const regex = new RegExp(pattern, 'yu')
  return ({ text, places, keys }) => {
    const found: RegExpExecArray[] = []
    let end = 0
    for (let i = 0; i < places.length; i++) {
      const at = places[i] as number
      if (at < end) continue
      if (!begins.has(keys[i] as number) && !begins.has(text.charCodeAt(at))) continue
      regex.lastIndex = at
      const match = regex.exec(text)
      if (!match) continue
      found.push(match)
      end = regex.lastIndex
    }
    return found
  }
}
