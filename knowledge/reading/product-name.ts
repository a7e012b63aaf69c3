import { once } from '../lately.ts'
import { escaped, loadLexicon } from '../words/index.ts'

const oneOf = (names: readonly string[]): string =>
  `(?:${[...names]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')})`

/** What may follow an edition: nothing, a remark, or what it runs on. */
const END = '(?= for | \\(|,|$)'
const BITS = /(?<=\b(?:16|32|64)-bit) [Ee]ditions?\b/

/** Made of the lists when the first product is read: the thread that only searches reads none. */
const words = once(() => {
  const { makers, suites, editions, families, 'marked-editions': marked } = loadLexicon().productNames
  const anyEdition = oneOf([...editions, ...marked])
  const several = `${anyEdition}(?:(?:, | and | or |, and |, or )${anyEdition})*`
  return {
    families,
    /** Behind the maker stands a name, not "365" or "C". */
    maker: new RegExp(`^${oneOf(makers)} (?=\\p{Lu}\\p{L}{2}|\\.?NET\\b)`, 'u'),
    suites: Object.entries(suites).map(
      ([suite, programs]) => new RegExp(`^${escaped(suite)} (?=${oneOf(programs)}\\b)`),
    ),
    withTheWord: new RegExp(`[, ]{1,2}(?:all )?${several} [Ee]ditions?${END}`),
    behindServer: new RegExp(`(?<= Server),? ${several}${END}`),
    atTheEnd: new RegExp(`,? ${oneOf(editions)}(?:(?:, | and | or )${oneOf(editions)})*$`),
  }
})

/**
 * The name of a product without what stands beside it: "Microsoft Office Outlook", "Outlook Standard Edition" and
 * "Outlook" are one product. A name of which nothing would remain stays.
 */
export const productName = (written: string): string => {
  const { families, maker, withTheWord, behindServer, atTheEnd } = words()
  const bare = withoutSuite(written.replace(/[®™©]/g, '').replace(maker, ''))
  const name = bare
    .replace(withTheWord, '')
    .replace(behindServer, '')
    .replace(atTheEnd, '')
    .replace(BITS, '')
    .replace(/^[\s,]+|[\s,]+$/g, '')
  return name === '' || families.includes(name) ? bare : name
}

const withoutSuite = (name: string): string => words().suites.reduce((rest, suite) => rest.replace(suite, ''), name)
