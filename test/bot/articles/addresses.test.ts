import { describe, expect, test } from 'vitest'
import { articleUrl, listPath } from '../../../bot/articles/addresses.ts'

describe('the address of an article for others', () => {
  test.each([
    ['https://help.example.com', 'KB951251', 'https://help.example.com/articles/KB951251'],
    ['https://help.example.com/', 'KB951251', 'https://help.example.com/articles/KB951251'],
    ['https://help.example.com/advise', 'KB951251', 'https://help.example.com/advise/articles/KB951251'],
    ['http://localhost:3978', 'a b/../c?d#e', 'http://localhost:3978/articles/a%20b%2F..%2Fc%3Fd%23e'],
    ['https://help.example.com', 'javascript:x', 'https://help.example.com/articles/javascript%3Ax'],
    ['https://help.example.com', '//evil.example', 'https://help.example.com/articles/%2F%2Fevil.example'],
    ['https://help.example.com', 'half \uD83D', 'https://help.example.com/articles/half%20%EF%BF%BD'],
  ])('is below %s for %j', (base, id, url) => {
    expect(articleUrl(base, id)).toBe(url)
  })
})

test('the address of a list has only what was asked for', () => {
  expect(listPath({})).toBe('/articles')
  expect(listPath({ words: undefined, page: 1 })).toBe('/articles')
  expect(listPath({ words: 'a&b', product: 'outlook', page: 3 })).toBe('/articles?q=a%26b&product=outlook&page=3')
})
