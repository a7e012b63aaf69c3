import { escaped, loadLexicon } from '../words/index.ts'

const { makers, suites, editions, families, 'marked-editions': marked } = loadLexicon().productNames

const oneOf = (names: readonly string[]): string =>
  `(?:${[...names]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')})`

/** Behind the maker stands a name, not "365" or "C". */
const MAKER = new RegExp(`^${oneOf(makers)} (?=\\p{Lu}\\p{L}{2}|\\.?NET\\b)`, 'u')
const SUITES = Object.entries(suites).map(
  ([suite, programs]) => new RegExp(`^${escaped(suite)} (?=${oneOf(programs)}\\b)`),
)

const ANY_EDITION = oneOf([...editions, ...marked])
const SEVERAL = `${ANY_EDITION}(?:(?:, | and | or |, and |, or )${ANY_EDITION})*`
/** What may follow an edition: nothing, a remark, or what it runs on. */
const END = '(?= for | \\(|,|$)'
const WITH_THE_WORD = new RegExp(`[, ]{1,2}(?:all )?${SEVERAL} [Ee]ditions?${END}`)
const BEHIND_SERVER = new RegExp(`(?<= Server),? ${SEVERAL}${END}`)
const AT_THE_END = new RegExp(`,? ${oneOf(editions)}(?:(?:, | and | or )${oneOf(editions)})*$`)
const BITS = /(?<=\b(?:16|32|64)-bit) [Ee]ditions?\b/

/**
 * The name of a product without what stands beside it: "Microsoft Office Outlook", "Outlook Standard Edition" and
 * "Outlook" are one product. A name of which nothing would remain stays.
 */
export const productName = (written: string): string => {
  const bare = withoutSuite(written.replace(/[®™©]/g, '').replace(MAKER, ''))
  const name = bare
    .replace(WITH_THE_WORD, '')
    .replace(BEHIND_SERVER, '')
    .replace(AT_THE_END, '')
    .replace(BITS, '')
    .replace(/^[\s,]+|[\s,]+$/g, '')
  return name === '' || families.includes(name) ? bare : name
}

const withoutSuite = (name: string): string => SUITES.reduce((rest, suite) => rest.replace(suite, ''), name)
