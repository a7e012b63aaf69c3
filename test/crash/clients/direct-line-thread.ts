import { contentOf } from '../content.ts'
import { call, type Heard, type Thread, type Trouble } from './thread.ts'

const CHANNEL = 'webchat'
const ROOT = '/v3/directline'

interface Shown {
  readonly id: string
  readonly type: string
  readonly replyToId?: string
  readonly from: { readonly id: string; readonly role?: string }
}

interface Frame {
  readonly activities: readonly Shown[]
  readonly watermark: string
}

/** A conversation over Direct Line: sent again, an activity is known by its `clientActivityID`. */
export const directLineThread = (): Thread => {
  let token: string | undefined
  let id = ''
  let watermark: string | undefined
  let reading: Promise<void> = Promise.resolve()
  const shown: Shown[] = []

  const ask = (at: string, method: string, path: string, signal: AbortSignal, body?: object) =>
    call(`${at}${ROOT}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      signal,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  const after = async (at: string, mark: string | undefined, signal: AbortSignal): Promise<Frame> => {
    const query = mark === undefined ? '' : `?watermark=${mark}`
    return (await ask(at, 'GET', `/conversations/${id}/activities${query}`, signal)) as Frame
  }
  /** One at a time, as a page does: each reading begins where the last one ended. */
  const readOn = (at: string, signal: AbortSignal): Promise<void> => {
    const read = async () => {
      const frame = await after(at, watermark, signal)
      shown.push(...frame.activities)
      watermark = frame.watermark
    }
    const now = reading.then(read)
    reading = now.catch(() => {})
    return now
  }

  return {
    name: () => `${CHANNEL}|${encodeURIComponent(id)}`,
    names: () => [id],
    begin: async (at, signal) => {
      if (token === undefined) {
        const granted = await ask(at, 'POST', '/tokens/generate', signal, {})
        ;({ conversationId: id, token } = granted as { readonly conversationId: string; readonly token: string })
      }
      await ask(at, 'POST', '/conversations', signal, { locale: 'en-US' })
    },
    send: async (at, said, signal) => {
      const sent = { type: 'message', text: said.text, from: { id: 'me' }, channelData: { clientActivityID: said.id } }
      const answer = await ask(at, 'POST', `/conversations/${id}/activities`, signal, sent)
      return { activity: (answer as { readonly id: string }).id, replies: undefined }
    },
    heard: async (at, activity, signal) => {
      await readOn(at, signal)
      return answering(shown, activity).map((one): Heard => ({ id: one.id, content: contentOf(one, [id]) }))
    },
    review: async (at, activities, signal) => {
      await readOn(at, signal)
      const { activities: all } = await after(at, undefined, signal)
      return [...unlike(shown, all, activities), ...activities.flatMap(activity => shownTwice(all, activity))]
    },
  }
}

const answering = (shown: readonly Shown[], activity: string): readonly Shown[] =>
  shown.filter(({ id, replyToId }) => replyToId === activity && id !== activity)

/** What was read bit by bit must be what is read at once. */
const unlike = (read: readonly Shown[], all: readonly Shown[], activities: readonly string[]): readonly Trouble[] => {
  const place = all.findIndex((one, i) => read[i]?.id !== one.id)
  if (place < 0 && read.length === all.length) return []
  const { id, replyToId } = all[place] ?? read[all.length] ?? {}
  const activity = [id, replyToId].find(known => known !== undefined && activities.includes(known)) ?? activities[0]
  const why = `read bit by bit, ${read.length} activities came; read at once, ${all.length}`
  return activity === undefined ? [] : [{ kind: 'wrong', activity, why }]
}

/** A person's message stands there once, before its replies, and nothing between it and them. */
const shownTwice = (all: readonly Shown[], activity: string): readonly Trouble[] => {
  const places = all.flatMap(({ id }, i) => (id === activity ? [i] : []))
  if (places.length > 1) return [{ kind: 'doubled', activity, why: 'the message is shown twice' }]
  const [place] = places
  if (place === undefined) return [{ kind: 'wrong', activity, why: 'the message itself is not shown' }]
  const last = place + answering(all, activity).length
  const between = all.slice(place + 1, last + 1).filter(({ replyToId }) => replyToId !== activity)
  return between.length === 0 ? [] : [{ kind: 'wrong', activity, why: 'its replies do not stand behind it' }]
}
