import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { channelThread, namesIn } from './clients/channel-thread.ts'
import { type Connector, startConnector } from './clients/connector.ts'
import { directLineThread } from './clients/direct-line-thread.ts'
import type { Mode, Thread } from './clients/thread.ts'
import { createFindings, type Findings } from './findings.ts'
import { type Fleet, startFleet } from './fleet.ts'
import { type PlayParts, play, type Talk } from './player.ts'
import { pick, seeded } from './random.ts'
import { type Played, playCalmly } from './reference.ts'
import { makeScripts } from './scripts.ts'
import { settle } from './settle.ts'
import { audit } from './store/audit.ts'

export interface RunOptions {
  /** Program and arguments that start a bot, which reads PORT, DATA_DIR and, if there is one, DATABASE_URL. */
  readonly command: readonly string[]
  /** The run ends when there were so many kills, acknowledged turns and seconds. */
  readonly kills: number
  readonly acknowledged: number
  readonly seconds: number
  /** Conversations at a time. */
  readonly conversations: number
  readonly scripts: number
  readonly processes: number
  /** URL of an empty PostgreSQL database. */
  readonly database?: string | undefined
  readonly modes: readonly Mode[]
  readonly seed: number
  /** Seconds from ready to killed: least and most. */
  readonly up: readonly [number, number]
  /** Seconds that a reply may take when the kills have ended. */
  readonly patience: number
  /** Ends the run before there is enough of everything: what has begun is played to its end, in calm. */
  readonly early?: AbortSignal | undefined
}

/** Numbers of turns, but for `kills`. */
interface Report {
  readonly kills: number
  readonly acknowledged: number
  readonly lost: number
  readonly doubled: number
  readonly wrong: number
  /** Acknowledged turns that would have shown, had they been doubled or lost. */
  readonly showsTwice: number
  readonly showsLost: number
}

export interface Outcome {
  readonly report: Report
  /** What was found, the first of each kind. */
  readonly samples: readonly string[]
  /** Why the store could not be compared with what was acknowledged; undefined when it was. */
  readonly unaudited: string | undefined
}

/** Milliseconds that a client tries. */
const CLIENT_PATIENCE = 120_000
const HANG_UPS = 0.05

