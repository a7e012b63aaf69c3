import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCommandLine } from '../../../knowledge/kb/command-line.ts'
import { excerpt } from '../../../knowledge/kb/excerpt.ts'
import { runKb } from '../../../knowledge/kb/kb.ts'
import { SHIPPED_ARTICLES } from '../../../knowledge/knowledge.ts'
import { codePoint } from '../../code-point.ts'
import { type Files, writeFiles, written } from '../library/folder.ts'
import { inTemporaryFolder } from '../room.ts'

const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const lines: string[] = []
  const progress = { show: () => {}, clear: () => {} }
  const status = await runKb(args, env, { write: text => lines.push(...text.split('\n')), progress })
  return { status, lines, text: lines.join('\n') }
}

const withFiles = <T>(files: Files, use: (folder: string) => Promise<T>): Promise<T> =>
  inTemporaryFolder(async folder => {
    await writeFiles(folder, files)
    return await use(folder)
  })

/** One of those shipped, where it does not matter which others there are. */
const ONE = { KNOWLEDGE: join(SHIPPED_ARTICLES, 'kb951251.md') }

const broken = '---\nid: KB9000003\ntitle: Gadgets hum\n\tcolour: red\n---\n## Symptoms\n\nIt hums.\n'

describe('kb check', () => {
  it('ends well when nothing is wrong', async () => {
    const { status, lines } = await withFiles({ 'a.md': written('KB9000001') }, folder => run(['check', folder]))
    expect(status).toBe(0)
    expect(lines).toHaveLength(1)
  })

  it('has nothing to say of the shipped articles', async () => {
    expect((await run(['check', SHIPPED_ARTICLES])).lines).toEqual([
      expect.stringMatching(/^\d\d articles, 0 errors, 0 warnings\.$/),
    ])
  })

  it('shows where an error is, with the line and a caret below the column, and ends with status 1', async () => {
    const text = written('KB9000001').replace('title:', 'colour: red\ntitle:')
    const { status, lines } = await withFiles({ 'a.md': text }, folder => run(['check', folder]))
    expect(status).toBe(1)
    expect(lines[0]).toMatch(/a\.md:3:\d+ error yaml-value: /)
    expect(lines[1]).toBe('    3 | colour: red')
    expect(lines[2]).toMatch(/^ {6}\| +\^$/)
  })

  it('lists the problems of a file even when there is not one article', async () => {
    const { status, lines } = await withFiles({ 'a.md': 'Nothing but words.' }, folder =>
      run(['check', `${folder}/a.md`]),
    )
    expect(status).toBe(1)
    expect(lines[0]).toContain('unknown-layout')
  })

  it('tells errors first', async () => {
    const files = { 'a.md': written('KB9000001').replace('## Resolution', '## Poem'), 'b.md': broken }
    const { lines } = await withFiles(files, folder => run(['check', folder]))
    const severities = lines.flatMap(l => /:\d+:\d+ (error|warning) /.exec(l)?.[1] ?? [])
    expect(severities).toEqual([...severities].sort())
    expect(new Set(severities)).toEqual(new Set(['error', 'warning']))
  })

  const many: Files = Object.fromEntries(
    Array.from({ length: 25 }, (_, i) => [
      `${i}.md`,
      written(`KB90000${i + 10}`, `G${i}`, `Gadget ${i} hums.`).replace('Exchange Server', `Widget${i} Studio`),
    ]),
  )

  it('shows the first 20 problems of a code as text, and says how many more there are', async () => {
    const { lines } = await withFiles(many, folder => run(['check', folder]))
    expect(lines.filter(l => l.includes(' warning product-not-in-catalog: '))).toHaveLength(20)
    expect(lines.find(l => l.startsWith('…'))).toContain('5 more product-not-in-catalog')
  })

  it('has all of them as JSON', async () => {
    const { status, text } = await withFiles(many, folder => run(['check', '--json', folder]))
    const { articles, errors, warnings, searched, problems } = JSON.parse(text)
    expect({ status, articles, errors, warnings, searched }).toEqual({
      status: 0,
      articles: 25,
      errors: 0,
      warnings: 25,
      searched: 25,
    })
    expect(Object.keys(problems[0]).sort()).toEqual(['advice', 'code', 'column', 'file', 'line', 'message', 'severity'])
  })

  it('never lets a file move the cursor', async () => {
    const text = written('KB9000001').replace('[Exchange Server 2007]', '"Evil\\e[2J Studio \u202E5"')
    const { text: shown } = await withFiles({ 'a.md': text }, folder => run(['check', folder]))
    expect(shown).toContain('product-not-in-catalog')
    expect(shown).not.toContain('\u001B')
    expect(shown).not.toContain('\u202E')
  })
})

