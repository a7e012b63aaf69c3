import { describe, expect, test } from 'vitest'
import { type Conversation, outcome, play, shipped } from './conversation.ts'

const knowledge = await shipped()

const listed = (c: Conversation): readonly string[] => {
  const { outcome: what } = c.last as NonNullable<typeof c.last>
  return what.kind === 'answered' && what.request === 'list' ? (what.articles ?? []) : ['no list']
}

describe('a list of articles', () => {
  test.each([
    ['do you have something on public folders?', ['KB195849', 'KB2579150']],
    ['articles about event 9646', ['KB2742012', 'KB830829', 'KB842022']],
    ['show me all articles about desktop alerts', ['KB3014833', 'KB3182782']],
    ['how many articles do you have on BlackBerry?', ['KB2810616']],
  ])('is of what they are about, by its words: %s', async (said, some) => {
    const c = await play(knowledge, said)
    expect(listed(c)).toEqual(expect.arrayContaining([...some]))
    expect(listed(c).length).toBeLessThan(8)
    const [first] = listed(c)
    expect(await c.click(first)).toEqual([`article ${first}`, 'ask check'])
  })

  test('of a product and words has both', async () => {
    const c = await play(knowledge, 'articles about Exchange 2010 and BlackBerry')
    expect(listed(c)).toContain('KB2810616')
    expect(listed(c)).not.toContain('KB951251')
  })

  test('says so where only other versions have it', async () => {
    const c = await play(knowledge, 'anything on Outlook 2010 alerts?')
    expect(listed(c)).toEqual(['KB3014833', 'KB3182782'])
    expect(c.said).toContain('Outlook 2010 alerts')
  })

  test('is honestly none about what nobody knows', async () => {
    const c = await play(knowledge, 'which articles are about Lotus Domino?')
    expect(listed(c)).toEqual([])
    expect(c.said).toContain('Lotus Domino')
  })

  test('is as long as can be chosen from, however many are wanted, and says of how many', async () => {
    const c = await play(knowledge, 'show me 200 articles about Exchange')
    expect(listed(c)).toHaveLength(8)
    expect(c.said).toMatch(/I have \d\d about Exchange Server/)
    expect(outcome(await play(knowledge, 'give me 200 articles'))).toBe('list')
  })

  test('is not what somebody wants to see of one article', async () => {
    const c = await play(knowledge, 'KB951251', 'show me the article')
    expect(outcome(c)).toBe('ask check')
    expect(c.last?.outcome).toMatchObject({ request: 'show', articles: ['KB951251'] })
  })
})
