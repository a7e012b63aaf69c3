import { describe, expect, it } from 'vitest'
import { openShipped } from '../../shipped.ts'
import { articlesOf } from '../library/folder.ts'
import { versions } from '../room.ts'

const { library, problems } = await openShipped()
const articles = await articlesOf(library)
const ids = new Set(articles.map(a => a.id))

describe('the shipped articles', () => {
  it('parse without errors and warnings', () => expect(problems).toEqual([]))

  it('are KB951251 and at least fifteen neighbours', () => {
    expect(ids).toContain('KB951251')
    expect(articles.length).toBeGreaterThanOrEqual(16)
  })

  it('tell their symptoms apart, so that one can be chosen from a list', () => {
    const symptoms = articles.map(a => a.symptom.toLowerCase())
    expect(symptoms.filter((s, i) => symptoms.indexOf(s) !== i)).toEqual([])
    const titles = articles.map(a => a.title.toLowerCase())
    expect(titles.filter((t, i) => titles.indexOf(t) !== i)).toEqual([])
  })
})

describe.each(articles.map(a => [a.id, a] as const))('%s', (id, article) => {
  it('is in the file of its name', () =>
    expect(article.file.toLowerCase()).toMatch(new RegExp(`/${id.toLowerCase()}\\.md$`)))

  it('names its source', () => expect(article.source).toMatch(/^https?:\/\/\S+$/))

  it('has a symptom that fits on a button', () => {
    expect(article.symptom.length).toBeGreaterThan(20)
    expect(article.symptom.length).toBeLessThanOrEqual(160)
    expect(article.symptom).not.toBe(article.title)
  })

  it('is about some version of some product', () => {
    expect(article.conditions.length).toBeGreaterThan(0)
    for (const c of article.conditions) expect(c.affected.length).toBeGreaterThan(0)
  })

  it('is related to articles that are there, and not to itself', () => {
    expect(article.related.filter(r => !ids.has(r) || r === id)).toEqual([])
    expect(new Set(article.related).size).toBe(article.related.length)
  })

  it('says what to do', () => {
    expect(
      article.sections.some(s => (s.kind === 'resolution' || s.kind === 'workaround') && s.blocks.length > 0),
    ).toBe(true)
  })

  it('leads only to web addresses', () => {
    for (const link of article.links) expect(link.url).toMatch(/^https?:\/\//)
  })
})

describe('KB951251, as shipped', () => {
  const article = articles.find(a => a.id === 'KB951251')

  it('says of Exchange and Windows just what the original says', () => {
    const of = (facet: string) => article?.conditions.find(c => c.facet === facet)
    expect(of('exchange-server')).toMatchObject({
      affected: versions('exchange-server', '2007 SP1 .. 2007 SP1 RU3'),
      fixed: versions('exchange-server', '2007 SP1 RU4 .. 2007 SP3'),
    })
    expect(of('windows-server')).toMatchObject({
      affected: versions('windows-server', '2008'),
      works: versions('windows-server', '2003'),
    })
    expect(article?.conditions).toHaveLength(2)
  })
})
