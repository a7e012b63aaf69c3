import type { Activity } from 'botbuilder'
import { describe, expect, it } from 'vitest'
import { draw } from '../../bot/channels/draw.ts'
import type { Reply } from '../../dialogs/index.ts'
import { asking, explanation, question, recommendation, said } from './replies.ts'

const drawn = (reply: Reply, channelId: string, group = false): Partial<Activity> =>
  (draw([reply], { channelId, group, userId: 'user' }).activities[0] ?? {}) as unknown as Partial<Activity>

const buttonsOf = (activity: Partial<Activity>): readonly string[] =>
  (activity.attachments ?? [])
    .flatMap(({ content }) => content.body)
    .flatMap(element => element.actions ?? [])
    .filter(action => action.type === 'Action.Execute')
    .map(action => action.title)
const suggestedBy = (activity: Partial<Activity>) =>
  activity.suggestedActions?.actions.map(action => action.title) ?? []

const channels = ['msteams', 'webchat', 'directline', 'emulator', 'sms'] as const
const titles = question.choices.map(choice => choice.title)

describe.each(channels)('on %s', channel => {
  it('a question waits for an answer, says why it asks, and suggests its choices', () => {
    const activity = drawn(question, channel)
    expect(activity).toMatchObject({ type: 'message', inputHint: 'expectingInput' })
    expect(activity.text).toContain(question.text)
    expect(activity.text).toContain(question.hint)
    expect(suggestedBy(activity)).toEqual(titles)
    expect(activity.suggestedActions?.actions[0]).toMatchObject({ type: 'imBack', value: titles[0] })
    expect(activity.entities).toBeUndefined()
  })

  it('an open question offers nothing', () => {
    const activity = drawn({ ...question, choices: [] }, channel)
    expect(activity.inputHint).toBe('expectingInput')
    expect([activity.suggestedActions, activity.attachments]).toEqual([undefined, undefined])
  })

  it('only a recommendation cites; best first, the id in front', () => {
    for (const reply of [said, question, explanation]) expect(drawn(reply, channel).entities).toBeUndefined()
    const [entity] = drawn(recommendation, channel).entities ?? []
    expect(entity).toMatchObject({ type: 'https://schema.org/Message', '@type': 'Message' })
    expect(entity?.citation.map((claim: { position: number }) => claim.position)).toEqual([1, 2, 3])
    const [best, second, local] = entity?.citation.map((claim: { appearance: object }) => claim.appearance) ?? []
    expect(best).toMatchObject({ '@type': 'DigitalDocument', url: 'https://support.microsoft.com/kb/951251' })
    expect([best.name, second.name, local.name].map(name => name.split(':')[0])).toEqual([
      'KB951251',
      'KB1000001',
      'LOCAL7',
    ])
    expect(local).not.toHaveProperty('url')
  })

  it.each([said, explanation, recommendation])('a reply of kind $kind does not wait', reply => {
    expect(drawn(reply, channel).inputHint).toBe('acceptingInput')
  })

  it('no address but a web or mail address can be followed', () => {
    expect(JSON.stringify(drawn(explanation, channel))).not.toContain('javascript:')
  })
})

describe('choices', () => {
  it('become card buttons in Teams groups, where suggestions are not shown', () => {
    const activity = drawn(question, 'msteams', true)
    expect(activity.suggestedActions).toBeUndefined()
    expect(buttonsOf(activity)).toEqual(titles)
    expect(activity.text).toContain(question.text)
  })

  it('become card buttons in Teams when there are more than it can suggest, six in a set', () => {
    const choices = Array.from({ length: 9 }, (_, index) => ({
      title: `Choice ${index}`,
      question: 'q',
      option: `${index}`,
    }))
    const activity = drawn({ ...question, choices }, 'msteams')
    expect(buttonsOf(activity)).toEqual(choices.map(choice => choice.title))
    expect(activity.attachments?.[0]?.content.body.map((set: { actions: object[] }) => set.actions.length)).toEqual([
      6, 3,
    ])
  })

  it('are suggested to the person who was asked, as Teams demands; Web Chat wants nobody named', () => {
    expect(drawn(question, 'msteams').suggestedActions?.to).toEqual(['user'])
    expect(drawn(question, 'webchat').suggestedActions?.to).toEqual([])
  })

  it('of a recommendation are suggested below it in Web Chat, and none stands on its card', () => {
    const activity = drawn(recommendation, 'webchat')
    expect(suggestedBy(activity)).toEqual(['It worked', 'Why this article?'])
    expect(buttonsOf(activity)).toEqual([])
  })

  it('of a recommendation follow its card in Teams, which suggests nothing beside a card', () => {
    const [card, after] = draw([recommendation], { channelId: 'msteams', group: false, userId: 'user' }).activities
    expect(buttonsOf(card as unknown as Activity)).toEqual([])
    expect(card?.suggestedActions).toBeUndefined()
    expect(after?.text).toBe(recommendation.followUp)
    expect(suggestedBy(after as unknown as Activity)).toEqual(['It worked', 'Why this article?'])
    const [, inGroup] = draw([recommendation], { channelId: 'msteams', group: true, userId: 'user' }).activities
    expect(buttonsOf(inGroup as unknown as Activity)).toEqual(['It worked', 'Why this article?'])
  })

  it('of an explanation stand on its card in Teams, each with what it means', () => {
    const activity = drawn(explanation, 'msteams')
    expect(buttonsOf(activity)).toEqual(['Start over'])
    const [first] = activity.attachments?.[0]?.content.body.at(-1).actions.slice(1) ?? []
    // For clients that know no universal actions: the same data.
    expect(first).toMatchObject({ verb: 'choose', data: { choice: { question: 'talk', option: 'restart' } } })
    expect(first.fallback).toEqual({ type: 'Action.Submit', title: 'Start over', data: first.data })
  })

  it('are written out where nobody knows what the channel shows', () => {
    expect(drawn(question, 'sms').text).toContain('- Not sure')
    expect(drawn(recommendation, 'sms').text).toContain('- It worked')
    expect(drawn(question, 'webchat').text).not.toContain('Not sure')
  })
})

