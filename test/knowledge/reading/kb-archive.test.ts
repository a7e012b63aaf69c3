import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { Section } from '../../../knowledge/article.ts'
import { decodeText } from '../../../knowledge/library/files/decode-text.ts'
import { listedProducts } from '../../../knowledge/reading/applies-to.ts'
import type { Draft } from '../../../knowledge/reading/draft.ts'
import { kbArchive } from '../../../knowledge/reading/layouts/archive/kb-archive.ts'
import { codePoint } from '../../code-point.ts'
import { computingTime } from '../computing-time.ts'
import { articleOf, parse } from '../room.ts'

const SAMPLE = fileURLToPath(new URL('../samples/q990020.txt', import.meta.url))
const sample = readFileSync(SAMPLE, 'utf8')
const lines = sample.split('\n')
const draft = kbArchive.read(sample, SAMPLE)
const lineOf = (text: string) => lines.findIndex(l => l.startsWith(text)) + 1
const sections = (from: Draft, kind: string): readonly Section[] => from.sections.filter(s => s.kind === kind)
const shape = (from: Draft, kind: string) =>
  sections(from, kind).flatMap(s => s.blocks.map(b => [b.kind, b.depth, b.text.split(/[ \n]/).slice(0, 3).join(' ')]))

describe('an article of the archive', () => {
  it('is recognised by what stands in it', () => {
    expect(kbArchive.recognises(sample)).toBe(true)
    expect(kbArchive.recognises(`\uFEFF${sample}`)).toBe(true)
    expect(kbArchive.recognises('DOCUMENT: the history of ours')).toBe(false)
    expect(kbArchive.recognises(`Dear all,\n${sample}`)).toBe(false)
    expect(articleOf(sample, SAMPLE)).toMatchObject({ id: 'KB990020', layout: 'kb-archive' })
  })

  it('is of its own layout, even if it speaks of an "Article ID:"', () => {
    expect(articleOf(sample.replace('IMPORTANT:', 'Article ID: 951251'), SAMPLE).layout).toBe('kb-archive')
  })

  it('has what the fields at its top say, and a title that was wrapped is whole', () => {
    expect(draft).toMatchObject({
      id: 'KB990020',
      title: 'KITE: Tail Light Stays On After You Close the Hangar, or the Hangar Does Not Close at All',
      titleLine: 2,
      source: 'https://support.microsoft.com/kb/990020',
      reviewed: '1999-07-30',
      problems: [],
    })
  })

  it('has the words that it can be found by, without those that only tools use', () => {
    expect(draft.keywords).toEqual(['lamp', 'bulb', 'night-light', 'kbhangar', 'kblight'])
  })

  it('applies to a product a line; what it runs on narrows, what contains it is a line of its own', () => {
    expect(draft.appliesTo).toEqual([
      'Fabrikam Kite Hangar for Windows, versions 3.0, 3.0a',
      'Fabrikam Kite Server version 4.0 SP2 (Fabrikam Cloud OS)',
      'The Kite Classes (KTC)',
      'Fabrikam Loom, 32-bit Editions, versions 5.0, 5.0sp1',
      'Fabrikam Needle Edition, versions 1.0, 2.0',
    ])
    expect(draft.appliesToLine).toBe(lineOf('The information in this article'))
  })

  it('has its sections in reading order, each with its line', () => {
    expect(draft.sections.map(s => [s.kind, s.line])).toEqual([
      ['applies-to', lineOf('The information in this article')],
      ['before', lineOf('IMPORTANT')],
      ['symptoms', lineOf('SYMPTOMS')],
      ['cause', lineOf('CAUSE')],
      ['resolution', lineOf('RESOLUTION')],
      ['status', lineOf('STATUS')],
      ['more-information', lineOf('MORE INFORMATION')],
      ['more-information', lineOf('NOTES')],
    ])
  })

  it('has nothing of what stands around it', () => {
    const text = JSON.stringify([draft.sections, draft.keywords])
    for (const furniture of ['Additional query', 'kbKiteSearch', 'PROVIDED BY NOBODY', '=====', 'Issue type', '3.00a'])
      expect(text).not.toContain(furniture)
  })

  it('names other articles with the titles that it gives them, not itself and not a file', () => {
    expect(draft.related).toEqual(['KB990021', 'KB990022', 'KB990023'])
    expect(draft.links).toEqual([
      {
        text: 'How to Obtain the Latest Kite Server Service Pack',
        url: 'https://support.microsoft.com/kb/990021',
        line: lineOf('   Q990021'),
      },
      {
        text: 'KITE: A List of Everything That Was Mended in the Last Service Pack',
        url: 'https://support.microsoft.com/kb/990022',
        line: lineOf('   Q990022'),
      },
      { text: 'KB990023', url: 'https://support.microsoft.com/kb/990023', line: lineOf('For details') },
    ])
  })
})

