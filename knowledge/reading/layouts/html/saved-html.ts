import type { Block, Section, SectionKind } from '../../../article.ts'
import { articleId, type Draft, type Layout } from '../../draft.ts'
import { withoutAddresses } from '../../structure/blocks.ts'
import { kindOfHeading } from '../../structure/headings.ts'
import { productsOf, splitProducts } from '../../structure/product-lines.ts'
import { relatedIn } from '../../structure/related.ts'
import { type Part, sectionsFrom } from '../../structure/sections.ts'
import { idOfFile, idOfTitle } from '../file-name.ts'
import { dateIn, endsArticle, headerFields, isFurniture, isHeaderLine, previousNumber } from '../furniture.ts'
import { type Page, readPage } from './read-page.ts'

/**
 * A page of a support site, saved from the browser: the old and the new support.microsoft.com, learn.microsoft.com, and
 * pages of other knowledge tools whose headings have the same names.
 */
export const savedHtml: Layout = {
  name: 'saved-html',
  productsAre: 'alternatives',
  linksAre: 'saved',
  recognises: text => isHtml(text) && isArticle(readPage(text)),
  read: (text, file) => draftOf(readPage(text), file),
}

/** The first thing in it is a tag, a comment or a declaration. */
const isHtml = (text: string): boolean =>
  /^\uFEFF?\s{0,1000}<(?:!doctype\s+html|!--|\?xml\s|html|head|body|meta|title|main|article|section|div|h[1-6]|p|table)\b/i.test(
    text.slice(0, 1200),
  ) || /^\uFEFF?\s{0,1000}<!--/.test(text.slice(0, 1200))

/** Kinds whose headings only articles about problems have. */
const TELLING: ReadonlySet<SectionKind> = new Set<SectionKind>([
  'symptoms',
  'cause',
  'resolution',
  'workaround',
  'more-information',
  'status',
])

const isArticle = (page: Page): boolean =>
  page.parts.some(({ level, block }) => {
    const kind = level === undefined ? undefined : kindOfHeading(block.text)
    return kind !== undefined && TELLING.has(kind)
  }) ||
  (SUPPORT_PAGE.test(page.address ?? '') && page.parts.length > 0)

const SUPPORT_PAGE =
  /^https?:\/\/(?:support\.microsoft\.com\/|learn\.microsoft\.com\/(?:[a-z-]{2,9}\/)?troubleshoot\/)/i

const draftOf = (page: Page, file: string): Draft => {
  const title = titleOf(page)
  const own = articleOf(page.parts, title?.at)
  const { rest, facts } = takeFacts(own.parts)
  const { rest: told, products, section } = takeProducts(joinAlerts(rest), page.products.length > 0)
  const id = facts.id ?? idOfAddress(page.address) ?? idOfTitle(title?.text ?? '') ?? idOfTitle(page.windowTitle ?? '')
  const links = page.links.filter(l => l.at > (title?.at ?? -1) && l.at <= own.end && !isFurniture(l.text))
  return {
    id: id ?? idOfFile(file),
    title: title?.text && withoutOwnNumber(title.text, id),
    titleLine: title?.line ?? 1,
    source: page.address ?? (facts.id && `https://support.microsoft.com/kb/${facts.id.slice(2)}`),
    reviewed: facts.reviewed ?? META_DATES.map(name => dateIn(page.meta.get(name))).find(Boolean),
    revision: facts.revision,
    sections: [...sectionsFrom(told), ...listed(section)],
    appliesTo: [page.products, products, facts.products].find(list => list.length > 0) ?? [],
    appliesToLine: section[0]?.block.line ?? facts.productsLine ?? 1,
    keywords: facts.keywords,
    links: links.map(({ at: _, ...link }) => link),
    related: relatedIn([...told.map(p => p.block.text), ...links.map(l => l.url)], id),
    symptom: undefined,
    stated: {},
    statedLine: 1,
    problems: [],
  }
}

const META_DATES = ['ms.date', 'lastpublisheddate', 'article:modified_time', 'updated_at', 'last-modified']

/** The largest heading that the window's title repeats, else the first; else the window's title without the site's name. */
const titleOf = ({ parts, windowTitle, outside }: Page) => {
  const heads = parts.flatMap(({ level, block }, at) =>
    level === 1 ? [{ text: block.text, line: block.line, at }] : [],
  )
  const isRepeated = (text: string) => windowTitle?.toLowerCase().includes(text.toLowerCase())
  const found = heads.find(h => isRepeated(h.text)) ?? heads[0]
  if (found) return found
  const text = outside.find(isRepeated) ?? windowTitle?.replace(SITE, '').trim()
  return text ? { text, line: 1, at: undefined } : undefined
}

/** " | Microsoft Learn", " - Microsoft Support": the site's name behind an article's. */
const SITE =
  /\s(?:\|\s[^|]{1,60}|[-–—]\s(?:Microsoft (?:Support|Learn|Docs|Q&A|Help and Support)|[\w ]{1,40}\s\|\s[^|]{1,60}))$/

