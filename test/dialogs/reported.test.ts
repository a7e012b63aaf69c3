import { describe, expect, it } from 'vitest'
import { outcome, play, shipped } from './conversation.ts'

const knowledge = await shipped()
const TOLD = 'MAPI notifications never arrive. Exchange 2007 SP1 RU3, Windows Server 2008.'
const cameAfter = async (said: string) => (await play(knowledge, TOLD, said)).last?.outcome

describe('what came of an advice', () => {
  it.each([
    'Update Rollup 4 is on now and the events come in again. Many thanks!',
    'That did it.',
    'We went to RU4, and since then every notification comes.',
    'Installed it last night, our program is told of each mail now.',
    'Rollup 4 was spot on, you can close this.',
    'All quiet since RU4.',
  ])('is well because of it: %s', async said =>
    expect(await cameAfter(said)).toMatchObject({ kind: 'solved', article: 'KB951251' }),
  )

  it.each([
    'False alarm, sorry.',
    'Forget it, the service was simply stopped.',
    'The lost notifications were our own fault: somebody had disabled the sink.',
    'It went away by itself before I could install anything.',
  ])('is well whatever was advised: %s', async said =>
    expect(await cameAfter(said)).toMatchObject({ kind: 'solved', article: undefined }),
  )

  it.each([
    'Installed it, no change.',
    'Done as advised. Still the same.',
    'I applied it yesterday and nothing has changed',
  ])('is nothing: %s', async said => {
    const c = await play(knowledge, TOLD, said)
    expect(c.last?.state.tried).toContain('KB951251')
  })

  it.each([
    'RU4 is installed now.',
    'Installed the rollup yesterday.',
    'ok, will install it on Saturday',
    'Waiting for the maintenance window next week.',
    'The change request for the rollup is written.',
  ])('is not told yet, and the advice stands: %s', async said => {
    const c = await play(knowledge, TOLD, said)
    expect(outcome(c)).toBe('acknowledged')
    expect(c.last?.state.recommended).toBe('KB951251')
  })

  it.each([
    ['Sorry, it is RU5.', 'took-back KB951251'],
    ['Actually it is RU5.', 'took-back KB951251'],
  ])('is not reported by a version that corrects what is known: %s', async (said, expected) =>
    expect((await play(knowledge, TOLD, said)).last?.outcome.kind).toBe(expected.split(' ')[0]),
  )

  it.each(['Send me the link please', 'How do I install it?', 'Our other server works fine'])(
    'is nothing that somebody asks, or tells of something else: %s',
    async said => expect((await cameAfter(said))?.kind).not.toBe('solved'),
  )
})

describe('what is no end of it', () => {
  it.each([
    'The maker says there is no MAPI in it any more, that part was retired. It polls a web service.',
    'It turned out that the tool does not use MAPI at all.',
  ])('what the advice rests on is not there: %s', async said =>
    expect((await cameAfter(said))?.kind).not.toBe('solved'),
  )

  it('another system is told of beside it', async () => {
    const said =
      'Done, RU4 is on and the events come. Now the next one: it is Exchange 2007 SP1 RU2 on Windows Server 2003.'
    expect((await cameAfter(said))?.kind).not.toBe('solved')
  })

  it('and what it was before is no other system', async () =>
    expect(await cameAfter('We went from RU3 to RU4, all fine now.')).toMatchObject({ kind: 'solved' }))
})
