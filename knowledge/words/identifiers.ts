import { oneWriting, plainText } from './codes.ts'
import { tokenOf, wordsIn } from './words.ts'

/**
 * Error codes, event numbers and names of programs' parts in a text of any language, written so that the search knows
 * them; each once. Versions, builds and numbers of articles are none.
 */
export const identifiersIn = (text: string): readonly string[] => {
  const plain = plainText(text)
  const events = [...plain.matchAll(EVENT)].map(m => `event ID ${m[1]}`)
  const names = wordsIn(plain)
    .map(w => w.word)
    .filter(isIdentifier)
  return [...new Set([...names, ...events])].slice(0, MOST_IDENTIFIERS)
}

/** "Ereignis-ID 1022", "ID d'événement : 1022", "ID события 1022": "ID" is the same in all languages. */
const EVENT = /(?<![\p{L}\d])id\b\.?(?:\s+\p{L}[\p{L}'’]*){0,2}[\s:#=]{1,4}(\d{2,5})(?![\d.]*\d)/giu

const isIdentifier = (word: string): boolean => {
  const written = oneWriting(word.toLowerCase())
  if (written !== undefined) return /[a-f]|^0x|^\d{8}$/.test(written) && !written.includes('.')
  return tokenOf(word).isIdentifier && /::|\p{L}_\p{L}/u.test(word)
}

const MOST_IDENTIFIERS = 8
