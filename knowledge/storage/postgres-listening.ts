import type pg from 'pg'
import { quoted } from './prepare-schema.ts'

export interface Listening {
  close(): void
}

interface Listener {
  /** What was sent to the channel. */
  readonly onNotice: (payload: string) => void
  /** Listening again. What was sent since then (milliseconds since 1970) may have been missed. */
  readonly onBack: (since: number) => void
}

/** Milliseconds: for an answer, between looks whether the connection lives, and before it is made anew, first and longest. */
const TIMES = { answer: 2000, look: 5000, first: 250, longest: 2000 } as const

/**
 * Listens to a channel of a PostgreSQL (NOTIFY) over a connection of its own, which is made anew as often as it is lost.
 * Resolves once it was tried to listen.
 */
export const listenToPostgres = async (url: string, channel: string, listener: Listener): Promise<Listening> => {
  const { Client } = (await import('./pg.ts')).pg
  let client: pg.Client | undefined
  let lived = Date.now()
  let isFirst = true
  let pause: number = TIMES.first
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  const later = (work: () => unknown, milliseconds: number): void => {
    clearTimeout(timer)
    if (!isClosed) timer = setTimeout(work, milliseconds).unref()
  }
  /** Leaves a connection, whatever state it is in, without waiting for it. */
  const leave = (left: pg.Client): void => {
    if (client !== left) return
    client = undefined
    left.end().catch(() => {})
    later(connect, pause)
    pause = Math.min(pause * 2, TIMES.longest)
  }
  const look = async (looked: pg.Client): Promise<void> => {
    try {
      const asked = Date.now()
      await looked.query('SELECT 1')
      lived = asked
      later(() => look(looked), TIMES.look)
    } catch {
      leave(looked)
    }
  }
  const connect = async (): Promise<void> => {
    const made = new Client({
      connectionString: url,
      connectionTimeoutMillis: TIMES.answer,
      query_timeout: TIMES.answer,
      keepAlive: true,
      application_name: 'advise',
    })
    client = made
    made.on('error', () => leave(made))
    made.on('end', () => leave(made))
    made.on('notification', ({ payload }) => {
      if (client === made) listener.onNotice(payload ?? '')
    })
    try {
      await made.connect()
      await made.query(`LISTEN ${quoted(channel)}`)
      if (client !== made) return
      pause = TIMES.first
      const since = lived
      lived = Date.now()
      later(() => look(made), TIMES.look)
      if (!isFirst) listener.onBack(since)
      isFirst = false
    } catch {
      leave(made)
    }
  }

  await connect()
  return {
    close() {
      isClosed = true
      clearTimeout(timer)
      const left = client
      client = undefined
      left?.end().catch(() => {})
    },
  }
}
