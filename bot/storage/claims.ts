import { LEASE } from './store.ts'

/** Which conversations' replies are being sent, where one process has the store for itself. */
export interface Claims {
  take(conversation: string): void
  release(conversation: string): void
  isTaken(conversation: string): boolean
}

export const createClaims = (now: () => number = Date.now): Claims => {
  const until = new Map<string, number>()
  return {
    take(conversation) {
      until.set(conversation, now() + LEASE)
    },
    release(conversation) {
      until.delete(conversation)
    },
    isTaken: conversation => (until.get(conversation) ?? 0) > now(),
  }
}
