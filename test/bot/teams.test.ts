import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../bot/app.ts'
import type { Shelf } from '../../bot/articles/shelf.ts'
import type { Conversation } from '../../bot/replying/conversation.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import type { Turn } from '../../bot/storage/store.ts'
import type { ArticleHead, Hit } from '../../knowledge/index.ts'
import { until } from './direct-line-client.ts'
import { emptyShelf } from './empty-shelf.ts'
import { type FakeChannel, startFakeChannel } from './fake-channel.ts'
import { activity, obey, post, startBot, type Turns } from './running-bot.ts'

const head = (id: string, title: string): ArticleHead =>
  ({
    id,
    title,
    symptom: `What <b>${title}</b> looks like.`,
    source: `https://support.microsoft.com/kb/${id.slice(2)}`,
  }) as ArticleHead
const HEADS = [head('KB951251', 'No notifications'), head('KB1000001', 'UDP is *blocked*')]
const shelf: Shelf = {
  ...emptyShelf,
  search: async (words, limit) =>
    words === 'nothing' ? [] : HEADS.slice(0, limit).map(article => ({ article }) as unknown as Hit),
  article: async id => HEADS.find(h => h.id === `KB${id.replace(/\D/g, '')}`) as Awaited<ReturnType<Shelf['article']>>,
}

let app: App
let channel: FakeChannel
const turns: Turn<Conversation<Turns>>[] = []
const store = createMemoryStore<Conversation<Turns>>()

beforeAll(async () => {
  channel = await startFakeChannel()
  app = await startBot({
    store: {
      ...store,
      keep: async turn => {
        await store.keep(turn)
        turns.push(turn)
      },
    },
    openAdvisor: async () => ({ respond: obey, articles: 2, problems: [], shelf }),
  })
})
afterAll(async () => {
  await app.close()
  await channel.close()
})

const teams = (given: object) =>
  activity({ channelId: 'msteams', serviceUrl: channel.url, deliveryMode: undefined, ...given })

const inGroup = (id: string) => ({ conversation: { id, isGroup: true, conversationType: 'groupChat' } })

