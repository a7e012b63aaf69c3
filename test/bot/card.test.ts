import { createRequire } from 'node:module'
import type * as Cards from 'adaptivecards'
import type { Activity } from 'botbuilder'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answeredCard } from '../../bot/channels/cards/card.ts'
import { draw } from '../../bot/channels/draw.ts'
import { articlePreview } from '../../bot/invokes/article-preview.ts'
import type { Part, Reply } from '../../dialogs/index.ts'
import { asking, explanation, question, recommendation } from './replies.ts'

// The package's main file is an ES module without the name of one: Node can load only its bundle, which has no types.
const AdaptiveCards = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as typeof Cards

type Page = Extract<Reply, { kind: 'recommendation' | 'explanation' }>

const place = { channelId: 'webchat', group: false, userId: 'user' }
const drawn = (reply: Reply, where = place) => draw([reply], where).activities[0]
const cardOf = (reply: Reply, where = place) =>
  (drawn(reply, where) as unknown as Partial<Activity> | undefined)?.attachments?.[0]?.content

/** What the reference implementation of Adaptive Cards finds wrong. */
const faults = (card: object): readonly string[] => {
  const context = new AdaptiveCards.SerializationContext()
  const parsed = new AdaptiveCards.AdaptiveCard()
  parsed.parse(card, context)
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message)
  return [...events, ...parsed.validateProperties().validationEvents.map(event => event.message)]
}

/** Every text that a card shows, Markdown's escapes undone where a client reads Markdown. */
const shownBy = (element: unknown): readonly string[] => {
  if (Array.isArray(element)) return element.flatMap(shownBy)
  if (typeof element !== 'object' || element === null) return []
  const { type, text, title, data, ...rest } = element as Record<string, unknown>
  const own =
    type === 'TextBlock' ? [unescaped(String(text))] : [text, title].filter(value => typeof value === 'string')
  return [...own, ...Object.values(rest).flatMap(shownBy)]
}
const unescaped = (markdown: string) => markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1')
const plain = (text: string) => text.replace(/\s+/g, ' ').trim()

/** Every sentence of a reply. */
const sentencesOf = (reply: Page): readonly string[] => [
  ...(reply.kind === 'recommendation'
    ? [reply.certainty, reply.because, reply.citation, ...reply.others].flatMap(said =>
        typeof said === 'string' ? [said] : [`${said.articleId}: ${said.title}`],
      )
    : [reply.title, reply.summary]),
  ...reply.parts.flatMap(part => [part.title, ...part.lines]),
  ...reply.links.map(link => link.title),
]

const line = fc.string({ minLength: 1, maxLength: 40, unit: 'binary-ascii' }).filter(text => plain(text) !== '')
const part: fc.Arbitrary<Part> = fc.record({
  title: line,
  style: fc.constantFrom('paragraphs', 'steps', 'bullets', 'code'),
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  folded: fc.boolean(),
})
const anyRecommendation = fc
  .record({ title: line, certainty: line, because: line, parts: fc.array(part, { maxLength: 4 }) })
  .map(({ title, ...said }): Page => ({ ...recommendation, ...said, citation: { ...recommendation.citation, title } }))

