import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../../knowledge/article.ts'
import { intersect, isWithin } from '../../../knowledge/catalog/ranges.ts'
import { dateIn } from '../../../knowledge/reading/layouts/furniture.ts'
import { articleOf, hasSeed, parse, SAMPLE, SEED, versions } from '../room.ts'

const sample = readFileSync(SAMPLE, 'utf8')
const article = articleOf(sample, SAMPLE)
const section = (from: Article, kind: string) => from.sections.find(s => s.kind === kind)
const condition = (from: Article, facet: string) => from.conditions.find(c => c.facet === facet)
const lineOf = (text: string) => sample.split('\n').findIndex(l => l.startsWith(text)) + 1

describe('a support article as it was downloaded', () => {
  it('has what its header line says', () => {
    expect(article).toMatchObject({
      id: 'KB990001',
      reviewed: '2010-03-04',
      revision: '2.3',
      source: 'https://support.microsoft.com/kb/990001',
      title: 'Calendar reminders stop arriving when Exchange 2007 runs on a Windows Server 2008 server',
    })
    expect(article.symptom).toBe(
      'The tool then stays silent. The same tool works correctly if the mailboxes live on Windows Server 2003.',
    )
  })

  it('has its sections in order, each with its line', () => {
    expect(article.sections.map(s => [s.kind, s.line])).toEqual([
      ['symptoms', lineOf('SYMPTOMS')],
      ['cause', lineOf('CAUSE')],
      ['resolution', lineOf('RESOLUTION')],
      ['workaround', lineOf('WORKAROUND')],
      ['status', lineOf('STATUS')],
      ['more-information', lineOf('MORE INFORMATION')],
      ['applies-to', lineOf('APPLIES TO')],
    ])
  })

  it('keeps paragraphs, bullets and steps apart, each with its line', () => {
    expect(section(article, 'symptoms')?.blocks.map(b => [b.kind, b.depth, b.line])).toEqual([
      ['paragraph', 0, lineOf('Imagine')],
      ['item', 1, lineOf('Imagine') + 1],
      ['item', 1, lineOf('Imagine') + 2],
      ['paragraph', 0, lineOf('The tool then')],
    ])
    expect(
      section(article, 'resolution')
        ?.blocks.filter(b => b.kind === 'step')
        .map(b => b.text),
    ).toEqual(['Stop the services.', 'Start the package.'])
  })

  it('nests bullets below bullets', () => {
    expect(section(article, 'applies-to')?.blocks.map(b => b.depth)).toEqual([1, 2, 2])
  })

  it('has its links and keywords, and the articles it names', () => {
    expect(article.links.map(l => [l.url, l.line])).toEqual([
      ['http://example.org/rollup-4', lineOf('What the rollup brings')],
      ['http://example.org/pipes.aspx', lineOf('http://example.org/pipes')],
    ])
    expect(article.links[0]?.text).toBe('What the rollup brings')
    expect(article.keywords).toEqual(['kbsample', 'kbreminder', 'KB990001'])
    expect(article.related).toEqual(['KB123456'])
  })

  it('has nothing of the page around it', () => {
    const text = JSON.stringify(article.sections)
    for (const furniture of [
      'On This Page',
      'Expand all',
      'Article Translations',
      'Related Support',
      'Keywords',
      'kbsample',
    ])
      expect(text).not.toContain(furniture)
  })

  it('does not show addresses in what people read', () => {
    const read = article.sections.flatMap(s => s.blocks.map(b => b.text)).join('\n')
    expect(read).toContain('What the rollup brings')
    expect(read).not.toContain('(http')
  })

  it('applies to the products, and editions below "when used with" neither widen nor add', () => {
    expect(article.appliesTo).toHaveLength(1)
    expect(article.conditions.map(c => c.facet).sort()).toEqual(['exchange-server', 'windows-server'])
  })

  it('parses without a problem', () => expect(parse(sample, SAMPLE).problems).toEqual([]))
})

