import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { packageApp } from '../../manifest/package-app.ts'
import { readSettings } from '../../manifest/read-settings.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'manifest')
const appId = '11111111-2222-3333-4444-555555555555'
const target = { appId, domain: 'advise.example.com' }
const settings = { MicrosoftAppId: appId, BOT_DOMAIN: target.domain }

let scratch: string
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'advise-manifest-'))
})
afterEach(() => rm(scratch, { recursive: true }))

describe('the package', () => {
  it('holds exactly what the manifest names, at its top level, and reads back', async () => {
    const { zip, names } = await packageApp(folder, target)
    const files = unzipSync(zip)
    expect(Object.keys(files)).toEqual(['manifest.json', 'color.png', 'outline.png', 'de.json'])
    expect(names).toEqual(Object.keys(files))
    expect(JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString())).toHaveProperty('id', appId)
    for (const name of ['color.png', 'outline.png', 'de.json'])
      expect(Buffer.from(files[name] ?? []).equals(await readFile(join(folder, name)))).toBe(true)
  })

  it('has the same bytes whenever and wherever it is made', async () => {
    const zone = process.env.TZ
    try {
      process.env.TZ = 'Pacific/Auckland'
      const there = (await packageApp(folder, target)).zip
      process.env.TZ = 'America/Los_Angeles'
      expect(Buffer.from((await packageApp(folder, target)).zip).equals(there)).toBe(true)
    } finally {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
  })

  it.each(['manifest.json', 'outline.png', 'de.json'])('is not made without %s', async name => {
    await cp(folder, scratch, { recursive: true })
    await rm(join(scratch, name))
    await expect(packageApp(scratch, target)).rejects.toThrow(`${join(scratch, name)} cannot be read`)
  })

  it('is not made with an icon of the wrong size', async () => {
    await cp(folder, scratch, { recursive: true })
    await writeFile(join(scratch, 'outline.png'), await readFile(join(folder, 'color.png')))
    await expect(packageApp(scratch, target)).rejects.toThrow(/outline\.png is 192×192 pixels; Teams takes 32×32/)
  })
})

describe('settings', () => {
  it('come from the environment, and a flag wins', () => {
    expect(readSettings([], settings)).toEqual({ ...target, out: 'dist/advise-teams.zip', isTrial: false })
    const flags = ['--id', appId.replaceAll('1', 'A'), '--domain', 'Bot.Example.COM', '--out', 'x.zip']
    expect(readSettings(flags, settings)).toEqual({
      appId: appId.replaceAll('1', 'a'),
      domain: 'bot.example.com',
      out: 'x.zip',
      isTrial: false,
    })
  })

  it('tell what is missing, and how to give it', () => {
    expect(() => readSettings([], { BOT_DOMAIN: target.domain })).toThrow(
      /MicrosoftAppId is not set\. .*application \(client\) id.* Set MicrosoftAppId, or pass --id\./,
    )
    expect(() => readSettings([], { MicrosoftAppId: appId })).toThrow(
      /BOT_DOMAIN is not set\. .* Set BOT_DOMAIN, or pass --domain\./,
    )
  })

  it('that name no bot at all are those of a package for trial', async () => {
    const trial = readSettings([], { MicrosoftAppId: '' })
    expect(trial).toMatchObject({ isTrial: true, out: 'dist/advise-teams-trial.zip' })
    expect((await packageApp(folder, trial)).names).toContain('manifest.json')
  })

  it('tell only what is wrong when the rest is right', () => {
    expect(() => readSettings([], { MicrosoftAppId: appId })).not.toThrow(/MicrosoftAppId is/)
    expect(() => readSettings([], { ...settings, MicrosoftAppId: 'my-bot' })).toThrow(
      /MicrosoftAppId is "my-bot", but must be a GUID/,
    )
  })

  it.each([
    'https://advise.example.com',
    'advise.example.com/',
    'advise.example.com:3978',
    'localhost',
    '203.0.113.7',
    'a..b',
    '-a.example.com',
    '"x.example.com',
  ])('refuse %s as a domain', domain => {
    expect(() => readSettings([], { ...settings, BOT_DOMAIN: domain })).toThrow(/must be a public host name alone/)
  })

  it('refuse a flag that does not exist, and say which do', () => {
    expect(() => readSettings(['--ID', appId], settings)).toThrow(
      /--ID[\s\S]*Allowed: npm run manifest -- \[--id GUID\]/,
    )
  })
})

describe('npm run manifest', () => {
  const run = (args: readonly string[], env: Record<string, string>) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', join(folder, 'pack.ts'), ...args], {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', ...env },
    })

  it('writes the zip and says what is in it', async () => {
    const out = join(scratch, 'new', 'advise.zip')
    const { stdout } = await run(['--out', out], settings)
    expect(stdout).toContain(`${out}: manifest.json, color.png, outline.png, de.json; app ${appId}`)
    expect(Buffer.from((await packageApp(folder, target)).zip).equals(await readFile(out))).toBe(true)
  })

  it('writes nothing and fails with a sentence, not a stack, when half the settings are there', async () => {
    const failure = await run(['--out', join(scratch, 'advise.zip')], { MicrosoftAppId: appId }).catch(error => error)
    expect(failure).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The Teams package was not made:\n- BOT_DOMAIN is not set\./),
    })
    expect(failure.stderr).not.toContain('    at ')
    expect(await readdir(scratch)).toEqual([])
  })
})
