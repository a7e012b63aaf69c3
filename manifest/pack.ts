import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { packageApp } from './package-app.ts'
import { readSettings } from './read-settings.ts'

try {
  const settings = readSettings(process.argv.slice(2), process.env)
  const { zip, names, version } = await packageApp(import.meta.dirname, settings)
  await mkdir(dirname(settings.out), { recursive: true })
  await writeFile(settings.out, zip)
  console.log(`${settings.out}: ${names.join(', ')}; app ${settings.appId}, version ${version}, at ${settings.domain}`)
  if (settings.isTrial)
    console.log(
      'This one is for trial: it can be looked at and checked, and no bot answers in it. For yours: ' +
        'npm run manifest -- --id GUID --domain HOST (manifest/README.md says where they come from).',
    )
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
