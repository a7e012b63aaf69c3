import type { Settings } from '../settings.ts'
import { type Check, ok, skipped, wrong } from './check.ts'

/** The settings as the bot reads them, or all that is wrong with them. */
export type ReadSettings =
  | { readonly settings: Settings; readonly mistakes?: undefined }
  | { readonly settings?: undefined; readonly mistakes: string }

export const tryToRead = (read: () => Settings): ReadSettings => {
  try {
    return { settings: read() }
  } catch (error) {
    return { mistakes: (error as Error).message.replace(/^Advise cannot start\.\s*/, '') }
  }
}

export const settingsCheck = ({ settings, mistakes }: ReadSettings): Check => ({
  name: 'settings',
  look: () =>
    settings
      ? ok(
          settings.anonymous
            ? 'They are right, for a bot that serves this machine only (--anonymous).'
            : settings.credentials
              ? `They are right, for app ${settings.credentials.appId}.`
              : 'They are right, for a bot that answers in web chat only.',
        )
      : wrong(mistakes),
})

/** A check of what the settings name. */
export const withSettings = (
  name: string,
  { settings }: ReadSettings,
  look: (settings: Settings) => ReturnType<Check['look']>,
): Check => ({
  name,
  look: () => (settings ? look(settings) : skipped('Put the settings right first.')),
})