it('a command stands in a text as code, and as it is where there is no markup', () => {
  const command = 'Get-Command ExSetup.exe | ForEach { $_.FileVersionInfo }'
  const commanding = { ...question, hint: `Run this: ${command}`, code: [command] }
  expect(drawn(commanding, 'msteams').text).toContain(`Run this: \`${command}\``)
  expect(drawn(commanding, 'sms').text).toContain(`Run this: ${command}`)
})

describe('what is known by now', () => {
  const wrong = asking.known?.wrong.map(({ title }) => title)
  const lineOn = (activity: Partial<Activity>) =>
    (activity.attachments?.[0]?.content.body[0]?.inlines ?? []) as readonly {
      readonly text: string
      readonly selectAction?: { readonly type: string; readonly title: string; readonly data: unknown }
    }[]

  it.each(['webchat', 'directline'])('is taken back by a click in its line on %s, as if typed', channel => {
    const activity = drawn(asking, channel)
    expect(suggestedBy(activity)).toEqual(titles)
    expect(activity.text).toMatch(/So far: Exchange 2007 · Exchange 2007 SP1\\_\\\*\.$/)
    const clicks = lineOn(activity).flatMap(run => run.selectAction ?? [])
    expect(clicks.map(({ type, title, data }) => [type, title, data])).toEqual(
      wrong?.map(title => ['Action.Submit', title, title]),
    )
    // Our page leaves out of the text what the card says.
    expect(activity.text?.endsWith(activity.channelData.advise.known)).toBe(true)
  })

  it('stands on the card of choices in Teams groups, and a click is known by its card', () => {
    const { activities, asked } = draw([asking], { channelId: 'msteams', group: true, userId: 'user' })
    const [activity] = activities as unknown as Partial<Activity>[]
    expect(lineOn(activity ?? {}).flatMap(run => run.selectAction?.data ?? [])).toEqual(
      [0, 1].map(option => ({ choice: { question: 'say', option: `${option}` }, nonce: asked[0]?.nonce })),
    )
    expect(asked[0]?.choices.map(({ title }) => title)).toEqual([...titles, ...(wrong ?? [])])
    expect(activity?.text).not.toContain('So far')
  })

  it.each(['msteams', 'emulator'])(
    'stands before the question on %s, which suggests nothing beside a card',
    channelId => {
      const { activities, asked } = draw([asking], { channelId, group: false, userId: 'user' })
      const [line, last] = activities as unknown as Partial<Activity>[]
      expect(lineOn(line ?? {}).flatMap(run => run.selectAction ?? [])).toMatchObject(
        [0, 1].map(option => ({
          // The Playground hands back no text of a button, and Web Chat does nothing for a universal action.
          type: channelId === 'msteams' ? 'Action.Execute' : 'Action.Submit',
          data: { choice: { question: 'say', option: `${option}` }, nonce: asked[0]?.nonce },
        })),
      )
      expect(suggestedBy(last ?? {})).toEqual(titles)
      expect([line?.text, line?.summary]).toEqual(['', asking.known?.text])
    },
  )

  it('is said where there are no cards', () => {
    expect(drawn(asking, 'sms').text).toContain('So far: Exchange 2007 · Exchange 2007 SP1_*.')
  })
})