const invoke = async (name: string, value: unknown, given: object = {}) => {
  const response = await post(app, teams({ type: 'invoke', name, value, ...given }))
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

/** Asks in a group, and gives the data of the buttons of the card that comes. */
const asked = async (group: object) => {
  channel.received.length = 0
  await post(app, teams({ text: 'ask', ...group }))
  await until('the question', () => channel.received.length === 2)
  const [{ content }] = (channel.received[1]?.body.attachments ?? []) as [
    { content: { body: { actions: Button[] }[] } },
  ]
  return content.body.flatMap(set => set.actions).map(({ data }) => data)
}
interface Button {
  readonly data: { readonly choice: { readonly question: string; readonly option: string }; readonly nonce: string }
}

const click = (data: unknown, given: object) =>
  invoke(
    'adaptiveCard/action',
    { action: { type: 'Action.Execute', verb: 'choose', data } },
    { replyToId: 'card', ...given },
  )

describe('a click on a card in a Teams group', () => {
  it('counts, and an answered card without buttons takes its place: for who clicked, and for all the others', async () => {
    const group = inGroup('g1')
    const [first] = await asked(group)
    channel.received.length = 0
    const { status, body } = await click(first, { ...group, from: { id: 'user', name: 'Ann' } })
    expect([status, body.statusCode, body.type]).toEqual([200, 200, 'application/vnd.microsoft.card.adaptive'])
    expect(JSON.stringify(body.value)).toContain('Ann: Windows Server 2008')
    expect(JSON.stringify(body.value)).not.toContain('"actions"')
    await until('update and reply', () => channel.received.length === 2)
    const [update, reply] = channel.received
    expect([update?.method, update?.path]).toEqual(['PUT', '/v3/conversations/g1/activities/card'])
    expect(update?.body).toMatchObject({ type: 'message', attachments: [{ content: body.value }] })
    expect(reply?.body.text).toContain('2008')
  })

  it('counts once: a second one is shown what was answered, and no turn runs', async () => {
    const group = inGroup('g2')
    const [first, second] = await asked(group)
    await click(first, group)
    const before = turns.length
    const { body } = await click(second, group)
    expect(JSON.stringify(body.value)).toContain('Windows Server 2008')
    expect(turns.slice(before).map(turn => turn.state?.dialog?.turns)).toEqual([2])
  })

  it('that is delivered twice gets the same answer, and the replies are not sent again', async () => {
    const group = inGroup('g3')
    const [first] = await asked(group)
    channel.received.length = 0
    const once = await click(first, { ...group, id: 'click 1' })
    const again = await click(first, { ...group, id: 'click 1' })
    expect(again).toEqual(once)
    await until('update and reply', () => channel.received.length === 2)
  })

  it.each([
    ['by another person', { from: { id: 'bob' } }],
    ['in another conversation', inGroup('elsewhere')],
  ])('%s changes nothing, and is told so', async (_, given) => {
    const group = inGroup(`g4 ${JSON.stringify(given)}`)
    const [first] = await asked(group)
    const { status, body } = await click(first, { ...group, ...given })
    expect([status, body.statusCode, body.type]).toEqual([200, 200, 'application/vnd.microsoft.activity.message'])
    expect(turns.at(-1)?.state?.dialog).toBeUndefined()
  })

  it('in a conversation that was deleted is told so, and nothing of it comes back', async () => {
    const group = inGroup('g7')
    const [first] = await asked(group)
    const conversation = turns.at(-1)?.conversation ?? ''
    expect(await store.forget({ conversation })).toBe(1)
    const { status, body } = await click(first, group)
    expect([status, body.statusCode, body.type]).toEqual([200, 200, 'application/vnd.microsoft.activity.message'])
    expect(body.value).not.toContain('Windows Server')
    expect((await store.look(conversation, 'none')).saved?.state?.dialog).toBeUndefined()
  })

  it.each([
    ['an option that was not offered', { choice: { question: 'os', option: '2019' } }],
    ['another question', { choice: { question: 'talk', option: 'worked' } }],
  ])('with %s is refused', async (_, tampered) => {
    const group = inGroup(`g5 ${JSON.stringify(tampered)}`)
    const [first] = await asked(group)
    const { status, body } = await click({ ...first, ...tampered }, group)
    expect([status, body.statusCode, body.type]).toEqual([200, 400, 'application/vnd.microsoft.error'])
  })

  it('on what can be said counts as if it had been typed', async () => {
    const group = inGroup('g8')
    channel.received.length = 0
    await post(app, teams({ text: 'offer', ...group }))
    await until('the offer', () => channel.received.length === 1)
    const [{ content }] = (channel.received[0]?.body.attachments ?? []) as [
      { content: { body: { actions: Button[] }[] } },
    ]
    channel.received.length = 0
    await click(content.body[0]?.actions[0]?.data, group)
    await until('update and reply', () => channel.received.length === 2)
    expect(channel.received[1]?.body.text).toContain('Where do I get it?')
  })

  it.each([
    [undefined],
    [null],
    ['text'],
    [{}],
    [{ nonce: 7 }],
    [{ choice: 'a title' }],
    [{ choice: { question: 1 } }],
  ])('with the data %j is no failure', async data => {
    expect((await click(data, inGroup('g6'))).status).toBe(200)
  })

  it('from a client that only submits counts, too', async () => {
    const group = inGroup('g7')
    const [first] = await asked(group)
    channel.received.length = 0
    await post(app, teams({ text: undefined, value: first, replyToId: 'card', ...group }))
    await until('update and reply', () => channel.received.length === 2)
    expect(channel.received.map(({ method }) => method)).toEqual(['PUT', 'POST'])
    channel.received.length = 0
    await post(app, teams({ text: undefined, value: first, replyToId: 'card', ...group }))
    await until('a word about it', () => channel.received.length === 1)
    expect(channel.received[0]?.body.text).toContain('Windows Server 2008')
  })
})

describe('feedback', () => {
  const submit = (actionValue: unknown) =>
    invoke('message/submitAction', { actionName: 'feedback', actionValue }, { replyToId: 'm1' })

  it.each([
    [
      { reaction: 'like', feedback: '{"feedbackText":""}' },
      { liked: true, reason: undefined },
    ],
    [
      { reaction: 'dislike', feedback: '{"feedbackText":"wrong version"}' },
      { liked: false, reason: 'wrong version' },
    ],
    [
      { reaction: 'dislike', feedback: 'no JSON' },
      { liked: false, reason: 'no JSON' },
    ],
  ])('%j is kept', async (given, kept) => {
    expect(await submit(given)).toEqual({ status: 200, body: {} })
    expect(turns.at(-1)?.feedback).toMatchObject(kept)
  })

  it.each([[undefined], [{ reaction: 'love' }], [{ reaction: 'like', feedback: 7 }]])(
    '%j is passed over',
    async given => {
      const before = turns.length
      expect((await submit(given)).status).toBe(200)
      expect(turns).toHaveLength(before)
    },
  )
})

describe('the message extension', () => {
  const search = (query: unknown) => ({ commandId: 'search', parameters: [{ name: 'query', value: query }] })

  it('finds articles, each with a preview and a card that leads to it', async () => {
    const { body } = await invoke('composeExtension/query', search('no notifications'))
    expect(body.composeExtension).toMatchObject({ type: 'result', attachmentLayout: 'list' })
    const [first] = body.composeExtension.attachments
    expect(first.preview.content).toEqual({ title: 'KB951251', text: 'No notifications' })
    expect(first.content).toMatchObject({ type: 'AdaptiveCard', version: '1.5' })
    expect(first.content.actions[0]).toMatchObject({ type: 'Action.OpenUrl' })
  })

  it('has the article that is named first, and once', async () => {
    const { body } = await invoke('composeExtension/query', search('kb1000001'))
    const titles = body.composeExtension.attachments.map(
      (a: { preview: { content: { title: string } } }) => a.preview.content.title,
    )
    expect(titles).toEqual(['KB1000001', 'KB951251'])
  })

  it.each([
    ['before anything is typed', { parameters: [{ name: 'initialRun', value: 'true' }] }],
    ['when nothing is found', search('nothing')],
    ['when the query is no text', search({ a: 1 })],
    ['when nothing is asked', null],
    ['when the page is no page', { ...search('x'), queryOptions: { skip: -1 } }],
  ])('says what to do %s', async (_, value) => {
    const { status, body } = await invoke('composeExtension/query', value)
    expect([status, body.composeExtension.type]).toEqual([200, 'message'])
  })
})

describe('a link', () => {
  const show = async (url: unknown) => (await invoke('composeExtension/queryLink', { url })).body

  it.each(['https://support.microsoft.com/kb/951251', 'http://www.support.microsoft.com/kb/951251/?x=1#y'])(
    '%s to an article becomes its card',
    async url => {
      const { composeExtension } = await show(url)
      expect(composeExtension.attachments[0].preview.content.title).toBe('KB951251')
    },
  )

  it.each([
    'https://support.microsoft.com/kb/999999',
    'https://evil.example/kb/951251',
    'javascript:alert(1)',
    'https://support.microsoft.com/%E0%A4%A',
    7,
    undefined,
  ])('%s to anything else stays a link', async url => {
    expect(await show(url)).toEqual({})
  })
})

it('what nobody here invokes is answered as not implemented', async () => {
  expect((await invoke('task/fetch', {})).status).toBe(501)
  expect((await invoke('adaptiveCard/action', {}, { channelId: 'emulator' })).status).toBe(501)
})
