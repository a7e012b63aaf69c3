import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkArticles } from '../../../knowledge/kb/check/check-articles.ts'
import { MOST_SEARCHED, spread } from '../../../knowledge/kb/check/found.ts'
import { SHIPPED_ARTICLES } from '../../../knowledge/knowledge.ts'
import { openLibrary } from '../../../knowledge/library/open-library.ts'
import type { Problem } from '../../../knowledge/problem.ts'
import { parseArticle } from '../../../knowledge/reading/parse-article.ts'
import { loadReader } from '../../../knowledge/reading/reader.ts'
import { type Files, writeFiles } from '../library/folder.ts'
import { inTemporaryFolder } from '../room.ts'

const reader = loadReader()

const checked = async (paths: readonly string[]) => {
  const library = await openLibrary({ paths }, (text, file) => parseArticle(text, file, reader.catalog, reader.read))
  try {
    return await checkArticles(library, reader, { sourceOf: file => readFile(file, 'utf8') })
  } finally {
    await library.close()
  }
}

const problemsOf = (files: Files): Promise<readonly Problem[]> =>
  inTemporaryFolder(async folder => {
    await writeFiles(folder, files)
    return (await checked([folder])).problems
  })

const codesOf = async (files: Files): Promise<readonly string[]> => (await problemsOf(files)).map(p => p.code)

const placeOf = (p: Problem | undefined) => p && [basename(p.file), p.line, p.column]

interface Written {
  readonly title?: string
  readonly appliesTo?: readonly string[]
  readonly front?: string
  readonly symptoms?: string
  readonly resolution?: string
}

const written = (
  id: string,
  {
    title = `Gadget ${id} hums`,
    appliesTo = ['Exchange Server 2007'],
    front = '',
    symptoms = `The gadget ${id} hums loudly.`,
    resolution = 'Oil the gadget.',
  }: Written = {},
): string =>
  [
    '---',
    `id: ${id}`,
    `title: ${title}`,
    'applies-to:',
    ...appliesTo.map(a => `  - ${a}`),
    ...(front === '' ? [] : [front]),
    '---',
    '## Symptoms',
    '',
    symptoms,
    '',
    '## Resolution',
    '',
    resolution,
    '',
  ].join('\n')

describe('the shipped articles', () => {
  it('have no trouble', async () => {
    const { problems, searched } = await checked([SHIPPED_ARTICLES])
    expect(searched).toBeGreaterThan(30)
    expect(problems).toEqual([])
  })
})

describe('a product that the catalog does not know', () => {
  it('is told once for all articles that list it, where it stands first', async () => {
    const appliesTo = ['Exchange Server 2007', 'Widget Studio 5']
    const problems = await problemsOf({
      'a.md': written('KB9000001', { appliesTo }),
      'b.md': written('KB9000002', { appliesTo: ['Microsoft Widget Studio 6'] }),
      'c.md': written('KB9000003'),
    })
    expect(problems.map(p => [p.code, p.severity])).toEqual([['product-not-in-catalog', 'warning']])
    expect(placeOf(problems[0])).toEqual(['a.md', 6, 5])
    expect(problems[0]?.message).toContain('2 articles')
    expect(problems[0]?.message).toContain('KB9000001 and KB9000002')
  })

  it('is compared with what the catalog has', async () => {
    const [near] = await problemsOf({ 'a.md': written('KB9000001', { appliesTo: ['Windws Svr 2008'] }) })
    expect(near?.advice).toContain('"Windows Server 2008"')
    const [other] = await problemsOf({ 'a.md': written('KB9000001', { appliesTo: ['Plus! for Windows 95'] }) })
    expect(other?.advice).not.toContain('"')
    const [far] = await problemsOf({ 'a.md': written('KB9000001', { appliesTo: ['Widget Studio 2008'] }) })
    expect(far?.advice).not.toContain('"')
  })

  it('may be left where the listed products are alternatives, but in our own layout it makes no condition', async () => {
    const text = written('KB9000001', { appliesTo: ['Widget Studio 5'] })
    const archived = [
      'Article ID: 990777 - Last Review: March 3, 2005 - Revision: 1.0',
      'Gadgets hum',
      'SYMPTOMS',
      'The gadget hums.',
      'RESOLUTION',
      'Oil it.',
      'APPLIES TO',
      '• Widget Studio 5',
    ].join('\n')
    const [ours] = await problemsOf({ 'a.md': text })
    const [archive] = await problemsOf({ 'a.txt': archived })
    expect([ours?.code, archive?.code]).toEqual(['product-not-in-catalog', 'product-not-in-catalog'])
    expect(ours?.advice).toContain('under keywords')
    expect(archive?.advice).toContain('leave it as it is')
  })

  it('is told most frequent first', async () => {
    const problems = await problemsOf({
      'a.md': written('KB9000001', { appliesTo: ['Rare Thing 1', 'Widget Studio 5'] }),
      'b.md': written('KB9000002', { appliesTo: ['Widget Studio 5'] }),
    })
    expect(problems.map(p => p.message.includes('Widget'))).toEqual([true, false])
  })
})

