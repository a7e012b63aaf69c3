import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadTexts } from '../../dialogs/index.ts'

const ENGLISH = fileURLToPath(new URL('../../dialogs/texts/en/', import.meta.url))
const FILES = ['sentences.yaml', 'again.yaml', 'questions.yaml', 'phrases.yaml', 'requests.yaml']

/** The dialog files with one of them changed, in a folder of their own. */
const changed = (file: string, change: (text: string) => string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'advise-texts-'))
  for (const f of FILES) cpSync(join(ENGLISH, f), join(folder, f))
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')))
  return folder
}

describe('what the bot says', () => {
  test('is complete as it comes', () => {
    const texts = loadTexts()
    expect(texts.say('noted', { versions: 'Exchange Server 2007' })).toContain('Exchange Server 2007')
    expect(texts.ask('a-new-product', 'release', { name: 'Thing' })).toContain('Thing')
  })

  const broken: readonly (readonly [string, string, (text: string) => string, RegExp])[] = [
    ['a sentence is missing', 'sentences.yaml', t => t.replace(/^thanks:.*\n/m, ''), /sentences\.yaml:1:1.*thanks/],
    ['a sentence is unknown', 'sentences.yaml', t => `${t}\nthankss: x\n`, /thankss/],
    [
      'a place is misspelt',
      'sentences.yaml',
      t => t.replace('{versions}', '{version}'),
      /sentences\.yaml:\d+:\d+.*version/,
    ],
    [
      'what is said again has no first way',
      'again.yaml',
      t => t.replace('\nthanks:', '\nthank:'),
      /again\.yaml:\d+:\d+.*thank/,
    ],
    ['it is no YAML', 'questions.yaml', t => `${t}\n  x: [\n`, /questions\.yaml:\d+:\d+.*yaml-syntax/],
    [
      'a phrase group is no list',
      'phrases.yaml',
      t => t.replace(/^hello: .*$/m, 'hello: 5'),
      /phrases\.yaml:\d+.*hello/,
    ],
    ['a request is unknown', 'requests.yaml', t => t.replace('  reboot:', '  rebot:'), /requests\.yaml:\d+:\d+.*rebo/],
    ['it uses aliases', 'questions.yaml', t => `a: &a x\nb: *a\n${t}`, /yaml-alias/],
  ]
  for (const [what, file, change, expected] of broken)
    test(`is refused at the start with file and line when ${what}`, () => {
      expect(() => loadTexts(changed(file, change))).toThrow(expected)
    })

  test('names every mistake at once', () => {
    const folder = changed('sentences.yaml', t => t.replace('{versions}', '{a}').replace('{now}', '{b}'))
    expect(() => loadTexts(folder)).toThrow(/versions[\s\S]*now/)
  })
})

describe('phrases', () => {
  test('are known whatever case, punctuation and politeness', () => {
    const { phraseOf } = loadTexts()
    expect(phraseOf('Not sure.')).toBe('unsure')
    expect(phraseOf('  I DON’T KNOW!! ')).toBe('unsure')
    expect(phraseOf('Help, please')).toBe('help')
    expect(phraseOf('?')).toBe('help')
    expect(phraseOf('why do you ask that?')).toBe('why-ask')
    expect(phraseOf('not sure whether it is 2008')).toBeUndefined()
  })

  test('belong to one group only', () => {
    const { phraseOf } = loadTexts()
    const text = readFileSync(join(ENGLISH, 'phrases.yaml'), 'utf8')
    for (const [, group, list] of text
      .replace(/^(?:corrections|talk):.*$/gm, '')
      .matchAll(/^"?([\w-]+)"?: \[(.*)\]$/gm))
      for (const phrase of (list as string).split(', ').map(p => p.replace(/^"|"$/g, '')))
        expect([phrase, phraseOf(phrase)]).toEqual([phrase, group])
  })
})
