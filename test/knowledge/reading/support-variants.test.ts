import { describe, expect, it } from 'vitest'
import type { Article } from '../../../knowledge/article.ts'
import { articleOf, parse } from '../room.ts'

const HEADER = 'Article ID: 990003 - Last Review: May 2, 2011 - Revision: 4.0'
const TITLE = 'The kite does not land'
const BODY = 'SYMPTOMS\n\nIt stays up.\n\nRESOLUTION\n\nPull the string.\n\nAPPLIES TO\n• Exchange Server 2010\n'

const read = (text: string): Article => articleOf(text, 'kite.txt')
const written = (body: string): Article => read(`${HEADER}\n\n${TITLE}\n\n${body}\n`)
const kinds = (article: Article) => article.sections.map(s => s.kind)
const blocks = (article: Article, kind: string) =>
  article.sections.filter(s => s.kind === kind).flatMap(s => s.blocks.map(b => [b.kind, b.depth, b.text]))

describe('the header of a support article', () => {
  it.each([
    ['on one line above the title', `${HEADER}\n\n${TITLE}\n\n${BODY}`],
    ['on one line below the title', `${TITLE}\n${HEADER}\n\n${BODY}`],
    [
      'one field a line, below the title',
      `${TITLE}\nView products that this article applies to.\nArticle ID : 990003\nLast Review : May 2, 2011\nRevision : 4.0\n\nOn This Page\n\n${BODY}`,
    ],
    [
      'one field a line, above the title',
      `Article ID\t:\t990003\nLast Review\t:\tMay 2, 2011\nRevision\t:\t4.0\n\n${TITLE}\n\n${BODY}`,
    ],
    [
      'with its values below',
      `${TITLE}\n\nArticle ID:\nKB990003\nLast Review:\nMay 2, 2011\nRevision:\n4.0\n\n${BODY}`,
    ],
    ['behind the article', `${TITLE}\n\n${BODY}\nProperties\n\n${HEADER}\n\nFeedback\n`],
    ['between menus', `Help and Support\nPrint\nEmail\n${HEADER}\n${TITLE}\nExpand all | Collapse all\n${BODY}`],
  ])('is read %s', (_, text) => {
    expect(read(text)).toMatchObject({
      id: 'KB990003',
      title: TITLE,
      reviewed: '2011-05-02',
      revision: '4.0',
      layout: 'support-text',
      appliesTo: ['Exchange Server 2010'],
    })
    expect(kinds(read(text))).toEqual(['symptoms', 'resolution', 'applies-to'])
  })

  it.each([
    ['the name of the knowledge base', `Microsoft Knowledge Base Article - 990003\n${TITLE}\n\n${BODY}`],
    ['its number alone', `KB990003\n\n${TITLE}\n\n${BODY}`],
    ['its number with a Q', `\n\nQ990003\n${TITLE}\n\n${BODY}`],
    ['a Q in its field', `Article ID: Q990003\n${TITLE}\n\n${BODY}`],
  ])('may be %s', (_, text) => {
    expect(read(text)).toMatchObject({ id: 'KB990003', title: TITLE, layout: 'support-text' })
  })

  it('keeps the number that the article had before as a word to find it by', () => {
    const article = written(`This article was previously published under Q990099\n\n${BODY}\nKeywords: kbkite`)
    expect(article.keywords).toEqual(['kbkite', 'Q990099'])
    expect(article.related).toEqual([])
    expect(JSON.stringify(article.sections)).not.toContain('Q990099')
  })

  it.each([
    ['a number and no headings of an article', 'KB990003\n\nis what I looked for.\n', undefined],
    [
      'our own Markdown that quotes a header',
      `---\nid: KB990001\ntitle: T\n---\n## Symptoms\n\n${HEADER}\n`,
      'markdown',
    ],
    ['a page that is no article', `<html><body><pre>\n${HEADER}\n</pre></body></html>`, undefined],
    ['the text archive', `DOCUMENT:Q990020  30-JUL-1999  [kites]\nTITLE   :Kites\n\n${HEADER}\n`, 'kb-archive'],
  ])('is not found in %s', (_, text, layout) => {
    expect(parse(text, 'x.txt').layout).toBe(layout)
  })
})

