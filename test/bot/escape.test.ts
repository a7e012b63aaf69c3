import { describe, expect, it } from 'vitest'
import { escapeMarkdown } from '../../bot/channels/escape.ts'
import { safeUrl } from '../../bot/channels/links.ts'

describe('escaped text', () => {
  it.each([
    'S_OK',
    'C:\\Program Files\\Exchange',
    '8.1.311.3',
    'a - b',
    'x < y',
    'AT&T',
    'Exchange 2007 (SP1)',
    'PROGRA~1',
    'https://example.com/a_b',
  ])('stays readable and searchable where nothing can happen: %s', text => {
    expect(escapeMarkdown(text)).toBe(text)
  })

  it.each([
    ['*.log', '\\*.log'],
    ['_init_', '\\_init\\_'],
    ['[x](javascript:y)', '\\[x\\](javascript:y)'],
    ['<b onclick=x>', '\\<b onclick=x>'],
    ['&lt;', '\\&lt;'],
    ['`code`', '\\`code\\`'],
    ['\\\\server\\share$', '\\\\\\server\\share$'],
    ['C:\\*', 'C:\\\\\\*'],
    ['~~gone~~', '\\~\\~gone\\~\\~'],
    ['# title', '\\# title'],
    ['- item', '\\- item'],
    ['> quote', '\\> quote'],
    ['1. step', '1\\. step'],
    ['---', '\\---'],
  ])('cannot decorate, link or open a block: %s', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped)
  })
})

describe('an address', () => {
  it.each(['https://example.com/', 'http://example.com/a?b=c', 'mailto:help@example.com'])('may be %s', url => {
    expect(safeUrl(url)).toBe(url)
  })

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:x',
    'data:text/html,x',
    'file:///etc/passwd',
    'kb/951251',
    '',
    undefined,
  ])('may not be %s', url => {
    expect(safeUrl(url)).toBeUndefined()
  })

  it('cannot end its own Markdown', () => {
    expect(safeUrl('https://example.com/a b>c"d')).toBe('https://example.com/a%20b%3Ec%22d')
  })
})
