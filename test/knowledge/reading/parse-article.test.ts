import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SHIPPED_ARTICLES } from '../../../knowledge/knowledge.ts'
import { MAX_ARTICLE_SIZE } from '../../../knowledge/reading/parse-article.ts'
import { codePoint } from '../../code-point.ts'
import { computingTime } from '../computing-time.ts'
import { hasSeed, parse, SAMPLE, SEED } from '../room.ts'

const texts = [SAMPLE, join(SHIPPED_ARTICLES, 'kb951251.md'), ...(hasSeed ? [SEED] : [])].map(f =>
  readFileSync(f, 'utf8'),
)

/** Every text gives an article or says why not, with places that are in it. */
const holds = (text: string): void => {
  const { article, problems } = parse(text)
  expect(article !== undefined || problems.some(p => p.severity === 'error')).toBe(true)
  expect(article !== undefined && problems.some(p => p.severity === 'error')).toBe(false)
  const lines = text.split(/\r\n|\r|\n/).length
  for (const p of problems) {
    expect(p.line).toBeGreaterThanOrEqual(1)
    expect(p.line).toBeLessThanOrEqual(lines + 1)
    expect(p.message).not.toBe('')
    expect(p.advice).not.toBe('')
  }
  for (const s of article?.sections ?? []) {
    expect(s.line).toBeLessThanOrEqual(lines)
    for (const b of s.blocks) expect(b.line).toBeLessThanOrEqual(lines)
  }
  for (const c of article?.conditions ?? []) expect(c.affected.length).toBeGreaterThan(0)
}

describe('the parser', () => {
  it('gives an article or an error for any text', () => {
    const opening = fc.constantFrom(
      '',
      '---\n',
      '---\nid: KB990009\ntitle: T\n---\n',
      'Article ID: 990009\n\nT\n\nSYMPTOMS\n',
    )
    const piece = fc.oneof(
      fc.string({ unit: codePoint, maxLength: 30 }),
      fc.constantFrom(
        '\n',
        '\r',
        '\n- ',
        '## ',
        '```\n',
        '(http://a',
        '[',
        '](',
        '**',
        '---\n',
        'APPLIES TO\n',
        'Keywords:',
        'conditions:\n',
        '\uFEFF',
        '\0',
        ': ',
        '&a ',
        '*a',
      ),
    )
    fc.assert(
      fc.property(opening, fc.array(piece, { maxLength: 20 }), (start, pieces) => holds(start + pieces.join(''))),
      { numRuns: 250 },
    )
  })

  it('gives an article or an error for real articles with lines deleted, doubled, moved or cut', () => {
    const change = fc.record({
      kind: fc.constantFrom('delete' as const, 'double' as const, 'swap' as const, 'cut' as const, 'join' as const),
      at: fc.nat(2000),
      to: fc.nat(2000),
    })
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 6 }), (original, changes) => {
        let text = original
        for (const { kind, at, to } of changes) {
          const lines = text.split('\n')
          const [i, j] = [at % lines.length, to % lines.length]
          const [a = '', b = ''] = [lines[i], lines[j]]
          if (kind === 'delete') lines.splice(i, 1)
          if (kind === 'double') lines.splice(i, 0, a)
          if (kind === 'swap') [lines[i], lines[j]] = [b, a]
          text = lines.join('\n')
          if (kind === 'cut') text = text.slice(0, at % Math.max(1, text.length))
          if (kind === 'join') text += original.slice(to % original.length)
        }
        holds(text)
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ['empty', '', 'empty'],
    ['only blank lines', ' \n\t\r\n', 'empty'],
    ['a byte order mark alone', '\uFEFF', 'empty'],
    ['NUL bytes', 'Article ID: 990009\0\0', 'not-text'],
    ['a letter to the editor', 'Dear editor,\nit stops.\n', 'unknown-layout'],
    ['HTML', '<!doctype html><title>x</title>', 'unknown-layout'],
    ['JSON', '{"id":"KB990009"}', 'unknown-layout'],
    ['Markdown without front matter', '# A title\n\n## Symptoms\n', 'unknown-layout'],
    ['too large', `---\n${'x'.repeat(MAX_ARTICLE_SIZE)}`, 'too-large'],
    ['YAML too deep', `---\nid: ${'['.repeat(20_000)}`, 'yaml-syntax'],
  ])('says what is wrong with a file that is %s', (_, text, code) => {
    const { article, problems } = parse(text, 'folder/x.md')
    expect(article).toBeUndefined()
    expect(problems[0]).toMatchObject({ code, severity: 'error', file: 'folder/x.md' })
  })

  it.each([
    ['blanks', ' '],
    ['opening brackets', '('],
    ['opening square brackets', '['],
    ['stars', '*'],
    ['underscores', '__a '],
    ['backticks', '`a'],
    ['beginnings of links', '[a](b'],
    ['addresses', '(http://a'],
    ['short lines', 'x\n'],
  ])('takes no more than a moment for an endless run of %s', (_, piece) => {
    const run = piece.repeat(8_000 / piece.length)
    const time = computingTime(() => {
      parse(`---\nid: KB990009\ntitle: T\n---\n\n## Symptoms\n\n${run}\n`)
      parse(`Article ID: 990009 ${run}\n\nT\n\nSYMPTOMS\n\n${run}\n`)
    })
    expect(time).toBeLessThan(2000)
  })
})
