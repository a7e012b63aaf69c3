import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../../knowledge/reading/parse-article.ts'
import { loadReader } from '../../../knowledge/reading/reader.ts'
import { articleOf, catalog, parse } from '../room.ts'

const written = (front: string): string =>
  `---\nid: KB990402\ntitle: The kite does not land\n${front}---\n## Symptoms\n\nIt stays up.\n\n## Resolution\n\nPull it.\n`
const TAIL = 'circumstances:\n  - that: The kite has a tail.\n    said: [tail, ribbon]\n    instead: [tailless]\n'

describe('what must be so beside the versions', () => {
  it('is kept with the article as its author states it', () => {
    const expected = [{ that: 'The kite has a tail.', said: ['tail', 'ribbon'], instead: ['tailless'] }]
    expect(articleOf(written(TAIL)).circumstances).toEqual(expected)
    expect(articleOf(written('')).circumstances).toEqual([])
  })

  it('may stand beside the article', () => {
    const beside = { path: 'kite.yaml', text: TAIL }
    const { article } = parseArticle(written(''), 'kite.md', catalog, loadReader().read, beside)
    expect(article?.circumstances).toHaveLength(1)
  })

  it.each([
    ['without a sentence for people', 'circumstances:\n  - said: [tail]\n', 5],
    ['without a phrase', 'circumstances:\n  - that: It has a tail.\n', 5],
    ['told by one phrase in both ways', 'circumstances:\n  - that: Tail.\n    said: [tail]\n    instead: [tail]\n', 5],
    ['told by a whole story', `circumstances:\n  - that: Tail.\n    said: [${'a'.repeat(81)}]\n`, 6],
  ])('is refused with its place when it is %s', (_, front, line) => {
    expect(parse(written(front), 'kite.md').problems.map(p => [p.code, p.line])).toContainEqual(['yaml-value', line])
  })
})
