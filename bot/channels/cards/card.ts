import type { Choice, Known, Part } from '../../../dialogs/index.ts'
import { sayInChannel } from '../../texts/texts.ts'
import type { Attachment } from '../activity.ts'
import type { Capabilities } from '../capabilities.ts'
import { escapeMarkdown, oneLine } from '../escape.ts'
import type { Link, Page } from '../page.ts'
import { codePieces } from './code-pieces.ts'
import { DOT, waysOf } from './ways.ts'

type Element = Readonly<Record<string, unknown>>

type Clicking = Pick<Capabilities, 'universalActions'>

/** Teams shows six buttons of a set and hides the rest behind "…". */
const buttonsInASet = 6

/**
 * The page as an Adaptive Card 1.5, the newest that Teams, Web Chat and the Emulator all draw. What is done first stands
 * open; reasons, background and links are folded away. `choices`: those that stand on the card, which `nonce` names.
 */
export const cardOf = (page: Page, choices: readonly Choice[], nonce: string, can: Clicking): Attachment =>
  attach(
    [
      header(page),
      ...page.summary
        .trim()
        .split(/\n+/)
        .filter(Boolean)
        .map(line => plain(line)),
      ...page.parts.flatMap((part, index) =>
        part.folded ? folded(part.title, index, contents(part)) : openPart(part, index > 0 || page.summary !== ''),
      ),
      ...others(page),
      ...links(page),
      ...buttons([...openButton(page.open), ...choices.map(choiceButton(nonce, can))]),
    ],
    [page.heading, page.certainty, page.because, page.summary].filter(Boolean).join(' '),
    { msteams: { width: 'Full' } },
  )

/** Buttons, for channels without suggestions, below what is known; the question stands in the activity's text. */
export const choicesCard = (choices: readonly Choice[], nonce: string, can: Clicking, known?: Known): Attachment =>
  attach(
    [...(known ? [knownLine(known, choiceButton(nonce, can))] : []), ...buttons(choices.map(choiceButton(nonce, can)))],
    [known?.text ?? '', choices.map(({ title }) => title).join(', ')].filter(Boolean).join(' '),
  )

/** What is known. Without a `nonce` a click says what a person would type. */
export const knownCard = (known: Known, nonce: string | undefined, can: Clicking): Attachment => {
  const typed = ({ title }: Choice): Element => ({ type: 'Action.Submit', title, data: title })
  return attach([knownLine(known, nonce === undefined ? typed : choiceButton(nonce, can))], known.text)
}

/** One line, in which a click on a version takes it back. */
const knownLine = ({ text, wrong }: Known, take: (choice: Choice) => Element): Element =>
  runs(
    codePieces(
      oneLine(text),
      wrong.flatMap(({ label }) => label ?? []),
    ).map(({ text: words, isCode: isVersion }) => {
      const choice = isVersion ? wrong.find(({ label }) => label === words) : undefined
      return choice
        ? { text: `${words} ✕`, size: 'Small', color: 'Accent', selectAction: take({ ...choice, label: choice.title }) }
        : { text: words, size: 'Small', isSubtle: true }
    }),
  )

/** Stands in the place of a card that was answered: nothing on it can be clicked. */
export const answeredCard = (question: string, answer: string): Attachment =>
  attach(
    [
      ...(question === '' ? [] : [{ ...plain(question, { isSubtle: true, size: 'Small' }) }]),
      { ...plain(`✓ ${answer}`, { weight: 'Bolder' }), spacing: 'Small' },
    ],
    [question, answer].filter(Boolean).join(' '),
  )

/** An article in a message that somebody else writes: its name, what is seen, and a button that opens it. */
export const articleCard = (
  { name, symptom, dated }: { readonly name: string; readonly symptom: string; readonly dated: string | undefined },
  open: { readonly title: string; readonly url: string } | undefined,
): Attachment =>
  attach(
    [
      plain(name, { weight: 'Bolder', size: 'Medium' }),
      plain(symptom),
      ...(dated === undefined ? [] : [plain(dated, { isSubtle: true, size: 'Small' })]),
    ],
    name,
    open ? { actions: [{ type: 'Action.OpenUrl', ...open }] } : {},
  )

/** `speak`: what is read aloud of it. */
const attach = (body: readonly Element[], speak: string, look: Element = {}): Attachment => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    speak: oneLine(speak).slice(0, LONGEST_SPOKEN),
    ...look,
    body,
  },
})

/** In characters: what the card says stands there to be read. */
const LONGEST_SPOKEN = 1000

const header = (page: Page): Element => ({
  type: 'Container',
  style: 'emphasis',
  bleed: true,
  items: [
    heading(page.heading, { size: 'Large' }),
    ...(page.certainty
      ? [
          runs([
            { text: oneLine(page.certainty), color: 'Accent', weight: 'Bolder' },
            ...(page.because ? [{ text: ` ${oneLine(page.because)}` }] : []),
          ]),
        ]
      : []),
  ],
})

/** The only elements that clients read as Markdown, and that screen readers can jump to. */
const heading = (text: string, look: Element = {}): Element => ({
  type: 'TextBlock',
  style: 'heading',
  text: escapeMarkdown(oneLine(text)),
  weight: 'Bolder',
  wrap: true,
  ...look,
})

/** A text run is never read as Markdown or HTML: what an article says can be shown as it is. */
const plain = (text: string, look: Element = {}): Element => runs([{ text: oneLine(text), ...look }])