describe('a card', () => {
  it.each([recommendation, explanation])('of a reply of kind $kind is valid', reply => {
    expect(faults(cardOf(reply))).toEqual([])
    expect(cardOf(reply)).toMatchObject({ type: 'AdaptiveCard', version: '1.5' })
  })

  it('of buttons only is valid', () => {
    expect(faults(cardOf(question, { ...place, channelId: 'msteams', group: true }))).toEqual([])
  })

  it.each([place, { ...place, channelId: 'msteams', group: true }])(
    'of what is known is valid: on $channelId',
    where => {
      expect(faults(cardOf(asking, where))).toEqual([])
      expect(cardOf(asking, where).speak).toContain(asking.known?.text)
    },
  )

  it('that was answered is valid, and has nothing to click', () => {
    const { content } = answeredCard(question.text, 'Ann: Windows Server 2008')
    expect(faults(content)).toEqual([])
    expect(JSON.stringify(content)).not.toContain('"actions"')
  })

  it('of an article that was searched for is valid, whatever the article says', () => {
    const head = {
      id: 'KB1',
      title: 'No *mail*',
      symptom: '<b>Nothing</b> arrives.',
      source: 'javascript:1',
      reviewed: '2008-10-07',
    }
    for (const publicUrl of [undefined, 'https://help.example'])
      expect(faults(articlePreview(head as Parameters<typeof articlePreview>[0], publicUrl).content)).toEqual([])
  })

  it('is valid whatever an article says', () => {
    fc.assert(
      fc.property(anyRecommendation, reply => {
        expect(faults(cardOf(reply))).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it('leads to the source, and to the others that have an address', () => {
    const json = JSON.stringify(cardOf(recommendation))
    expect(json).toContain('"title":"Open KB951251","url":"https://support.microsoft.com/kb/951251"')
    expect(json).toContain('"url":"https://example.com/1"')
  })

  it('folds a part away behind its title', () => {
    const { body } = cardOf(recommendation)
    const folded = body.find((element: { isVisible?: boolean }) => element.isVisible === false)
    const toggle = body.find((element: { selectAction?: object }) => element.selectAction)
    expect(toggle.selectAction).toMatchObject({ type: 'Action.ToggleVisibility', title: 'Cause' })
    expect(toggle.selectAction.targetElements).toContain(folded.id)
    expect(shownBy(folded)).toContain('# Not a heading')
  })

  it('shows commands as code, where they are whole words', () => {
    const steps: Part = { title: 'What to do', style: 'steps', lines: ['Run fl | reflect a|b.'], code: ['fl', 'a|b'] }
    const json = JSON.stringify(cardOf({ ...recommendation, parts: [steps] }))
    expect([...json.matchAll(/"text":"([^"]*)","fontType":"Monospace"/g)].map(([, text]) => text)).toEqual([
      'fl',
      'a|b',
    ])
    expect(drawn({ ...recommendation, parts: [steps] })?.text).toContain('1. Run `fl` | reflect `a|b`.')
  })

  it('counts the steps of each way anew, below its name, as the text does', () => {
    const lines = ['Use one way.', 'Method 1: Pull. Take it.', 'Pull it.', 'Method 2. Wait.', 'Method 3: Ask somebody']
    const ways = ['Method 1: Pull.', 'Method 2.', 'Method 3: Ask somebody.']
    const part: Part = { title: 'What to do', style: 'steps', lines, ways }
    const shown = shownBy(cardOf({ ...recommendation, parts: [part] }).body).join(' ')
    expect(shown).toContain(
      '1. Use one way. Method 1: Pull. 1. Take it. 2. Pull it. Method 2. 1. Wait. Method 3: Ask somebody.',
    )
    expect(drawn({ ...recommendation, parts: [part] })?.text).toContain(
      '**Method 1: Pull.**\n\n1. Take it.\n2. Pull it.',
    )
    expect(faults(cardOf({ ...recommendation, parts: [part] }))).toEqual([])
  })

  it('counts only what is a step: notes stand by themselves, and the count goes on behind them', () => {
    const lines = ['Do this:', 'Take it.\na. Bend.', 'It may tear.', 'Pull it.', 'Wait.']
    const part: Part = { title: 'What to do', style: 'steps', lines, marks: 'tstsi' }
    expect(shownBy(cardOf({ ...recommendation, parts: [part] }).body).join(' ')).toContain(
      'Do this: 1. Take it. a. Bend. It may tear. 2. Pull it. • Wait.',
    )
    expect(drawn({ ...recommendation, parts: [part] })?.text).toContain(
      'Do this:\n\n1. Take it.  \n   a. Bend.\n\nIt may tear.\n\n2. Pull it.\n\n- Wait.',
    )
    expect(faults(cardOf({ ...recommendation, parts: [part] }))).toEqual([])
  })

  it('numbers the steps', () => {
    expect(shownBy(cardOf(recommendation))).toEqual(expect.arrayContaining(['1.', 'Install Update Rollup 4.', '2.']))
  })
})

describe('a card and its text twin', () => {
  const agree = (reply: Page, channelId: string) => {
    const activity = drawn(reply, { ...place, channelId })
    const card = plain(shownBy(activity?.attachments?.[0]?.content).join(' ').replaceAll('\u00a0', ' '))
    const text = activity?.summary ?? activity?.text ?? ''
    for (const sentence of sentencesOf(reply).map(plain)) {
      expect(card).toContain(sentence)
      expect(
        [plain(text), plain(unescaped(text))].some(twin => twin.includes(sentence)),
        sentence,
      ).toBe(true)
    }
  }

  it.each([recommendation, explanation])('say the same for a reply of kind $kind', reply => {
    for (const channelId of ['webchat', 'msteams', 'emulator']) agree(reply, channelId)
  })

  it('say the same whatever an article says', () => {
    fc.assert(
      fc.property(anyRecommendation, reply => agree(reply, 'webchat')),
      { numRuns: 100 },
    )
  })
})
