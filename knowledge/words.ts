import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { stemmer } from 'stemmer'
import { parse } from 'yaml'

const wordLists = (file: string): readonly string[][] =>
  Object.values(
    parse(readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8'), { schema: 'failsafe' }) as Record<
      string,
      string[]
    >,
  )

const stopWords: ReadonlySet<string> = new Set(wordLists('stop-words.yaml').flat())

/**
 * A run of letters and digits of any script, with the marks that hold an identifier together: `8.1.240.6`,
 * `IMsgStore::Advise`, `MAPI_E_NO_SUPPORT`, `0x80040102`, `ExSetup.exe`, `can't`.
 */
const WORD = /[\p{L}\p{M}\p{N}]+(?:(?:::|[._'’\\/-])[\p{L}\p{M}\p{N}]+)*/gu
const JOINT = /::|[._'’\\/-]/

/** A word with the parts that it is made of: none for a plain word. In lower case. */
export interface Token {
  readonly whole: string
  /** True for what only a machine would call a thing: `0x80040102`, `IMsgStore::Advise`, `OnNotify`, `ExSetup.exe`. */
  readonly isIdentifier: boolean
  readonly parts: readonly string[]
}

export const tokensOf = (text: string): readonly Token[] =>
  [...text.normalize('NFKC').matchAll(WORD)].map(([word]) => {
    const whole = word.replace(/’/g, "'")
    const split = JOINT.test(whole) && !/^\p{L}+'\p{L}+$/u.test(whole) ? whole.split(JOINT) : []
    const parts = new Set([...split, ...camelParts(whole)].filter(p => p.length > 1).map(p => p.toLowerCase()))
    return { whole: whole.toLowerCase(), isIdentifier: isIdentifier(whole), parts: [...parts] }
  })

/** All words of a text: an identifier is given whole and in its parts. */
export const tokenise = (text: string): string[] => tokensOf(text).flatMap(t => [t.whole, ...t.parts])

const isIdentifier = (word: string): boolean =>
  /::|_|\p{L}\.\p{L}|\p{Ll}\p{Lu}/u.test(word) || (/\d/.test(word) && /\p{L}/u.test(word))

/** `EnumProtocols` → `Enum`, `Protocols`. Only where lower case goes over to upper case. */
const camelParts = (word: string): string[] =>
  /\p{Ll}\p{Lu}/u.test(word) ? word.split(/(?<=\p{Ll})(?=\p{Lu})|::|[._\\/-]/u) : []

/** True for a word that says something: neither a stop word nor a lone letter nor a bare small number. */
export const isTelling = (word: string): boolean => !stopWords.has(word) && !/^(?:\p{L}|\d{1,3})$/u.test(word)

/** Plain English words by their stem (Porter 1980); anything with a digit or a joint stays as it is. */
const stem = (word: string): string => (/^[a-z]{3,}$/.test(word) ? stemmer(word) : word.replace(/'s$/, ''))

/** Stem → the stem that stands for its whole group of synonyms. */
const synonyms: ReadonlyMap<string, string> = new Map(
  wordLists('synonyms.yaml').flatMap(group => group.map(word => [stem(word), stem(group[0] as string)] as const)),
)

/** What a word is indexed and searched as: one term for all its forms and synonyms. */
export const termOf = (word: string): string => synonyms.get(stem(word)) ?? stem(word)

/** How many words of a text say something. */
export const tellingWords = (text: string): number => tokensOf(text).filter(t => isTelling(t.whole)).length
