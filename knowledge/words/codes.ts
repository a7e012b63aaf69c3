/**
 * Error codes, event numbers, builds and article numbers have several writings and one meaning. Each is searched for in
 * one writing, so that `0x8004011D`, `8004011d` and `-2147221219` find the same articles.
 */

/** A code without its leading zeros, marked by `0x` unless eight digits show what it is: `STOP 0x7B` is 0x0000007B. */
const codeOf = (digits: string): string => {
  const code = digits.replace(/^0+(?=.)/, '')
  return code.length === 8 ? code : `0x${code}`
}

/**
 * The one writing of a word that is such a number, in lower case; undefined for any other word.
 * Sources: an HRESULT is a signed 32-bit number ([MS-ERREF] 2.1); `08.01.0240.006` is how Exchange's own files write 8.1.240.6.
 */
export const oneWriting = (word: string): string | undefined => {
  const code = /^(?:0x|h)?([0-9a-f]{8})h?$/.exec(word)?.[1]
  if (code && /\d/.test(code) && (/[a-fxh]/.test(word) || /^[89c]00/.test(code))) return codeOf(code)
  if (/^0x[0-9a-f]{1,7}$/.test(word)) return codeOf(word.slice(2))
  if (/^-\d{7,10}$/.test(word)) return Number(word) >= -(2 ** 31) ? codeOf(hex(Number(word) >>> 0)) : undefined
  if (/^\d{10}$/.test(word) && Number(word) >= 2 ** 31 && Number(word) < 2 ** 32) return codeOf(hex(Number(word)))
  const article = /^(?:kb|q)(\d{5,7})$/.exec(word)?.[1]
  if (article) return article
  if (/^\d+(?:\.\d+){2,}$/.test(word)) return word.replace(/(^|\.)0+(?=\d)/g, '$1')
  return undefined
}

const hex = (n: number): string => n.toString(16)

/** "event ID 1022", "events 1022 and 1023" → `event 1022`, …; "Version 8.1 (Build 240.6)" → `8.1.240.6`. */
export const spokenNumbers = (text: string): readonly string[] => {
  if (!/event|build/i.test(text)) return []
  const found: string[] = []
  const plain = plainText(text)
  for (const [, list] of plain.matchAll(EVENTS))
    for (const [number] of (list as string).matchAll(/\d{1,5}/g)) found.push(`event ${number}`)
  for (const [, release, build] of plain.matchAll(BUILDS)) found.push(oneWriting(`${release}.${build}`) ?? '')
  return found.filter(Boolean)
}

const EVENTS =
  /\bevents?(?:[ \t]{0,2}-?ids?(?:\(s\))?)?[ \t:#=]{1,4}((?:\d{1,5}\b(?:[ \t]{0,2}(?:,[ \t]{0,2}(?:and|or|&)?|and|or|&|\/)[ \t]{0,2})?){1,12})/gi
const BUILDS = /\b(\d{1,2}\.\d{1,2})\s?\(?build[ \t:]{1,2}(\d{1,5}(?:\.\d{1,5})?)/gi

/** Full-width and other compatible forms are the same letters, and a space that does not break is a space. */
export const plainText = (text: string): string => (/\P{ASCII}/u.test(text) ? text.normalize('NFKC') : text)

/** Error codes and event numbers of a text. Two texts that both name such, and none in common, speak of different problems. */
export const codesIn = (text: string): ReadonlySet<string> => {
  const codes = new Set(spokenNumbers(text).filter(n => n.startsWith('event')))
  for (const [word] of text.matchAll(CODES)) {
    const code = oneWriting(word.toLowerCase())
    if (code) codes.add(`error ${code}`)
  }
  return codes
}

/** But not the beginning of an interface's id: `{00020D09-0000-0000-C000-000000000046}`. */
const CODES = /(?<![\w.])(?:-\d{7,10}|0x[0-9a-f]{8}|[0-9a-f]{8})(?!\w|\.\w|-[0-9a-f]{4}-)/gi

/** An error's code, or its name in a program: "8004011d", "mapi_e_not_found". */
export const isErrorCode = (word: string): boolean => codesIn(word).size > 0 || ERROR_NAME.test(word)
const ERROR_NAME = /^(?:\p{L}+_)?e_\p{L}[\p{L}_]+$/u
