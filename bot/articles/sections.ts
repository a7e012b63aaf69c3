import type { Article, Block, Section } from '../../knowledge/index.ts'
import { safeUrl } from '../channels/links.ts'
import { html, type Markup } from './html.ts'
import { words } from './words.ts'

/** A part of the page with a heading that can be linked to. */
export interface PagePart {
  /** Unlike every other's. */
  readonly anchor: string
  readonly heading: string
  readonly content: Markup
}

type Link = Article['links'][number]

/** What stands on the page elsewhere. */
const ELSEWHERE: ReadonlySet<Section['kind']> = new Set(['applies-to'])

/** The parts of the text, in the order in which the article has them, and the links that stand in none of them. */
export const partsOf = ({ sections, links }: Pick<Article, 'sections' | 'links'>): readonly PagePart[] => {
  const shown = sections.filter(s => !ELSEWHERE.has(s.kind) && s.blocks.length > 0)
  const placed = new Set<Link>()
  const linksOf = linksIn(sections, links, placed)
  const parts: { readonly heading: string; readonly content: Markup }[] = []
  for (const section of shown) {
    const heading = headingOf(section)
    const blocks = section.blocks.filter(b => b.kind !== 'heading' || b.text !== heading)
    const content = html`${contentOf(blocks, linksOf)}`
    const last = parts.at(-1)
    // What introduces an article is a summary too, whatever it is headed.
    if (last?.heading === heading) parts.splice(-1, 1, { heading, content: html`${last.content}${content}` })
    else parts.push({ heading, content })
  }
  const rest = links.filter(link => !placed.has(link) && safeUrl(link.url) !== undefined)
  const all = rest.length === 0 ? parts : [...parts, { heading: words.links, content: listOfLinks(rest) }]
  return withAnchors(all)
}

/** The links that stand in a block, in their order. */
type LinksOf = (block: Block) => readonly Link[]

/** Looked at for one block: an article in one line has all its links there. */
const MOST_LOOKED_AT = 50
/** Lines of one block: further down are no links of it. */
const LONGEST_BLOCK = 200

/** By their lines, and by what they say; each stands in one block. `placed` has those that were given out. */
const linksIn = (sections: readonly Section[], links: readonly Link[], placed: Set<Link>): LinksOf => {
  const byLine = new Map<number, Link[]>()
  for (const link of links) {
    const open = byLine.get(link.line)
    if (open) open.push(link)
    else byLine.set(link.line, [link])
  }
  const blocks = sections.flatMap(s => s.blocks)
  const lineAfter = new Map(blocks.map((block, i) => [block, blocks[i + 1]?.line ?? Number.POSITIVE_INFINITY]))
  return block => {
    const found: Link[] = []
    const end = Math.min(block.line + LONGEST_BLOCK, Math.max(lineAfter.get(block) ?? 0, block.line + 1))
    for (let line = block.line; line < end; line++) {
      const open = byLine.get(line) ?? []
      const here = open.slice(0, MOST_LOOKED_AT).filter(({ text }) => block.text.includes(text))
      for (const link of here) {
        open.splice(open.indexOf(link), 1)
        placed.add(link)
        found.push(link)
      }
    }
    return found
  }
}

/** "Symptoms", whatever case the article writes it in; what says more than the kind is kept. */
const headingOf = ({ kind, heading }: Section): string => {
  const own = heading.trim()
  const usual = words.sections[kind]
  return usual === undefined || own.split(/\s+/).length > 2 ? own || usual || words.unnamed : usual
}

const withAnchors = (parts: readonly Omit<PagePart, 'anchor'>[]): readonly PagePart[] => {
  const taken = new Set<string>(RESERVED)
  const counts = new Map<string, number>()
  return parts.map(part => {
    const wanted = anchorOf(part.heading)
    let anchor = wanted
    let count = counts.get(wanted) ?? 1
    while (taken.has(anchor)) anchor = `${wanted}-${++count}`
    counts.set(wanted, count)
    taken.add(anchor)
    return { ...part, anchor }
  })
}

/** Ids that the page has itself. */
const RESERVED = ['main', 'applies-to', 'related-articles']

/** "Before you start" → "before-you-start". */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, LONGEST_ANCHOR) || 'part'

const LONGEST_ANCHOR = 60

