import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { once } from '../../knowledge/lately.ts'
import { readYaml } from '../../knowledge/yaml-file.ts'
import { computingTime } from './computing-time.ts'
import { parse } from './room.ts'

const anything = z.unknown()
const places = (text: string, firstLine?: number) =>
  readYaml(text, 'x.yaml', anything, firstLine).problems.map(p => [p.code, p.line, p.column])

describe('an alias in YAML is told where it stands', () => {
  it.each([
    ['as a value', 'a: &x 1\nb: *x', 2, 4],
    ['in a list', 'a: &x 1\nb:\n  - 2\n  - *x', 4, 5],
    ['in a map on one line', 'a: &x 1\nb: { c: 2, d: *x }', 2, 15],
    ['as a key that merges', 'a: &x { k: 1 }\nb:\n  <<: *x', 3, 7],
    ['of a name that there is not', 'a: *nobody', 1, 4],
    ['twice: the first', 'a: &x 1\nb: *x\nc: *x', 2, 4],
  ])('%s', (_, text, line, column) => expect(places(text)).toEqual([['yaml-alias', line, column]]))

  it('also within another file', () => {
    expect(places('a: &x 1\nb: *x', 7)).toEqual([['yaml-alias', 9, 4]])
    const article = '---\nid: KB990004\ntitle: &t It stops\nsymptom: *t\n---\n\n## Symptoms\n\nIt stops.\n'
    expect(parse(article).problems[0]).toMatchObject({ code: 'yaml-alias', severity: 'error', line: 4, column: 10 })
  })

  it('and a name without an alias is none', () => expect(places('a: &x 1')).toEqual([]))
})

describe('YAML that is made to take time or memory', () => {
  /** What an honest file of a quarter of a megabyte takes on this machine; nothing may take many times that. */
  const honest = once(() => computingTime(() => readYaml('- name: value\n'.repeat(20_000), 'x.yaml', anything)))
  const quickly = (text: string): readonly string[] => {
    let codes: readonly string[] = []
    const time = computingTime(() => {
      codes = readYaml(text, 'x.yaml', anything).problems.map(p => p.code)
    })
    expect(time / honest()).toBeLessThan(8)
    return [...new Set(codes)]
  }

  it('by unfolding to gigabytes is refused', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`)
    expect(quickly(`l0: &l0 [x]\n${levels.join('\n')}`)).toEqual(['yaml-alias'])
  })

  it('by containing itself is refused', () => expect(quickly('a: &a [*a]')).toEqual(['yaml-alias']))

  it('by its size is refused before it is read', () => {
    const broken = `a: [${'{'.repeat(1024 * 1024)}`
    const time = computingTime(() =>
      expect(readYaml(broken, 'x.yaml', anything).problems).toMatchObject([
        { code: 'yaml-too-large', line: 1, column: 1 },
      ]),
    )
    expect(time).toBeLessThan(100)
  })

  it('by depth is refused before anything goes down that far: at the end of its stack the process would end', () => {
    const read = (levels: number) => readYaml(`${'- '.repeat(levels)}x`, 'x.yaml', anything)
    expect(read(90).problems).toEqual([])
    expect(read(101).problems).toMatchObject([{ code: 'yaml-syntax' }])
    const room = new URL('../../dist/knowledge/yaml-file.js', import.meta.url).href
    const program = `import { readYaml } from '${room}'; readYaml('- '.repeat(5000), 'x.yaml', { safeParse: v => ({ success: true, data: v }) })`
    const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', program])
    expect(status).toBe(0)
  })

  it.each([
    ['brackets', `a: ${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['brackets that stay open', 'a: [{'.repeat(5000)],
    ['hyphens', '- '.repeat(5000)],
    ['question marks', '? '.repeat(5000)],
    ['names', '&a '.repeat(5000)],
    ['tags', '!a '.repeat(5000)],
    ['lists within lists', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}-`).join('\n')],
    ['a map that goes ever deeper', Array.from({ length: 1400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['hyphens without end', '- '.repeat(300_000)],
  ])('by depth is refused or read: %s', (_, text) => {
    expect(() => quickly(text)).not.toThrow()
  })
})
