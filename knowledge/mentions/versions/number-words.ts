import { anyOf } from '../../words/index.ts'

const NUMBERS = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen'
  .concat(' seventeen eighteen nineteen')
  .split(' ')

/** What may stand between what is counted and its number: "rollup installed is 3". */
const FILLED = String.raw`(?:(?:(?:that is |is |there is |there )?(?:installed|number|level)|(?:on|in) (?:it|there)|there|no\.?|nr\.?)\s(?:is\s(?:number\s|no\.?\s)?)?|is\s(?:number\s|no\.?\s)?)`

/**
 * Reads numbers that are written as words: "rollup three" and "rollup number 3" behind a word of `kinds`, "two thousand
 * seven" as a year.
 */
export const numberReader = (kinds: Iterable<string>): ((text: string) => string) => {
  const counted = new RegExp(
    `(?<![\\p{L}\\d])(${anyOf(kinds)}s?[\\s#-]{1,3})(?:${FILLED})?(${NUMBERS.join('|')})(?!\\p{L})`,
    'giu',
  )
  const numbered = new RegExp(`(?<![\\p{L}\\d])(${anyOf(kinds)}\\s)${FILLED}(?=\\d)`, 'giu')
  // "- Rollup: 1", on a line of its own or in a list.
  const listed = new RegExp(`(?<![\\p{L}\\d])(${anyOf(kinds)})\\s?[:=]\\s?(?=\\d{1,2}\\s*(?:$|[\\n,;|]))`, 'giu')
  return text =>
    text
      .replace(listed, '$1 ')
      .replace(YEAR, (_, ones: string | undefined, tens: string | undefined) =>
        String(2000 + numberOf(ones ?? tens ?? '')),
      )
      .replace(numbered, '$1')
      .replace(counted, (_, kind: string, word: string) => `${kind}${numberOf(word)}`)
}

const YEAR = new RegExp(
  `\\b(?:two thousand (?:and )?(${NUMBERS.join('|')})|twenty[ -](${NUMBERS.slice(9).join('|')}))\\b`,
  'gi',
)

const numberOf = (word: string): number => NUMBERS.indexOf(word.toLowerCase()) + 1
