import { beforeAll, describe, expect, test } from 'vitest'
import { type Shelf, shelfOf } from '../../../bot/articles/shelf.ts'
import type { OpenedKnowledge } from '../../../knowledge/knowledge.ts'
import { openShipped } from '../../shipped.ts'

describe('the shelf', () => {
  let opened: OpenedKnowledge
  let shelf: Shelf
  beforeAll(async () => {
    opened = await openShipped()
    shelf = shelfOf(opened.knowledge, opened.library)
  })

  test.each(['KB951251', 'kb951251', '951251', 'Q951251', ' kb 951251 ', 'Kb-951251'])(
    'finds an article by its id, written "%s"',
    async written => {
      expect((await shelf.article(written))?.id).toBe('KB951251')
    },
  )

  test.each(['', 'KB1', '../kb951251.md', 'KB951251\0', '951251'.repeat(10_000)])(
    'knows no article by what is no id of one (%j)',
    async written => {
      expect(await shelf.article(written)).toBeUndefined()
    },
  )

  test('names the articles that there are, in the order in which they are asked for', async () => {
    const heads = await shelf.heads(['KB952580', 'KB1', '\0', 'KB951251', 'x'.repeat(100_000)])
    expect(heads.map(({ id }) => id)).toEqual(['KB952580', 'KB951251'])
    expect(heads[1]?.title).toContain('MAPI')
  })
})
