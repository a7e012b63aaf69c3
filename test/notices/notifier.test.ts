import { describe, expect, test } from 'vitest'
import type { Shelf } from '../../bot/articles/shelf.ts'
import { createLanes } from '../../bot/lanes.ts'
import { silentLog } from '../../bot/log.ts'
import { createNotifier } from '../../bot/notices/notifier.ts'
import { seenOf } from '../../bot/notices/seen.ts'
import { createComposer } from '../../bot/replying/compose.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import { StaleStateError, type Store } from '../../bot/storage/store.ts'
import type { Changed } from '../../dialogs/index.ts'

type Article = NonNullable<Awaited<ReturnType<Shelf['article']>>>

const article = (steps: readonly string[], more: object = {}): Article =>
  ({
    id: 'KB1',
    title: 'One',
    conditions: [],
    guidance: { before: [], steps, workaround: [] },
    ...more,
  }) as unknown as Article

const address = JSON.stringify({
  type: 'message',
  channelId: 'msteams',
  serviceUrl: 'http://localhost:1',
  conversation: { id: 'c' },
  from: { id: 'ann' },
  recipient: { id: 'bot' },
})

const setUp = async (found: Article | undefined, watchers: readonly string[] = ['a']) => {
  const store = createMemoryStore<object>()
  for (const conversation of watchers) {
    const watch = { article: 'KB1', seen: seenOf(article(['old'])), address, route: '{"url":1}' }
    await store.keep({
      conversation,
      activity: 'a1',
      person: 'ann',
      before: undefined,
      state: { kept: true },
      heard: undefined,
      replies: [],
      route: undefined,
      outcome: undefined,
      effects: [],
      watch,
      at: 1,
    })
  }
  const said: Changed[] = []
  const woken: string[] = []
  const shelf = { article: async () => found }
  const notifierOver = (kept: Store<object> = store, now: Pick<Shelf, 'article'> = shelf) =>
    createNotifier({
      store: kept,
      shelf: now,
      say: (_, changed) => {
        said.push(changed)
        return { kind: 'text', text: `changed: ${changed}`, choices: [] }
      },
      compose: createComposer({ now: () => 1 }).compose,
      lanes: createLanes(),
      wake: conversation => woken.push(conversation),
      log: silentLog,
      now: () => 2,
    })
  return { store, said, woken, notifierOver }
}

const waiting = async (store: Store<object>, conversation = 'a') =>
  ((await store.claim(conversation)) ?? []).map(({ activity, route }) => ({ ...JSON.parse(activity), route }))

describe('who wants to hear of an article', () => {
  test('is told once what has changed, in their conversation, where it stands', async () => {
    const { store, said, woken, notifierOver } = await setUp(article(['new']))
    await notifierOver().check()
    await notifierOver().check()
    expect(said).toEqual([['steps']])
    expect(woken).toEqual(['a'])
    const [notice, ...others] = await waiting(store)
    expect(others).toEqual([])
    expect(notice).toMatchObject({
      text: 'changed: steps',
      conversation: { id: 'c' },
      from: { id: 'bot' },
      route: '{"url":1}',
    })
    expect(notice.replyToId).toBeUndefined()
    expect((await store.look('a', 'x')).saved?.state).toEqual({ kept: true })
  })

  test.each<[string, Article | undefined, Changed | undefined]>([
    ['nothing has changed', article(['old']), undefined],
    ['only its title has', article(['old'], { title: 'Other' }), undefined],
    ['its conditions have', article(['old'], { conditions: [{ facet: 'x', affected: [] }] }), ['conditions']],
    [
      'its checks and its steps have',
      article(['new'], { guidance: { before: ['x'], steps: ['new'], workaround: [] } }),
      ['before', 'steps'],
    ],
    ['it is gone', undefined, 'gone'],
  ])('hears what it is when %s', async (_, found, changed) => {
    const { said, notifierOver } = await setUp(found)
    await notifierOver().check()
    await notifierOver().check()
    expect(said).toEqual(changed === undefined ? [] : [changed])
  })

  test('hears of each change, also that an article is there again', async () => {
    const { said, notifierOver } = await setUp(undefined)
    await notifierOver().check()
    await notifierOver(undefined, { article: async () => article(['old']) }).check()
    await notifierOver(undefined, { article: async () => article(['newer']) }).check()
    expect(said).toEqual(['gone', ['conditions', 'before', 'steps'], ['steps']])
  })

  test('is told once by two processes that look at the same time', async () => {
    const { store, notifierOver } = await setUp(article(['new']))
    await Promise.all([notifierOver().check(), notifierOver().check()])
    expect(await waiting(store)).toHaveLength(1)
  })

  test('is told though a turn of theirs comes between', async () => {
    const { store, notifierOver } = await setUp(article(['new']))
    let stale = 1
    const busy: Store<object> = {
      ...store,
      keep: turn => (stale-- > 0 ? Promise.reject(new StaleStateError('a', 1)) : store.keep(turn)),
    }
    await notifierOver(busy).check()
    expect(await waiting(store)).toHaveLength(1)
  })

  test('is not told when they have been forgotten in between', async () => {
    const { store, said, notifierOver } = await setUp(article(['new']), ['a', 'b'])
    const watches = await store.watches()
    await store.forget({ conversation: 'a' })
    await notifierOver({ ...store, watches: async () => watches }).check()
    expect(said).toHaveLength(1)
    expect(await store.knows('a')).toBe(false)
    expect(await waiting(store, 'b')).toHaveLength(1)
  })

  test('is told later where the store is away now, and nothing fails', async () => {
    const { store, said, notifierOver } = await setUp(article(['new']))
    await notifierOver({ ...store, watches: () => Promise.reject(new Error('away')) }).check()
    expect(said).toEqual([])
    await notifierOver().check()
    expect(said).toHaveLength(1)
  })
})
