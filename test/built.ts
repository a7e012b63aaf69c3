import { execFileSync } from 'node:child_process'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vitest/config'
import { once } from '../knowledge/lately.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** What build.mjs makes of a room's TypeScript. */
const IN_ROOM = /^(?:bot|dialogs|knowledge)\/.*\.ts$/

/**
 * Tests run what is built, as operators do: where they import a room's module they get that of dist/, which is built anew
 * when something has changed. So programs and threads start without a compiler, and nothing is compiled twice. Who watches
 * gets the sources, because it is those that change.
 */
export const builtRooms = (): Plugin => {
  let isOn = false
  return {
    name: 'built-rooms',
    enforce: 'pre',
    configureVitest({ vitest }) {
      isOn = !vitest.config.watch
      build()
    },
    resolveId(source, importer) {
      if (!isOn || importer === undefined || !/^\.\.?\//.test(source)) return undefined
      const file = relative(ROOT, resolve(dirname(importer), source)).replaceAll('\\', '/')
      return IN_ROOM.test(file) ? join(ROOT, 'dist', file.replace(/ts$/, 'js')) : undefined
    },
  }
}

/** Once, however many projects there are. */
const build = once(() => execFileSync(process.execPath, ['build.mjs', '--if-needed'], { cwd: ROOT, stdio: 'inherit' }))

/** Modules of dist/ that Node loads itself. */
export const BUILT = /[\\/]dist[\\/](?:bot|dialogs|knowledge)[\\/]/
