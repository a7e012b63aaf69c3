import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What each room may know of: other rooms, through their door only, and packages. */
const ROOMS: Readonly<Record<string, { readonly rooms: readonly string[]; readonly packages: readonly string[] }>> = {
  knowledge: {
    rooms: [],
    packages: ['eld', 'htmlparser2', 'libsql', 'minisearch', 'pg', 'stemmer', 'tsx', 'yaml', 'zod'],
  },
  dialogs: { rooms: ['knowledge'], packages: ['zod'] },
  bot: {
    rooms: ['dialogs', 'knowledge'],
    packages: ['botbuilder', 'jose', 'pino', 'prom-client', 'restify', 'ws', 'zod'],
  },
  manifest: { rooms: [], packages: ['fflate', 'zod'] },
}

/** Where the bot meets the other rooms, where the SDK may be known, and where databases are opened. */
const SEAMS = {
  knowledge: [
    /^bot\/(?:advisor|settings)\.ts$/,
    /^bot\/storage\//,
    /^bot\/(?:articles|invokes)\//,
    /^bot\/doctor\/doctor\.ts$/,
  ],
  botbuilder: [/^bot\/channels\/sdk\//],
  databases: [/^knowledge\/storage\//],
} as const

/** A room's door; and how databases are opened, for those who need nothing else of the room: all of it takes long to load. */
const isDoor = (path: string): boolean => path === `${roomOf(path)}/index.ts` || path === 'knowledge/storage/index.ts'

/**
 * The stages of knowledge, lowest first: each is a folder with a door of its own or a file, and imports only what stands
 * before it. A text goes up through them: words, versions, what it says of them, an article, a judgement, a search.
 */
const STAGES: readonly string[] = [
  'problem-codes.ts',
  'digest.ts',
  'package-folder.ts',
  'problem.ts',
  'yaml-mistakes.ts',
  'yaml-file.ts',
  'yaml-folder.ts',
  'lately.ts',
  'steps.ts',
  'storage',
  'words',
  'catalog',
  'naming',
  'article.ts',
  'mentions',
  'reading',
  'judging',
  'search',
  'library',
  'knowledge.ts',
  'index.ts',
  'kb',
]

/** Only these touch the disk, make threads or hashes in rooms that are otherwise pure. */
const DISK: readonly string[] = [
  'knowledge/library/files/read-files.ts',
  'knowledge/yaml-folder.ts',
  'knowledge/kb/kb.ts',
  'knowledge/storage/lock-file.ts',
  'knowledge/storage/sqlite.ts',
  'knowledge/library/edition.ts',
  'knowledge/library/thread/library-thread.ts',
  'knowledge/library/postgres/updater.ts',
  'knowledge/library/postgres/terms.ts',
  'knowledge/library/thread/thread.ts',
  'knowledge/library/files/watch.ts',
]

interface Import {
  readonly from: string
  readonly to: string
  readonly isType: boolean
}

const sources = Object.keys(ROOMS).flatMap(room =>
  readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter(f => f.endsWith('.ts'))
    .map(f => `${room}/${f.replaceAll('\\', '/')}`),
)

const IMPORT = /^\s*(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)/gm

const imports: readonly Import[] = sources.flatMap(from => {
  const text = readFileSync(join(ROOT, from), 'utf8')
  return [...text.matchAll(IMPORT)].map(m => {
    const to = (m[2] ?? m[3]) as string
    return {
      from,
      to: to.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(from), to)).replaceAll('\\', '/') : to,
      isType: m[1] !== undefined,
    }
  })
})

