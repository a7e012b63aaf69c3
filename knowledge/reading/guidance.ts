import type { ArticleHead, Block, Guidance, Section, SectionKind } from '../article.ts'

/** What an article tells people, apart from its form: without headings, furniture and bare links. */
export const guidanceOf = ({ sections, symptom }: Readable): Guidance => {
  const of = (kind: SectionKind): readonly Line[] => linesOf(sections, s => s.kind === kind)
  const toldBy = summaryThatTells(sections)
  const workaround = of('workaround')
  const remedy = firstFilled([of('resolution'), workaround])
  const steps = firstFilled([remedy, of('more-information'), linesOf(sections, s => toldBy.includes(s))])
  const until = textsOf(workaround).join() === textsOf(steps).join() ? [] : workaround
  // Of several causes nobody knows yet which one it is.
  const cause = sections.filter(s => s.kind === 'cause').length > 1 ? '' : firstSentence(of('cause')[0]?.text ?? '')
  return {
    summary: [asSentence(symptom), asSentence(cause)].filter(Boolean).join(' '),
    steps: textsOf(steps),
    before: textsOf(of('before')),
    workaround: textsOf(until),
    more: textsOf(of('more-information').filter(l => steps.every(s => s.text !== l.text))).slice(0, MOST_MORE),
    marks: { steps: marksOf(steps), workaround: marksOf(until) },
    onlyTells: remedy.length === 0 && steps.length > 0 && steps.every(l => l.mark !== 's'),
    ways: waysIn(sections),
    code: codeIn(sections),
  }
}

/** A line that can be shown, and how it stands. */
interface Line {
  readonly text: string
  readonly mark: 's' | 'i' | 't'
}

const textsOf = (lines: readonly Line[]): readonly string[] => lines.map(l => l.text)
const marksOf = (lines: readonly Line[]): string => lines.map(l => l.mark).join('')
const markOf = ({ kind }: Block): Line['mark'] => (kind === 'step' ? 's' : kind === 'item' ? 'i' : 't')

const waysIn = (sections: readonly Section[]): readonly string[] => {
  const headings = sections.flatMap(s => s.blocks.filter(b => b.kind === 'heading').map(b => asSentence(b.text)))
  return [...new Set(headings)].filter(h => h !== '').slice(0, MOST_WAYS)
}

const MOST_WAYS = 40

const codeIn = (sections: readonly Section[]): readonly string[] => {
  const all = sections.flatMap(s => s.blocks.flatMap(b => (b.kind === 'code' ? b.text.split('\n') : (b.code ?? []))))
  return [...new Set(all.map(c => c.replace(/\s+/g, ' ').trim()))]
    .filter(c => c.length > 1 && c.length <= LONGEST_CODE)
    .slice(0, MOST_CODE)
}

/** In characters. What is longer is a listing, and no command. */
const LONGEST_CODE = 300
const MOST_CODE = 60

type Readable = Pick<ArticleHead, 'symptom'> & { readonly sections: readonly Section[] }

/** More lines than these are read in the article itself. */
const MOST_MORE = 6

/**
 * Summaries that say what to do: those with numbered steps, or where an article consists of nothing else. What introduces
 * an article, and what leads to its other sections, does not.
 */
const summaryThatTells = (sections: readonly Section[]): readonly Section[] => {
  const summaries = sections.filter(s => s.kind === 'summary' && s.blocks.length > 0)
  if (sections.some(s => TELLING.has(s.kind) && s.blocks.length > 0)) return summaries.filter(hasSteps)
  const headed = summaries.filter(s => s.heading !== '')
  return headed.length > 0 ? headed : summaries
}

const TELLING: ReadonlySet<SectionKind> = new Set(['symptoms', 'cause', 'other'])

/** True when it leads people step by step. */
export const hasSteps = (section: Section): boolean => section.blocks.some(b => b.kind === 'step')

const linesOf = (all: readonly Section[], isMeant: (section: Section) => boolean): readonly Line[] => {
  const sections = all.filter(isMeant)
  const headings = sections.flatMap(s => s.blocks).filter(b => b.kind === 'heading')
  return sections.flatMap(s => {
    const [first, ...others] = linesOfSection(s, headings.length > 1)
    const cause = causeOf(s, all)
    return first === undefined
      ? []
      : [cause === undefined ? first : { ...first, text: `${cause} ${first.text}` }, ...others]
  })
}

