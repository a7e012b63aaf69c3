import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { openEmbedded } from '../../../knowledge/library/embedded/embedded.ts'
import { openPostgres } from '../../../knowledge/library/postgres/postgres.ts'
import { readCases } from '../../bench/cases.ts'
import { inTemporaryFolder, parse } from '../room.ts'
import { testDatabase } from './postgres-server.ts'

const SHARED = fileURLToPath(new URL('../../../../shared/', import.meta.url))
const CORPUS = `${SHARED}corpora/kbarchive-even.tar.xz`
const CASES = `${SHARED}bench/cases-even.jsonl`
const isHere = existsSync(CORPUS) && existsSync(CASES)
if (!isHere) console.warn(`PostgreSQL is not compared on real articles: there is no ${CORPUS}.`)

const server = isHere ? await testDatabase() : undefined
afterAll(() => server?.drop())

/** Every so many folders of the archive: some 2,000 articles. */
const EVERY = 14
const NEEDED = 0.98

it.skipIf(!server)(
  'what is found in PostgreSQL is what is found in this process, on real articles',
  () =>
    inTemporaryFolder(async folder => {
      await promisify(execFile)('tar', ['-xJf', CORPUS, '-C', folder])
      const folders = (await readdir(folder)).sort().filter((_, i) => i % EVERY === 0)
      const paths = folders.map(name => join(folder, name))
      const shared = await openPostgres({ url: server?.url ?? '', paths }, parse)
      const embedded = await openEmbedded({ paths }, parse)
      expect(shared.size).toBeGreaterThan(1500)
      expect(await shared.ids()).toEqual(await embedded.ids())
      const cases = readCases(CASES)
      let same = 0
      for (const { opening } of cases) {
        const [first] = await shared.search(opening, 1)
        if (first?.id === (await embedded.search(opening, 1))[0]?.id) same++
      }
      await shared.close()
      await embedded.close()
      console.info(`${shared.size} articles, ${cases.length} questions: ${same} times the same article comes first`)
      expect(same / cases.length).toBeGreaterThanOrEqual(NEEDED)
    }),
  90_000,
)
