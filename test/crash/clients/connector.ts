import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { contentOf } from '../content.ts'
import { pick, type Random } from '../random.ts'
import type { Heard } from './thread.ts'

/** The channel's side: takes replies as the Bot Connector does, but not always gladly. */
export interface Connector {
  readonly url: string
  /** What came in a conversation, each reply once, in the order in which it came first. */
  posts(conversation: string): readonly Post[]
  close(): Promise<void>
}

export interface Post extends Heard {
  /** The activity that it answers. */
  readonly replyTo: string | undefined
  /** Milliseconds since 1970 of each time that it came, in order, and whether it was taken then. */
  readonly times: readonly { readonly at: number; readonly taken: boolean }[]
  /** It came again and said something else. */
  readonly varied: boolean
}

type Mood = 'take' | 'slow' | 'busy' | 'fail' | 'hang up' | 'take and fail' | 'take and hang up'

/** A calm one takes everything. */
const MOODS: readonly Mood[] = [
  ...Array.from({ length: 14 }, (): Mood => 'take'),
  ...(['slow', 'busy', 'fail', 'hang up', 'take and fail', 'take and hang up'] as const),
]

/** `random`: undefined for a calm one. `namesOf`: see `contentOf`. */
export const startConnector = async (
  random: Random | undefined,
  namesOf: (conversation: string) => readonly string[],
): Promise<Connector> => {
  const conversations = new Map<string, Map<string, Post>>()
  let unnamed = 0

  const record = (
    conversation: string,
    activity: Readonly<Record<string, unknown>>,
    path: string | undefined,
    at: number,
  ) => {
    const posts = conversations.get(conversation) ?? new Map<string, Post>()
    conversations.set(conversation, posts)
    const id = typeof activity.id === 'string' && activity.id !== '' ? activity.id : undefined
    const key = id ?? `unnamed ${++unnamed}`
    const content = contentOf(activity, namesOf(conversation))
    const known = posts.get(key)
    const time = { at, taken: false }
    posts.set(key, {
      id,
      replyTo: path ?? (activity.replyToId as string | undefined),
      content: known?.content ?? content,
      times: [...(known?.times ?? []), time],
      varied: known?.varied === true || (known !== undefined && known.content !== content),
    })
    return () => {
      time.taken = true
    }
  }

  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const at = Date.now()
    const [, , , conversation, , replyTo] = (request.url ?? '').split('?')[0]?.split('/').map(decodeURIComponent) ?? []
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const activity = JSON.parse(Buffer.concat(chunks).toString())
    // Shows that a reply is on its way; it is none.
    if (activity.type === 'typing') return answer(response, 201)
    const mood = random ? pick(random, MOODS) : 'take'
    if (mood === 'hang up') return void request.socket.destroy()
    if (mood === 'busy') return answer(response, 429, { 'retry-after': '1' })
    if (mood === 'fail') return answer(response, 500)
    if (mood === 'slow') await new Promise(resolve => setTimeout(resolve, 200))
    const taken = record(conversation ?? '', activity, replyTo, at)
    if (mood === 'take and hang up') return void request.socket.destroy()
    if (mood === 'take and fail') return answer(response, 500)
    response.once('finish', taken)
    answer(response, 201)
  }

  const server = createServer((request, response) => {
    receive(request, response).catch(() => request.socket.destroy())
  })
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts: conversation => [...(conversations.get(conversation)?.values() ?? [])].map(inOrder),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** What came slowly is recorded late: another process may have sent it again by then. */
const inOrder = (post: Post): Post => ({ ...post, times: post.times.toSorted((a, b) => a.at - b.at) })

const answer = (response: ServerResponse, status: number, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(status < 300 ? '{"id":"taken"}' : '{}')
}