describe('what an article tells one to do', () => {
  it('is in steps, with what belongs to a step below it', () => {
    expect(shape(draft, 'resolution').slice(0, 14)).toEqual([
      ['heading', 0, 'Kite Hangar 3.0'],
      ['paragraph', 0, 'To correct the'],
      ['step', 1, 'Open the wiring'],
      ['code', 2, 'C:\\Kites\\Wiring.007'],
      ['paragraph', 2, 'NOTE: Do not'],
      ['step', 1, 'In the table:'],
      ['step', 2, 'Change line 3'],
      ['step', 2, 'Add this routine'],
      ['code', 3, 'LAMP 4 '],
      ['step', 1, 'Do one of'],
      ['item', 2, 'Close the hangar.'],
      ['item', 2, 'Pull the plug.'],
      ['paragraph', 0, '(c) Fabrikam 1999,'],
      ['heading', 0, 'Kite Server 4.0'],
    ])
  })

  it('keeps the lines of a listing, and a listing with blank lines whole', () => {
    const code = sections(draft, 'resolution')[0]?.blocks.filter(b => b.kind === 'code')
    expect(code?.[1]?.text).toBe('LAMP 4\n  BRIGHT = 0\n\nEND LAMP')
    expect(code?.[2]?.text.split('\n')).toHaveLength(5)
  })

  it('says "or" between alternatives', () => {
    expect(sections(draft, 'resolution')[0]?.blocks.find(b => b.text.startsWith('Close'))?.text).toMatch(/ -or-$/)
  })

  it('lists articles one an item, also when a title was wrapped', () => {
    const items = sections(draft, 'resolution')[0]?.blocks.filter(b => b.kind === 'item' && b.text.startsWith('Q'))
    expect(items?.map(b => [b.depth, b.text])).toEqual([
      [1, 'Q990021 How to Obtain the Latest Kite Server Service Pack'],
      [1, 'Q990022 KITE: A List of Everything That Was Mended in the Last Service Pack'],
    ])
  })

  it('has blocks with the lines on which they begin', () => {
    for (const block of draft.sections.flatMap(s => s.blocks))
      expect(lines[block.line - 1]).toContain(block.text.split(/[ \n]/)[0])
  })
})

describe('what a person sees', () => {
  const symptoms = sections(draft, 'symptoms')[0]?.blocks

  it('has messages apart from the text, wrapped ones as one sentence and others as they are written', () => {
    expect(symptoms?.map(b => b.kind)).toEqual(['paragraph', 'code', 'paragraph'])
    expect(symptoms?.[1]?.text).toBe(
      'The lamp on line 3 cannot be reached. Call the person who looks after the hangar, or try again when the wind is less than 2 knots.\n\n-or-\n\nEvent ID: 4711\nSource:   Lamp',
    )
  })

  it('has paragraphs as a whole: a number that begins a line is no step', () => {
    expect(symptoms?.[2]?.text).toBe(
      'This happens with kites that were built before version 4. Newer kites are not affected.',
    )
  })
})