describe('an excerpt', () => {
  const caretIn = (lines: readonly string[]) => lines[0]?.[(lines[1] ?? '').indexOf('^')]

  it('has the caret below the place', () => {
    expect(excerpt('one\ntwo: three', { line: 2, column: 6 })).toEqual(['    2 | two: three', '      |      ^'])
  })

  it('is not moved by a tab', () => {
    expect(caretIn(excerpt('\tone:\t!two', { line: 1, column: 7 }))).toBe('!')
  })

  it.each([1, 50, 100, 150, 300])('of a long line is cut around column %d', column => {
    const text = `${'a'.repeat(column - 1)}!${'b'.repeat(300 - column)}`
    const lines = excerpt(text, { line: 1, column })
    expect(caretIn(lines)).toBe('!')
    expect(lines[0]?.length).toBeLessThan(112)
    expect(lines[0]).toContain('…')
  })

  it.each([
    ['', 1, 1],
    ['---', 1, 1],
    ['one', 7, 1],
  ])('has nothing to show of %j, line %d', (text, line, column) => {
    expect(excerpt(text, { line, column })).toEqual([])
  })

  it('of any text has its caret below what is shown', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: codePoint, maxLength: 400 }),
        fc.record({ line: fc.nat(9), column: fc.nat(500) }),
        (text, place) => {
          const [shown, mark] = excerpt(text, place)
          expect((mark ?? '').length).toBeLessThanOrEqual(112)
          expect(mark?.endsWith('^')).toBe(shown === undefined ? undefined : true)
        },
      ),
    )
  })

  it('stays in the line when the column does not', () => {
    expect(excerpt('one', { line: 1, column: 99 })[1]).toBe('      |    ^')
  })
})

describe('kb show', () => {
  it('shows what the bot makes of an article', async () => {
    const { status, lines } = await run(['show', '951251'])
    expect(status).toBe(0)
    expect(lines[0]).toContain('KB951251: ')
    expect(lines).toContain(
      'exchange-server: affected Exchange Server 2007 SP1 before Update Rollup 4, fixed in Exchange Server 2007 SP1 Update Rollup 4',
    )
  })

  it('has the conditions in the words of the catalog as JSON', async () => {
    const { text } = await run(['show', 'KB951251', '--json'], ONE)
    const article = JSON.parse(text)
    expect(article.id).toBe('KB951251')
    expect(article.sections.length).toBeGreaterThan(3)
    expect(article.conditions).toEqual([
      expect.objectContaining({ product: 'exchange-server', fixedIn: ['Exchange Server 2007 SP1 Update Rollup 4'] }),
      expect.objectContaining({
        product: 'windows-server',
        affected: 'Windows Server 2008',
        works: 'Windows Server 2003',
      }),
    ])
  })

  it('names ids that are near one that is not there', async () => {
    const { status, text } = await run(['show', 'KB951252'], ONE)
    expect(status).toBe(1)
    expect(text).toContain('KB951251')
  })

  it('reads the articles that KNOWLEDGE names', async () => {
    const { text } = await withFiles({ 'a.md': written('KB9000001') }, folder =>
      run(['show', 'KB9000001'], { KNOWLEDGE: `${folder} , ${folder}/a.md` }),
    )
    expect(text).toContain('Widgets stop')
  })
})

