import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fault } from './bots/counting-store.ts'
import { MODES } from './clients/thread.ts'
import type { Played } from './reference.ts'
import { type Outcome, playKilled, playReference, type RunOptions, runCrash } from './run.ts'

/** Milliseconds: many starts of many processes, on a machine that may be busy. */
const SLOW = 600_000

const folder = mkdtempSync(join(tmpdir(), 'advise-crash-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const counting = (fault?: Fault): readonly string[] => {
  const start = [process.execPath, '--import', 'tsx', 'test/crash/bots/counting-bot.ts']
  return fault ? [...start, fault] : start
}

const options: RunOptions = {
  command: counting(),
  kills: 3,
  acknowledged: 60,
  seconds: 0,
  conversations: 6,
  scripts: 3,
  processes: 1,
  modes: MODES,
  seed: 4,
  up: [0.3, 0.8],
  patience: 3,
}

/**
 * Real processes against the clock: it takes minutes, and on a busy machine a late reply counts as lost. So it is asked
 * for: `ADVISE_CRASH=1 npx vitest run test/crash`; `.ci/run` does.
 */
const ASKED = process.env.ADVISE_CRASH !== undefined

// What kills processes against the clock is told wrong by a machine that stands still for a second: tried again then.
describe.skipIf(!ASKED)('the harness, with a bot that counts', { retry: 2 }, () => {
  let scripts: readonly Played[]
  beforeAll(async () => {
    scripts = await playReference(options, join(folder, 'calm'))
  }, SLOW)

  let runs = 0
  const kill = (given: Partial<RunOptions>): Promise<Outcome> =>
    playKilled({ ...options, ...given }, join(folder, `run ${++runs}`), scripts, () => {})

  it(
    'finds nothing where nothing is wrong, whichever of two processes is killed',
    async () => {
      const { report, samples, unaudited } = await kill({ processes: 2 })
      expect({ samples, unaudited }).toEqual({ samples: [], unaudited: undefined })
      expect(report).toMatchObject({ lost: 0, doubled: 0, wrong: 0 })
      expect(report.kills).toBeGreaterThanOrEqual(options.kills)
      expect(report.acknowledged).toBeGreaterThanOrEqual(options.acknowledged)
    },
    SLOW,
  )

  it('knows which turns would show: thanks do not count, all else does', () => {
    for (const { lines, showsTwice } of scripts) expect(showsTwice).toEqual(lines.map(line => !line.includes('thank')))
    expect(scripts.flatMap(({ showsTwice }) => showsTwice)).toContain(false)
    expect(scripts.flatMap(({ showsLost }) => showsLost)).toContain(true)
  })

  it(
    'finds turns that are forgotten',
    async () => {
      const { report } = await kill({ command: counting('forgets') })
      expect(report.lost).toBeGreaterThan(0)
      expect(report.wrong).toBeGreaterThan(0)
    },
    SLOW,
  )

  it(
    'finds turns that are taken twice',
    async () => {
      const { report } = await kill({ command: counting('doubles'), kills: 1 })
      expect(report.doubled).toBeGreaterThan(0)
      expect(report.wrong).toBeGreaterThan(0)
    },
    SLOW,
  )

  it(
    'finds replies that are never sent',
    async () => {
      const { report } = await kill({ command: counting('drops'), kills: 1, modes: ['normal'] })
      expect(report).toMatchObject({ doubled: 0 })
      expect(report.lost).toBeGreaterThan(0)
    },
    SLOW,
  )

  it(
    'finds two turns at once of which one overwrites the other',
    async () => {
      const { report } = await kill({ command: counting('races'), kills: 0, modes: ['expectReplies'] })
      expect(report).toMatchObject({ lost: 0, doubled: 0 })
      expect(report.wrong).toBeGreaterThan(0)
    },
    SLOW,
  )
})

describe.skipIf(!ASKED)('Advise, killed again and again', { retry: 2 }, () => {
  it(
    'loses nothing, doubles nothing, and answers as if nothing had happened',
    async () => {
      const command = [process.execPath, 'dist/bot/main.js', '--anonymous']
      const { report, samples, unaudited } = await runCrash(
        { ...options, command, kills: 3, acknowledged: 60, up: [0.3, 2], patience: 90 },
        () => {},
      )
      expect({ samples, unaudited }).toEqual({ samples: [], unaudited: undefined })
      expect(report).toMatchObject({ lost: 0, doubled: 0, wrong: 0 })
    },
    SLOW,
  )
})
