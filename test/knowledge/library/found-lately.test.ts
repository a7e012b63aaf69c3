import { describe, expect, it } from 'vitest'
import { foundLately } from '../../../knowledge/library/found-lately.ts'

const library = () => {
  const asked: (readonly string[])[] = []
  const searched: string[] = []
  const held = { changed: 0, isAway: false }
  const answer = <T>(value: T): Promise<T> => (held.isAway ? Promise.reject(new Error('away')) : Promise.resolve(value))
  const found = foundLately(
    {
      get changed() {
        return held.changed
      },
      articles: ids => {
        asked.push(ids)
        return answer(
          ids.filter(id => id.startsWith('KB')).map(id => ({ id, head: JSON.stringify({ id }), parts: '{}' })),
        )
      },
    },
    (words, limit) => {
      searched.push(words)
      return answer(Array.from({ length: limit }, (_, i) => `${words} ${i}`))
    },
  )
  return { asked, searched, held, found }
}

describe('what was found lately', () => {
  it('is not looked up again', async () => {
    const { asked, searched, found } = library()
    for (let i = 0; i < 2; i++) {
      expect(await found.search('mail', 3)).toHaveLength(3)
      expect(await found.article('KB1')).toMatchObject({ id: 'KB1' })
      expect(await found.article('THANKS')).toBeUndefined()
    }
    expect(searched).toEqual(['mail'])
    expect(asked).toEqual([['KB1'], ['THANKS']])
  })

  it('is looked up again when articles may have changed', async () => {
    const { asked, searched, held, found } = library()
    for (held.changed = 1; held.changed <= 2; held.changed++) {
      await found.search('mail', 3)
      await found.article('KB1')
    }
    expect([searched.length, asked.length]).toEqual([2, 2])
  })

  it('is enough for who asks for less, not for more', async () => {
    const { searched, found } = library()
    expect(await found.search('mail', 3)).toHaveLength(3)
    expect(await found.search('mail', 2)).toEqual(['mail 0', 'mail 1'])
    expect(searched).toHaveLength(1)
    expect(await found.search('mail', 5)).toHaveLength(5)
    expect(searched).toHaveLength(2)
  })

  it('is nothing where looking failed: the next one looks again', async () => {
    const { held, found } = library()
    held.isAway = true
    await expect(found.search('mail', 1)).rejects.toThrow('away')
    await expect(found.article('KB1')).rejects.toThrow('away')
    held.isAway = false
    expect(await found.search('mail', 1)).toHaveLength(1)
    expect(await found.article('KB1')).toMatchObject({ id: 'KB1' })
  })

  it('is asked for in one question where several articles are wanted in one go', async () => {
    const { asked, found } = library()
    const articles = await Promise.all(['KB1', 'NONE', 'KB2', 'KB1'].map(found.article))
    expect(articles.map(a => a?.id)).toEqual(['KB1', undefined, 'KB2', 'KB1'])
    expect(asked).toEqual([['KB1', 'NONE', 'KB2']])
  })
})
