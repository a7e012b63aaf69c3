import { describe, expect, it } from 'vitest'
import { intersect } from '../../../knowledge/catalog/ranges.ts'
import { computingTime } from '../computing-time.ts'
import { articleOf, parse, versions } from '../room.ts'

const FRONT = `id: KB990004
title: The printer spool overflows
applies-to: [Exchange Server 2007 SP1]
symptom: Pages pile up.`
const BODY = `
## Symptoms

Pages pile up.

- One by one.
  - Or two by two.

\`\`\`
Get-Pages
\`\`\`

## How to fix

1. **Stop** it with \`net stop\`.
2. See [the manual](https://example.org/m_(1)) or KB123456.

### A detail

Small print.
`
const written = (front: string, body = BODY) => `---\n${front}\n---\n${body}`
const problemsOf = (text: string) => parse(text).problems.map(p => [p.code, p.severity, p.line])

describe('an article in Markdown', () => {
  const article = articleOf(
    written(`${FRONT}\nsource: https://example.org/1\nreviewed: 2010-02-03\nkeywords: [spool]\nrelated: [Q123456]`),
  )

  it('has what its front matter says', () => {
    expect(article).toMatchObject({
      id: 'KB990004',
      title: 'The printer spool overflows',
      source: 'https://example.org/1',
      reviewed: '2010-02-03',
      appliesTo: ['Exchange Server 2007 SP1'],
      symptom: 'Pages pile up.',
      keywords: ['spool'],
      related: ['KB123456'],
    })
  })

  it('has sections by their headings, with the lines of the file', () => {
    const lines = written(
      `${FRONT}\nsource: https://example.org/1\nreviewed: 2010-02-03\nkeywords: [spool]\nrelated: [Q123456]`,
    ).split('\n')
    expect(article.sections.map(s => [s.kind, lines[s.line - 1]])).toEqual([
      ['symptoms', '## Symptoms'],
      ['resolution', '## How to fix'],
    ])
    for (const block of article.sections.flatMap(s =>
      s.blocks.filter(b => b.kind === 'item' || b.kind === 'paragraph'),
    ))
      expect(lines[block.line - 1]).toContain(block.text.slice(0, 10))
  })

  it('has items, steps, code and sub-headings as such, without the marks of Markdown', () => {
    expect(article.sections.flatMap(s => s.blocks.map(b => [b.kind, b.depth, b.text]))).toEqual([
      ['paragraph', 0, 'Pages pile up.'],
      ['item', 1, 'One by one.'],
      ['item', 2, 'Or two by two.'],
      ['code', 0, 'Get-Pages'],
      ['step', 1, 'Stop it with net stop.'],
      ['step', 1, 'See the manual or KB123456.'],
      ['heading', 0, 'A detail'],
      ['paragraph', 0, 'Small print.'],
    ])
    expect(article.links).toMatchObject([{ text: 'the manual', url: 'https://example.org/m_(1)' }])
  })

  it('says whether each product must fit, or one of them is enough', () => {
    const written = (line: string): string =>
      `---\nid: KB990402\ntitle: The kite is lost\napplies-to: [Exchange Server 5.5, Outlook 2007]\n${line}---\n## Resolution\n\nPull it.\n`
    expect(articleOf(written('')).productsAre).toBe('conditions')
    expect(articleOf(written('products-are: either\n')).productsAre).toBe('either')
  })

  it('takes its title from the first heading when the front matter has none', () => {
    expect(articleOf(written('id: KB990005', '# The fan stands still\n\n## Symptoms\n\nHeat.\n')).title).toBe(
      'The fan stands still',
    )
  })

  it.each([
    ['CRLF', (t: string) => t.replaceAll('\n', '\r\n')],
    ['a byte order mark', (t: string) => `\uFEFF${t}`],
    ['blanks behind the hyphens', (t: string) => t.replaceAll('---', '---  ')],
  ])('reads the same with %s', (_, change) => {
    expect(articleOf(change(written(FRONT))).sections).toEqual(articleOf(written(FRONT)).sections)
  })

  it('keeps a wrapped line in its paragraph, and a link alone on its line apart', () => {
    const read = articleOf(written(FRONT, '\n## Symptoms\n\nOne\ntwo\n[three](https://example.org)\n'))
    expect(read.sections[0]?.blocks.map(b => b.text)).toEqual(['One two', 'three'])
  })

  it('lets no script address become a link', () => {
    const read = articleOf(
      written(FRONT, '\n## Symptoms\n\n[a](javascript:alert(1)) [b](data:x) [c](https://example.org)\n'),
    )
    expect(read.links.map(l => l.url)).toEqual(['https://example.org'])
  })
})

