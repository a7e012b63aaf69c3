import { articleId, type Layout } from '../../draft.ts'
import { blocksOf, headingOf, linesOf, linksOf, plainBlock, plainText } from '../../structure/blocks.ts'
import { kindOfName } from '../../structure/headings.ts'
import { productsOf, splitProducts } from '../../structure/product-lines.ts'
import { relatedIn } from '../../structure/related.ts'
import { type Part, sectionsFrom } from '../../structure/sections.ts'
import { idOfFile, idOfTitle } from '../file-name.ts'
import { type MarkdownLine, plainLines } from './markdown-lines.ts'
import { frontMatterIn } from './microsoft-front-matter.ts'

/**
 * Today's Microsoft support articles: Markdown with the front matter of learn.microsoft.com. Source: the public repository
 * MicrosoftDocs/SupportArticles-docs. Tried before our own Markdown, which has none of these keys.
 */
export const microsoftMarkdown: Layout = {
  name: 'microsoft-markdown',
  productsAre: 'alternatives',
  linksAre: 'saved',
  recognises: text => {
    const front = FRONT.exec(text)?.[1]
    return front !== undefined && MICROSOFTS_KEYS.test(front) && !OUR_KEYS.test(front)
  },
  read: (text, file) => {
    const lines = linesOf(text.replace(/^\uFEFF/, ''))
    const end = lines.findIndex((l, i) => i > 0 && /^---\s*$/.test(l.text))
    const front = frontMatterIn(lines.slice(1, end), file)
    const { body, facts } = takeFacts(plainLines(lines.slice(end + 1)))
    const { title, rest } = takeTitle(body)
    const number = articleId(/\d{5,7}/.exec(facts.get('original kb number') ?? '')?.[0] ?? '')
    const id = number ?? idOfTitle(title?.text ?? '') ?? idOfTitle(front.title ?? '') ?? idOfFile(file)
    const sections = sectionsFrom(partsOf(rest))
    const words = rest.filter(l => !l.isCode)
    const listed = sections.find(s => s.kind === 'applies-to')
    const products = [
      front.appliesTo,
      productsIn(facts.get('applies to')),
      productsIn(facts.get('original product version')),
      productsOf(listed?.blocks ?? []).flatMap(splitProducts),
    ]
    const lineOf = (key: RegExp): number =>
      Math.max(
        0,
        lines.slice(0, end).findIndex(l => key.test(l.text)),
      ) + 1
    return {
      id,
      title: title?.text ?? front.title,
      titleLine: title?.line ?? lineOf(/^title\s*:/i),
      source: number && `https://support.microsoft.com/kb/${number.slice(2)}`,
      reviewed: front.reviewed,
      revision: undefined,
      sections,
      appliesTo: products.find(list => list.length > 0) ?? [],
      appliesToLine: front.appliesTo.length > 0 ? lineOf(/^appliesto\s*:/i) : (listed?.line ?? 1),
      keywords: front.description ? [front.description] : [],
      links: linksOf(words).map(l => ({ ...l, text: plainText(l.text) })),
      related: relatedIn(
        words.map(l => l.text),
        id,
      ),
      symptom: undefined,
      stated: {},
      statedLine: 1,
      problems: front.problems,
    }
  },
}

const FRONT = /^\uFEFF?---[ \t]{0,9}\r?\n([\s\S]{0,8000}?)\r?\n---[ \t]{0,9}(?:\r?\n|$)/
const MICROSOFTS_KEYS = /^(?:ms\.[a-z-]+|search\.appverid|appliesto|localization_priority|manager|audience)\s{0,9}:/im
/** An article of ours with a key too many is told so by our own layout. */
const OUR_KEYS = /^(?:id|applies-to|symptom|conditions)\s{0,9}:/m

/** "_Original KB number:_ &nbsp; 951251" and the like are facts about the article, and none of its text. */
const takeFacts = (lines: readonly MarkdownLine[]) => {
  const facts = new Map<string, string>()
  const body = lines.filter(l => {
    const match = l.isCode ? null : FACT.exec(l.text.slice(0, 2000))
    if (match) facts.set((match[1] as string).toLowerCase(), plainText(l.text.slice(match[0].length)))
    return !match
  })
  return { body, facts }
}

const FACT = /^\s{0,3}[_*]{1,3}(Original (?:KB number|product version)|Applies to)\s{0,3}:?[_*]{1,3}\s{0,3}:?/i

const productsIn = (fact: string | undefined): readonly string[] => splitProducts(fact ?? '').filter(Boolean)

/** The first of the largest headings. */
const takeTitle = (lines: readonly MarkdownLine[]) => {
  const at = lines.findIndex(l => !l.isCode && /^#\s/.test(l.text))
  const line = lines[at]
  const text = line && plainText(headingOf(line.text)?.text ?? '')
  if (!line || !text) return { title: undefined, rest: lines }
  return { title: { text, line: line.number }, rest: [...lines.slice(0, at), ...lines.slice(at + 1)] }
}

/** A section's name in bold, alone on its line, is a heading smaller than all others. */
const BOLD_LEVEL = 7

const partsOf = (lines: readonly MarkdownLine[]): readonly Part[] => {
  const parts: Part[] = []
  let from = 0
  const tell = (to: number): void => {
    for (const block of blocksOf(lines.slice(from, to))) parts.push({ level: undefined, block: plainBlock(block) })
    from = to + 1
  }
  for (const [i, line] of lines.entries()) {
    const heading = line.isCode ? undefined : (headingOf(line.text) ?? boldName(line.text))
    if (!heading) continue
    tell(i)
    const text = plainText(heading.text)
    if (text) parts.push({ level: heading.level, block: { kind: 'heading', depth: 0, text, line: line.number } })
  }
  tell(lines.length)
  return parts
}

const boldName = (text: string): { readonly level: number; readonly text: string } | undefined => {
  const name = /^(?:\*\*|__)([A-Za-z ]{3,60}):?(?:\*\*|__):?\s{0,9}$/.exec(text)?.[1]
  return name !== undefined && kindOfName(name) ? { level: BOLD_LEVEL, text: name } : undefined
}
