import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Examined } from '../../../bot/doctor/examine.ts'
import { openSqliteStore } from '../../../bot/storage/sqlite/sqlite-store.ts'
import { SHIPPED_ARTICLES } from '../../../knowledge/index.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

interface Ran {
  readonly exit: number | null
  readonly checks: Readonly<Record<string, string>>
  readonly text: string
}

/** The program itself, with these settings alone. */
const run = (env: Readonly<Record<string, string>>, ...flags: string[]): Promise<Ran> =>
  new Promise(resolve => {
    const child = execFile(
      process.execPath,
      ['dist/bot/doctor/doctor.js', '--json', ...flags],
      { cwd: ROOT, env: { PATH: process.env.PATH, ...env } },
      (_error, stdout, stderr) => {
        const { checks = [] } = (stdout ? JSON.parse(stdout) : {}) as { readonly checks?: readonly Examined[] }
        resolve({
          exit: child.exitCode,
          checks: Object.fromEntries(checks.map(({ name, status }) => [name, status])),
          text: stdout + stderr,
        })
      },
    )
  })

describe('the program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'advise-doctor-test-'))
  const bot = createServer((_request, response) => response.end('{"status":"ok"}'))
  let url = ''
  beforeAll(async () => {
    await new Promise<void>(resolve => bot.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(bot.address() as AddressInfo).port}`
    writeFileSync(join(folder, 'empty.md'), '')
  })
  afterAll(() => {
    bot.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('looks at the real articles, store and address, beside a bot that is running', async () => {
    const env = { DATA_DIR: join(folder, 'data'), PUBLIC_URL: url }
    const fresh = await run(env, '--anonymous')
    expect([fresh.exit, fresh.checks.knowledge, fresh.checks.store, fresh.checks.address]).toEqual([
      0,
      'ok',
      'ok',
      'ok',
    ])
    const store = await openSqliteStore({ dataDir: env.DATA_DIR })
    const beside = await run({ ...env, KNOWLEDGE: join(SHIPPED_ARTICLES, 'kb951251.md') }, '--anonymous')
    await store.close()
    expect([beside.exit, beside.checks.store]).toEqual([0, 'skipped'])
  }, 60_000)

  test('packs the Teams app, and ends with 1 where there is no article', async () => {
    const { exit, checks, text } = await run({
      DATA_DIR: join(folder, 'data'),
      KNOWLEDGE: join(folder, 'empty.md'),
      PUBLIC_URL: 'http://bot.example.invalid',
      MicrosoftAppId: '11111111-2222-3333-4444-555555555555',
      MicrosoftAppTenantId: '11111111-2222-3333-4444-555555555555',
      MicrosoftAppType: 'UserAssignedMSI',
    })
    expect([exit, checks.manifest, checks.knowledge, checks.address]).toEqual([1, 'ok', 'wrong', 'wrong'])
    expect(text).toContain('There is not one article')
  }, 60_000)
})