/** What stands between the title and the end of the article, without furniture; and where it ends. */
const articleOf = (all: readonly Part[], titleAt: number | undefined) => {
  const from = (titleAt ?? -1) + 1
  const found = all.findIndex((p, i) => i >= from && endsHere(p))
  const end = found < 0 ? all.length : found
  const parts = all
    .filter((p, i) => i < end && (i >= from || (i !== titleAt && isFact(p.block.text))))
    .filter(p => !isFurniture(p.block.text) || previousNumber(p.block.text))
    .map(p => (p.block.kind === 'code' ? p : { ...p, block: { ...p.block, text: withoutAddresses(p.block.text) } }))
    .filter(p => p.block.kind === 'code' || /[\p{L}\p{N}]/u.test(p.block.text))
  return { parts, end }
}

const endsHere = ({ level, block }: Part): boolean =>
  endsArticle(block.text) || (level !== undefined && /^feedback$/i.test(block.text))

/** "Note", alone on its line, is said of the paragraph below it. */
const joinAlerts = (parts: readonly Part[]): readonly Part[] =>
  parts.flatMap((part, i) => {
    const before = parts[i - 1]
    if (isAlert(part) && isText(parts[i + 1])) return []
    return before && isAlert(before) && isText(part)
      ? [{ ...part, block: { ...part.block, text: `${before.block.text.replace(/:$/, '')}: ${part.block.text}` } }]
      : [part]
  })

const isText = (part: Part | undefined): part is Part => part?.level === undefined && part?.block.kind === 'paragraph'

const isAlert = (part: Part): boolean =>
  isText(part) && /^(?:note|important|warning|caution|tip):?$/i.test(part.block.text)

const isFact = (text: string): boolean => isHeaderLine(text) || LABEL.test(text.slice(0, 60))

const LABEL = /^(Original KB number|Original product version|Applies to)\s?:\s{0,9}/i

/** What is said of the article itself, between its title and its text or below it. */
const takeFacts = (parts: readonly Part[]) => {
  const numbers: string[] = []
  const words: string[] = []
  const headers: string[] = []
  let id: string | undefined
  let listing: Block | undefined
  let last = ''
  const rest = parts.filter(({ level, block }) => {
    const { text } = block
    const before = last
    last = text
    const previous = previousNumber(text)
    const label = level === undefined ? LABEL.exec(text)?.[1]?.toLowerCase() : undefined
    if (previous) numbers.push(previous)
    else if (isHeaderLine(text)) headers.push(text)
    else if (KEYWORDS.test(text)) words.push(text)
    else if (KEYWORDS.test(before) && wordsIn(before).length === 0) words.push(text)
    else if (label === 'original kb number') id ??= articleId(/\d{5,7}/.exec(text)?.[0] ?? '')
    else if (label) listing ??= block
    else return true
    return false
  })
  const fields = headerFields(headers.join('\n'))
  return {
    rest,
    facts: {
      ...fields,
      id: fields.id ?? id,
      keywords: [...new Set([...numbers, ...words.flatMap(wordsIn)])],
      products: listing ? splitProducts(listing.text.replace(LABEL, '')) : [],
      productsLine: listing?.line,
    },
  }
}

const KEYWORDS = /^Keywords\s?:/i

const wordsIn = (text: string): readonly string[] =>
  text
    .replace(KEYWORDS, '')
    .split(/[\s,;|]+/)
    .filter(Boolean)

/** The products below "Applies to": the list there, or the paragraph. What follows is the article's text again. */
const takeProducts = (parts: readonly Part[], areKnown: boolean) => {
  const rest: Part[] = []
  const section: Part[] = []
  const products: string[] = []
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as Part
    if (part.level === undefined || kindOfHeading(part.block.text) !== 'applies-to') {
      rest.push(part)
      continue
    }
    const isList = parts[i + 1]?.block.kind === 'item' || parts[i + 1]?.block.kind === 'step'
    const end = isList ? endOfList(parts, i + 1) : i + 1 + Number(!areKnown && isProductLine(parts[i + 1]))
    const blocks = parts.slice(i + 1, end).map(p => p.block)
    for (const p of isList ? productsOf(blocks) : blocks.flatMap(b => splitProducts(b.text))) products.push(p)
    if (blocks.length > 0 && section.length === 0) section.push(part)
    for (const p of parts.slice(i + 1, end)) section.push(p)
    i = end - 1
  }
  return { rest, section, products: [...new Set(products)] }
}

const endOfList = (parts: readonly Part[], from: number): number => {
  const end = parts.findIndex((p, i) => i >= from && p.block.kind !== 'item' && p.block.kind !== 'step')
  return end < 0 ? parts.length : end
}

const isProductLine = (part: Part | undefined): boolean =>
  isText(part) && part.block.text.length < 300 && !/[.!?:]$/.test(part.block.text)

const listed = ([head, ...items]: readonly Part[]): readonly Section[] =>
  head ? [{ kind: 'applies-to', heading: head.block.text, line: head.block.line, blocks: items.map(p => p.block) }] : []

const idOfAddress = (address: string | undefined): string | undefined => {
  const match =
    /\/(?:kb|help)\/(?:kb|q)?(\d{5,7})\b|\/topic\/kb(\d{6,7})-|[?&;]kbid=(\d{5,7})\b|scid=kb(?:;|%3b)[a-z-]{2,9}(?:;|%3b)q?(\d{5,7})\b/i.exec(
      address ?? '',
    )
  return match ? `KB${match[1] ?? match[2] ?? match[3] ?? match[4]}` : undefined
}

/** "… stops working (951251)" → "… stops working": the number is the id. */
const withoutOwnNumber = (title: string, id: string | undefined): string =>
  id && title.endsWith(`(${id.slice(2)})`) ? title.slice(0, -id.length).trim() : title
