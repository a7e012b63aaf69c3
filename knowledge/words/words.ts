import { fileURLToPath } from 'node:url'
import { oneWriting, plainText } from './codes.ts'
import { stem } from './stem.ts'
import { wordLists } from './word-lists.ts'

const { stopWords, synonyms } = wordLists(fileURLToPath(new URL('en', import.meta.url)))

/**
 * A run of letters and digits of any script, with the marks that hold an identifier together: `8.1.240.6`,
 * `IMsgStore::Advise`, `MAPI_E_NO_SUPPORT`, `0x80040102`, `-2147221246`, `ExSetup.exe`, `can't`.
 */
const WORD = /(?<![\p{L}\p{N}.-])-\d{7,10}(?!\d|\.\d)|[\p{L}\p{M}\p{N}]+(?:(?:::|[._'’\\/-])[\p{L}\p{M}\p{N}]+)*/gu
const JOINT = /::|[._'’\\/-]/

/** A word of a text as it stands there, and whether a new sentence begins with it. */
export interface Word {
  readonly word: string
  readonly opens: boolean
}

/** The words of a text in order, identifiers in one piece. */
export const wordsIn = (text: string): Word[] => [...wordsOneByOne(text)]

function* wordsOneByOne(text: string): Iterable<Word> {
  const plain = plainText(text)
  let end = 0
  for (const match of plain.matchAll(WORD)) {
    const gap = match.index - end
    yield { word: match[0], opens: end === 0 || (gap > 1 && SENTENCE_END.test(plain.slice(end, match.index))) }
    end = match.index + match[0].length
  }
}

const SENTENCE_END = /[.!?:;]\s|\n\s*\n/

/** A word with the parts that it is made of: none for a plain word. In lower case. */
export interface Token {
  readonly whole: string
  /** True for what only a machine would call a thing: `0x80040102`, `IMsgStore::Advise`, `OnNotify`, `ExSetup.exe`. */
  readonly isIdentifier: boolean
  readonly parts: readonly string[]
}

/** Nearly every word: it has no parts, and no machine's name looks so. */
const PLAIN = /^[a-z]+$/

export const tokenOf = (word: string): Token => {
  const given = word.replace(/’/g, "'")
  const number = oneWriting(given.toLowerCase())
  if (number !== undefined) return { whole: number, isIdentifier: true, parts: [] }
  if (PLAIN.test(given)) return { whole: given, isIdentifier: false, parts: [] }
  const split = JOINT.test(given) && !/^\p{L}+'\p{L}+$/u.test(given) ? given.split(JOINT) : []
  const parts = [...split, ...camelParts(given)].filter(p => p.length > 1).map(p => p.toLowerCase())
  const written = new Set(parts.map(p => oneWriting(p) ?? p))
  return { whole: given.toLowerCase(), isIdentifier: isIdentifier(given), parts: [...written] }
}

export const tokensOf = (text: string): readonly Token[] => wordsIn(text).map(w => tokenOf(w.word))

const isIdentifier = (word: string): boolean =>
  /::|_|\p{L}\.\p{L}|\p{Ll}\p{Lu}/u.test(word) || (/\d/.test(word) && /\p{L}/u.test(word))

/** `EnumProtocols` → `Enum`, `Protocols`. Only where lower case goes over to upper case. */
const camelParts = (word: string): string[] =>
  /\p{Ll}\p{Lu}/u.test(word) ? word.split(/(?<=\p{Ll})(?=\p{Lu})|::|[._\\/-]/u) : []

/** True for a word that says something: neither a stop word nor a lone letter nor a bare small number. */
export const isTelling = (word: string): boolean =>
  !stopWords.has(word) && (word.length > 3 || !/^(?:\p{L}|\d{1,3})$/u.test(word))

/** What a word is indexed and searched as: one term for all its forms and synonyms. */
export const termOf = (word: string): string => {
  const stemmed = stem(word)
  return synonyms.get(stemmed) ?? stemmed
}

/** How many words of a text say something; of those after the first `most` nobody needs to know. */
export const tellingWords = (text: string, most = Number.POSITIVE_INFINITY): number => {
  let telling = 0
  for (const { word } of wordsOneByOne(text)) {
    if (isTelling(tokenOf(word).whole)) telling++
    if (telling >= most) break
  }
  return telling
}
