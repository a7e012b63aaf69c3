import { openAdvisor } from '../../bot/advisor.ts'
import { type App, startApp } from '../../bot/app.ts'
import { silentLog } from '../../bot/log.ts'
import type { Conversation } from '../../bot/replying/conversation.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import type { Store } from '../../bot/storage/store.ts'
import type { State } from '../../dialogs/index.ts'
import { SHIPPED_ARTICLES } from '../../knowledge/index.ts'

interface Options {
  /** Where the index is saved. */
  readonly dataDir: string
  readonly knowledge?: readonly string[]
  readonly store?: Store<Conversation<State>>
}

/** The whole product on a free port, with real articles and the real dialog; conversations end with it. */
export const startProduct = ({ dataDir, knowledge = [SHIPPED_ARTICLES], store }: Options): Promise<App> =>
  startApp<State>({
    settings: { port: 0, knowledge, dataDir, anonymous: true, credentials: undefined },
    version: 'test',
    log: silentLog,
    openStore: async () => store ?? createMemoryStore(),
    openAdvisor,
  })
