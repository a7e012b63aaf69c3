import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  CHANNEL_SENTENCES,
  DOOR_SENTENCES,
  PAGE_SENTENCES,
  WEB_CHAT_SENTENCES,
  WIDGET_SENTENCES,
} from '../../bot/texts/sentence-keys.ts'
import { sayInChannel, sayOnPage, WEB_CHAT_WORDS, WIDGET_WORDS } from '../../bot/texts/texts.ts'

const BOT = fileURLToPath(new URL('../../bot/', import.meta.url))

const filesOf = (name: RegExp): readonly string[] =>
  readdirSync(BOT, { recursive: true, encoding: 'utf8' })
    .filter(file => name.test(file.replaceAll('\\', '/')))
    .map(file => readFileSync(join(BOT, file), 'utf8'))

/** The code of the bot, but for the lists of sentences. */
const code = filesOf(/^(?!texts).*\.ts$/)

describe('what the bot says beside its dialogs', () => {
  it('is read from its files', () => {
    expect(sayInChannel('too-long', { length: 70_000, limit: 65_536 })).toMatch(
      /^That is 70,000 characters, .* 65,536 /,
    )
    expect(sayOnPage('page-of', { page: 2, last: 1_234 })).toBe('Page 2 of 1,234')
  })

  it.each([
    ['sayInChannel', CHANNEL_SENTENCES],
    ['sayOnPage', PAGE_SENTENCES],
    ['sayAtDoor', DOOR_SENTENCES],
  ])('is all said somewhere: %s', (say, sentences) => {
    const speaking = code.filter(text => text.includes(say))
    const unsaid = Object.keys(sentences).filter(key => !speaking.some(text => text.includes(`'${key}'`)))
    expect(unsaid.filter(key => key !== 'locale')).toEqual([])
  })

  it.each([
    ['the page', /^web\/(?!widget).*\.(?:js|html)$/, WEB_CHAT_SENTENCES],
    ['the widget', /^web\/widget\.js$/, WIDGET_SENTENCES],
  ])('is all said somewhere by the scripts, which are given the sentences: %s', (_, files, sentences) => {
    const scripts = filesOf(files).join('\n')
    const isSaid = (key: string) => [`'${key}'`, `words.${key}`, `{{${key}}}`].some(said => scripts.includes(said))
    expect(Object.keys(sentences).filter(key => key !== 'locale' && !isSaid(key))).toEqual([])
  })

  it('is given to scripts with its places open', () => {
    expect(WEB_CHAT_WORDS['file-long']).toMatch(/\{name\}.*\{size\}.*\{most\}/)
    expect(WIDGET_WORDS['site-fails']).toContain('{why}')
  })
})
