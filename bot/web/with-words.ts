import { LANGUAGE, type Words } from '../texts/texts.ts'

/** A page of ours with its sentences: `{{key}}` where they stand in it, `"{{words}}"` for its scripts, as JSON. */
export const withWords = (page: string, words: Words): string =>
  page
    // The nonce is new each time.
    .replace(/\{\{([\w-]+)\}\}/g, (place, key: string) => escaped(words[key] ?? place))
    .replace('<html lang="en"', `<html lang="${LANGUAGE}"`)
    .replace('"{{words}}"', () => inMarkup(JSON.stringify(words)))

/** A script with its sentences in the place of `'{{words}}'`. */
export const withWordsInside = (script: string, words: Words): string =>
  script.replace("'{{words}}'", () => JSON.stringify(words))

/** Nothing in it ends the element that it stands in. */
const inMarkup = (json: string): string => json.replaceAll('<', '\\u003c')

const escaped = (text: string): string => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)
