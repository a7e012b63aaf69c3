import { fileURLToPath } from 'node:url'
import { loadSentences } from '../../dialogs/index.ts'
import { CHANNEL_SENTENCES, PAGE_SENTENCES } from './sentence-keys.ts'

/** The language that the bot speaks where no dialog does: a folder beside this file, and the pages' `lang`. */
export const LANGUAGE = 'en'

const fileOf = (name: string): string => fileURLToPath(new URL(`${LANGUAGE}/${name}`, import.meta.url))

/** What channels add to a reply: the dialog's own sentences are in `dialogs/texts/`. */
export const sayInChannel = loadSentences(fileOf('channels.yaml'), CHANNEL_SENTENCES)

/** What the article pages say themselves. */
export const sayOnPage = loadSentences(fileOf('articles.yaml'), PAGE_SENTENCES)