describe('a version that the catalog does not know', () => {
  it('is told when the article is about any version because of it', async () => {
    const problems = await problemsOf({ 'a.md': written('KB9000001', { appliesTo: ['Exchange Server 2011'] }) })
    expect(problems.map(p => p.code)).toEqual(['version-not-in-catalog'])
    expect(placeOf(problems[0])).toEqual(['a.md', 5, 5])
  })

  it('is told of a product that the catalog knows in other versions', async () => {
    const problems = await problemsOf({
      'a.md': written('KB9000001', { appliesTo: ['Windows NT Server, version 3.1'] }),
    })
    expect(problems.map(p => p.code)).toEqual(['version-not-in-catalog'])
    expect(problems[0]?.message).toContain('"Windows NT Server 3.1"')
  })

  it('is told alone when others in its line are known', async () => {
    const appliesTo = ['"Windows NT Server, versions 3.1, 4.0"']
    const problems = await problemsOf({ 'a.md': written('KB9000001', { appliesTo }) })
    expect(problems.map(p => /"(.*?)"/.exec(p.message)?.[1])).toEqual(['Windows NT Server 3.1'])
  })

  it('is told when only its service pack is unknown', async () => {
    const appliesTo = ['Exchange Server 2007 Service Pack 9', 'Exchange Server 2010 SP1']
    const problems = await problemsOf({ 'a.md': written('KB9000001', { appliesTo }) })
    expect(problems.map(p => p.code)).toEqual(['version-not-in-catalog'])
    expect(problems[0]?.message).toContain('Exchange Server 2007 Service Pack 9')
  })

  it('is no trouble where the conditions are stated', async () => {
    const appliesTo = ['Exchange Server 2011']
    const front = 'conditions:\n  exchange-server:\n    affected: 2010'
    expect(await codesOf({ 'a.md': written('KB9000001', { appliesTo, front }) })).toEqual([])
  })
})

describe('a reference', () => {
  it('to an article that is not there is told once, with who refers to it', async () => {
    const front = 'related: [KB9000002, KB9000077]'
    const problems = await problemsOf({
      'a.md': written('KB9000001', { front }),
      'b.md': written('KB9000002', { front: 'related: [KB9000001]' }),
      'c.md': written('KB9000003', { front: 'related: KB9000077' }),
    })
    expect(problems.map(p => p.code)).toEqual(['dead-reference'])
    expect(problems[0]?.message).toMatch(/KB9000001 and KB9000003 .*KB9000077/)
    expect(placeOf(problems[0])).toEqual(['a.md', 6, 24])
  })
})

describe('a link that cannot be opened from a conversation', () => {
  const withLinks = (text: string) => ({ 'a.md': written('KB9000001', { resolution: text }) })

  it('is told with the place of its address', async () => {
    const problems = await problemsOf(withLinks('Read [the guide](file://server/guide.doc).'))
    expect(problems.map(p => p.code)).toEqual(['dropped-link'])
    expect(placeOf(problems[0])).toEqual(['a.md', 13, 18])
  })

  it.each(['[a](guide.md)', '[a](#steps)', '[a](ftp://host/file)', '![a](picture.png)'])('is %s', async link => {
    expect(await codesOf(withLinks(`See ${link}.`))).toEqual(['dropped-link'])
  })

  it.each([
    '[a](https://example.com/a_(b))',
    '[a](HTTP://example.com)',
    '[a](mailto:help@example.com)',
    'the code `list[i](x)`',
    '\n```\nlist[i](x)\n```',
    'just (brackets) and [more]',
  ])('is not %s', async text => {
    expect(await codesOf(withLinks(`See ${text}`))).toEqual([])
  })
})

