import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildManifest, namedFiles, type Target } from './build-manifest.ts'
import { checkIcon, colorIcon, outlineIcon } from './check-icon.ts'
import { zipFiles } from './zip-files.ts'

export interface AppPackage {
  readonly zip: Uint8Array
  readonly names: readonly string[]
  /** The manifest's own version, which Teams compares when a package is uploaded again. */
  readonly version: string
}

/** Makes the Teams app package from a folder that holds manifest.json and the files it names. */
export async function packageApp(folder: string, target: Target): Promise<AppPackage> {
  const template = await readPart(folder, 'manifest.json')
  const manifest = buildManifest(template.toString('utf8'), target)
  const files = new Map<string, Uint8Array>()
  files.set('manifest.json', Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`))
  const iconRules = new Map([
    [manifest.icons.color, colorIcon],
    [manifest.icons.outline, outlineIcon],
  ])
  for (const name of namedFiles(manifest)) {
    const bytes = await readPart(folder, name)
    const rule = iconRules.get(name)
    if (rule) checkIcon(name, bytes, rule)
    files.set(name, bytes)
  }
  return { zip: zipFiles(files), names: [...files.keys()], version: manifest.version }
}

async function readPart(folder: string, name: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, name))
  } catch (cause) {
    throw new Error(
      `${join(folder, name)} cannot be read. The Teams package needs it: put it back, or take its name out of manifest.json.`,
      { cause },
    )
  }
}