describe.each([['our own sample', sample], ...(hasSeed ? [['the seed article', readFileSync(SEED, 'utf8')]] : [])] as [
  string,
  string,
][])('%s', (_, text) => {
  const read = articleOf(text, 'x.txt')

  it('is about Exchange 2007 SP1 before Update Rollup 4', () => {
    expect(condition(read, 'exchange-server')).toMatchObject({
      affected: versions('exchange-server', '2007 SP1 .. 2007 SP1 Update Rollup 3'),
      fixedIn: [versions('exchange-server', '2007 SP1 RU4')],
      quote: { section: 'applies-to' },
    })
  })

  it('is fixed by that rollup and everything of Exchange 2007 after it', () => {
    const fixed = condition(read, 'exchange-server')?.fixed ?? []
    expect(fixed).toEqual(versions('exchange-server', '2007 SP1 Update Rollup 4 .. 2007 SP3'))
    expect(intersect(fixed, versions('exchange-server', '2007 SP1 RU3'))).toEqual([])
  })

  it('is about Windows Server 2008, not 2008 R2, and works on 2003', () => {
    expect(condition(read, 'windows-server')).toMatchObject({
      affected: versions('windows-server', '2008'),
      works: versions('windows-server', '2003'),
      quote: { section: 'title' },
      worksQuote: { section: 'symptoms' },
    })
    expect(condition(read, 'windows-server')?.fixed).toBeUndefined()
  })

  it('can show each conclusion in its own words and lines', () => {
    const lines = text.split('\n')
    for (const c of read.conditions)
      for (const quote of [c.quote, c.worksQuote])
        if (quote) {
          expect(quote.line).toBeGreaterThan(0)
          const near = lines.slice(quote.line - 1, quote.line + 8).join(' ')
          expect(near).toContain(quote.text.split(/[(,]/)[0]?.trim().slice(0, 30))
        }
  })

  it.each([
    ['line ends of Windows', (t: string) => t.replaceAll('\n', '\r\n')],
    ['line ends of old Macs', (t: string) => t.replaceAll('\n', '\r')],
    ['a byte order mark', (t: string) => `\uFEFF${t}`],
    [
      'no furniture',
      (t: string) => t.replace(/^(On This Page|Expand all.*|Article Translations|Related Support Centers)$/gm, ''),
    ],
    ['blank lines before it', (t: string) => `\n\n${t}`],
    ['blanks at the ends of lines', (t: string) => t.replace(/$/gm, '  ')],
    ['lower-case header', (t: string) => t.replace('Article ID', 'article id')],
    ['headings with colons', (t: string) => t.replace(/^([A-Z ]{5,})$/gm, '$1:')],
    ['hyphens for bullets', (t: string) => t.replaceAll('•', '-')],
  ])('reads the same with %s', (_name, change) => {
    const changed = articleOf(change(text), 'x.txt')
    expect(changed.id).toBe(read.id)
    expect(changed.title).toBe(read.title)
    expect(changed.sections.map(s => s.kind)).toEqual(read.sections.map(s => s.kind))
    expect(changed.keywords).toEqual(read.keywords)
    expect(changed.conditions.map(c => [c.facet, c.affected, c.fixed, c.works])).toEqual(
      read.conditions.map(c => [c.facet, c.affected, c.fixed, c.works]),
    )
  })
})

describe.skipIf(!hasSeed)('the seed article', () => {
  const seed = hasSeed ? articleOf(readFileSync(SEED, 'utf8'), SEED) : article

  it('is KB951251, revision 1.1 of 7 October 2008', () => {
    expect(seed).toMatchObject({ id: 'KB951251', reviewed: '2008-10-07', revision: '1.1' })
    expect(seed.title).toMatch(/MAPI/)
    expect(seed.keywords).toContain('kbbug')
    expect(seed.related).toEqual([])
    expect(seed.links.map(l => l.url)).toContain('http://go.microsoft.com/fwlink/?LinkId=152556')
  })

  it('has no problems', () => expect(parse(readFileSync(SEED, 'utf8'), SEED).problems).toEqual([]))
})

describe('a support article in another shape', () => {
  const header = 'Article ID: 990003 - Last Review: May 2, 2011 - Revision: 4.0\n\n'

  it('without a title is no article, and the problem says where one is missing', () => {
    const { article: none, problems } = parse(`${header}SYMPTOMS\n\nIt stops.\n\nRESOLUTION\n\nStart it.\n`)
    expect(none).toBeUndefined()
    expect(problems).toMatchObject([{ code: 'no-title', severity: 'error', line: 3 }, { code: 'no-applies-to' }])
  })

  it('without a number in its header is no article', () => {
    const { article: none, problems } = parse('Article ID: none\n\nA title\n\nSYMPTOMS\n\nIt stops.\n')
    expect(none).toBeUndefined()
    expect(problems[0]).toMatchObject({ code: 'no-id', severity: 'error' })
  })

  it('reads headings in any order', () => {
    const odd = articleOf(
      `${header}It stops\n\nAPPLIES TO\n• Exchange Server 2010\n\nRESOLUTION\n\nStart it.\n\nSYMPTOMS\n\nIt stops.\n`,
    )
    expect(odd.sections.map(s => s.kind)).toEqual(['applies-to', 'resolution', 'symptoms'])
    expect(odd.conditions[0]?.affected).toEqual(versions('exchange-server', '2010'))
  })

  it('without "APPLIES TO" rests on what its title names, and warns', () => {
    const { article: read, problems } = parse(
      `${header}It stops on Windows Server 2008\n\nSYMPTOMS\n\nIt stops.\n\nCAUSE\n\nAge.\n`,
    )
    expect(problems).toMatchObject([{ code: 'no-applies-to', severity: 'warning' }])
    expect(read?.conditions).toMatchObject([
      { facet: 'windows-server', affected: versions('windows-server', '2008'), quote: { section: 'title', line: 3 } },
    ])
  })

  it('takes text before the first heading for a summary', () => {
    const read = articleOf(`${header}It stops\n\nThis page tells why.\n\nCAUSE\n\nAge.\n`)
    expect(read.sections.map(s => s.kind)).toEqual(['summary', 'cause'])
  })

  it('with nothing but furniture has no title', () => {
    const { article: none, problems } = parse(
      `${header}On This Page\n\nExpand all | Collapse all\n\nArticle Translations\n`,
    )
    expect(none).toBeUndefined()
    expect(problems.some(p => p.severity === 'error')).toBe(true)
  })

  it('with a header alone has no title', () => {
    expect(parse(header).problems.map(p => p.code)).toContain('no-title')
  })

  it('lists several products, each with its own condition', () => {
    const read = articleOf(
      `${header}It stops\n\nSYMPTOMS\n\nIt stops.\n\nAPPLIES TO\n• Microsoft Exchange Server 2003 Service Pack 2\n• Microsoft Exchange Server 2007\n• Windows Server 2003\n`,
    )
    expect(read.conditions.map(c => [c.facet, c.affected])).toEqual([
      ['exchange-server', versions('exchange-server', '2003 SP2', '2007')],
      ['windows-server', versions('windows-server', '2003')],
    ])
  })

  it('in which everything listed has the fix warns that nothing is affected', () => {
    const { problems, article: read } = parse(
      `${header}It stops\n\nSYMPTOMS\n\nIt stops.\n\nRESOLUTION\n\nInstall Exchange Server 2007 SP1.\n\nAPPLIES TO\n• Exchange Server 2007 SP2\n`,
    )
    expect(problems.map(p => p.code)).toEqual(['nothing-affected'])
    expect(read?.conditions).toEqual([])
  })

  it('that began with an update is about that update and what followed', () => {
    const read = articleOf(
      `${header}Mail is late after you install Update Rollup 4 for Exchange Server 2010 SP2\n\nSYMPTOMS\n\nMail is late.\n\nAPPLIES TO\n• Exchange Server 2010 Service Pack 2\n`,
    )
    expect(isWithin(versions('exchange-server', '2010 SP2 RU4'), read.conditions[0]?.affected ?? [])).toBe(true)
    expect(intersect(versions('exchange-server', '2010 SP2 RU3'), read.conditions[0]?.affected ?? [])).toEqual([])
  })
})

describe('a review date', () => {
  it.each([
    ['October 7, 2008', '2008-10-07'],
    ['May 12, 2011', '2011-05-12'],
    [' january 1 1999 ', '1999-01-01'],
    ['7 October 2008', undefined],
    ['Brumaire 18, 1799', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j', (text, date) => expect(dateIn(text)).toBe(date))
})
