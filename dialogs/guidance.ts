import type { Article, Block, Section, SectionKind } from '../knowledge/index.ts'

/** What an article tells one to do, as lines that can stand as steps: without headings, furniture and bare links. */
export const stepsOf = (article: Article): readonly string[] =>
  firstFilled(article, ['resolution', 'workaround', 'more-information', 'summary'])

export const linesOf = (article: Article, kind: SectionKind): readonly string[] =>
  article.sections.filter(s => s.kind === kind).flatMap(linesOfSection)

const firstFilled = (article: Article, kinds: readonly SectionKind[]): readonly string[] => {
  for (const kind of kinds) {
    const lines = linesOf(article, kind)
    if (lines.length > 0) return lines
  }
  return []
}

const linesOfSection = (section: Section): readonly string[] => {
  const lines: string[] = []
  for (const block of section.blocks) {
    const text = block.kind === 'code' ? block.text : withoutPointers(block.text)
    if (block.kind === 'heading' || text === '' || isLinkTitle(section, block) || isSubheading(section, block)) continue
    if ((block.kind === 'code' || block.depth > 1) && lines.length > 0)
      lines[lines.length - 1] = `${lines.at(-1)} ${text}`
    else lines.push(text)
  }
  return lines
}

/** "For more information about …, see the following topic:" leads to a link, which is shown as a link. */
const withoutPointers = (text: string): string =>
  text
    .split(/(?<=[.!?:])\s+(?=[A-Z])/)
    .filter(
      s =>
        !/^(?:for (?:more|additional) information|see (?:also|the following)|to (?:learn|read) more)\b/i.test(s) &&
        !/^https?:\/\/\S+$/.test(s),
    )
    .join(' ')
    .trim()

/** The line behind "see the following topic:". */
const isLinkTitle = (section: Section, block: Block): boolean => {
  const before = section.blocks[section.blocks.indexOf(block) - 1]
  return block.kind === 'paragraph' && before !== undefined && /(?:see|visit)\b[^.]*:$/i.test(before.text)
}

/** "Update information": a few words without a full stop between paragraphs. */
const isSubheading = (section: Section, block: Block): boolean =>
  block.kind === 'paragraph' &&
  section.blocks.length > 1 &&
  !/[.:!?)]$/.test(block.text) &&
  block.text.split(' ').length <= 5

/** What happens and why, in two sentences. */
export const summaryOf = (article: Article): string => {
  const cause = linesOf(article, 'cause')[0] ?? ''
  const first = /^.*?[.!?](?=\s+\p{Lu}|\s*$)/su.exec(cause)?.[0] ?? cause
  return [asSentence(article.symptom), asSentence(first)].filter(Boolean).join(' ')
}

const asSentence = (text: string): string => (text === '' || /[.!?]$/.test(text) ? text : `${text.replace(/:$/, '')}.`)
