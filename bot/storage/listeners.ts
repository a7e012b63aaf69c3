import type { SaidListener } from './store.ts'

export interface Listeners {
  /** Returns how to stop listening. */
  add(listener: SaidListener): () => void
  tell: SaidListener
}

export const createListeners = (): Listeners => {
  const listeners = new Set<SaidListener>()
  return {
    add: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell: conversation => {
      for (const listener of listeners) listener(conversation)
    },
  }
}
