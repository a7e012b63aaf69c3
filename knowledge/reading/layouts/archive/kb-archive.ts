import type { Block, Section, SectionKind } from '../../../article.ts'
import { problemOf } from '../../../problem.ts'
import { articleId, type Layout } from '../../draft.ts'
import { type Line, linesOf } from '../../structure/blocks.ts'
import { kindOfName } from '../../structure/headings.ts'
import { addressOf, referencesIn } from './article-references.ts'
import { wrappedBlocks } from './wrapped-blocks.ts'

/**
 * An article as the support knowledge base was archived in text files: fields at the top (`DOCUMENT:Q152832
 * 30-JUL-1999`, `TITLE   :`), a list of products between lines of hyphens, headings in capitals underlined with equals
 * signs, and at the end more words to find it by, which are followed by a disclaimer.
 */
export const kbArchive: Layout = {
  name: 'kb-archive',
  productsAre: 'alternatives',
  linksAre: 'saved',
  recognises: text => {
    const begin = text.slice(0, 2000)
    return /^\uFEFF?\s{0,200}DOCUMENT\s{0,9}:/i.test(begin) && /^TITLE\s{0,9}:/im.test(begin)
  },
  read: (text, file) => {
    const lines = linesOf(text.replace(/^\uFEFF/, ''))
    const header = headerOf(lines)
    const { body, keywords } = takeTail(lines.slice(header.end))
    const { list, opening, rest } = takeProducts(body)
    const appliesTo = productsOf(list?.blocks ?? [])
    const links = referencesIn([...opening, ...rest], header.id)
    return {
      id: header.id,
      title: header.title,
      titleLine: header.titleLine,
      source: header.id && addressOf(header.id.slice(2)),
      reviewed: header.date,
      revision: undefined,
      sections: [...(list ? [list] : []), ...sectionsOf(opening, rest)].sort((a, b) => a.line - b.line),
      appliesTo: appliesTo.length > 0 ? appliesTo : header.product,
      appliesToLine: list?.line ?? header.productLine,
      keywords: [...new Set([...keywords, ...header.keywords])],
      links,
      related: links.map(l => `KB${l.url.slice(addressOf('').length)}`),
      symptom: undefined,
      stated: {},
      statedLine: 1,
      problems: header.id ? [] : [problemOf('no-id', { file }, { expected: 'document-line' })],
    }
  },
}

const FIELD = /^([A-Z][A-Z/ ]{2,11}?)\s{0,9}:(.*)$/i

/** The fields at the top. A line that is no field goes on with the one above it. */
const headerOf = (lines: readonly Line[]) => {
  const begin = Math.max(
    0,
    lines.findIndex(l => l.text.trim() !== ''),
  )
  const fields = new Map<string, { text: string; line: number }>()
  let last: { text: string; line: number } | undefined
  let end = begin
  for (; end < Math.min(lines.length, begin + LONGEST_HEADER); end++) {
    const { text, number } = lines[end] as Line
    if (text.trim() === '' || isRule(text)) break
    const match = FIELD.exec(text.slice(0, 2000))
    if (match || !last) {
      last = { text: (match?.[2] ?? '').trim(), line: number }
      if (match) fields.set((match[1] as string).toUpperCase(), last)
    } else last.text = `${last.text} ${text.trim()}`
  }
  const document = fields.get('DOCUMENT')?.text.slice(0, 200) ?? ''
  const product = fields.get('PRODUCT')
  return {
    end,
    id: articleId(/^(?:KB|Q)?\s?\d{5,7}\b/i.exec(document)?.[0] ?? ''),
    date: dateIn(document),
    title: fields.get('TITLE')?.text || undefined,
    titleLine: fields.get('TITLE')?.line ?? 1,
    product: product?.text ? [product.text] : [],
    productLine: product?.line ?? 1,
    keywords: wordsOf(fields.get('KEYWORDS')?.text ?? ''),
  }
}

