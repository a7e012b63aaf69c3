/**
 * A small bot that counts, with a store as Advise has it: quick to start, and able to make the mistakes that the harness
 * must find. `PORT=… DATA_DIR=… tsx test/crash/bots/counting-bot.ts [FAULT]`
 */
import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { type Fault, openCountingStore, type Waiting } from './counting-store.ts'

const { PORT, DATA_DIR = '.' } = process.env
const fault = process.argv[2] as Fault | undefined
const store = openCountingStore(DATA_DIR, fault)

interface Answer {
  readonly status: number
  readonly body?: string
}
type Sent = Readonly<Record<string, unknown>> & { readonly conversation: { readonly id: string } }

const messages = async (sent: Sent): Promise<Answer> => {
  const { id, text, channelId, serviceUrl, conversation, deliveryMode } = sent
  const isReturned = deliveryMode === 'expectReplies'
  const activity = String(id)
  const route = `${serviceUrl}/v3/conversations/${conversation.id}/activities/${activity}`
  if (!isReturned) showTyping(route, activity)
  const replies = await store.take({
    conversation: nameOf(String(channelId), conversation.id),
    activity,
    heard: undefined,
    text: String(text),
    route: isReturned ? undefined : route,
    reply: { replyToId: activity },
  })
  return { status: 200, ...(isReturned ? { body: `{"activities":[${replies.join()}]}` } : {}) }
}

/** As a bot does that takes its time: no reply, kept nowhere, and shown again by a second delivery. */
const showTyping = (route: string, replyToId: string): void => {
  const body = JSON.stringify({ type: 'typing', id: randomUUID(), replyToId })
  void fetch(route, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(() => {})
}

/** The part of Direct Line that a client without streams needs; a token is the conversation's id. */
const directLine = async (method: string, path: string, query: URLSearchParams, token: string, sent: Sent) => {
  const conversation = nameOf('webchat', token)
  const grant = (id: string): string => JSON.stringify({ conversationId: id, token: id })
  if (path === '/tokens/generate') return { status: 200, body: grant(randomUUID()) }
  if (path === '/conversations') {
    await store.take({ conversation, activity: 'join', heard: undefined, text: 'hello', route: undefined, reply: {} })
    return { status: 201, body: grant(token) }
  }
  if (!store.knows(conversation)) return { status: 404 }
  if (method === 'GET') {
    const { activities, watermark } = store.shown(conversation, Number(query.get('watermark') ?? 0))
    return { status: 200, body: `{"activities":[${activities.join()}],"watermark":"${watermark}"}` }
  }
  const { clientActivityID } = sent.channelData as { readonly clientActivityID: string }
  const activity = createHash('sha256').update(`${token} ${clientActivityID}`).digest('base64url')
  const [heard, reply] = [
    { ...sent, id: activity },
    { replyToId: activity, from: { id: 'bot' } },
  ]
  await store.take({ conversation, activity, heard, text: String(sent.text), route: undefined, reply })
  return { status: 200, body: JSON.stringify({ id: activity }) }
}

const nameOf = (channel: string, id: string): string => `${channel}|${encodeURIComponent(id)}`

const answer = async (request: IncomingMessage): Promise<Answer> => {
  const { method = 'GET', url = '/', headers } = request
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  if (pathname === '/health') return { status: 200 }
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const sent = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Sent
  if (pathname === '/api/messages') return messages(sent)
  const token = headers.authorization?.replace('Bearer ', '') ?? ''
  return directLine(method, pathname.replace('/v3/directline', ''), searchParams, token, sent)
}

/** Conversations in which something is being sent. */
const sending = new Set<string>()

const send = async (waiting: Waiting): Promise<void> => {
  for (;;) {
    const { route, activity } = waiting
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: activity }
    const response = await fetch(route, request).catch(() => undefined)
    await response?.text()
    if (response?.ok) return store.sent(waiting)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

setInterval(() => {
  for (const waiting of store.waiting()) {
    if (sending.has(waiting.conversation)) continue
    sending.add(waiting.conversation)
    void send(waiting).finally(() => sending.delete(waiting.conversation))
  }
}, 30)

const server = createServer((request, response) => {
  answer(request).then(
    ({ status, body = '' }) => response.writeHead(status, { 'content-type': 'application/json' }).end(body),
    () => response.writeHead(500).end(),
  )
})
server.listen(Number(PORT), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
