import { afterEach, describe, expect, test } from 'vitest'
import { type Client, connect, until } from './direct-line-client.ts'
import { type EchoServer, firstFrame, type Grant, startEcho } from './echo-server.ts'

let bot: EchoServer
let clients: Client[] = []

const connectNew = async (options: { webSocket: boolean }): Promise<Client & Grant> => {
  const grant = await bot.generate()
  const client = connect(bot.url, { token: grant.token, ...options })
  clients.push(client)
  await until('the greeting', () => client.said().some(text => text.startsWith('welcome')))
  return { ...client, ...grant }
}

afterEach(async () => {
  for (const { directLine } of clients) directLine.end()
  clients = []
  await bot.close()
})

describe.each([{ webSocket: true }, { webSocket: false }])('Microsoft’s own client, %o', options => {
  test('is greeted once and hears its own words, then the answer', async () => {
    bot = await startEcho()
    const client = await connectNew(options)
    const id = await client.send({ text: 'hi', channelData: { clientActivityID: 'c1' } })
    await until('the answer', () => client.said().length === 3)
    expect(client.said().slice(1)).toEqual(['hi', 'you said hi with 0 files'])
    const [, mine, answer] = client.heard
    expect(mine).toMatchObject({ id, channelData: { clientActivityID: 'c1' }, timestamp: '2026-11-22T12:00:00.000Z' })
    expect(answer).toMatchObject({ replyToId: id, from: { id: 'advise', name: 'Advise', role: 'bot' } })
  })

  test('is never taken for somebody else', async () => {
    bot = await startEcho()
    const client = await connectNew(options)
    await client.send({ text: 'hi', from: { id: 'dl_somebody-else', role: 'bot' }, conversation: { id: 'other' } })
    await until('the answer', () => client.said().length === 3)
    expect(client.heard[1]?.from.id).toMatch(/^dl_(?!somebody-else)/)
    expect(bot.received.at(-1)).toMatchObject({ channelId: 'webchat', conversation: { id: client.conversationId } })
    expect(bot.received.at(-1)?.from).toMatchObject({ id: client.heard[1]?.from.id, role: 'user' })
  })

  test('gets answers in the order of its questions, however long each takes', async () => {
    bot = await startEcho()
    const client = await connectNew(options)
    await Promise.all([client.send({ text: 'slow' }), client.send({ text: 'fast' })])
    await until('both answers', () => client.said().length === 5)
    const order = bot.received.flatMap(({ type, text }) => (type === 'message' ? [text] : []))
    const answers = client.said().filter(text => text.startsWith('you said'))
    expect(answers).toEqual(order.map(text => `you said ${text} with 0 files`))
  })

  test('sends files, of which the bot learns name and type only', async () => {
    bot = await startEcho()
    const client = await connectNew(options)
    const file = { name: 'event.log', contentType: 'text/plain', contentUrl: 'data:text/plain,secret' }
    await client.send({ text: 'see', attachments: [file] })
    await until('the answer', () => client.said().length === 3)
    expect(client.said().at(-1)).toBe('you said see with 1 files')
    expect(bot.received.at(-1)?.attachments).toEqual([
      { name: 'event.log', contentType: expect.stringContaining('text/plain') },
    ])
  })

  test('is told to send again when the turn fails; nothing of it is shown, and the next turn works', async () => {
    bot = await startEcho()
    const client = await connectNew(options)
    expect(await client.send({ text: 'fail' })).toBe('retry')
    await client.send({ text: 'hi' })
    await until('the answer', () => client.said().length === 3)
    expect(client.said().slice(1)).toEqual(['hi', 'you said hi with 0 files'])
    expect(bot.errors).toEqual([expect.stringContaining('asked to fail')])
  })

  test('sends the same again without a second turn', async () => {
    bot = await startEcho()
    const client = await connectNew(options)
    const sent = { text: 'count', channelData: { clientActivityID: 'c1' } }
    const ids = await Promise.all([client.send(sent), client.send(sent), client.send(sent)])
    ids.push(await client.send(sent))
    expect(new Set(ids).size).toBe(1)
    await client.send({ text: 'count', channelData: { clientActivityID: 'c2' } })
    await until('the answer', () => client.said().at(-1) === '3 turns')
    expect(client.said().slice(1)).toEqual(['count', '2 turns', 'count', '3 turns'])
  })
})

describe('what was missed', () => {
  test('comes exactly once when the stream breaks and returns', async () => {
    bot = await startEcho()
    const client = await connectNew({ webSocket: true })
    bot.breakConnections()
    await client.send({ text: 'while away' })
    await until('the answer', () => client.said().some(text => text.startsWith('you said')))
    await client.send({ text: 'and after' })
    await until('the second answer', () => client.said().filter(text => text.startsWith('you said')).length === 2)
    expect(client.said().slice(1)).toEqual([
      'while away',
      'you said while away with 0 files',
      'and after',
      'you said and after with 0 files',
    ])
  })

  test('is everything after a watermark; none means all', async () => {
    bot = await startEcho()
    const grant = await bot.begin()
    await bot.send(grant, { type: 'message', text: 'one' })
    const { watermark } = await bot.activities(grant)
    await bot.send(grant, { type: 'message', text: 'two' })
    expect(watermark).toBe('3')
    expect(await bot.texts(grant, watermark)).toEqual(['two', 'you said two with 0 files'])
    expect(await bot.texts(grant)).toHaveLength(5)
    expect(await bot.texts(grant, '999')).toEqual([])
  })

  test('comes over a stream whose address a reconnect gave', async () => {
    bot = await startEcho()
    const grant = await bot.begin()
    await bot.send(grant, { type: 'message', text: 'one' })
    const response = await bot.call('GET', `/conversations/${grant.conversationId}?watermark=1`, { token: grant.token })
    const { streamUrl } = (await response.json()) as Grant
    const frame = await firstFrame(streamUrl)
    expect(frame.activities.map(({ text }) => text)).toEqual(['one', 'you said one with 0 files'])
    expect(frame.watermark).toBe('3')
  })

  test('is bounded: the oldest goes first, and watermarks still grow', async () => {
    bot = await startEcho({ activities: 4 })
    const grant = await bot.begin()
    for (const text of ['one', 'two', 'three']) await bot.send(grant, { type: 'message', text })
    const { activities: kept, watermark } = await bot.activities(grant)
    expect(kept.map(({ text }) => text)).toEqual([
      'two',
      'you said two with 0 files',
      'three',
      'you said three with 0 files',
    ])
    expect(watermark).toBe('7')
    expect(await bot.texts(grant, '5')).toEqual(['three', 'you said three with 0 files'])
  })
})
