import { describe, expect, it } from 'vitest'
import { packArticle, unpackArticle } from '../../knowledge/kept-article.ts'
import { openKnowledge, SHIPPED_ARTICLES } from '../../knowledge/knowledge.ts'
import { articlesOf } from './folder.ts'

describe('an article that was kept', () => {
  it('is the one that was put away', async () => {
    const { library } = await openKnowledge([SHIPPED_ARTICLES])
    for (const article of await articlesOf(library)) {
      const plain = JSON.parse(JSON.stringify(article)) as typeof article
      expect(unpackArticle(packArticle(plain))).toEqual(plain)
      expect(unpackArticle(packArticle(unpackArticle(packArticle(plain))))).toEqual(plain)
    }
  })

  it('has its long parts read only when they are asked for', async () => {
    const { library } = await openKnowledge([SHIPPED_ARTICLES])
    const [kept] = await library.articles([(await library.ids())[0] as string])
    const [head = ''] = (kept?.text ?? '').split('\n')
    const broken = unpackArticle(`${head}\n{`)
    expect(broken.title.length).toBeGreaterThan(0)
    expect(() => broken.sections).toThrow(SyntaxError)
  })
})
