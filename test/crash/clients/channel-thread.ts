import { contentOf } from '../content.ts'
import type { Connector, Post } from './connector.ts'
import { call, type Heard, type Thread, type Trouble } from './thread.ts'

const CHANNEL = 'emulator'

/** A conversation over `/api/messages`; each turn may have its replies in the answer or sent to the connector. */
export const channelThread = (id: string, connector: Connector, killedWithin: Killed): Thread => {
  const names = namesIn(id)
  const answering = (activity: string): readonly Post[] =>
    connector.posts(id).filter(({ replyTo }) => replyTo === activity)

  return {
    name: () => `${CHANNEL}|${encodeURIComponent(id)}`,
    names: () => names,
    begin: async () => {},
    send: async (at, { id: activity, text, mode }, signal) => {
      const answer = await call(`${at}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          type: 'message',
          id: activity,
          text,
          channelId: CHANNEL,
          serviceUrl: connector.url,
          conversation: { id },
          from: { id: personOf(id), name: 'Person' },
          recipient: { id: 'bot', name: 'Bot' },
          locale: 'en-US',
          ...(mode === 'expectReplies' ? { deliveryMode: 'expectReplies' } : {}),
        }),
        signal,
      })
      if (mode !== 'expectReplies') return { activity, replies: undefined }
      const { activities } = answer as { readonly activities: readonly { readonly id?: string }[] }
      return { activity, replies: activities.map(one => ({ id: one.id, content: contentOf(one, names) })) }
    },
    heard: async (_at, activity) => answering(activity).map(({ id, content }): Heard => ({ id, content })),
    review: async (_at, activities) => [
      ...activities.flatMap(activity => answering(activity).flatMap(post => repeated(post, activity, killedWithin))),
      ...disordered(connector.posts(id), activities),
    ],
  }
}

/** Whether a process was killed between two times (milliseconds since 1970). */
export type Killed = (from: number, to: number) => boolean

const personOf = (conversation: string): string => `person of ${conversation}`

export const namesIn = (conversation: string): readonly string[] => [personOf(conversation), conversation]

/** Milliseconds: what a process has sent arrives though it is killed meanwhile, and is read later still on a busy machine. */
const UNDER_WAY = 250

/** A reply may come again when its process died before it could know that it was taken; then it says the same. */
const repeated = ({ times, varied }: Post, activity: string, killedWithin: Killed): readonly Trouble[] => {
  const again = times.find(({ at, taken }, i) => {
    const next = times[i + 1]
    return taken && next !== undefined && !killedWithin(at - UNDER_WAY, next.at)
  })
  const when = times.map(({ at, taken }) => `${at - (times[0]?.at ?? 0)} ms${taken ? ' (taken)' : ''}`).join(', ')
  return [
    ...(again
      ? [{ kind: 'doubled', activity, why: `a reply came again though it had been taken: ${when}` } as const]
      : []),
    ...(varied ? [{ kind: 'wrong', activity, why: 'a reply came again and said something else' } as const] : []),
  ]
}

const disordered = (posts: readonly Post[], activities: readonly string[]): readonly Trouble[] => {
  const places = posts.map(({ replyTo }) => activities.indexOf(replyTo ?? '')).filter(place => place >= 0)
  const late = places.find((place, i) => places.slice(0, i).some(before => before > place))
  return late === undefined
    ? []
    : [{ kind: 'wrong', activity: activities[late] ?? '', why: 'its replies came after those of a later turn' }]
}
