import { rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openEmbedded } from '../../../knowledge/library/embedded/embedded.ts'
import { parseArticle } from '../../../knowledge/reading/parse-article.ts'
import { loadReader } from '../../../knowledge/reading/reader.ts'
import { articlesOf, writeFiles } from '../library/folder.ts'
import { catalog, inTemporaryFolder, parse, versions } from '../room.ts'

const TEXT =
  'Article ID: 990301 - Last Review: May 2, 2011 - Revision: 4.0\n\nThe kite does not land\n\nSYMPTOMS\n\nIt stays up.\n\nRESOLUTION\n\nPull it.\n\nAPPLIES TO\n\n• Microsoft Exchange Server 2007\n'
const YAML =
  'conditions:\n  exchange-server:\n    affected: 2007 SP1\n    fixed-in: 2007 SP1 RU4\nsymptom: The kite stays in the sky.\n'

const { read } = loadReader()
const beside = (text: string) => parseArticle(TEXT, 'kite.txt', catalog, read, { path: 'kite.yaml', text })

describe('what is stated beside an article', () => {
  it('counts more than what its text says, and only what is stated', () => {
    const { article, problems } = beside(YAML)
    expect(problems).toEqual([])
    expect(article).toMatchObject({ symptom: 'The kite stays in the sky.', title: 'The kite does not land' })
    expect(article?.conditions).toMatchObject([
      { facet: 'exchange-server', affected: versions('exchange-server', '2007 SP1 .. 2007 SP1 RU3') },
    ])
    expect(article?.appliesTo).toEqual(parse(TEXT, 'kite.txt').article?.appliesTo)
  })

  it.each([
    ['a key that there is not', 'colour: blue\n', 'yaml-value', 1],
    ['an id', 'id: KB990302\n', 'yaml-value', 1],
    ['an unknown product', 'symptom: x\nconditions: { kites: { affected: "2007" } }\n', 'unknown-product', 2],
    ['an unknown version', 'conditions: { exchange-server: { affected: "1812" } }\n', 'unknown-version', 1],
    ['aliases', 'symptom: &a x\nsource: *a\n', 'yaml-alias', 2],
  ])('is refused with its own place when it has %s', (_, yaml, code, line) => {
    const { article, problems } = beside(yaml)
    expect(article).toBeUndefined()
    expect(problems.map(p => [p.code, p.file, p.line])).toContainEqual([code, 'kite.yaml', line])
  })

  it('is taken up when it comes, changes and goes while the bot runs', () =>
    inTemporaryFolder(async folder => {
      await writeFiles(folder, { 'kite.txt': TEXT, 'other.yaml': 'it: belongs to nobody\n' })
      const library = await openEmbedded({ paths: [folder] }, (text, file, other) =>
        parseArticle(text, file, catalog, read, other),
      )
      const symptom = async () => (await articlesOf(library))[0]?.symptom
      expect(await symptom()).toBe('It stays up.')
      await writeFiles(folder, { 'kite.yaml': 'symptom: It hums.\n' })
      expect(await library.refresh()).toMatchObject({ read: 1, problems: [] })
      expect(await symptom()).toBe('It hums.')
      await writeFiles(folder, { 'kite.yaml': 'symptom: It sags.\n' })
      await utimes(join(folder, 'kite.yaml'), 1000, 1000)
      await library.refresh()
      expect(await symptom()).toBe('It sags.')
      await writeFiles(folder, { 'kite.yaml': 'symptom: [\n' })
      expect((await library.refresh()).problems).toMatchObject([{ file: join(folder, 'kite.yaml') }])
      expect(await symptom()).toBe('It sags.')
      await rm(join(folder, 'kite.yaml'))
      await library.refresh()
      expect(await symptom()).toBe('It stays up.')
      await library.close()
    }))
})