/** In lines. */
const LONGEST_HEADER = 30

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** "Q152832  30-JUL-1999  [word97]" → "1999-07-30". */
const dateIn = (text: string): string | undefined => {
  const match = /\b(\d{1,2})-([A-Z]{3})-(\d{4})\b/i.exec(text)
  const month = match ? MONTHS.indexOf((match[2] as string).toUpperCase()) + 1 : 0
  return match && month > 0
    ? `${match[3]}-${String(month).padStart(2, '0')}-${(match[1] as string).padStart(2, '0')}`
    : undefined
}

const isRule = (text: string): boolean => /^(?:={10,}|-{10,})\s{0,9}$/.test(text.slice(0, 200))

const wordsOf = (text: string): readonly string[] => text.split(/[\s,;]+/).filter(w => /[\p{L}\p{N}]/u.test(w))

/** Words to find it by. They stand behind the article; in a few files an older set of them stands within it. */
const WORDS = /^(?:Additional (?:query|reference) words|Keywords|KBCategory|KBSubcategory)\s{0,20}:(.*)$/i
const DISCLAIMER = /^THE INFORMATION PROVIDED IN THE MICROSOFT KNOWLEDGE BASE IS$/

/** What stands behind the article is words, fields, and the same disclaimer in every file. */
const takeTail = (lines: readonly Line[]) => {
  const disclaimer = lines.findLastIndex(l => DISCLAIMER.test(l.text.trim()))
  const all = disclaimer < 0 ? lines : lines.slice(0, disclaimer)
  const end = all.findLastIndex(l => !isOfTail(l.text)) + 1
  const isOlder = (l: Line): boolean => /^(?:Additional|KB)/i.test(l.text) && WORDS.test(l.text)
  const words = [...all.slice(0, end).filter(isOlder), ...all.slice(end)]
  const keywords = words.flatMap(l => wordsOf(WORDS.exec(l.text)?.[1] ?? ''))
  return { body: all.slice(0, end).filter(l => !isOlder(l)), keywords }
}

/** "Solution Type     : kbfix". */
const FIELD_OF_TAIL = /^[A-Z][A-Za-z]{3,15}(?: [A-Za-z]{3,10})? {2,16}:/

const isOfTail = (text: string): boolean =>
  text.trim() === '' || isRule(text) || WORDS.test(text) || FIELD_OF_TAIL.test(text)

const APPLIES_TO = /^(?:The information in this article|This article) applies to:?$/i

/** The list of products between two lines of hyphens, what stands before the article's headings, and the rest. */
const takeProducts = (lines: readonly Line[]) => {
  const first = lines.findIndex((l, i) => isRule(l.text) || (l.text.trim() !== '' && i < 9))
  const from = first >= 0 && isRule((lines[first] as Line).text) ? first + 1 : 0
  const heads = headsOf(lines)
  const firstHead = heads[0] ?? lines.length
  const at = lines.findLastIndex((l, i) => i < firstHead && APPLIES_TO.test(l.text.trim()))
  if (at < 0) return { list: undefined, opening: lines.slice(from, firstHead), rest: lines.slice(firstHead) }
  const closing = lines.findIndex((l, i) => i > at && isRule(l.text))
  const close = closing < 0 || closing > firstHead ? firstHead : closing
  const { text, number } = lines[at] as Line
  const blocks = wrappedBlocks(lines.slice(at + 1, close)).filter(b => b.kind === 'item')
  const list: Section = { kind: 'applies-to', heading: text.trim(), line: number, blocks }
  const before = lines.slice(from, at).filter(l => !isRule(l.text) && !isLabel(l.text))
  return { list, opening: [...before, ...lines.slice(close + 1, firstHead)], rest: lines.slice(firstHead) }
}

