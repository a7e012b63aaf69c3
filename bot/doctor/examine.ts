import type { Settings } from '../settings.ts'
import { checkAddress } from './address-check.ts'
import { type Ask, type Check, type Finding, wrong } from './check.ts'
import { checkClock } from './clock-check.ts'
import { checkCredentials } from './credentials-check.ts'
import { checkKnowledge, checkStore, type ReadArticles, type StoreWorld } from './kept-checks.ts'
import { checkManifest, type Pack } from './manifest-check.ts'
import { checkOrigins } from './origins-check.ts'
import { settingsCheck, tryToRead, withSettings } from './settings-check.ts'

/** What is looked at outside of the program. */
export interface World extends StoreWorld {
  readonly env: Readonly<Record<string, string | undefined>>
  /** @throws Error that tells every mistake at once */
  readonly readSettings: () => Settings
  readonly ask: Ask
  readonly readArticles: ReadArticles
  readonly pack: Pack
  readonly now: () => number
}

export type Examined = Finding & { readonly name: string }

/** Looks at everything that has to be right where the bot runs, one after the other; tells each as it is known. */
export const examine = async (world: World, tell: (found: Examined) => void): Promise<readonly Examined[]> => {
  const found: Examined[] = []
  for (const { name, look } of checks(world)) {
    const examined = { name, ...(await lookSafely(look)) }
    found.push(examined)
    tell(examined)
  }
  return found
}

const checks = (world: World): readonly Check[] => {
  const { env, ask, readArticles, pack, now } = world
  const read = tryToRead(world.readSettings)
  const publicUrl = env.PUBLIC_URL?.trim() || undefined
  return [
    settingsCheck(read),
    withSettings('credentials', read, settings => checkCredentials(settings, ask)),
    { name: 'address', look: () => checkAddress(publicUrl, ask) },
    { name: 'origins', look: () => checkOrigins(env.WEB_CHAT_ORIGINS) },
    withSettings('manifest', read, settings => checkManifest(settings, publicUrl, pack)),
    withSettings('knowledge', read, settings => checkKnowledge(settings, readArticles)),
    withSettings('store', read, settings => checkStore(settings, world)),
    withSettings('clock', read, settings => checkClock(settings, ask, now)),
  ]
}

const lookSafely = async (look: Check['look']): Promise<Finding> => {
  try {
    return await look()
  } catch (error) {
    return wrong((error as Error).message)
  }
}

/** One line each. */
export const lineOf = ({ name, status, says }: Examined): string =>
  `${status.padEnd(9)}${name.padEnd(13)}${says.replace(/\s+/g, ' ').trim()}`
