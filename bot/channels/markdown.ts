import type { Choice, Part } from '../../dialogs/index.ts'
import { sayInChannel } from '../texts/texts.ts'
import type { Capabilities } from './capabilities.ts'
import { codePieces } from './cards/code-pieces.ts'
import { DOT, type Step, waysOf } from './cards/ways.ts'
import { escapeMarkdown, oneLine } from './escape.ts'
import type { Link, Page } from './page.ts'

/** How to write what a channel's text can show. */
interface Hand {
  readonly words: (text: string) => string
  readonly inlineCode: (text: string) => string
  readonly strong: (text: string) => string
  readonly code: (lines: readonly string[]) => string
  readonly link: (name: string, url: string) => string
  readonly lineBreak: string
}

const hands: Readonly<Record<Capabilities['format'], Hand>> = {
  markdown: {
    words: escapeMarkdown,
    // A span ends at as many marks as it began with (CommonMark 0.31, section 6.1).
    inlineCode: text => (text.includes('`') ? escapeMarkdown(text) : `\`${text}\``),
    strong: text => `**${escapeMarkdown(text)}**`,
    code: lines => {
      // One by one: arguments of a call are a bounded number.
      const runs = lines.flatMap(line => line.match(/`+/g) ?? [])
      const longest = runs.reduce((most, run) => Math.max(most, run.length), 2)
      const fence = '`'.repeat(longest + 1)
      return [fence, ...lines, fence].join('\n')
    },
    link: (name, url) => `[${escapeMarkdown(name)}](<${url}>)`,
    lineBreak: '  \n',
  },
  plain: {
    words: text => text,
    inlineCode: text => text,
    strong: text => text,
    code: lines => lines.join('\n'),
    link: (name, url) => `${name}, ${url}`,
    lineBreak: '\n',
  },
}

/** Words of the bot with optional hints; its own line breaks are kept. */
export const textOf = (
  text: string,
  hints: readonly string[],
  { choices, code }: { readonly choices: readonly Choice[]; readonly code?: readonly string[] },
  can: Capabilities,
): string => {
  const hand = hands[can.format]
  const meanings = choices.flatMap(c => c.means ?? [])
  return blocks([
    lines(text, hand, code),
    meant(meanings, hand),
    ...hints.map(hint => lines(hint, hand, code)),
    ...listed(choices, can),
  ])
}

const lines = (text: string, hand: Hand, code: Part['code'] = []): string =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map(paragraph =>
      paragraph
        .split('\n')
        .map(line => withCode(oneLine(line), hand, code))
        .join(hand.lineBreak),
    )
    .join('\n\n')

/** Everything that the page's card shows, for whoever cannot see cards. */
export const twinOf = (page: Page, can: Capabilities): string => {
  const hand = hands[can.format]
  return blocks([
    marked(hand.strong(oneLine(page.heading)), page.source, 1, can),
    hand.words(oneLine([page.certainty, page.because].filter(Boolean).join(' '))),
    lines(page.summary, hand),
    ...page.parts.flatMap(part => [hand.strong(oneLine(part.title)), partOf(part, hand)]),
    ...titled(sayInChannel('also-possible'), othersOf(page, can), hand),
    ...titled(
      sayInChannel('links'),
      page.links.map(link => `- ${linkTo(link, hand)}`),
      hand,
    ),
    openLine(page, can, hand),
    ...listed(page.choices, can),
    definitions(page, can),
  ])
}

/** The article's address, where no mark in the text leads there. */
const openLine = ({ open, source }: Page, can: Capabilities, hand: Hand): string =>
  open?.url && !(can.linkDefinitions && open.url === source?.url)
    ? sayInChannel('source', { link: linkTo(open, hand) })
    : ''

/** One sentence to stand above a card: what it is about. The mark is where Teams hangs the citation. */
export const leadOf = (page: Page, can: Capabilities): string => {
  const about = hands[can.format].strong(oneLine(page.certainty ?? page.heading))
  const leads = page.source !== undefined && (page.source.url !== undefined || !can.linkDefinitions)
  return blocks([leads ? `${about} [1]` : about, definitions(page, can)])
}

/** What numbers stand for; behind a line break the name of what says so, which people look for. */
const meant = (meanings: readonly string[], hand: Hand): string =>
  meanings
    .map((meaning, index) => {
      const [seen = '', ...named] = meaning.split('\n').map(oneLine)
      return [`${index + 1}. ${hand.words(seen)}`, ...named.map(name => `   ${hand.strong(name)}`)].join(hand.lineBreak)
    })
    .join('\n')

/** A line whose own breaks are kept; `indent` holds them in their item of a list. */
const broken = (line: string, indent: string, hand: Hand, code: Part['code']): string =>
  line
    .split('\n')
    .map(l => withCode(oneLine(l), hand, code))
    .join(`${hand.lineBreak}${indent}`)

const withCode = (line: string, hand: Hand, code: Part['code']): string =>
  codePieces(line, code)
    .map(({ text, isCode }) => (isCode ? hand.inlineCode(text) : hand.words(text)))
    .join('')

const partOf = (part: Part, hand: Hand): string => {
  switch (part.style) {
    case 'paragraphs':
      return part.lines.map(line => broken(line, '', hand, part.code)).join('\n\n')
    case 'steps':
      return waysOf(part)
        .flatMap(({ title, steps }) => [
          ...(title === undefined ? [] : [hand.strong(oneLine(title))]),
          ...(steps.length > 0 ? [stepsOf(steps, hand, part.code)] : []),
        ])
        .join('\n\n')
    case 'bullets':
      return part.lines.map(line => `- ${broken(line, '  ', hand, part.code)}`).join('\n')
    case 'code':
      return hand.code(part.lines)
  }
}

/** Lists and what stands by itself, with an empty line between them: else a list would go on. */
const stepsOf = (steps: readonly Step[], hand: Hand, code: Part['code']): string =>
  steps
    .map(({ mark, line }, index) => {
      const sign = mark === DOT ? '-' : mark
      const indent = ' '.repeat(sign === '' ? 0 : sign.length + 1)
      const text = `${sign}${sign && ' '}${broken(line, indent, hand, code)}`
      const before = steps[index - 1]?.mark
      const isApart = before !== undefined && (mark === '' || before === '' || (mark === DOT) !== (before === DOT))
      return `${index === 0 ? '' : isApart ? '\n\n' : '\n'}${text}`
    })
    .join('')

const titled = (title: string, items: readonly string[], hand: Hand): readonly string[] =>
  items.length === 0 ? [] : [hand.strong(title), items.join('\n')]

const othersOf = (page: Page, can: Capabilities): readonly string[] => {
  const hand = hands[can.format]
  return page.others.map((other, index) => {
    // With link definitions the mark leads to the address; else the name must.
    const name = can.linkDefinitions ? hand.words(oneLine(other.name)) : linkTo(other, hand)
    return `- ${[marked(name, other, index + 2, can), hand.words(oneLine(other.abstract))].filter(Boolean).join('. ')}`
  })
}

const linkTo = ({ name, url }: Link, hand: Hand): string =>
  url ? hand.link(oneLine(name), url) : hand.words(oneLine(name))

/** A mark that leads nowhere would stay in the text as it is. */
const marked = (text: string, link: Link | undefined, mark: number, can: Capabilities): string =>
  can.linkDefinitions && link?.url ? `${text} [${mark}]` : text

/** Marks count the source and then the others, as the claims of the citation entity do. */
const definitions = ({ source, others }: Page, can: Capabilities): string =>
  can.linkDefinitions && source
    ? [source, ...others]
        .flatMap(({ name, url }, index) => (url ? [`[${index + 1}]: ${url} "${inQuotes(name)}"`] : []))
        .join('\n')
    : ''

const inQuotes = (name: string): string => escapeMarkdown(oneLine(name)).replaceAll('"', '\\"')

const listed = (choices: readonly Choice[], can: Capabilities): readonly string[] =>
  can.listChoices && choices.length > 0
    ? [sayInChannel('you-can-answer'), choices.map(choice => `- ${oneLine(choice.title)}`).join('\n')]
    : []

const blocks = (texts: readonly string[]): string => texts.filter(text => text !== '').join('\n\n')