/** Code without its comments, which may well name what is forbidden. */
const codeOf = (file: string): string =>
  readFileSync(join(ROOT, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')

const roomOf = (path: string): string => path.split('/')[0] as string
/** The stage of knowledge that a file is in; undefined elsewhere. */
const stageOf = (path: string): string | undefined => (path.startsWith('knowledge/') ? path.split('/')[1] : undefined)
const isFile = (i: Import): boolean => i.to.endsWith('.ts')
const isPackage = (i: Import): boolean => !isFile(i) && !i.to.startsWith('node:') && !i.to.endsWith('.json')

describe('the borders between the rooms', () => {
  test('there are files and imports to look at', () => {
    expect(sources.length).toBeGreaterThan(40)
    expect(imports.length).toBeGreaterThan(100)
  })

  test('a room imports only the rooms below it', () => {
    const wrong = imports.filter(
      i => isFile(i) && roomOf(i.to) !== roomOf(i.from) && !ROOMS[roomOf(i.from)]?.rooms.includes(roomOf(i.to)),
    )
    expect(wrong).toEqual([])
  })

  test('a room is entered through its door', () => {
    const wrong = imports.filter(i => isFile(i) && roomOf(i.to) !== roomOf(i.from) && !isDoor(i.to))
    expect(wrong).toEqual([])
  })

  test('the stages of knowledge are known, in their order', () => {
    const stages = new Set(sources.flatMap(f => stageOf(f) ?? []))
    expect([...stages].sort()).toEqual([...STAGES].sort())
    const wrong = imports.filter(i => {
      const [from, to] = [stageOf(i.from), stageOf(i.to)]
      return from !== undefined && to !== undefined && from !== to && STAGES.indexOf(to) > STAGES.indexOf(from)
    })
    expect(wrong).toEqual([])
  })

  test('a stage of knowledge is entered through its door', () => {
    const wrong = imports.filter(i => {
      const [from, to] = [stageOf(i.from), stageOf(i.to)]
      return (
        from !== undefined &&
        to !== undefined &&
        from !== to &&
        !to.endsWith('.ts') &&
        i.to !== `knowledge/${to}/index.ts`
      )
    })
    expect(wrong).toEqual([])
  })

  test('no folder of code has more than twelve files', () => {
    const folders = [...new Set(sources.map(f => dirname(f)))]
    expect(folders.filter(folder => sources.filter(f => dirname(f) === folder).length > 12)).toEqual([])
  })

  test('a room uses only its packages', () => {
    const wrong = imports.filter(
      i => isPackage(i) && !ROOMS[roomOf(i.from)]?.packages.some(p => i.to === p || i.to.startsWith(`${p}/`)),
    )
    expect(wrong).toEqual([])
  })

  test('only the composition reads knowledge, only the edge knows the SDK', () => {
    const knowledge = imports.filter(
      i => roomOf(i.from) === 'bot' && i.to.startsWith('knowledge/') && !SEAMS.knowledge.some(s => s.test(i.from)),
    )
    const sdk = sources.filter(
      f => /['"`]bot(?:builder|framework)/.test(codeOf(f)) && !SEAMS.botbuilder.some(s => s.test(f)),
    )
    expect([...knowledge, ...sdk]).toEqual([])
  })

  test('databases are opened in one place', () => {
    const openers = imports.filter(i => ['libsql', 'pg'].includes(i.to))
    expect(openers.length).toBeGreaterThan(1)
    expect(openers.filter(i => !SEAMS.databases.some(s => s.test(i.from)))).toEqual([])
  })

  test('dialogs has no clock, chance, network or disk; knowledge reads files only at its edge', () => {
    const disk = imports
      .filter(i => /^node:(?:fs|net|http|https|child_process|worker_threads|crypto)/.test(i.to))
      .map(i => i.from)
      .filter(f => ['knowledge', 'dialogs'].includes(roomOf(f)))
    const impure = sources.filter(
      f =>
        f.startsWith('dialogs/') &&
        /\b(?:Date\.now|new Date|Math\.random|performance\.now|setTimeout|fetch)\b/.test(codeOf(f)),
    )
    expect([...new Set(disk)].sort()).toEqual([...DISK].sort())
    expect(impure).toEqual([])
  })

  test('the environment is read in one place of the bot', () => {
    const readers = sources.filter(f => /\bprocess\.(?:env|argv)\b/.test(codeOf(f)))
    expect(
      readers.filter(
        f =>
          !['bot/main.ts', 'bot/data.ts', 'bot/doctor/doctor.ts', 'knowledge/kb/kb.ts', 'manifest/pack.ts'].includes(f),
      ),
    ).toEqual([])
  })

  test('no import cycle', () => {
    const next = new Map(
      sources.map(f => [f, imports.filter(i => i.from === f && isFile(i) && !i.isType).map(i => i.to)]),
    )
    const cycles: string[] = []
    const done = new Set<string>()
    const walk = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
      else if (!done.has(file)) {
        for (const to of next.get(file) ?? []) walk(to, [...path, file])
        done.add(file)
      }
    }
    for (const file of sources) walk(file, [])
    expect(cycles).toEqual([])
  })

  test('no file is longer than 300 lines', () => {
    const long = sources.filter(f => readFileSync(join(ROOT, f), 'utf8').split('\n').length > 301)
    expect(long).toEqual([])
  })
})
