import { describe, expect, it } from 'vitest'
import { openKnowledge, SHIPPED_ARTICLES } from '../../../knowledge/knowledge.ts'
import { packArticle, unpackArticle, unpackHead } from '../../../knowledge/library/kept-article.ts'
import { articlesOf } from './folder.ts'

describe('an article that was kept', () => {
  it('is the one that was put away', async () => {
    const { library } = await openKnowledge([SHIPPED_ARTICLES])
    for (const article of await articlesOf(library)) {
      const plain = JSON.parse(JSON.stringify(article)) as typeof article
      expect(unpackArticle(packArticle(plain))).toEqual(plain)
      const { sections: _, links: __, guidance: ___, ...head } = plain
      expect(unpackHead(packArticle(plain).head)).toEqual(head)
    }
  })
})
