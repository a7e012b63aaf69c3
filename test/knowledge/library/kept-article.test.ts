import { describe, expect, it } from 'vitest'
import type { Article } from '../../../knowledge/article.ts'
import { KeptHead, packArticle, unpackArticle, unpackHead } from '../../../knowledge/library/kept-article.ts'
import { openShipped } from '../../shipped.ts'
import { articlesOf } from './folder.ts'

describe('an article that was kept', () => {
  it('is the one that was put away', async () => {
    for (const article of await shipped()) expect(unpackArticle(packArticle(article))).toEqual(article)
  })

  it('has a head that says the same as text, and is read once', async () => {
    for (const article of await shipped()) {
      const { head } = packArticle(article)
      const kept = new KeptHead(head)
      expect(kept.text).toBe(head)
      expect(kept.head).toEqual(unpackHead(head))
      expect(kept.head).toBe(kept.head)
      expect(kept.text).toBe(head)
    }
  })

  it('is known by its head, which is short, without what can be read of it', async () => {
    for (const article of await shipped()) {
      const { head } = packArticle(article)
      expect(article).toMatchObject(unpackHead(head))
      expect(unpackHead(head)).toMatchObject({ id: article.id, title: article.title, symptom: article.symptom })
      // The ways in which people tell its circumstances are weighed, too.
      const ofCircumstances = JSON.stringify(article.circumstances).length
      expect(head.length - ofCircumstances).toBeLessThan(3000)
      expect(ofCircumstances).toBeLessThan(4800)
      for (const section of article.sections)
        for (const { text } of section.blocks)
          if (text !== article.symptom && text.length > 200) expect(head).not.toContain(text)
    }
  })
})

/** Without what JSON cannot carry. */
const shipped = async (): Promise<readonly Article[]> => {
  const { library } = await openShipped()
  return JSON.parse(JSON.stringify(await articlesOf(library)))
}
