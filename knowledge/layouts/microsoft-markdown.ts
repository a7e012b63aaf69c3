import { z } from 'zod'
import type { Section } from '../article.ts'
import { blocksOf, type Line, linesOf, linksOf, plainText } from '../blocks.ts'
import { articleId, type Layout } from '../draft.ts'
import { kindOfHeading } from '../headings.ts'
import { splitProducts } from '../product-lines.ts'
import { relatedIn } from '../related.ts'
import { readYaml } from '../yaml-file.ts'
import { idOfFile } from './file-name.ts'
import { dateIn } from './furniture.ts'

/**
 * Today's Microsoft support articles: Markdown with the front matter of learn.microsoft.com. Source: the public repository
 * MicrosoftDocs/SupportArticles-docs. Tried before our own Markdown, which has none of these keys.
 */
export const microsoftMarkdown: Layout = {
  name: 'microsoft-markdown',
  recognises: text => {
    const front = /^\uFEFF?---[ \t]*\r?\n([\s\S]{0,8000}?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text)?.[1]
    return front !== undefined && OWN_KEYS.test(front)
  },
  read: (text, file) => {
    const lines = linesOf(text.replace(/^\uFEFF/, ''))
    const end = lines.findIndex((l, i) => i > 0 && /^---\s*$/.test(l.text))
    const yaml = lines.slice(1, end).map(l => l.text)
    const front = readYaml(yaml.join('\n'), file, frontMatter, 1)
    const given: Readonly<Record<string, unknown>> = front.value ?? {}
    const { body, facts } = takeFacts(lines.slice(end + 1).map(readable))
    const number = articleId(/\d{5,7}/.exec(facts['original kb number'] ?? '')?.[0] ?? '')
    const id = number ?? idOfFile(file)
    const products = productsIn(given) ?? facts['original product version'] ?? ''
    return {
      id,
      title: body.map(l => /^#\s+(.*?)\s*#*$/.exec(l.text)?.[1]).find(Boolean) ?? text1(given.title),
      titleLine: Math.max(1, lines.findIndex(l => /^title\s*:/.test(l.text)) + 1),
      source: number && `https://support.microsoft.com/kb/${number.slice(2)}`,
      reviewed: dateIn(text1(given['ms.date'])),
      revision: undefined,
      sections: sectionsOf(body),
      appliesTo: (typeof products === 'string' ? [products] : products).flatMap(splitProducts).filter(Boolean),
      appliesToLine: Math.max(1, lines.findIndex(l => /^appliesto\s*:/i.test(l.text)) + 1),
      keywords: [text1(given.description) ?? ''].filter(Boolean),
      links: linksOf(body),
      related: relatedIn(
        body.map(l => l.text),
        id,
      ),
      symptom: undefined,
      stated: {},
      statedLine: 1,
      problems: front.problems,
    }
  },
}

const OWN_KEYS = /^(?:ms\.[a-z-]+|search\.appverid|appliesto|localization_priority|manager|audience)\s*:/im

/** Any key is fine here; what is used is taken out by its name. */
const frontMatter = z.record(z.string(), z.unknown())

const text1 = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const productsIn = (given: Readonly<Record<string, unknown>>): readonly string[] | undefined => {
  const value = Object.entries(given).find(([key]) => key.toLowerCase() === 'appliesto')?.[1]
  const lines = (Array.isArray(value) ? value : [value]).filter((v): v is string => typeof v === 'string')
  const products = lines
    .flatMap(l => l.split(/<br\s{0,3}\/?>/i))
    .map(l =>
      withoutTags(l)
        .replace(/^[✅\s-]+/u, '')
        .trim(),
    )
  return products.some(Boolean) ? products.filter(Boolean) : undefined
}

const withoutTags = (text: string): string => text.replace(/<\/?[a-z][^<>]{0,500}>/gi, ' ')

/** "_Original KB number:_ 951251" and the like are facts about the article, and none of its text. */
const takeFacts = (lines: readonly Line[]) => {
  const facts: Record<string, string> = {}
  const body = lines.filter(l => {
    const match = FACT.exec(l.text)
    if (match)
      facts[(match[1] as string).toLowerCase()] = plainText((match[2] as string).replace(/&nbsp;/g, ' ')).trim()
    return !match
  })
  return { body, facts }
}

const FACT = /^\s{0,3}[_*]{1,2}(Original (?:KB number|product version)|Applies to):?[_*]{1,2}:?\s*(?:&nbsp;)?\s*(.*)$/i

/** Without alert marks, images, tags, includes and tab heads, which are drawn, not read. */
const readable = (line: Line): Line => ({
  ...line,
  text: withoutTags(
    line.text
      .replace(/^(\s{0,12})>\s?(?:\[!(\w{1,20})\]\s*)?/, (_, indent: string, kind?: string) =>
        kind ? `${indent}${kind.charAt(0).toUpperCase()}${kind.slice(1).toLowerCase()}:` : indent,
      )
      .replace(/^\s*:::.*$|\[!INCLUDE[^\]]{0,200}\]\([^)]{0,300}\)|<!--.*?-->/gi, ' ')
      .replace(/!\[[^\]]{0,300}\]\([^)]{0,500}\)(?:\{[^}]{0,200}\})?/g, ' ')
      .replace(/<br\s{0,3}\/?>/gi, ' ')
      .replace(/^(\s*)#\s+\[([^\]]{1,100})\]\(#tab\/[^)]{1,100}\)/, '$1### $2'),
  ),
})

const sectionsOf = (lines: readonly Line[]): readonly Section[] => {
  const heads = lines.flatMap((l, i) => {
    const heading = /^##\s+(.*?)\s*#*$/.exec(l.text)?.[1]
    return heading === undefined ? [] : [{ i, heading }]
  })
  const opening = lines.slice(0, heads[0]?.i ?? lines.length).filter(l => !/^#\s/.test(l.text))
  const parts = [
    { kind: 'summary' as const, heading: '', line: opening[0]?.number ?? 1, lines: opening },
    ...heads.map(({ i, heading }, n) => ({
      kind: kindOf(heading),
      heading,
      line: (lines[i] as Line).number,
      lines: lines.slice(i + 1, heads[n + 1]?.i ?? lines.length),
    })),
  ]
  return parts
    .map(({ lines: own, ...part }) => ({
      ...part,
      blocks: blocksOf(own).map(b => (b.kind === 'code' ? b : { ...b, text: plainText(b.text) })),
    }))
    .filter(s => s.heading !== '' || s.blocks.length > 0)
}

/** "Resolution 2: Reset the service", "Method 1", "Cause 1 - …" are what their first word says. */
const kindOf = (heading: string): Section['kind'] =>
  kindOfHeading(heading) ??
  kindOfHeading(/^(\p{L}+)(?:\s+\d{1,2}\b|\s*:|\s+[—–-]\s)/u.exec(heading)?.[1] ?? '') ??
  (/^(?:method|option|step|solution)\s+\d/i.test(heading) ? 'resolution' : 'other')
