import { expect, test } from 'vitest'
import { makeArticles } from './articles/made-articles.ts'

const articles = makeArticles(5000)

test('made articles tell different problems', () => {
  expect(new Set(articles.map(({ file }) => file)).size).toBe(5000)
  expect(new Set(articles.map(({ script }) => script.opening.replace(/, error .*/, ''))).size).toBe(5000)
})

test('made articles are the same in every run', () => {
  expect(makeArticles(7)).toEqual(articles.slice(0, 7))
})