/** Where each cause has a remedy of its own, what the remedy is for: "Cause 2: The lid is open." */
const causeOf = (remedy: Section, all: readonly Section[]): string | undefined => {
  if (remedy.kind !== 'resolution' && remedy.kind !== 'workaround') return undefined
  const before = all.slice(0, all.indexOf(remedy))
  const at = before.findLastIndex(s => s.kind === 'cause')
  const cause = before[at]
  const isFirst = !before.slice(at + 1).some(s => s.kind === remedy.kind)
  if (!cause || !isFirst || all.filter(s => s.kind === 'cause').length < 2 || !areInTurn(all, remedy.kind))
    return undefined
  const [first] = linesOf([{ ...cause, blocks: cause.blocks.filter(b => b.kind !== 'heading') }], () => true)
  return saysWhich(cause.heading)
    ? asSentence(cause.heading)
    : asSentence(firstSentence(first?.text ?? '')) || undefined
}

/** "Cause 2: The lid is open", and not "Cause" or "Cause 2". */
const saysWhich = (heading: string): boolean => heading.trim().split(/\s+/).length > 2

/** Cause, remedy, cause, remedy; not all causes first. */
const areInTurn = (all: readonly Section[], kind: SectionKind): boolean => {
  const turns = all.filter(s => s.kind === 'cause' || s.kind === kind).map(s => s.kind)
  return turns.filter((k, i) => k === 'cause' && turns[i + 1] === kind).length > 1
}

const firstFilled = (lists: readonly (readonly Line[])[]): readonly Line[] => lists.find(l => l.length > 0) ?? []

/** When there are several sub-headings, the first line below each begins with it: ways to do it do not run together. */
const linesOfSection = (section: Section, isDivided: boolean): readonly Line[] => {
  const lines: Line[] = []
  let heading: string | undefined
  let below = 0
  const tellHeading = (): void => {
    if (heading !== undefined && SAYS_WHAT_TO_DO.test(heading)) lines.push({ text: heading, mark: 't' })
    heading = undefined
  }
  for (const block of section.blocks) {
    if (block.kind === 'heading') {
      tellHeading()
      if (isDivided) heading = block.text
      continue
    }
    const text = block.kind === 'code' ? block.text : withoutPointers(block.text)
    if (text === '' || isLinkTitle(section, block) || isSubheading(section, block)) continue
    const last = lines.at(-1)
    if (heading === undefined && last && (block.kind === 'code' || block.depth > 1)) {
      lines[lines.length - 1] = { ...last, text: `${last.text}${joined(block, text, below)}` }
      if (block.kind === 'step') below++
    } else {
      lines.push({ text: heading === undefined ? text : `${asSentence(heading)} ${text}`, mark: markOf(block) })
      below = 0
    }
    heading = undefined
  }
  tellHeading()
  return lines.map(line => ({ ...line, text: line.text.replace(LEADS_NOWHERE, '') }))
}

/** "For example:" below a step, and then a picture, which is not shown. */
const LEADS_NOWHERE = /\n[^\n]{1,40}:$/

/** What belongs to a line stands below it: "a. Click OK."; a command stands in it. */
const joined = ({ kind }: Block, text: string, before: number): string => {
  if (kind === 'code') return text.includes('\n') ? `\n${text}` : ` ${text}`
  const mark =
    kind === 'step' ? `${LETTERS[before] ?? '–'}${before < LETTERS.length ? '.' : ''} ` : kind === 'item' ? '– ' : ''
  return `\n${mark}${text}`
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']

/** "Method 2: Restart the service" may be all that is said of it. */
const SAYS_WHAT_TO_DO = /^(?:method|option|resolution|workaround|solution|step)\s{1,3}\w{1,2}\s{0,3}[:.–—-]\s{1,3}\S/i

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

/** The line behind "see the following topic:", and "322756 How to back up the registry" wherever it stands. */
const isLinkTitle = (section: Section, block: Block): boolean =>
  block.kind === 'paragraph' &&
  (/(?:see|visit)\b[^.]*:$/i.test(lineBefore(section, block)) ||
    /^(?:Q|KB)?\d{6,7}:?\s+(?:\(|\p{Lu})/u.test(block.text))

const lineBefore = ({ blocks }: Section, block: Block): string => blocks[blocks.indexOf(block) - 1]?.text ?? ''

/** "Update information": a few words without a full stop between paragraphs. */
const isSubheading = (section: Section, block: Block): boolean =>
  block.kind === 'paragraph' &&
  section.blocks.length > 1 &&
  !/[.:!?)]$/.test(block.text) &&
  // What a colon leads to is meant: a key of the registry, a value.
  !lineBefore(section, block).endsWith(':') &&
  (block.code ?? []).join(' ').length < block.text.length / 2 &&
  block.text.split(' ').length <= 5

const firstSentence = (text: string): string => /^.*?[.!?](?=\s+\p{Lu}|\s*$)/su.exec(text)?.[0] ?? text

const asSentence = (text: string): string => (text === '' || /[.!?…]$/.test(text) ? text : `${text.replace(/:$/, '')}.`)