describe('an article', () => {
  const linksOf = (value: unknown): readonly string[] =>
    [...JSON.stringify(value).matchAll(/"url":"([^"]+)"/g)].map(([, url = '']) => url)
  const at = { channelId: 'webchat', group: false, userId: 'user' }

  it('opens as our own page where there is one, and its original is a link; each address stands once', () => {
    const [activity] = draw([recommendation], at, { pages: { publicUrl: 'https://help.example' } }).activities
    expect(linksOf(activity?.attachments)).toEqual([
      'https://example.com/1',
      'https://support.microsoft.com/kb/951251',
      'https://example.com/rollup-4',
      'https://help.example/articles/KB951251',
    ])
  })

  it('opens as its original where there is no page of ours', () => {
    const [activity] = draw([recommendation], at).activities
    expect(linksOf(activity?.attachments)).toEqual([
      'https://example.com/1',
      'https://example.com/rollup-4',
      'https://support.microsoft.com/kb/951251',
    ])
  })

  it('is opened by our own page of web chat as it can: a reply names no port', () => {
    const [activity] = draw([recommendation], at, { pages: { besideWebChat: true } }).activities
    expect(activity?.channelData).toEqual({ advise: { twin: true, article: 'KB951251' } })
    expect(linksOf(activity?.attachments)).not.toContainEqual(expect.stringContaining('localhost'))
  })

  it('is cited by its original in either case', () => {
    const [activity] = draw([recommendation], at, { pages: { publicUrl: 'https://help.example' } }).activities
    expect(JSON.stringify(activity?.entities)).toContain('"url":"https://support.microsoft.com/kb/951251"')
  })
})

describe('a recommendation', () => {
  it('in Web Chat has link definitions, which it draws citations from, and tells our page that its card says the same', () => {
    const activity = drawn(recommendation, 'webchat')
    expect(activity.text).toContain('[1]: https://support.microsoft.com/kb/951251 "KB951251: A custom MAPI')
    expect(activity.text).toContain('[2]: https://example.com/1')
    expect(activity.text).not.toContain('[3]')
    expect(activity.channelData).toEqual({ advise: { twin: true } })
  })

  it('in Teams says one sentence with the citation’s mark above the card, which says the rest', () => {
    const activity = drawn(recommendation, 'msteams')
    expect(activity.text).toBe('**I am fairly sure.** [1]')
    expect(activity.summary).toContain('Install Update Rollup 4.')
    expect(activity.attachments).toHaveLength(1)
    expect(activity.channelData).toEqual({ feedbackLoop: { type: 'default' } })
  })

  it('in Teams keeps its citations within what Teams accepts', () => {
    const long = { ...recommendation.citation, title: 'very '.repeat(40), abstract: 'long '.repeat(60) }
    const [claim] = drawn({ ...recommendation, citation: long }, 'msteams').entities?.[0]?.citation ?? []
    expect(claim.appearance.name.length).toBeLessThanOrEqual(80)
    expect(claim.appearance.name).toMatch(/^KB951251: very .*very…$/)
    expect(claim.appearance.abstract.length).toBeLessThanOrEqual(160)
  })

  it('on a channel without cards is all text, with its address', () => {
    const activity = drawn(recommendation, 'sms')
    expect(activity).toMatchObject({ textFormat: 'plain' })
    expect(activity.attachments).toBeUndefined()
    expect(activity.text).toContain('https://support.microsoft.com/kb/951251')
    expect(activity.text).toContain('<b>2003</b>')
  })
})

it('keeps the line breaks of what the bot says', () => {
  expect(drawn(said, 'webchat').text).toBe('Hello. Tell me what you see.  \nOne line is enough.')
  expect(drawn(said, 'sms').text).toContain('Hello. Tell me what you see.\nOne line is enough.')
})

describe('an article of any length', () => {
  const lines = Array.from(
    { length: 900 },
    (_, index) => `Step ${index}: press the <button> & "wait" for ${'ä'.repeat(40)}.`,
  )
  const long: Reply = {
    ...recommendation,
    parts: [
      { title: 'What to do', style: 'steps', lines },
      { title: 'More', style: 'paragraphs', lines, folded: true },
    ],
  }

  it('fits what Teams takes, and says that there is more', () => {
    for (const group of [false, true]) {
      const { activities } = draw([long], { channelId: 'msteams', group, userId: 'user' })
      for (const drawn of activities) expect(Buffer.byteLength(JSON.stringify(drawn))).toBeLessThan(40_000)
      const said = JSON.stringify(activities)
      expect(said).toContain('Step 0:')
      expect(said).toContain('open the article for the rest')
    }
  })

  it('that is one endless line fits, too', () => {
    const endless = { ...long, parts: [{ title: 'What to do', style: 'steps' as const, lines: ['x '.repeat(50_000)] }] }
    const [drawn] = draw([endless], { channelId: 'msteams', group: false, userId: 'user' }).activities
    expect(Buffer.byteLength(JSON.stringify(drawn))).toBeLessThan(40_000)
    expect(JSON.stringify(drawn)).toContain('x x x')
  })
})
