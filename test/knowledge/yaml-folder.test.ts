import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { loadTexts } from '../../dialogs/index.ts'
import { loadCatalog } from '../../knowledge/catalog/catalog.ts'
import { readYamlFile, yamlNames } from '../../knowledge/yaml-folder.ts'
import { inTemporaryFolder } from './room.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const years = z.strictObject({ years: z.array(z.string().regex(/^\d+$/, 'write a year')) })

describe('a YAML file of the program', () => {
  it('is read as the build kept it, where it does not stand there itself', async () => {
    await inTemporaryFolder(async folder => {
      const file = join(folder, 'x.yaml')
      writeFileSync(`${file}.json`, '{"years":["2003"]}')
      expect(readYamlFile(file, years).value).toEqual({ years: ['2003'] })
      writeFileSync(file, 'years: [2007]\n')
      expect(readYamlFile(file, years).value).toEqual({ years: ['2007'] })
      writeFileSync(file, 'years:\n  - 2007\n  - soon\n')
      expect(readYamlFile(file, years).problems).toMatchObject([{ file, line: 3, column: 5 }])
    })
  })

  it('that is nowhere is missed by its own name', async () => {
    await inTemporaryFolder(async folder => {
      expect(() => readYamlFile(join(folder, 'x.yaml'), years)).toThrow(/x\.yaml'$/)
    })
  })

  it('is found in its folder once, kept or not', async () => {
    await inTemporaryFolder(async folder => {
      for (const name of ['b.yaml', 'a.yaml.json', 'b.yaml.json', 'c.json', 'd.yaml.md'])
        writeFileSync(join(folder, name), '')
      expect(yamlNames(folder)).toEqual(['a.yaml', 'b.yaml'])
    })
  })
})

/** What no YAML is read of: articles, and the chat window, which is fetched. */
const NOT_READ = /[\\/](?:knowledge[\\/]articles|bot[\\/]web[\\/]vendor)$/

describe('the build', () => {
  const below = (folder: string, name: RegExp): readonly string[] =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter(file => name.test(file))
      .sort()

  it.each(['bot', 'dialogs', 'knowledge'])('keeps all YAML of %s as it is read', room => {
    const sources = below(room, /\.yaml$/).filter(file => !file.startsWith('articles'))
    expect(below(join('dist', room), /\.yaml(?:\.json)?$/)).toEqual(sources.map(file => `${file}.json`))
  })

  it('keeps of a file what is read of its YAML', () => {
    const read = loadCatalog(join(ROOT, 'knowledge/catalog'))
    expect(loadCatalog()).toEqual(read)
    const { askedProducts } = loadTexts(join(ROOT, 'dialogs/texts/en'))
    expect(loadTexts().askedProducts).toEqual(askedProducts)
  })

  it('tells mistakes in YAML with file and line, and leaves what was built', { timeout: 60_000 }, async () => {
    await inTemporaryFolder(async root => {
      for (const file of [
        'bot',
        'dialogs',
        'knowledge',
        'build.mjs',
        'package.json',
        'tsconfig.json',
        'tsconfig.build.json',
      ])
        cpSync(join(ROOT, file), join(root, file), { recursive: true, filter: path => !NOT_READ.test(path) })
      symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
      mkdirSync(join(root, 'dist'))
      writeFileSync(join(root, 'dist/built.json'), '{"madeOf":"before"}')
      const file = join(root, 'knowledge/words/en/steps.yaml')
      writeFileSync(file, `${readFileSync(file, 'utf8')}strange: [x]\n`)
      const { status, stderr } = spawnSync(process.execPath, ['build.mjs'], { cwd: root, encoding: 'utf8' })
      const line = readFileSync(file, 'utf8').split('\n').length - 1
      expect(stderr).toMatch(`${file}:${line}:`)
      expect(status).toBe(1)
      expect(readdirSync(join(root, 'dist'))).toEqual(['built.json'])
    })
  })
})
