import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), 'advise-main-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

/** The program as an operator starts what is built; `onOutput` may stop it. */
const run = (
  env: Record<string, string>,
  argv: readonly string[],
  onOutput = (_said: string, _stop: () => void) => {},
) =>
  new Promise<{ status: number | null; out: string; err: string }>(resolve => {
    const { PATH = '', HOME = '' } = process.env
    const program = spawn(process.execPath, ['dist/bot/main.js', ...argv], {
      cwd: root,
      env: { PATH, HOME, DATA_DIR: dataDir, PORT: '0', ...env },
    })
    let [out, err] = ['', '']
    program.stdout.on('data', data => {
      out += data
      onOutput(out, () => program.kill('SIGTERM'))
    })
    program.stderr.on('data', data => {
      err += data
    })
    program.on('close', status => resolve({ status, out, err }))
  })

/**
 * All but the advice to fetch the chat window, which the bot gives where that was never done: it is optional. That a disk is
 * busy, as it is beside other tests, is no complaint either.
 */
const complaints = (err: string): string =>
  err
    .split(/(?<=\n)/)
    .filter(line => !/npm run webchat|told to stop|The disk under \S+ has not answered|can be kept again/.test(line))
    .join('')

/** Milliseconds: so many programs at once take their time on a busy machine. */
const SLOW = 60_000

describe('the program', { timeout: SLOW }, () => {
  it('starts, tells its address and its articles, answers, and stops when asked', async () => {
    let health: Promise<unknown> | undefined
    const { status, out, err } = await run({}, ['--anonymous'], (said, stop) => {
      const url = said.match(/http:\/\/localhost:\d+(?=\/api\/messages)/)?.[0]
      if (!url || health) return
      health = fetch(`${url}/health`).then(response => response.json())
      health.finally(stop)
    })
    expect(out).toMatch(/has read \d+ articles\.\n(.*\n)*Web chat: +http:\/\/localhost:\d+\//)
    expect(await health).toMatchObject({ status: 'ok', articles: expect.any(Number) })
    expect({ status, complaints: complaints(err) }).toEqual({ status: 0, complaints: '' })
  })

  it('serves web chat without credentials where that is meant for others', async () => {
    const env = { WEB_CHAT: 'on', PUBLIC_URL: 'https://support.example.org' }
    const { status, out, err } = await run(env, [], (said, stop) => {
      if (said.includes('listens on')) stop()
    })
    expect(out).toMatch(/Web chat: +https:\/\/support\.example\.org\/ +\(listens on http:\/\/localhost:\d+\/\)/)
    expect(out).not.toContain('/api/messages')
    expect({ status, complaints: complaints(err) }).toEqual({ status: 0, complaints: '' })
  })

  const mistakes: [string, Record<string, string>, string[], RegExp][] = [
    ['no credentials', {}, [], /^Advise cannot start\. No app credentials are set/],
    ['half a configuration', { MicrosoftAppId: 'id' }, ['--anonymous'], /MicrosoftAppPassword is missing/],
    [
      'several mistakes',
      { PORT: 'abc', KNOWLEDGE: '/nowhere.txt' },
      ['--anonymous'],
      /2 settings are wrong:\n.*PORT is "abc".*\n.*\/nowhere\.txt/,
    ],
    ['a knowledge path that does not exist', { KNOWLEDGE: '/nowhere.txt' }, ['--anonymous'], /\/nowhere\.txt/],
    ['a data folder that cannot be', { DATA_DIR: '/dev/null/x' }, ['--anonymous'], /Set DATA_DIR to a folder/],
  ]
  it.concurrent.each(mistakes)('with %s says so in a sentence, without a stack', async (_name, env, argv, sentence) => {
    const { status, out, err } = await run(env, argv)
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toMatch(sentence)
    expect(err).not.toMatch(/\n\s+at /)
  })

  it('on a taken port says which one', async () => {
    const other = createServer()
    await new Promise<void>(resolve => {
      other.listen(0, '127.0.0.1', resolve)
    })
    const { port } = other.address() as AddressInfo
    const { status, err } = await run({ PORT: String(port) }, ['--anonymous'])
    expect(status).toBe(1)
    expect(complaints(err)).toMatch(new RegExp(`^Port ${port} is taken by another program\\. .*\\n$`))
    other.close()
  })
})