describe('front matter that is wrong', () => {
  it.each([
    ['an unknown key', 'id: KB990004\ntitle: T\nsymptoms: x', ['yaml-value', 'error', 4]],
    ['a source that is no address', 'id: KB990004\nsource: javascript:x\ntitle: T', ['yaml-value', 'error', 3]],
    ['a date the wrong way round', 'id: KB990004\ntitle: T\n\nreviewed: 7.10.2008', ['yaml-value', 'error', 5]],
    ['a key twice', 'id: KB990004\ntitle: T\nid: KB990005', ['yaml-syntax', 'error', 4]],
    ['a colon too many', 'id: KB990004\ntitle: a: b', ['yaml-syntax', 'error', 3]],
    ['a colon in an item', 'id: KB990004\ntitle: T\napplies-to:\n  - Exchange: 2007', ['yaml-value', 'error', 5]],
    ['a key without a value', 'id: KB990004\ntitle: T\nsymptom:', ['yaml-value', 'error', 4]],
    ['a bracket left open', 'id: KB990004\ntitle: T\napplies-to: [Exchange', ['yaml-syntax', 'error', 4]],
    ['an alias', 'id: &a KB990004\ntitle: *a', ['yaml-alias', 'error', 3]],
    ['a map for the title', 'id: KB990004\ntitle: {a: b}', ['yaml-value', 'error', 3]],
    [
      'an unknown key below conditions',
      'id: KB990004\ntitle: T\nconditions:\n  outlook:\n    fixed: "2007"',
      ['yaml-value', 'error', 6],
    ],
    ['only a word', 'hello', ['yaml-value', 'error', 2]],
  ])('by %s is a problem on its line', (_, front, expected) => {
    const { article, problems } = parse(written(front))
    expect(article).toBeUndefined()
    expect(problems.map(p => [p.code, p.severity, p.line])[0]).toEqual(expected)
  })

  it('by not ending is told at its first line', () => {
    expect(problemsOf('---\nid: KB990004\ntitle: T\n\n## Symptoms\n\nx\n')).toContainEqual([
      'front-matter-open',
      'error',
      1,
    ])
  })

  it('by having no id or title says so, once each', () => {
    expect(problemsOf(written('title: T')).filter(p => p[1] === 'error')).toEqual([['no-id', 'error', 1]])
    expect(problemsOf(written('id: KB990004')).filter(p => p[1] === 'error')).toMatchObject([
      ['no-title', 'error', expect.any(Number)],
    ])
    expect(parse('---\n---\n').article).toBeUndefined()
  })

  it('is not unfolded to gigabytes', () => {
    const bomb = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`)
    const time = computingTime(() =>
      expect(problemsOf(written(`l0: &l0 [x]\n${bomb.join('\n')}`))[0]?.[0]).toBe('yaml-alias'),
    )
    expect(time).toBeLessThan(1000)
  })
})

describe('an article that lacks something is used, with a warning', () => {
  it.each([
    ['no-symptoms', FRONT, '\n## Cause\n\nAge.\n'],
    ['no-resolution', FRONT, '\n## Symptoms\n\nx\n'],
    ['no-applies-to', FRONT.replace(/applies-to.*\n/, ''), BODY],
    ['no-symptoms', FRONT, '\n## Symptoms\n\n## Resolution\n\nx\n'],
  ])('%s', (code, front, body) => {
    const { article, problems } = parse(written(front, body))
    expect(article).toBeDefined()
    expect(problems.map(p => [p.code, p.severity])).toEqual([[code, 'warning']])
  })
})

describe('what is installed on a service pack', () => {
  const fixedIn = (resolution: string) =>
    parse(written(FRONT, `## Symptoms\n\nIt stops.\n\n## Resolution\n\n${resolution}\n`)).article?.conditions[0]
      ?.fixedIn

  it.each([
    'Install Update Rollup 99 for Exchange Server 2007 Service Pack 1.',
    'Apply the hotfix for Exchange 2007 SP1.',
  ])('does not make the service pack the fix: %s', resolution => expect(fixedIn(resolution)).toBeUndefined())

  it('is the fix where the catalog knows it', () => {
    expect(fixedIn('Install Update Rollup 4 for Exchange Server 2007 Service Pack 1.')).toEqual([
      versions('exchange-server', '2007 SP1 RU4'),
    ])
  })
})

describe('stated conditions', () => {
  const conditions = (yaml: string, front = FRONT, body = BODY) =>
    parse(written(`${front}\nconditions:\n${yaml.replace(/^/gm, '  ')}`, body))

  it('replace what the text suggests, for their product alone', () => {
    const { article } = conditions(
      'exchange-server: { affected: 2010 SP1, fixed-in: 2010 SP1 RU5 }',
      FRONT.replace('[Exchange Server 2007 SP1]', '[Exchange Server 2007 SP1, Windows Server 2008]'),
    )
    const of = (facet: string) => article?.conditions.find(c => c.facet === facet)
    expect(of('exchange-server')?.affected).toEqual(versions('exchange-server', '2010 SP1 .. 2010 SP1 RU4'))
    expect(of('exchange-server')?.fixedIn).toEqual([versions('exchange-server', '2010 SP1 RU5')])
    expect(of('windows-server')?.affected).toEqual(versions('windows-server', '2008'))
  })

  it('keep what the text suggests for what they leave open', () => {
    const { article } = conditions('exchange-server: { fixed-in: 2007 SP1 Update Rollup 4 }')
    expect(article?.conditions[0]?.affected).toEqual(versions('exchange-server', '2007 SP1 .. 2007 SP1 RU3'))
  })

  it('may say where it works', () => {
    const { article } = conditions('windows-server: { affected: "2008", works-on: "2003" }')
    expect(article?.conditions.find(c => c.facet === 'windows-server')).toMatchObject({
      works: versions('windows-server', '2003'),
    })
  })

  it('may be fixed in several branches, each from its own fix on', () => {
    const { article } = conditions(
      'exchange-server: { affected: ["2007", "2010"], fixed-in: [2007 SP1 RU4, 2007 SP2 RU1, 2010 SP1] }',
    )
    const affected = article?.conditions[0]?.affected ?? []
    const share = (text: string) => intersect(versions('exchange-server', text), affected).length > 0
    expect(['2007 SP1 RU3', '2010 RTM', '2007 RTM'].map(share)).toEqual([true, true, true])
    expect(['2007 SP1 RU4', '2007 SP1 RU10', '2007 SP2 RU1', '2007 SP3', '2010 SP2'].map(share)).toEqual(
      Array(5).fill(false),
    )
  })

  it('that contradict themselves are told, and count as affected', () => {
    const { article, problems } = conditions('exchange-server: { affected: 2007 SP1, works-on: [2007 SP1, 2007 SP3] }')
    expect(problems).toMatchObject([{ code: 'contradictory-conditions', severity: 'warning' }])
    expect(article?.conditions[0]?.affected).toEqual(versions('exchange-server', '2007 SP1'))
  })

  it.each([
    ['unknown-product', 'lotus-notes: { affected: "8" }'],
    ['unknown-version', 'exchange-server: { affected: 2007 SP9 }'],
    ['unknown-version', 'exchange-server: { affected: 2010 .. 2007 }'],
    ['unknown-version', 'exchange-server: { affected: 2007 SP1 Update Rollup 4 .. 2007 SP1 Update Rollup 3 }'],
    ['unknown-version', 'exchange-server: { affected: "2007", fixed-in: 2007 SP1 RU99 }'],
    ['unknown-version', 'windows-server: { affected: "2008", works-on: Vista }'],
    ['unknown-product', 'constructor: { affected: "8" }'],
  ])('that cannot be are an error on their line: %s', (code, yaml) => {
    const { article, problems } = conditions(yaml)
    expect(article).toBeUndefined()
    expect(problems).toMatchObject([{ code, severity: 'error', line: FRONT.split('\n').length + 2 }])
  })
})