const runs = (inlines: readonly Element[]): Element => ({
  type: 'RichTextBlock',
  inlines: inlines.map(inline => ({ type: 'TextRun', ...inline })),
})

const openPart = (part: Part, separator: boolean): readonly Element[] => [
  heading(part.title, { spacing: 'Medium', separator }),
  ...contents(part),
]

/** A line that opens and closes what is below it. */
const folded = (title: string, name: string | number, items: readonly Element[]): readonly Element[] => {
  const [body, closed, opened] = [`part-${name}`, `part-${name}-closed`, `part-${name}-opened`]
  const arrow = (id: string, text: string, isVisible: boolean) => ({ type: 'TextBlock', id, text, isVisible })
  return [
    {
      type: 'ColumnSet',
      separator: true,
      selectAction: { type: 'Action.ToggleVisibility', title: oneLine(title), targetElements: [body, closed, opened] },
      columns: [
        { type: 'Column', width: 'auto', items: [arrow(closed, '▸', true), arrow(opened, '▾', false)] },
        { type: 'Column', width: 'stretch', items: [heading(title, { weight: 'Default', size: 'Default' })] },
      ],
    },
    { type: 'Container', id: body, isVisible: false, items },
  ]
}

const contents = (part: Part): readonly Element[] => {
  switch (part.style) {
    case 'paragraphs':
      return part.lines.map(line => runs(runsOf(line, part.code)))
    case 'steps':
      return waysOf(part).flatMap(({ title, steps }) => [
        ...(title === undefined ? [] : [{ ...plain(title, { weight: 'Bolder' }), spacing: 'Medium' }]),
        ...steps.flatMap(({ mark, line }) =>
          mark === ''
            ? line.split('\n').map((words, index) => said(words, index, part.code))
            : [item(mark, line, part.code)],
        ),
      ])
    case 'bullets':
      return part.lines.map(line => item(DOT, line, part.code))
    case 'code':
      return [{ type: 'Container', style: 'emphasis', items: part.lines.map(codeLine) }]
  }
}

/** What is written as code can be told apart. */
const runsOf = (line: string, code: Part['code'], look: Element = {}): readonly Element[] =>
  codePieces(oneLine(line), code).map(({ text, isCode }) => ({
    text,
    ...look,
    ...(isCode ? { fontType: 'Monospace' } : {}),
  }))

const item = (mark: string, line: string, code: Part['code']): Element => ({
  type: 'ColumnSet',
  spacing: 'Small',
  columns: [
    { type: 'Column', width: 'auto', items: [plain(mark, { weight: 'Bolder' })] },
    { type: 'Column', width: 'stretch', items: line.split('\n').map((words, index) => said(words, index, code)) },
  ],
})

/** What is said of a line stands below it, less loud. */
const said = (line: string, index: number, code: Part['code']): Element =>
  index === 0 ? runs(runsOf(line, code)) : { ...runs(runsOf(line, code, { isSubtle: true })), spacing: 'None' }

/** No-break spaces keep the indentation, which clients would collapse. An empty text run is invalid. */
const codeLine = (line: string): Element => ({
  ...runs([{ text: line.replaceAll(' ', '\u00a0') || '\u00a0', fontType: 'Monospace' }]),
  spacing: 'None',
})

const others = (page: Page): readonly Element[] =>
  page.others.length === 0
    ? []
    : folded(
        sayInChannel('also-possible'),
        'others',
        page.others.flatMap(other => [
          runs([{ text: oneLine(other.name), ...linked(other) }]),
          ...(other.abstract ? [{ ...plain(other.abstract, { isSubtle: true }), spacing: 'None' }] : []),
        ]),
      )

const links = (page: Page): readonly Element[] =>
  page.links.length === 0
    ? []
    : folded(
        sayInChannel('links'),
        'links',
        page.links.map(link => ({ ...runs([{ text: oneLine(link.name), ...linked(link) }]), spacing: 'Small' })),
      )

const linked = (link: Link): Element =>
  link.url ? { selectAction: { type: 'Action.OpenUrl', title: oneLine(link.name), url: link.url } } : {}

const openButton = (link: Link | undefined): readonly Element[] =>
  link?.url
    ? [{ type: 'Action.OpenUrl', title: sayInChannel('open', { name: shortName(link.name) }), url: link.url }]
    : []

/** "KB951251" of "KB951251: A custom MAPI application …": a button has room for no more. */
const shortName = (name: string): string => oneLine(name).replace(/^(\S+):.*$/, '$1')

/**
 * Hands back the choice, and which card it stands on. Where the client knows no `Action.Execute`, or is the Agents
 * Playground with `data.msteams`, which fails, plain data in an `Action.Submit` works everywhere.
 */
const choiceButton =
  (nonce: string, { universalActions }: Clicking) =>
  ({ title: full, label: title = full, question, option }: Choice): Element => {
    const data = { choice: { question, option }, nonce }
    const submit = { type: 'Action.Submit', title, data }
    if (!universalActions) return submit
    return { type: 'Action.Execute', title, verb: 'choose', data, fallback: submit }
  }

const buttons = (actions: readonly Element[]): readonly Element[] =>
  Array.from({ length: Math.ceil(actions.length / buttonsInASet) }, (_, index) => ({
    type: 'ActionSet',
    actions: actions.slice(index * buttonsInASet, (index + 1) * buttonsInASet),
  }))
