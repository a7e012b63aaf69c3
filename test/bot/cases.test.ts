import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { App } from '../../bot/app.ts'
import { SHIPPED_ARTICLES } from '../../knowledge/index.ts'
import { startProduct } from './product.ts'

const SHARED = fileURLToPath(new URL('../../../shared/', import.meta.url))
const PLAYER = `${SHARED}cases/play.mjs`
const CASES = `${SHARED}cases/kb951251.jsonl`
const SEED = `${SHARED}seed/kb951251.txt`
const isHere = existsSync(PLAYER)
if (!isHere) console.warn(`The collected conversations are not played: there is no ${PLAYER}.`)

describe.skipIf(!isHere)('the collected conversations hold over HTTP', () => {
  let app: App | undefined
  const dataDir = mkdtempSync(join(tmpdir(), 'advise-cases-'))
  afterEach(() => app?.close())
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

  const failed = async (knowledge: string): Promise<readonly string[]> => {
    app = await startProduct({ knowledge: [knowledge], dataDir })
    const args = [PLAYER, '--url', `http://127.0.0.1:${app.port}/api/messages`, '--cases', CASES]
    const { stdout } = await promisify(execFile)(process.execPath, args).catch((error: { stdout: string }) => error)
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}').failed
  }

  test('on the shipped articles', async () => {
    expect(await failed(SHIPPED_ARTICLES)).toEqual([])
  })

  test('on the article as it was downloaded, alone', async () => {
    expect(await failed(SEED)).toEqual([])
  })
})
