import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../knowledge/reading/parse-article.ts'
import { loadReader } from '../../../knowledge/reading/reader.ts'
import { SearchIndex } from '../../../knowledge/search/index.ts'
import { articleOf, catalog, parse } from '../room.ts'

const written = (front: string): string =>
  `---\nid: KB990401\ntitle: The kite does not land\n${front}---\n## Symptoms\n\nIt stays up.\n\n## Resolution\n\nPull it.\n`
const ASKED = 'asked-as:\n  - my dragon hangs in the sky\n  - "the thing: it crashes, error 0x80040102"\n'

describe('what people call a problem', () => {
  it('is kept with the article, and its codes and troubles are the article’s', () => {
    const article = articleOf(written(ASKED))
    expect(article.askedAs).toEqual(['my dragon hangs in the sky', 'the thing: it crashes, error 0x80040102'])
    expect(article.codes).toEqual(['error 80040102'])
    expect(article.troubles.map(t => t.kind)).toEqual(expect.arrayContaining(['hang', 'crash']))
    expect(article.symptom).toBe('It stays up.')
  })

  it('finds the article like its symptoms', () => {
    const index = SearchIndex.of([articleOf(written(ASKED))])
    expect(index.search('dragon').map(h => [h.id, h.matches[0]?.fields])).toEqual([['KB990401', ['symptoms']]])
    expect(SearchIndex.of([articleOf(written(''))]).search('dragon')).toEqual([])
  })

  it('may stand beside the article', () => {
    const beside = { path: 'kite.yaml', text: ASKED }
    const { article } = parseArticle(written(''), 'kite.md', catalog, loadReader().read, beside)
    expect(article?.askedAs).toHaveLength(2)
  })

  it.each([
    ['one text', 'asked-as: my dragon\n', 4],
    ['something that is no text', 'asked-as:\n  - ok\n  - [a, b]\n', 6],
    ['an empty text', 'asked-as:\n  - ""\n', 5],
    ['too long a text', `asked-as:\n  - ok\n  - ${'a'.repeat(201)}\n`, 6],
    ['too many texts', `asked-as:\n${'  - a\n'.repeat(31)}`, 5],
  ])('is refused with its place when it is %s', (_, front, line) => {
    expect(parse(written(front), 'kite.md').problems.map(p => [p.code, p.line])).toContainEqual(['yaml-value', line])
  })
})