describe('tables and short lines', () => {
  it('keep their lines', () => {
    expect(shape(draft, 'more-information')).toEqual([
      ['paragraph', 0, 'Lamps are sold'],
      ['heading', 0, 'Sizes'],
      ['code', 0, 'Size  '],
      ['code', 0, 'Colors come in'],
    ])
  })
})

const article = (body: string, top = 'KEYWORDS:') =>
  `DOCUMENT:Q990020  30-JUL-1999  [x]\nTITLE   :It stops\nPRODUCT :Fabrikam Kite\n${top}\n\n${'='.repeat(70)}\n${body}`
const read = (body: string, top?: string) => kbArchive.read(article(body, top), 'x.txt')
const underlined = (heading: string, sign = '=') => `${heading}\n${sign.repeat(heading.length)}\n\n`

describe('an article of the archive in another shape', () => {
  it('is read the same with other line ends, a byte order mark, tabs and trailing blanks', () => {
    const plain = (d: Draft) => d.sections.map(s => [s.kind, s.line, s.blocks.map(b => [b.kind, b.text.trim()])])
    for (const change of [
      (t: string) => t.replaceAll('\n', '\r\n'),
      (t: string) => t.replaceAll('\n', '\r'),
      (t: string) => `\uFEFF${t}`,
      (t: string) => t.replace(/$/gm, '  '),
    ]) {
      const changed = kbArchive.read(change(sample), SAMPLE)
      expect(plain(changed)).toEqual(plain(draft))
      expect({ ...changed, sections: [] }).toEqual({ ...draft, sections: [] })
    }
  })

  it('without headings is a summary', () => {
    expect(read('It stops when\nthe wind does.\n').sections).toMatchObject([
      { kind: 'summary', heading: '', blocks: [{ text: 'It stops when the wind does.' }] },
    ])
  })

  it('with words before its symptoms has an aside, not two summaries', () => {
    expect(read(`This is about kites.\n\n${underlined('SYMPTOMS')}It stops.\n`).sections.map(s => s.kind)).toEqual([
      'other',
      'symptoms',
    ])
  })

  it('with nothing below its symptoms takes the words before them for the summary', () => {
    expect(read(`It stops.\n\n${underlined('SYMPTOMS')}\n${underlined('CAUSE')}Age.\n`).sections[0]?.kind).toBe(
      'summary',
    )
  })

  it('without a list of products applies to the product at its top', () => {
    expect(read('It stops.\n')).toMatchObject({ appliesTo: ['Fabrikam Kite'], appliesToLine: 3 })
  })

  it('narrows all products by what they run on, when that stands beside them', () => {
    const rule = '-'.repeat(79)
    const list = ' - Kite 1\n - Kite 2\n - the operating system: Fabrikam OS\n'
    expect(
      read(`${rule}\nThe information in this article applies to:\n\n${list}${rule}\n\nIt stops.\n`).appliesTo,
    ).toEqual(['Kite 1 (Fabrikam OS)', 'Kite 2 (Fabrikam OS)'])
  })

  it('without a list of products, fields or disclaimer at the end is read all the same', () => {
    const text = `DOCUMENT:Q990020  03-NOV-1994  [x]\nTITLE   :It stops\n\n${underlined('SUMMARY')}It stops.\n\nKBCategory: kbother\nKBSubcategory:\nAdditional reference words: 5.00\n`
    expect(kbArchive.read(text, 'x')).toMatchObject({
      keywords: ['kbother', '5.00'],
      appliesTo: [],
      sections: [{ kind: 'summary', blocks: [{ text: 'It stops.' }] }],
    })
    expect(parse(text).problems.map(p => p.code)).toEqual(['no-resolution', 'no-applies-to'])
  })

  it('with several problems, each with capitals over hyphens, has sections for each', () => {
    const problem = `${underlined('SYMPTOM', '-')}It stops.\n\n${underlined('RESOLUTION', '-')}Start it.\n\n`
    expect(read(`${underlined('MORE INFORMATION')}${problem}${problem}`).sections.map(s => s.kind)).toEqual([
      'more-information',
      'symptoms',
      'resolution',
      'symptoms',
      'resolution',
    ])
  })

  it('divides a section at underlined lines that have no meaning of their own', () => {
    const [section, none] = read(`${underlined('RESOLUTION')}${underlined('KITE SERVER')}Pull.\n`).sections
    expect(section?.blocks.map(b => [b.kind, b.text])).toEqual([
      ['heading', 'KITE SERVER'],
      ['paragraph', 'Pull.'],
    ])
    expect(none).toBeUndefined()
  })

  it('leaves out the contents of a page with links', () => {
    const contents = 'IN THIS TASK\n------------\n\n - SUMMARY\n    - Requirements\n\n'
    expect(read(`${contents}${underlined('SUMMARY')}It stops.\n`).sections.map(s => s.kind)).toEqual(['summary'])
  })

  it('drops words to find it by that stand within it, but finds it by them', () => {
    const odd = read(`${underlined('CAUSE')}Age.\n\nAdditional query words: old\n\nAnd wear.\n`)
    expect(odd.keywords).toEqual(['old'])
    expect(odd.sections[0]?.blocks.map(b => b.text)).toEqual(['Age.', 'And wear.'])
  })

  it('names articles in older ways, too', () => {
    const links = (body: string) => read(body).links.map(l => `${l.url.slice(-6)} ${l.text}`)
    expect(links('   ARTICLE-ID: Q123456\n   TITLE     : Why It Stops\n')).toEqual(['123456 Why It Stops'])
    expect(links('   Q123456Why It Stops\n')).toEqual(['123456 Why It Stops'])
    expect(links('| Q123456 | Why It Stops |\n')).toEqual(['123456 Why It Stops'])
    expect(links('in the Microsoft Knowledge Base: Q123456  Why It Stops\n')).toEqual(['123456 Why It Stops'])
    expect(links('see article\nQ123456 in the Microsoft Knowledge Base.\n')).toEqual(['123456 KB123456'])
    expect(links('Run Q123456.exe from C:\\Q123456\\ or Q123456engi.exe\n')).toEqual([])
  })

  it('without a number or a title is no article, and says so', () => {
    expect(parse(sample.replace('Q990020', 'none')).problems[0]).toMatchObject({ code: 'no-id', line: 1 })
    expect(parse(article('It stops.\n').replace('It stops', '')).problems[0]).toMatchObject({
      code: 'no-title',
      line: 2,
    })
  })

  it('with a date that is none was never reviewed', () => {
    expect(kbArchive.read(sample.replace('30-JUL-1999', '30-FOO-1999'), 'x').reviewed).toBeUndefined()
  })
})

