import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { openEmbedded } from '../../../knowledge/library/embedded/embedded.ts'
import type { Library } from '../../../knowledge/library/library.ts'
import { openPostgres } from '../../../knowledge/library/postgres/postgres.ts'
import type { ParsedArticle } from '../../../knowledge/reading/parse-article.ts'
import { readCases } from '../../bench/cases.ts'
import { testDatabase } from '../../postgres-server.ts'
import { inTemporaryFolder, parse } from '../room.ts'

const SHARED = fileURLToPath(new URL('../../../../shared/', import.meta.url))
const CORPUS = `${SHARED}corpora/kbarchive-even.tar.xz`
const CASES = `${SHARED}bench/cases-even.jsonl`
const isHere = existsSync(CORPUS) && existsSync(CASES)
if (!isHere) console.warn(`PostgreSQL is not compared on real articles: there is no ${CORPUS}.`)

const server = isHere ? await testDatabase() : undefined
afterAll(() => server?.drop())

/** Some folders of the archive: 600 articles from all over it. */
const FOLDERS = ['083', '114', '145', '176', '238']
const NEEDED = 0.98

it.skipIf(!server)(
  'what is found in PostgreSQL is what is found in this process, on real articles',
  () =>
    inTemporaryFolder(async folder => {
      await promisify(execFile)('tar', ['-xJf', CORPUS, '-C', folder, ...FOLDERS])
      const once = new Map<string, ParsedArticle>()
      const parseOnce = (text: string, file: string): ParsedArticle => {
        const parsed = once.get(file) ?? parse(text, file)
        once.set(file, parsed)
        return parsed
      }
      const paths = FOLDERS.map(name => join(folder, name))
      const shared = await openPostgres({ url: server?.url ?? '', paths }, parseOnce)
      const embedded = await openEmbedded({ paths }, parseOnce)
      expect(shared.size).toBeGreaterThan(500)
      expect(await shared.ids()).toEqual(await embedded.ids())
      const cases = readCases(CASES)
      const firstIn = (library: Library) =>
        Promise.all(cases.map(async ({ opening }) => (await library.search(opening, 1))[0]?.id))
      const [here, there] = [await firstIn(embedded), await firstIn(shared)]
      const same = here.filter((id, i) => id === there[i]).length
      await shared.close()
      await embedded.close()
      console.info(`${shared.size} articles, ${cases.length} questions: ${same} times the same article comes first`)
      expect(same / cases.length).toBeGreaterThanOrEqual(NEEDED)
    }),
  90_000,
)
