import { problemOf } from '../../../problem.ts'
import type { Layout } from '../../draft.ts'
import { type Line, linesOf, linksOf } from '../../structure/blocks.ts'
import { productsOf } from '../../structure/product-lines.ts'
import { relatedIn } from '../../structure/related.ts'
import { sectionsFrom } from '../../structure/sections.ts'
import { endsArticle, headerFields, isFurniture, isHeaderLine } from '../furniture.ts'
import { takeFileTables } from './file-tables.ts'
import { HEADER, headOf, NUMBER_LINE, takeKeywords } from './support-header.ts'
import { isSectionHeading, styleOf, supportParts } from './support-parts.ts'

/**
 * An article as the support site's text download gave it, or as it was copied from the page: a header with the article's
 * number, the title, furniture of the page ("On This Page"), headings alone on their lines, bullets, "Keywords:", and
 * more furniture.
 */
export const supportText: Layout = {
  name: 'support-text',
  productsAre: 'alternatives',
  linksAre: 'saved',
  recognises: text => !/^\uFEFF?\s{0,1000}(?:---|<)/.test(text) && hasHeader(text),
  read: (text, file) => {
    const lines = linesOf(text.replace(/^\uFEFF/, ''))
    const style = styleOf(lines)
    const firstHead = lines.findIndex((l, i) => isSectionHeading(l.text, lines[i - 1]?.text, style))
    const head = headOf(lines.slice(0, firstHead < 0 ? lines.length : firstHead))
    const below = firstHead < 0 ? [] : lines.slice(firstHead)
    const fields = head.fields.id ? head.fields : fieldsBelow(below)
    const { rest: told, keywords } = takeKeywords([...head.opening, ...articleIn(below)])
    const { rest, tables } = takeFileTables(told)
    const sections = sectionsFrom(supportParts(rest, style))
    const listed = sections.filter(s => s.kind === 'applies-to')
    return {
      ...fields,
      title: head.title?.text.trim(),
      titleLine: (head.title ?? lines[firstHead] ?? lines[0])?.number ?? 1,
      source: fields.id && `https://support.microsoft.com/kb/${fields.id.slice(2)}`,
      sections: [...sections, ...tables],
      appliesTo: listed.flatMap(s => productsOf(s.blocks)),
      appliesToLine: listed[0]?.line ?? 1,
      keywords: head.previous ? [...keywords, head.previous] : keywords,
      links: linksOf(rest),
      related: relatedIn(
        rest.map(l => l.text),
        fields.id,
      ),
      symptom: undefined,
      stated: {},
      statedLine: 1,
      problems: fields.id ? [] : [problemOf('no-id', { file }, { expected: 'header-line' })],
    }
  },
}

/** How far from the begin or the end of a text its header may stand, in characters. */
const NEAR = 2000

/** A number alone, or a header below the article, makes a text an article only if it has the headings of one. */
const hasHeader = (text: string): boolean => {
  if (HEADER.test(text.slice(0, NEAR))) return true
  const isLikely = HEADER.test(text.slice(-NEAR)) || NUMBER_LINE.test(firstLineOf(text.slice(0, NEAR)))
  return isLikely && TELLING.test(text)
}

const firstLineOf = (text: string): string => /\S[^\r\n]{0,100}/.exec(text.replace(/^\uFEFF/, ''))?.[0] ?? ''

const TELLING = /^(?:symptoms|cause|resolution|workaround|summary|more information)[ \t]{0,9}:?[ \t]{0,9}\r?$/im

const fieldsBelow = (lines: readonly Line[]) =>
  headerFields(
    lines
      .filter(l => isHeaderLine(l.text))
      .map(l => l.text)
      .join('\n'),
  )

/** Without what the page put into it and behind it. */
const articleIn = (lines: readonly Line[]): readonly Line[] => {
  const end = lines.findIndex(l => endsArticle(l.text))
  return (end < 0 ? lines : lines.slice(0, end)).filter(
    l => !isFurniture(l.text) && !isHeaderLine(l.text) && l.text.trim() !== PROPERTIES,
  )
}

/** The name of the header that stands below an article. */
const PROPERTIES = 'Properties'
