import { fileURLToPath } from 'node:url'
import { loadSentences } from '../../dialogs/index.ts'
import {
  CHANNEL_SENTENCES,
  DOOR_SENTENCES,
  PAGE_SENTENCES,
  WEB_CHAT_SENTENCES,
  WIDGET_SENTENCES,
} from './sentence-keys.ts'

/** The language that the bot speaks where no dialog does: a folder beside this file, and the pages' `lang`. */
export const LANGUAGE = 'en'

const fileOf = (name: string): string => fileURLToPath(new URL(`${LANGUAGE}/${name}`, import.meta.url))

/** What channels add to a reply: the dialog's own sentences are in `dialogs/texts/`. */
export const sayInChannel = loadSentences(fileOf('channels.yaml'), CHANNEL_SENTENCES)

/** What the article pages say themselves. */
export const sayOnPage = loadSentences(fileOf('articles.yaml'), PAGE_SENTENCES)

/** What people are told where web chat is not for them. */
export const sayAtDoor = loadSentences(fileOf('door.yaml'), DOOR_SENTENCES)

/** Sentences for scripts, which fill the {places} themselves: key → sentence. */
export type Words = Readonly<Record<string, string>>

/** What `say` says, with its places as they stand in the file. */
const wordsOf = (
  say: (key: never, values: never) => string,
  keys: Readonly<Record<string, readonly string[]>>,
): Words =>
  Object.fromEntries(
    Object.entries(keys).map(([key, places]) => [
      key,
      say(key as never, Object.fromEntries(places.map(place => [place, `{${place}}`])) as never),
    ]),
  )

export const WEB_CHAT_WORDS = wordsOf(loadSentences(fileOf('web-chat.yaml'), WEB_CHAT_SENTENCES), WEB_CHAT_SENTENCES)
export const WIDGET_WORDS = wordsOf(loadSentences(fileOf('widget.yaml'), WIDGET_SENTENCES), WIDGET_SENTENCES)
