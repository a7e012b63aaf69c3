import { anyOf, type Grammar } from '../../words/index.ts'

const NUMBERS = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen'
  .concat(' seventeen eighteen nineteen')
  .split(' ')

/** What may stand between what is counted and its number: "rollup installed is 3". */
const FILLED = String.raw`(?:(?:(?:that is |is |there is |there )?(?:installed|number|level)|(?:on|in) (?:it|there)|there|no\.?|nr\.?)\s(?:is\s(?:number\s|no\.?\s)?)?|is\s(?:number\s|no\.?\s)?)`

/**
 * Reads numbers that are written as words: "rollup three", "rollup number 3" and "RU #3" behind a word of `kinds`, "two thousand
 * seven" as a year; and by their order "the third rollup", "of the rollups only the second one", "one rollup, number 3".
 */
export const numberReader = (kinds: Iterable<string>, grammar: Grammar): ((text: string) => string) => {
  const { ordinals, numbering } = grammar
  const ordinal = `(?<![\\p{L}\\d])(?<!(?<![\\p{L}\\d])(?:${anyOf(grammar.uncounted)})\\s)(?<nth>${anyOf(ordinals)})`
  const placeOf = (nth: string): number => ordinals.indexOf(nth.toLowerCase()) + 1
  const ordered = new RegExp(
    `${ordinal}\\s(?<kind>${anyOf(kinds)})(?![\\p{L}\\d])(?!\\s?[#:=]?\\s?\\d)(?!\\s(?:${anyOf(grammar['not-counted'])})(?!\\p{L}))`,
    'giu',
  )
  // "Of the rollups only the second one", and nothing else that is counted between them.
  const among = new RegExp(
    `(?<![\\p{L}\\d])of\\s(?:\\p{L}+\\s){0,2}(?<kind>${anyOf(kinds)})s,?\\s(?<between>(?:\\p{L}+\\s){0,4}?)${ordinal}(?!\\s?\\d)(?:\\s(?:${anyOf(grammar['machine-pronouns'])})(?!\\p{L}))?`,
    'giu',
  )
  const appended = new RegExp(
    `(?<![\\p{L}\\d])(?:${anyOf(grammar['machine-pronouns'])}\\s)?(?<kind>${anyOf(kinds)})(?<between>(?:\\s\\p{L}+){0,4}?)\\s?[,:(–-]\\s?(?:${anyOf(numbering)})\\s?(?<n>\\d{1,2}|${anyOf(NUMBERS)})(?![\\p{L}\\d])`,
    'giu',
  )
  const counted = new RegExp(
    `(?<![\\p{L}\\d])(${anyOf(kinds)}s?[\\s#-]{1,3})(?:${FILLED})?(${NUMBERS.join('|')})(?!\\p{L})`,
    'giu',
  )
  const numbered = new RegExp(`(?<![\\p{L}\\d])(${anyOf(kinds)}\\s)${FILLED}(?=\\d)`, 'giu')
  const hashed = new RegExp(`(?<![\\p{L}\\d])(${anyOf(kinds)})\\s?#\\s?(?=\\d)`, 'giu')
  // "RU3v2", "rollup 3-v2".
  const revised = new RegExp(`(?<![\\p{L}\\d])((?:${anyOf(kinds)})[\\s-]?\\d{1,2})-?(?=v\\d(?![\\p{L}\\d]))`, 'giu')
  // "- Rollup: 1", on a line of its own or in a list.
  const listed = new RegExp(`(?<![\\p{L}\\d])(${anyOf(kinds)})\\s?[:=]\\s?(?=\\d{1,2}\\s*(?:$|[\\n,;|]))`, 'giu')
  return text =>
    text
      .replace(among, (...m) => {
        const { kind = '', between = '', nth = '' } = groupsOf(m)
        return `${between}${kind} ${placeOf(nth)}`
      })
      .replace(ordered, (...m) => {
        const { kind = '', nth = '' } = groupsOf(m)
        return `${kind} ${placeOf(nth)}`
      })
      .replace(appended, (...m) => {
        const { kind = '', between = '', n = '' } = groupsOf(m)
        return `${kind} ${numberOf(n) || n}${between}`
      })
      .replace(listed, '$1 ')
      .replace(hashed, '$1 ')
      .replace(revised, '$1 ')
      .replace(YEAR, (_, ones: string | undefined, tens: string | undefined) =>
        String(2000 + numberOf(ones ?? tens ?? '')),
      )
      .replace(numbered, '$1')
      .replace(counted, (_, kind: string, word: string) => `${kind}${numberOf(word)}`)
}

/** What the named groups of a pattern found. */
const groupsOf = (found: readonly unknown[]): Readonly<Record<string, string>> =>
  found.at(-1) as Readonly<Record<string, string>>

const YEAR = new RegExp(
  `\\b(?:two thousand (?:and )?(${NUMBERS.join('|')})|twenty[ -](${NUMBERS.slice(9).join('|')}))\\b`,
  'gi',
)

const numberOf = (word: string): number => NUMBERS.indexOf(word.toLowerCase()) + 1
