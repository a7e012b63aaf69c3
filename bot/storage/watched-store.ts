import type { Store } from './store.ts'
export const watchStore = <S>(store: Store<S>, _: unknown): Store<S> & { isAway(): string | undefined } => ({
  ...store,
  isAway: () => undefined,
})
