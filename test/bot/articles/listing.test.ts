import { describe, expect, test } from 'vitest'
import { createListing } from '../../../bot/articles/listing.ts'
import type { Article, Condition } from '../../../knowledge/index.ts'
import { article, shelfWith } from './shelf-of.ts'

const about = (facet: string): Condition => ({
  facet,
  affected: [],
  quote: { section: 'title', text: '', line: 1 },
})

/** A shelf that changes, and a clock that is told the time. */
const changing = (articles: Article[]) => {
  let time = 0
  let away = false
  const now = () => time
  const listing = createListing(
    {
      ids: async () => {
        if (away) throw new Error('away')
        return shelfWith(articles).ids()
      },
      heads: ids => shelfWith(articles).heads(ids),
    },
    now,
  )
  return {
    listing,
    pass: (seconds: number) => {
      time += seconds * 1000
    },
    setAway: (value: boolean) => {
      away = value
    },
  }
}

const settled = () => new Promise(resolve => setTimeout(resolve, 20))

describe('the lists of articles', () => {
  test('are by number, and names of another kind come last', async () => {
    const ids = ['notes', 'KB1000', 'about', 'KB999', 'KB20000']
    const { listing } = changing(ids.map(id => article(id)))
    expect(await listing.ids()).toEqual(['KB999', 'KB1000', 'KB20000', 'about', 'notes'])
  })

  test('have what is new after a minute, and nobody waits for it', async () => {
    const articles = [article('KB1')]
    const { listing, pass } = changing(articles)
    expect(await listing.ids()).toEqual(['KB1'])
    articles.push(article('KB2'))
    pass(59)
    expect(await listing.ids()).toEqual(['KB1'])
    await settled()
    expect(await listing.ids()).toEqual(['KB1'])
    pass(1)
    expect(await listing.ids()).toEqual(['KB1'])
    await settled()
    expect(await listing.ids()).toEqual(['KB1', 'KB2'])
  })

  test('are what they were while they cannot be made anew', async () => {
    const { listing, pass, setAway } = changing([article('KB1')])
    await listing.ids()
    setAway(true)
    pass(100)
    expect(await listing.ids()).toEqual(['KB1'])
    await settled()
    expect(await listing.ids()).toEqual(['KB1'])
  })

  test('cannot be had when there was never one, but can as soon as there is', async () => {
    const { listing, setAway } = changing([article('KB1')])
    setAway(true)
    await expect(listing.ids()).rejects.toThrow('away')
    expect(listing.productsIfKnown()).toBeUndefined()
    await settled()
    setAway(false)
    expect(await listing.ids()).toEqual(['KB1'])
  })

  test('by product are known a little later than they are wanted, and name an article once for each', async () => {
    const { listing } = changing([
      article('KB1', { conditions: [about('outlook'), about('outlook'), about('office')] }),
      article('KB2', { conditions: [about('outlook')] }),
      article('KB3'),
    ])
    expect(listing.productsIfKnown()).toBeUndefined()
    await settled()
    expect(listing.productsIfKnown()).toEqual(
      new Map([
        ['outlook', ['KB1', 'KB2']],
        ['office', ['KB1']],
      ]),
    )
    expect(await listing.byProduct()).toBe(listing.productsIfKnown())
  })
})