describe('any text that begins like an article of the archive', () => {
  it('is read, with places that are in it', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...lines.map(l => `${l}\n`),
        '\n',
        ' - ',
        '1. ',
        '   ',
        '=====\n',
        '-----\n',
        '-or-\n\n',
        'Q123456 ',
      ),
      fc.string({ unit: codePoint, maxLength: 20 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
        const text = `DOCUMENT:Q990020\nTITLE   :T\n${pieces.join('')}`
        const found = kbArchive.read(text, 'x')
        const last = text.split(/\r\n|\r|\n/).length
        for (const s of found.sections)
          for (const { line, text, depth } of [{ line: s.line, text: 'x', depth: 0 }, ...s.blocks]) {
            expect(line >= 1 && line <= last && depth >= 0).toBe(true)
            expect(text.trim()).not.toBe('')
          }
      }),
      { numRuns: 300 },
    )
  })

  it.each([' - x\n', 'a:\n - x\n', '   x\n\n', '-or-\n\n', 'Q123456 X\n', '(', ' ', '=', 'SYMPTOMS\n========\n'])(
    'takes time in proportion to its length: a run of %j',
    piece => {
      const time = (length: number): number =>
        computingTime(() => read(`${underlined('SYMPTOMS')}${piece.repeat(length / piece.length)}`))
      time(50_000)
      expect(time(400_000)).toBeLessThan(1500)
    },
  )
})