describe('kb search', () => {
  it('says of each article which words it speaks of, and where', async () => {
    const { status, lines } = await run(['search', 'IMsgStore::Advise', 'notifications'])
    expect(status).toBe(0)
    expect(lines[0]).toMatch(/^KB951251 +\d+ %/)
    expect(lines[1]).toMatch(/notifications \(title, .*symptoms/)
  })

  it('has the same reasons as JSON', async () => {
    const { text } = await run(['search', '--json', 'IMsgStore::Advise'], ONE)
    const { words, hits } = JSON.parse(text)
    expect(words).toBe('IMsgStore::Advise')
    expect(hits[0]).toMatchObject({ id: 'KB951251', named: true, contrary: false })
    expect(hits[0].matches[0].fields).toContain('symptoms')
  })

  it('says so when no article has the words, and ends with status 1', async () => {
    const { status, lines } = await run(['search', 'qzxvw'], ONE)
    expect(status).toBe(1)
    expect(lines).toHaveLength(1)
    const json = await run(['search', '--json', 'qzxvw'], ONE)
    expect(json.status).toBe(1)
    expect(JSON.parse(json.text)).toEqual({ words: 'qzxvw', hits: [] })
  })
})

describe('kb stats', () => {
  it('counts, as text and as JSON', async () => {
    await withFiles({ 'a.md': written('KB9000001'), 'b.md': broken }, async folder => {
      expect((await run(['stats', folder])).lines).toContain('Articles: 1')
      expect(JSON.parse((await run(['stats', folder, '--json'])).text)).toMatchObject({ files: 2, articles: 1 })
    })
  })
})

describe('kb stats where nothing is wrong', () => {
  it('has no heading without anything below it', async () => {
    const { lines } = await withFiles({ 'a.md': written('KB9000001') }, folder => run(['stats', folder]))
    expect(lines.filter((line, i) => line.endsWith(':') && !lines[i + 1]?.startsWith(' '))).toEqual([])
  })
})

describe('kb stats of a folder without an article', () => {
  it('counts the problems', async () => {
    const { status, text } = await withFiles({ 'a.md': 'Nothing.' }, folder => run(['stats', folder, '--json']))
    expect(status).toBe(0)
    expect(JSON.parse(text)).toMatchObject({ articles: 0, problems: { 'unknown-layout': 1 } })
  })
})

describe('kb index', () => {
  it('saves the index in DATA_DIR', async () => {
    await withFiles({ 'in/a.md': written('KB9000001') }, async folder => {
      const data = join(folder, 'data')
      const { status, lines } = await run(['index', join(folder, 'in')], { DATA_DIR: data })
      expect(status).toBe(0)
      expect(lines[0]).toContain(data)
      expect(await readdir(data)).not.toEqual([])
    })
  })
})

describe('kb --help', () => {
  it('lists all commands', async () => {
    const { status, text } = await run(['--help'])
    expect(status).toBe(0)
    for (const command of ['check', 'search', 'show', 'stats', 'index']) expect(text).toContain(`kb ${command} `)
  })

  it.each(['check', 'search', 'show', 'stats', 'index'])('of %s says how it is used', async command => {
    const help = await run([command, '--help'])
    expect(help.status).toBe(0)
    expect(help.lines[0]).toMatch(new RegExp(`^Usage: kb ${command} `))
    expect(await run(['help', command])).toEqual(help)
    expect(await run(['-h', command])).toEqual(help)
  })

  it('is told with status 2 when there is no command', async () => {
    expect((await run([])).status).toBe(2)
  })
})

describe('a command line that cannot be meant', () => {
  it.each([
    [['chekc', 'x'], '"check"'],
    [['serch', 'x'], '"search"'],
    [['check', 'x', '--jsno'], '"--json"'],
    [['check', 'x', '--hlep'], '"--help"'],
  ])('is answered with what comes nearest: %j', async (args, meant) => {
    const { status, text } = await run(args)
    expect(status).toBe(2)
    expect(text).toContain(`Did you mean ${meant}?`)
    expect(text).toContain('Usage: kb ')
  })

  it.each([[['frobnicate']], [['check']], [['show']], [['index', 'x', '--json']], [['check', 'x', '-x']]])(
    'is answered with the usage alone when nothing is near: %j',
    async args => {
      const { status, text } = await run(args)
      expect(status).toBe(2)
      expect(text).not.toContain('Did you mean')
      expect(text).toContain('Usage: kb ')
    },
  )

  it('is answered whatever it is', () => {
    fc.assert(fc.property(fc.array(fc.string()), args => void readCommandLine(args)))
  })

  it('names a path that does not exist', async () => {
    const { status, text } = await run(['check', '/nowhere/at-all'])
    expect(status).toBe(2)
    expect(text).toContain('/nowhere/at-all')
  })

  it('takes what stands behind -- for words', async () => {
    expect(await run(['search', '--', '--qzxvw'], ONE)).toEqual(await run(['search', 'qzxvw'], ONE))
  })
})