/** Lists within lists are shown so deep; what is deeper stands beside it. */
const DEEPEST = 5

const depthOf = (block: Block): number => Math.min(block.depth, DEEPEST)
const isItem = ({ kind }: Block): boolean => kind === 'item' || kind === 'step'

/** Blocks that stand `depth` lists deep. Items begin a list; what is deeper belongs to it, and code right behind it. */
const contentOf = (blocks: readonly Block[], linksOf: LinksOf, depth = 0): readonly Markup[] => {
  const content: Markup[] = []
  for (let i = 0; i < blocks.length; ) {
    const block = blocks[i] as Block
    const end = isItem(block) ? endOfList(blocks, i, depth) : i + 1
    content.push(...(isItem(block) ? listsOf(blocks.slice(i, end), linksOf, depth + 1) : [single(block, linksOf)]))
    i = end
  }
  return content
}

const endOfList = (blocks: readonly Block[], begin: number, depth: number): number => {
  let end = begin + 1
  for (; end < blocks.length; end++) {
    const block = blocks[end] as Block
    if (depthOf(block) <= depth && block.kind !== 'code') break
  }
  return end
}

/** One list after the other: steps are counted, items are not. Begins with an item. */
const listsOf = (blocks: readonly Block[], linksOf: LinksOf, depth: number): readonly Markup[] => {
  const lists: { readonly kind: Block['kind']; readonly entries: Markup[] }[] = []
  for (let i = 0; i < blocks.length; ) {
    const item = blocks[i] as Block
    let end = i + 1
    while (end < blocks.length && !(isItem(blocks[end] as Block) && depthOf(blocks[end] as Block) <= depth)) end++
    const entry = html`<li>${inline(item, linksOf(item))}${contentOf(blocks.slice(i + 1, end), linksOf, depth)}</li>\n`
    const list = lists.at(-1)
    if (list?.kind === item.kind) list.entries.push(entry)
    else lists.push({ kind: item.kind, entries: [entry] })
    i = end
  }
  return lists.map(({ kind, entries }) =>
    kind === 'step' ? html`<ol class="steps">\n${entries}</ol>\n` : html`<ul>\n${entries}</ul>\n`,
  )
}

const single = (block: Block, linksOf: LinksOf): Markup => {
  if (block.kind === 'code') return html`<div class="code"><pre tabindex="0"><code>${block.text}</code></pre></div>\n`
  const text = inline(block, linksOf(block))
  return block.kind === 'heading' ? html`<h3>${text}</h3>\n` : html`<p>${text}</p>\n`
}

/** The text of a block, with its links where they are to be clicked, and with what is written as code. */
const inline = ({ text, code = [] }: Block, links: readonly Link[]): readonly (string | Markup)[] => {
  const linked = found(
    text,
    links.map(link => link.text),
  ).map((span, i) => {
    const link = links[i]
    return { ...span, shown: link ? outward(link.url, link.text) : '' }
  })
  const coded = found(text, code).map(span => ({
    ...span,
    shown: html`<code>${text.slice(span.from, span.to)}</code>`,
  }))
  const spans = [...linked, ...coded].filter(({ from }) => from >= 0).sort((a, b) => a.from - b.from)
  const parts: (string | Markup)[] = []
  let end = 0
  for (const { from, to, shown } of spans) {
    // Code in a link's text is shown as the link alone.
    if (from < end) continue
    parts.push(text.slice(end, from), shown)
    end = to
  }
  return [...parts, text.slice(end)]
}

/** Where these stand in a text, in their order; -1: nowhere. */
const found = (text: string, wanted: readonly string[]): readonly { readonly from: number; readonly to: number }[] => {
  let end = 0
  return wanted.map(piece => {
    const from = piece === '' ? -1 : text.indexOf(piece, end)
    if (from >= 0) end = from + piece.length
    return { from, to: end }
  })
}

const listOfLinks = (links: readonly Link[]): Markup =>
  html`<ul>\n${links.map(({ text, url }) => html`<li>${outward(url, text || url)}</li>\n`)}</ul>\n`

/** A link to another host: only its text where the address is none that may be clicked. */
export const outward = (url: string | undefined, text: string): string | Markup => {
  const safe = safeUrl(url)
  return safe === undefined ? text : html`<a href="${safe}" rel="noopener noreferrer external">${text}</a>`
}