const CORPUS = fileURLToPath(new URL('../../../../shared/corpora/kbarchive-even.tar.xz', import.meta.url))
const hasCorpus = existsSync(CORPUS)
if (!hasCorpus) console.info(`Tests on articles of the archive are skipped: there is no ${CORPUS}.`)

describe.skipIf(!hasCorpus)('hundreds of articles as they were archived', () => {
  const folder = mkdtempSync(join(tmpdir(), 'advise-archive-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const unpacked = (): readonly { readonly file: string; readonly text: string }[] => {
    execFileSync('tar', ['-xJf', CORPUS, '-C', folder, '--wildcards', '071/*', '105/*', '152/*', '245/*', '317/*'])
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(f => f.endsWith('.TXT'))
      .map(file => ({ file, text: decodeText(readFileSync(join(folder, file))) }))
  }
  const texts = hasCorpus ? unpacked() : []
  const drafts = texts.map(({ file, text }) => ({ file, text, draft: kbArchive.read(text, file) }))

  it('are all articles, by the numbers of their files', () => {
    expect(texts.length).toBeGreaterThan(300)
    expect(texts.filter(t => !kbArchive.recognises(t.text))).toEqual([])
    expect(drafts.filter(d => d.file.slice(4) !== `Q${d.draft.id?.slice(2)}.TXT`).map(d => d.file)).toEqual([])
    expect(drafts.filter(d => !d.draft.title || !d.draft.reviewed)).toEqual([])
  })

  it('have a section for each heading below which something stands', () => {
    for (const [heading, kind] of [
      ['SYMPTOMS', 'symptoms'],
      ['CAUSE', 'cause'],
      ['RESOLUTION', 'resolution'],
      ['WORKAROUND', 'workaround'],
      ['STATUS', 'status'],
      ['SUMMARY', 'summary'],
      ['MORE INFORMATION', 'more-information'],
      ['REFERENCES', 'references'],
    ] as const) {
      const filled = new RegExp(`^${heading}\\r?\\n=+\\r?\\n\\s*(?!Additional|=====|[A-Z ]+\\r?\\n===)\\S`, 'm')
      const without = drafts.filter(d => filled.test(d.text) && !sections(d.draft, kind).some(s => s.blocks.length > 0))
      expect([heading, without.map(d => d.file)]).toEqual([heading, []])
    }
  })

  it('list products, and every version apart', () => {
    const listed = drafts.filter(d => /applies to:\r?\n\r?\n - \S/.test(d.text))
    expect(listed.length).toBeGreaterThan(300)
    for (const d of listed)
      for (const line of d.draft.appliesTo) {
        const products = listedProducts(line)
        expect(products.length).toBeGreaterThan(0)
        if (/\bversions? \d/.test(line))
          expect([line, products.every(p => p.version !== undefined)]).toEqual([line, true])
      }
  })

  it('have nothing of what stands around them', () => {
    const around = /PROVIDED IN THE MICROSOFT KNOWLEDGE BASE|^Additional query words|^Technology {4,}:|^={5,}$/m
    expect(
      drafts.filter(d => d.draft.sections.some(s => s.blocks.some(b => around.test(b.text)))).map(d => d.file),
    ).toEqual([])
  })

  it('have blocks on the lines where they begin', () => {
    for (const { text, draft: d } of drafts) {
      const of = text.split(/\r\n|\r|\n/)
      for (const b of d.sections.flatMap(s => s.blocks)) expect(of[b.line - 1]).toContain(b.text.split(/\s/)[0])
    }
  })
})
