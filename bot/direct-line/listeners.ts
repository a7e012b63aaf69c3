import type { Log } from '../log.ts'
import type { Store, Transcript } from '../storage/store.ts'
import type { Limits } from './limits.ts'

/** Where a conversation's activities go as they happen: an open stream. */
export interface Listener {
  /** `frame` is JSON: `{ activities, watermark }`. */
  send(frame: string): void
  close(): void
}

/** Who listens to which conversation in this process. Of a conversation without listeners nothing is held. */
export interface Listeners {
  /** Sends what is behind the watermark, then whatever comes. Returns what to call when the listener is gone. */
  listen(conversation: string, listener: Listener, watermark: number): () => void
  /** What is behind a watermark, as a frame. */
  read(conversation: string, watermark: number): Promise<string>
  close(): void
}

interface ListenersParts {
  readonly store: Pick<Store<unknown>, 'transcript' | 'onSaid'>
  readonly limits: Pick<Limits, 'activities' | 'bytes' | 'streams'>
  readonly log: Log
}

interface Room {
  /** The watermark that each has; oldest listener first. */
  readonly listeners: Map<Listener, Place>
  reading: boolean
  /** Something was said, or somebody came, since the last reading began. */
  stale: boolean
}

interface Place {
  readonly watermark: number
  /** The first frame is sent even where there is nothing in it: it tells the watermark. */
  readonly isNew: boolean
}

export const createListeners = ({ store, limits, log }: ListenersParts): Listeners => {
  const rooms = new Map<string, Room>()

  const read = async (conversation: string, watermark: number): Promise<Transcript> => {
    const { activities, watermark: last } = await store.transcript(conversation, watermark, limits.activities)
    return { activities: newest(activities, limits.bytes), watermark: last }
  }

  /** Listeners mostly have the same watermark: each is read behind once. */
  const tell = async (conversation: string, { listeners }: Room): Promise<void> => {
    const places = new Set([...listeners.values()].map(({ watermark }) => watermark))
    for (const place of places) {
      const said = await read(conversation, place)
      const frame = frameOf(said)
      for (const [listener, { watermark, isNew }] of listeners) {
        if (watermark !== place) continue
        if (isNew || said.activities.length > 0) listener.send(frame)
        listeners.set(listener, { watermark: said.watermark, isNew: false })
      }
    }
  }

  const closeAll = (conversation: string, { listeners }: Room): void => {
    rooms.delete(conversation)
    for (const listener of listeners.keys()) listener.close()
    listeners.clear()
  }

  /** One reading of a conversation at a time, so that nothing comes twice or falls between. */
  const catchUp = async (conversation: string, room: Room): Promise<void> => {
    room.stale = true
    if (room.reading) return
    room.reading = true
    try {
      while (room.stale && room.listeners.size > 0) {
        room.stale = false
        await tell(conversation, room)
      }
    } catch (error) {
      // A client that is closed comes back with its watermark.
      log.warn('a transcript could not be read: its streams are closed', { conversation, error })
      closeAll(conversation, room)
    } finally {
      room.reading = false
    }
  }

  const leave = (conversation: string, listener: Listener): void => {
    const room = rooms.get(conversation)
    if (room?.listeners.delete(listener) && room.listeners.size === 0) rooms.delete(conversation)
  }

  const makeRoom = (conversation: string, { listeners }: Room): void => {
    const [oldest] = listeners.keys()
    if (!oldest || listeners.size < limits.streams) return
    leave(conversation, oldest)
    oldest.close()
  }

  const stop = store.onSaid(conversation => {
    const room = rooms.get(conversation)
    if (room) void catchUp(conversation, room)
  })

  return {
    listen: (conversation, listener, watermark) => {
      const room = rooms.get(conversation) ?? { listeners: new Map(), reading: false, stale: false }
      makeRoom(conversation, room)
      rooms.set(conversation, room)
      room.listeners.set(listener, { watermark, isNew: true })
      void catchUp(conversation, room)
      return () => leave(conversation, listener)
    },
    read: async (conversation, watermark) => frameOf(await read(conversation, watermark)),
    close: () => {
      stop()
      for (const [conversation, room] of rooms) closeAll(conversation, room)
    },
  }
}

/** The newest that fit; one in any case. */
const newest = (activities: readonly string[], bytes: number): readonly string[] => {
  let first = activities.length - 1
  for (let size = activities[first]?.length ?? 0; first > 0; first--) {
    size += activities[first - 1]?.length ?? 0
    if (size > bytes) break
  }
  return activities.slice(Math.max(0, first))
}

const frameOf = ({ activities, watermark }: Transcript): string =>
  `{"activities":[${activities.join()}],"watermark":"${watermark}"}`
