import type { Settings } from '../settings.ts'
import { type Finding, ok, skipped } from './check.ts'

/**
 * Packs the Teams app for an app and a host, and throws the package away. Resolves to what the packer said; undefined
 * where the app's files are not installed.
 *
 * @throws Error with what the packer found wrong
 */
export type Pack = (appId: string, domain: string | undefined) => Promise<string | undefined>

export const checkManifest = async (
  { credentials }: Settings,
  publicUrl: string | undefined,
  pack: Pack,
): Promise<Finding> => {
  if (!credentials) return skipped('The bot runs with --anonymous and is in no Teams.')
  const domain = publicUrl !== undefined && URL.canParse(publicUrl) ? new URL(publicUrl).hostname : undefined
  const said = await pack(credentials.appId, domain)
  return said === undefined
    ? skipped('The files of the Teams app (manifest/) are not here. Look at them where the app is packed.')
    : ok('The Teams app can be packed.')
}