/** Old articles repeat versions, systems and keywords above the products: "3.00 3.10", "WINDOWS", "kbusage kbfaq". */
const isLabel = (text: string): boolean =>
  APPLIES_TO.test(text.trim()) || /^(?:kb|[A-Z][A-Z -]*$|'?\d)/.test(text) || text.startsWith('**')

/** A program that belongs to others: those are the products. */
const CONTAINED = /,?\s{0,9}(?:included with|used with|on platform\(s\)|on the following platforms?):?$/i
const SETTING = /^the (?:operating system|hardware):/i
const ALL = / \(all\)$/i
/** A remark of the archive's editors to one another. */
const NOTE = /\*EDITOR[^*]{0,200}\*|\*\s{0,9}use \d(?:[\d, ]{0,80}\d)?/g

/**
 * One product a line. Below "…, used with:" stand either products ("Microsoft Visual C++, version 6.0"), each a line of
 * its own, or what it runs on ("the operating system: …"): that narrows, and is listed behind the product, as
 * `productsOf` does it for other layouts. Beside the products it narrows all of them.
 */
const productsOf = (blocks: readonly Block[]): readonly string[] => {
  const found: string[] = []
  for (const block of blocks) {
    const text = block.text.replace(NOTE, '').replace(CONTAINED, '').replace(SETTING, '').replace(ALL, '').trim()
    const narrowed = SETTING.test(block.text) ? found.splice(block.depth > 1 ? -1 : 0) : []
    if (narrowed.length > 0) found.push(...narrowed.map(product => `${product} (${text})`))
    else if (text !== '') found.push(text)
  }
  return [...new Set(found)]
}

const MAIN_HEADING = /^(?:SYMPTOMS?|CAUSES?|RESOLUTIONS?|WORKAROUNDS?|STATUS|SUMMARY|MORE INFORMATION|REFERENCES?):?$/

/**
 * Where sections begin. A known name underlined with equals signs, or one of the usual ones in capitals underlined with
 * hyphens: then an article has several problems, each with symptoms and cause. Other underlined lines divide a section.
 */
const headsOf = (lines: readonly Line[]): readonly number[] =>
  lines.flatMap((l, i) => {
    const under = lines[i + 1]?.text
    if (under === undefined || !/^[=-]{3}/.test(under)) return []
    const text = l.text.trimEnd()
    if (text === '' || text.length > 60 || /^\s/.test(text) || Math.abs(text.length - under.trimEnd().length) > 3)
      return []
    const isHead = under.startsWith('=') ? kindOfName(text) !== undefined : MAIN_HEADING.test(text)
    return isHead ? [i] : []
  })

const sectionsOf = (opening: readonly Line[], lines: readonly Line[]): readonly Section[] => {
  const heads = headsOf(lines)
  const sections = heads.map((at, n): Section => {
    const heading = (lines[at] as Line).text.trim()
    const blocks = wrappedBlocks(lines.slice(at + 2, heads[n + 1] ?? lines.length))
    return { kind: kindOfName(heading) ?? 'other', heading, line: (lines[at] as Line).number, blocks }
  })
  const blocks = wrappedBlocks(withoutContents(opening))
  const first = blocks[0]
  if (!first) return sections
  return [{ kind: kindOfOpening(first, sections), heading: '', line: first.line, blocks }, ...sections]
}

/** Words before the headings are the summary, unless there is one: then they are a warning, or an aside. */
const kindOfOpening = (first: Block, sections: readonly Section[]): SectionKind => {
  if (!sections.some(s => (s.kind === 'symptoms' || s.kind === 'summary') && s.blocks.length > 0)) return 'summary'
  return /^(?:IMPORTANT|WARNING|CAUTION)\b/.test(first.text) ? 'before' : 'other'
}

/** "IN THIS TASK" lists the headings below: furniture of a page with links. */
const withoutContents = (lines: readonly Line[]): readonly Line[] => {
  const at = lines.findIndex(l => /^IN THIS TASK$/.test(l.text.trim()))
  if (at < 0) return lines
  const end = lines.findIndex((l, i) => i > at && l.text.trim() !== '' && !/^\s*[-=]/.test(l.text))
  return [...lines.slice(0, at), ...(end < 0 ? [] : lines.slice(end))]
}
