import type { Link } from '../../../article.ts'
import type { Part } from '../../structure/sections.ts'
import { type ListName, PartWriter } from './part-writer.ts'
import { OpenElements, type Region, regionKindOf } from './regions.ts'
import { type Attributes, readTags } from './tags.ts'

/** What a reader of an HTML page sees of it, without its menus, forms and scripts. */
export interface Page {
  /** Of the window, often with the site's name behind it. */
  readonly windowTitle: string | undefined
  /** Where it was saved from: http or https. */
  readonly address: string | undefined
  /** `<meta>` values by their name in lower case. */
  readonly meta: ReadonlyMap<string, string>
  /** The article, or everything if none is marked. */
  readonly parts: readonly Part[]
  /** With absolute addresses: http, https and mailto only. */
  readonly links: readonly PageLink[]
  /** Products that are marked as such. */
  readonly products: readonly string[]
  /** Largest headings outside the article. */
  readonly outside: readonly string[]
}

interface PageLink extends Link {
  /** How many parts stand before it. */
  readonly at: number
}

/** Takes every string and never throws, in linear time. */
export const readPage = (html: string): Page => {
  const reader = new PageReader()
  readTags(html, {
    open: (name, attributes, line) => reader.open(name, attributes, line),
    close: name => reader.close(name),
    text: (text, line) => reader.text(text, line),
    comment: text => reader.comment(text),
  })
  return reader.page()
}

/** Their text is none, or is kept elsewhere. The tokenizer reads them as text up to their end tag. */
const RAW: ReadonlySet<string> = new Set('script style title textarea iframe noembed noframes xmp plaintext'.split(' '))
const VOID: ReadonlySet<string> = new Set(
  'area base basefont br col embed frame hr image img input link meta param source track wbr'.split(' '),
)
const BLOCKS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure ' +
    'footer form head header hr html legend main nav noscript option p section summary tbody tfoot thead'
  ).split(' '),
)
/** They stand out as bold text does. */
const BOLD: ReadonlySet<string> = new Set(['b', 'strong', 'dt', 'summary'])
const SAVED_FROM = /^\s{0,9}saved from url=\(\d{1,9}\)(https?:\/\/\S{1,2000})/

interface Anchor {
  readonly href: string
  readonly line: number
  readonly texts: string[]
}

interface RawLink {
  readonly href: string
  readonly text: string
  readonly line: number
  /** How many parts stood before it. */
  readonly at: number
}

class PageReader {
  readonly #writer = new PartWriter()
  readonly #elements = new OpenElements()
  readonly #meta = new Map<string, string>()
  readonly #links: RawLink[] = []
  readonly #products: string[] = []
  readonly #mains: { readonly kind: 'main' | 'article'; readonly from: number; readonly to: number }[] = []
  #raw: string | undefined
  #anchor: Anchor | undefined
  #windowTitle: string[] | undefined
  #isTitleDone = false
  #canonical: string | undefined
  #savedFrom: string | undefined

  open(name: string, attributes: Attributes, line: number): void {
    if (RAW.has(name)) {
      this.#raw = name
      if (name === 'title') this.#windowTitle ??= []
      return
    }
    if (!VOID.has(name)) this.#elements.open(name)
    const kind = VOID.has(name) ? undefined : regionKindOf(name, attributes)
    this.#tag(name, attributes, line)
    if (!kind) return
    this.#writer.block()
    const { parts, meaningful } = this.#writer
    const depth = this.#elements.depth(name)
    this.#elements.enter({ name, kind, depth, parts: parts.length, links: this.#links.length, meaningful })
  }

