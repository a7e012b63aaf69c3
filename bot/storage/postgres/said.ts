import { type Ask, listenToPostgres } from '../../../knowledge/storage/index.ts'
import type { Tables } from './schema.ts'

export interface Said {
  /** What this process has kept. */
  tell(conversation: string): void
  onSaid(listener: (conversation: string) => void): () => void
  close(): void
}

interface SaidParts {
  readonly url: string
  readonly ask: Ask
  readonly tables: Tables
  /** The process: what it has said itself it knows already. */
  readonly owner: string
}

/** Milliseconds by which the clocks of processes may differ, with what a turn takes. */
const MARGIN = 60_000

/** Tells in which conversations something was said, by whichever process, without a gap. */
export const listenForSaid = async ({ url, ask, tables, owner }: SaidParts): Promise<Said> => {
  const listeners = new Set<(conversation: string) => void>()
  const tell = (conversation: string): void => {
    for (const listener of listeners) listener(conversation)
  }
  const tellSince = async (since: number): Promise<void> => {
    const spoken = await ask<{ id: string }>(`SELECT id FROM ${tables.conversation} WHERE at >= $1 OR at = 0`, [
      since - MARGIN,
    ])
    for (const { id } of spoken) tell(id)
  }
  const listening = await listenToPostgres(url, tables.channel, {
    onNotice(payload) {
      const space = payload.indexOf(' ')
      if (payload.slice(0, space) !== owner) tell(payload.slice(space + 1))
    },
    // Lost again meanwhile: the next time it is back, more is asked for.
    onBack: since => void tellSince(since).catch(() => {}),
  })
  return {
    tell,
    onSaid(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => listening.close(),
  }
}
