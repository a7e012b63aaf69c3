import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { CHANNEL_SENTENCES, PAGE_SENTENCES } from '../../bot/texts/sentence-keys.ts'
import { sayInChannel, sayOnPage } from '../../bot/texts/texts.ts'

const BOT = fileURLToPath(new URL('../../bot/', import.meta.url))

/** The code of the bot, but for the lists of sentences. */
const code = readdirSync(BOT, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts') && !file.startsWith('texts'))
  .map(file => readFileSync(join(BOT, file), 'utf8'))

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
  ])('is all said somewhere: %s', (say, sentences) => {
    const speaking = code.filter(text => text.includes(say))
    const unsaid = Object.keys(sentences).filter(key => !speaking.some(text => text.includes(`'${key}'`)))
    expect(unsaid.filter(key => key !== 'locale')).toEqual([])
  })
})