describe('the headings of a support article', () => {
  it('may be in mixed letters, with or without a colon, if none is in capitals', () => {
    const article = written(
      'Introduction\n\nHere.\n\nSymptoms:\n\nUp.\n\nWorkaround\n\nWait.\n\nMore Information:\n\nNo.',
    )
    expect(kinds(article)).toEqual(['summary', 'symptoms', 'workaround', 'more-information'])
  })

  it('divide a section when the others are in capitals', () => {
    const article = written(
      'SYMPTOMS\n\nUp.\n\nRESOLUTION\n\nHotfix information\n\nAsk for it.\n\nRestart requirement\n\nRestart it.\n\nSTATUS\n\nKnown.',
    )
    expect(kinds(article)).toEqual(['symptoms', 'resolution', 'other', 'status'])
    expect(blocks(article, 'resolution')).toEqual([
      ['heading', 0, 'Hotfix information'],
      ['paragraph', 0, 'Ask for it.'],
    ])
  })

  it('may be numbered', () => {
    expect(kinds(written('SYMPTOMS\n\nUp.\n\nCAUSE 1\n\nWind.\n\nRESOLUTION 1: WAIT\n\nWait.'))).toEqual([
      'symptoms',
      'cause',
      'resolution',
    ])
  })

  it('are not the capitals in a message', () => {
    const article = written('SYMPTOMS\n\nYou see this message:\nACCESS DENIED\nand nothing else.\n\nCAUSE\n\nWind.')
    expect(kinds(article)).toEqual(['symptoms', 'cause'])
  })

  it.each(['RESOLUTION', 'WORKAROUND'])('keep the methods of a %s apart', heading => {
    const article = written(
      `SYMPTOMS\n\nUp.\n\n${heading}\n\nUse one method.\n\nMethod 1: Pull the string\n1. Take it.\n2. Pull.\nMethod 2\n1. Wait.\n\nMethod 2 is slower.`,
    )
    expect(blocks(article, heading.toLowerCase())).toEqual([
      ['paragraph', 0, 'Use one method.'],
      ['heading', 0, 'Method 1: Pull the string'],
      ['step', 1, 'Take it.'],
      ['step', 1, 'Pull.'],
      ['heading', 0, 'Method 2'],
      ['step', 1, 'Wait.'],
      ['paragraph', 0, 'Method 2 is slower.'],
    ])
  })
})

describe('the products of a support article', () => {
  const products = (list: string) => written(`SYMPTOMS\n\nUp.\n\nAPPLIES TO\n${list}\nKeywords: kbkite`).appliesTo

  it.each([
    ['dots', '• Outlook 2003\n• Outlook 2007'],
    ['dots without a blank', '•Outlook 2003\n•Outlook 2007'],
    ['stars', ' * Outlook 2003\n * Outlook 2007'],
    ['hyphens', '- Outlook 2003\n\n- Outlook 2007\n'],
    ['nothing', 'Outlook 2003\nOutlook 2007'],
    ['nothing and blank lines', '\nOutlook 2003\n\nOutlook 2007\n'],
  ])('are listed with %s', (_, list) => expect(products(list)).toEqual(['Outlook 2003', 'Outlook 2007']))

  it('are narrowed by what they are used with, indented or not', () => {
    const narrowed = ['Exchange Server 2007 Service Pack 1 (Exchange Server 2007 Standard Edition)', 'Outlook 2007']
    const list = '• Exchange Server 2007 Service Pack 1, when used with:\n    • Exchange Server 2007 Standard Edition\n'
    expect(products(`${list}• Outlook 2007`)).toEqual(narrowed)
    expect(products(list.replace('    ', ''))).toEqual(narrowed.slice(0, 1))
  })

  it('may stand before the text, which then is none of them', () => {
    const article = written(
      'The information in this article applies to:\n - Outlook 2003\n - Outlook 2007\n\nThis tells why.\n\nSYMPTOMS\n\nUp.',
    )
    expect(article.appliesTo).toEqual(['Outlook 2003', 'Outlook 2007'])
    expect(blocks(article, 'summary')).toEqual([['paragraph', 0, 'This tells why.']])
  })
})

describe('the page around a support article', () => {
  it('is left out, wherever it stands', () => {
    const article = written(
      `On This Page\n\n${BODY.replace('Pull the', 'Back to the top\n\nCollapse this table\n\nPull the')}\nKeywords: kbkite kbwind\n\nArticle Translations\n\nGive Feedback\n\nMore.`,
    )
    expect(JSON.stringify(article)).not.toMatch(/Back to|Collapse|On This Page|Translations|Feedback|More\./)
    expect(article.keywords).toEqual(['kbkite', 'kbwind'])
    expect(blocks(article, 'resolution')).toEqual([['paragraph', 0, 'Pull the string.']])
  })

  it('ends keywords at a blank line', () => {
    const article = written(`SYMPTOMS\n\nUp.\n\nKeywords:\nkbkite kbwind\n\nAPPLIES TO\n• Outlook 2007`)
    expect([article.keywords, article.appliesTo]).toEqual([['kbkite', 'kbwind'], ['Outlook 2007']])
  })

  it.each([
    ['between tabs', 'File name\tFile version\tDate\nKite.dll\t8.1.311.3\t07-Oct-2008\n'],
    [
      'between blanks',
      'File name    File version   Date\n---------------------------------\nKite.dll     8.1.311.3      07-Oct-2008\n',
    ],
    ['one a line', 'File name\nFile version\nDate\nKite.dll\n8.1.311.3\n07-Oct-2008\n'],
  ])('has tables of files whose cells stand %s: found, and nothing to do', (_, table) => {
    const article = written(`SYMPTOMS\n\nUp.\n\nRESOLUTION\n\n1. Install it.\n\n${table}\n2. Fly.\n`)
    expect(blocks(article, 'resolution')).toEqual([
      ['step', 1, 'Install it.'],
      ['step', 1, 'Fly.'],
    ])
    expect(JSON.stringify(blocks(article, 'other'))).toMatch(/Kite\.dll.*8\.1\.311\.3/)
  })
})