/** Plays scripts without and with kills, and compares. `tell` is given lines about how far it is. */
export const runCrash = async (options: RunOptions, tell: (line: string) => void): Promise<Outcome> => {
  const folder = await mkdtemp(join(tmpdir(), 'advise-crash-'))
  try {
    const scripts = await playReference(options, join(folder, 'calm'))
    tell(
      `${scripts.length} scripts of ${scripts.map(({ lines }) => lines.length).join(', ')} turns were played calmly.`,
    )
    return await playKilled(options, folder, scripts, tell)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a bot replies that nobody kills. */
export const playReference = async (options: RunOptions, dataDir: string): Promise<readonly Played[]> => {
  const { command, up, modes, seed } = options
  const connector = await startConnector(undefined, namesIn)
  const fleet = await startFleet({ command, environments: [{ DATA_DIR: dataDir }], random: undefined, up })
  const reach = { urls: fleet.urls, random: seeded(seed), patience: CLIENT_PATIENCE, hangUps: 0 }
  const open = opener('calm', connector, fleet)
  try {
    const scripts = makeScripts(seeded(seed), options.scripts)
    return await Promise.race([
      fleet.broken,
      Promise.all(scripts.map(script => playCalmly(script, { reach, modes, open }))),
    ])
  } finally {
    await fleet.close()
    await connector.close()
  }
}

/** The same scripts while processes are killed. `folder`: for their data. */
export const playKilled = async (
  options: RunOptions,
  folder: string,
  scripts: readonly Played[],
  tell: (line: string) => void,
): Promise<Outcome> => {
  const { command, up, database, processes, seed } = options
  const findings = createFindings()
  const connector = await startConnector(seeded(seed + 1), namesIn)
  const environments = Array.from({ length: processes }, (_, i) => ({
    DATA_DIR: database === undefined ? join(folder, 'killed') : join(folder, `killed-${i}`),
    ...(database === undefined ? {} : { DATABASE_URL: database }),
  }))
  const fleet = await startFleet({ command, environments, random: seeded(seed + 2), up })
  try {
    const talks = await Promise.race([
      fleet.broken,
      playAll(options, scripts, opener('killed', connector, fleet), fleet, findings, tell),
    ])
    await fleet.close()
    tell(`${talks.length} conversations have ended; the store is audited.`)
    const place = database === undefined ? { dataDir: join(folder, 'killed') } : { database }
    const unaudited = await audit(place, talks, findings).then(
      () => undefined,
      (error: unknown) => String(error),
    )
    return { report: reportOf(fleet.kills(), talks, findings), samples: findings.samples(), unaudited }
  } finally {
    await fleet.close()
    await connector.close()
  }
}

/** Opens conversations with names of their own. */
const opener = (prefix: string, connector: Connector, fleet: Fleet): ((mode: Mode) => Thread) => {
  let count = 0
  return mode =>
    mode === 'directLine' ? directLineThread() : channelThread(`${prefix}-${++count}`, connector, fleet.killedWithin)
}

const playAll = async (
  options: RunOptions,
  scripts: readonly Played[],
  open: (mode: Mode) => Thread,
  fleet: Fleet,
  findings: Findings,
  tell: (line: string) => void,
): Promise<readonly Talk[]> => {
  const began = Date.now()
  const talks: Talk[] = []
  let [count, acknowledged, told] = [0, 0, 0]
  const isEnough = () =>
    options.early?.aborted === true ||
    (fleet.kills() >= options.kills &&
      acknowledged >= options.acknowledged &&
      Date.now() - began >= options.seconds * 1000)
  const onAcknowledged = () => {
    acknowledged++
    // What has begun is played to its end, in calm.
    if (isEnough()) void fleet.calm().catch(() => {})
    if (Date.now() - told < TELLING) return
    told = Date.now()
    tell(`${fleet.kills()} kills, ${acknowledged} acknowledged`)
  }
  const reachOf = (seed: number): PlayParts['reach'] => ({
    urls: fleet.urls,
    random: seeded(seed),
    patience: CLIENT_PATIENCE,
    hangUps: HANG_UPS,
  })
  const client = async (): Promise<void> => {
    while (!isEnough()) {
      const number = ++count
      const reach = reachOf(options.seed * 100_003 + number)
      const mode = pick(reach.random, options.modes)
      const modes = mode === 'directLine' ? [mode] : options.modes.filter(one => one !== 'directLine')
      const script = pick(reach.random, scripts)
      const parts = { label: `conversation ${number}`, thread: open(mode), script, modes, reach, findings }
      talks.push(await play({ ...parts, onAcknowledged }))
    }
  }
  await Promise.all(Array.from({ length: options.conversations }, client))
  tell(`${fleet.kills()} kills, ${acknowledged} acknowledged; now it is calm, and what is missing may come.`)
  await fleet.calm()
  const reach = reachOf(options.seed)
  await Promise.all(talks.map(talk => settle(talk, reach, options.patience * 1000, findings)))
  return talks
}

/** Milliseconds from line to line. */
const TELLING = 5_000

const reportOf = (kills: number, talks: readonly Talk[], findings: Findings): Report => {
  const turns = talks.flatMap(({ turns, script }) => turns.map(({ place }) => ({ place, script })))
  const showing = (which: 'showsTwice' | 'showsLost') =>
    turns.filter(({ place, script }) => place !== undefined && script[which][place]).length
  return {
    kills,
    acknowledged: turns.length,
    lost: findings.count('lost'),
    doubled: findings.count('doubled'),
    wrong: findings.count('wrong'),
    showsTwice: showing('showsTwice'),
    showsLost: showing('showsLost'),
  }
}