  #tag(name: string, attributes: Attributes, line: number): void {
    const writer = this.#writer
    if (BOLD.has(name)) writer.bold(1)
    if (/^h[1-6]$/.test(name)) writer.heading(Number(name[1]))
    else if (BLOCKS.has(name)) writer.block()
    else if (name === 'br') writer.lineBreak()
    else if (name === 'a') this.#openAnchor(attributes.get('href'), line)
    else if (name === 'ul' || name === 'ol' || name === 'menu') writer.list(name === 'ol' ? 'ol' : 'ul')
    else if (name === 'li') writer.item()
    else if (name === 'pre') writer.code()
    else if (name === 'table') writer.table()
    else if (name === 'tr') writer.row(line)
    else if (name === 'td' || name === 'th') writer.cell(line, name === 'th')
    else if (name === 'meta') this.#readMeta(attributes)
    else if (name === 'link' && attributes.get('rel')?.toLowerCase() === 'canonical')
      this.#canonical ??= attributes.get('href')
  }

  close(name: string): void {
    if (name === this.#raw) {
      this.#raw = undefined
      if (name === 'title') this.#isTitleDone = true
      return
    }
    const writer = this.#writer
    if (/^h[1-6]$/.test(name)) writer.endHeading()
    else if (BLOCKS.has(name)) writer.block()
    else if (name === 'a') this.#closeAnchor()
    else if (name === 'ul' || name === 'ol' || name === 'menu')
      writer.endList((name === 'ol' ? 'ol' : 'ul') as ListName)
    else if (name === 'li') writer.endItem()
    else if (name === 'pre') writer.endCode()
    else if (name === 'tr') writer.endRow()
    else if (name === 'table') writer.endTable()
    else if (name === 'td' || name === 'th') writer.endItem()
    if (BOLD.has(name)) writer.bold(-1)
    const region = this.#elements.close(name)
    if (region) this.#leave(region)
  }

  text(text: string, line: number): void {
    if (this.#raw === 'title' && !this.#isTitleDone) this.#windowTitle?.push(text)
    if (this.#raw) return
    this.#writer.text(text, line)
    this.#anchor?.texts.push(text)
  }

  comment(text: string): void {
    this.#savedFrom ??= SAVED_FROM.exec(text.slice(0, 2100))?.[1]
  }

  page(): Page {
    this.#closeAnchor()
    this.#writer.endCode()
    this.#writer.endRow()
    const all = this.#writer.parts
    for (const region of this.#elements.left())
      if (region.kind === 'main' || region.kind === 'article')
        this.#mains.push({ kind: region.kind, from: region.parts, to: all.length })
    const address = webAddress(this.#canonical) ?? webAddress(this.#savedFrom) ?? webAddress(this.#meta.get('og:url'))
    const { from, to } = this.#main()
    return {
      windowTitle: oneLine(this.#windowTitle?.join('')) || oneLine(this.#meta.get('og:title')) || undefined,
      address,
      meta: this.#meta,
      parts: all.slice(from, to),
      links: this.#links
        .filter(l => l.at >= from && l.at <= to)
        .flatMap(l => absolute({ ...l, at: l.at - from }, address)),
      products: this.#products,
      outside: all.filter((p, i) => p.level === 1 && (i < from || i >= to)).map(p => p.block.text),
    }
  }

  /** The largest part of the page that is marked as its content, if any heading with a meaning is in it. */
  #main(): { readonly from: number; readonly to: number } {
    const all = { from: 0, to: this.#writer.parts.length }
    for (const kind of ['main', 'article'] as const) {
      const [largest] = this.#mains.filter(m => m.kind === kind).sort((a, b) => b.to - b.from - (a.to - a.from))
      if (largest && this.#writer.parts.slice(largest.from, largest.to).some(p => p.level !== undefined)) return largest
    }
    return all
  }

  #leave(region: Region): void {
    this.#writer.block()
    const { parts, meaningful } = this.#writer
    if (region.kind === 'main' || region.kind === 'article')
      this.#mains.push({ kind: region.kind, from: region.parts, to: parts.length })
    else if (region.kind === 'product') {
      for (const p of parts.slice(region.parts)) this.#products.push(p.block.text)
      this.#writer.takeBack(region.parts)
    } else if (region.kind === 'furniture' || region.meaningful === meaningful) {
      this.#writer.takeBack(region.parts)
      if (region.links < this.#links.length) this.#links.length = region.links
    }
  }

  #openAnchor(href: string | undefined, line: number): void {
    this.#closeAnchor()
    this.#writer.isPointer = href?.startsWith('#') ?? false
    if (href) this.#anchor = { href, line, texts: [] }
  }

  #closeAnchor(): void {
    const anchor = this.#anchor
    this.#anchor = undefined
    this.#writer.isPointer = false
    if (!anchor) return
    const text = oneLine(anchor.texts.join(''))
    if (text !== '') this.#links.push({ href: anchor.href, text, line: anchor.line, at: this.#writer.parts.length })
  }

  #readMeta(attributes: Attributes): void {
    const name = (attributes.get('name') ?? attributes.get('property'))?.toLowerCase()
    const content = attributes.get('content')
    if (name && content && !this.#meta.has(name)) this.#meta.set(name, content)
  }
}

const oneLine = (text: string | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim()

const webAddress = (text: string | undefined): string | undefined =>
  text !== undefined && /^https?:\/\//i.test(text.trim()) && URL.canParse(text.trim()) ? text.trim() : undefined

/** Links to places in the same page lead nowhere here. */
const absolute = ({ href, text, line, at }: RawLink, address: string | undefined): readonly PageLink[] => {
  const target = href.trim()
  if (target.startsWith('#') || target.length > LONGEST_ADDRESS || !URL.canParse(target, address)) return []
  const url = new URL(target, address)
  const here = address?.split('#')[0]
  return /^(?:https?|mailto):$/.test(url.protocol) && (url.hash === '' || url.href.split('#')[0] !== here)
    ? [{ text, url: url.href, line, at }]
    : []
}

/** In characters. */
const LONGEST_ADDRESS = 2000
