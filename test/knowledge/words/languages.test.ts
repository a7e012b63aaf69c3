import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadReader } from '../../../knowledge/index.ts'

/** Lines of JSON below test/. */
const lines = <T>(path: string): readonly T[] =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as T)

const { languageOf } = loadReader()

interface Foreign {
  readonly language: string
  readonly text: string
}

describe('the language of a message', () => {
  // The second file was not played before the numbers were set.
  test.each(['foreign-known', 'foreign-unseen'])('is known to be another than English: %s', async file => {
    const texts = lines<Foreign>(`languages/${file}.jsonl`)
    const missed = []
    for (const { text } of texts) if ((await languageOf(text)) === undefined) missed.push(text)
    expect(missed.length / texts.length).toBeLessThanOrEqual(0.05)
  })

  test('is not guessed of logs, commands, codes, versions and names', async () => {
    const found = []
    for (const text of lines<string>('languages/technical.jsonl'))
      if ((await languageOf(text)) !== undefined) found.push(text)
    expect(found).toEqual([])
  })

  test('is hardly ever guessed of jargon that no list has', async () => {
    const texts = lines<string>('languages/jargon.jsonl')
    const found = []
    for (const text of texts) if ((await languageOf(text)) !== undefined) found.push(text)
    expect(found.length / texts.length).toBeLessThan(0.03)
  })

  test('is English in what people wrote in English', async () => {
    const found = []
    for (const { opening } of lines<{ opening: string }>('bench/descriptions.jsonl'))
      if ((await languageOf(opening)) !== undefined) found.push(opening)
    expect(found).toEqual([])
  })

  test.each([
    ['', 'nothing'],
    ['hi', 'a word'],
    ['ja', 'a word of another language'],
    ['SP1', 'a version'],
    ['Get-ExchangeServer | fl Name,AdminDisplayVersion', 'a command'],
    ['Our user Иванов cannot open the shared mailbox', 'a name in another script'],
    ['Our tool shows "Der Informationsspeicher konnte nicht gestartet werden" when it starts', 'English that quotes'],
    [
      'Outlook crashes as soon as it starts\nDer Informationsspeicher konnte nach dem Update nicht gestartet werden',
      'English, then a log',
    ],
  ])('is undecided for %j: %s', async text => {
    expect(await languageOf(text)).toBeUndefined()
  })

  test('is that of the sentence, not of what it quotes or what is pasted below', async () => {
    const said = 'Beim Starten des Dienstes kommt seit gestern die Meldung'
    expect(await languageOf(`${said} "The Microsoft Exchange Information Store service terminated unexpectedly"`)).toBe(
      'de',
    )
    expect(
      await languageOf(`${said}:\nThe Microsoft Exchange Information Store service terminated unexpectedly.`),
    ).toBe('de')
  })
})