describe('two articles', () => {
  const same = { symptoms: 'The gadget hums loudly at night.' }

  it('that say the same about what is seen and on which versions cannot be told apart', async () => {
    const problems = await problemsOf({
      'a.md': written('KB9000001', same),
      'b.md': written('KB9000002', { symptoms: 'The *gadget* hums loudly, at night!' }),
      'c.md': written('KB9000003'),
    })
    expect(problems.map(p => p.code)).toEqual(['indistinguishable'])
    expect(problems[0]?.message).toContain('KB9000001 and KB9000002')
    expect(placeOf(problems[0])).toEqual(['b.md', 1, 1])
  })

  it.each<[string, Written]>([
    ['other versions', { ...same, appliesTo: ['Exchange Server 2010'] }],
    ['another product', { ...same, appliesTo: ['Exchange Server 2007', 'Windows Server 2008'] }],
    ['another fix', { ...same, resolution: 'Install Exchange Server 2007 SP1.' }],
    ['other words for what is seen', { symptoms: 'The gadget hums loudly at noon.' }],
    ['another error code', { ...same, title: 'Gadget hums 0x80040102' }],
  ])('with %s can', async (_, other) => {
    expect(await codesOf({ 'a.md': written('KB9000001', same), 'b.md': written('KB9000002', other) })).toEqual([])
  })
})

describe('conditions', () => {
  const withProducts = (...appliesTo: readonly string[]) => ({ 'a.md': written('KB9000001', { appliesTo }) })

  it('that only an impossible combination meets are told, with the reason', async () => {
    const problems = await problemsOf(withProducts('Exchange Server 2000', 'Windows Server 2003'))
    expect(problems.map(p => p.code)).toEqual(['impossible-conditions'])
    expect(problems[0]?.message).toContain('only work in a domain')
    expect(placeOf(problems[0])).toEqual(['a.md', 4, 1])
  })

  it('that another version meets as well are no trouble', async () => {
    expect(await codesOf(withProducts('Exchange Server 2000', 'Exchange Server 2003', 'Windows Server 2003'))).toEqual(
      [],
    )
  })

  it('that are alternatives need not be met together', async () => {
    const text = [
      'Article ID: 990777 - Last Review: March 3, 2005 - Revision: 1.0',
      'Gadgets hum',
      'SYMPTOMS',
      'The gadget hums.',
      'RESOLUTION',
      'Oil it.',
      'APPLIES TO',
      '• Microsoft Exchange 2000 Server Standard Edition',
      '• Microsoft Windows Server 2003, Standard Edition',
    ].join('\n')
    expect(await codesOf({ 'a.txt': text })).toEqual([])
  })
})

describe('a fix', () => {
  const withFix = (resolution: string) => ({ 'a.md': written('KB9000001', { resolution }) })

  it.each([
    ['Install Update Rollup 99 for Exchange Server 2007 SP1.', 9],
    ['Install Exchange Server 2007 SP1 Update Rollup 99.', 34],
    ['This is fixed in Exchange Server 2007 Service Pack 9.', 39],
  ])('without a build is told: %s', async (text, column) => {
    const problems = await problemsOf(withFix(text))
    expect(problems.map(p => p.code)).toEqual(['unknown-fix'])
    expect(placeOf(problems[0])).toEqual(['a.md', 13, column])
  })

  it.each([
    'Install Update Rollup 4 for Exchange Server 2007 SP1.',
    'Install Exchange Server 2007 SP3.',
    'Upgrade Exchange 2007 SP1 to SP2.',
    'Install Service Pack 9 of the gadget.',
    'Restart Exchange Server 2007 and wait for 99 minutes.',
  ])('that the catalog knows, or that is of no product it knows, is no trouble: %s', async text => {
    expect(await codesOf(withFix(text))).toEqual([])
  })
})

describe('an article that its own words do not find', () => {
  it('is told when they are words that say nothing', async () => {
    const text = written('KB9000001', { title: 'It is not', symptoms: 'It is not what it was.' })
    const problems = await problemsOf({ 'a.md': text, 'b.md': written('KB9000002') })
    expect(problems.map(p => p.code)).toEqual(['not-found'])
    expect(placeOf(problems[0])).toEqual(['a.md', 7, 1])
  })

  it('is looked for among a bounded number of articles, from every part of the archive', () => {
    const ids = Array.from({ length: 30_000 }, (_, i) => `KB${100_000 + i}`)
    const tried = [...spread(ids)]
    expect(tried).toHaveLength(MOST_SEARCHED)
    expect([tried[0], tried[150]]).toEqual(['KB100000', 'KB115000'])
    expect(spread(ids.slice(0, 7)).size).toBe(7)
  })
})
