import { describe, expect, it } from 'vitest'
import { parseActivity } from '../../bot/channels/activity.ts'
import { draw } from '../../bot/channels/draw.ts'
import { escapeMarkdown } from '../../bot/channels/escape.ts'
import { read } from '../../bot/channels/read.ts'
import { explanation } from '../bot/replies.ts'
import { activity } from '../bot/running-bot.ts'
import { computingTime } from '../knowledge/computing-time.ts'

/** What four times as much may cost, in times: linear is 4, quadratic 16. */
const MOST_GROWTH = 8
/** Milliseconds: below it nothing can be told of how it grows. */
const NOTICEABLE = 60

/** The lesser of two tries, so that what else the machine does counts little. */
const least = (use: () => unknown): number => Math.min(computingTime(use), computingTime(use))

const expectLinear = (cost: (size: number) => () => unknown, size: number): void => {
  const [once, four] = [least(cost(size)), least(cost(size * 4))]
  expect(four).toBeLessThan(Math.max(NOTICEABLE, once) * MOST_GROWTH)
}

const readText = (piece: string) => (size: number) => {
  const parsed = parseActivity(activity({ text: piece.repeat(Math.ceil(size / piece.length)) }))
  return () => read(parsed)
}

describe('what an activity costs grows with its size, and no faster', () => {
  const pieces = [
    ' ',
    '\n',
    ' \n',
    '\t',
    '<at',
    '<at ',
    '</at>',
    '<at>x</at>',
    '<br',
    '<br ',
    '<br\n',
    '&nbsp;',
    '\u200b',
    '\r',
    'x ',
    '<',
  ]
  it.each(pieces)('a text of %j', piece => expectLinear(readText(piece), 60_000))

  it('mentions of the bot, all alike, each a space', () => {
    const mention = { type: 'mention', text: ' ', mentioned: { id: 'bot' } }
    expectLinear(size => {
      const parsed = parseActivity(activity({ text: ' '.repeat(64_000), entities: Array(size).fill(mention) }))
      return () => read(parsed)
    }, 1_200)
  })

  it('mentions of the bot, all different', () => {
    expectLinear(size => {
      const entities = Array.from({ length: size }, (_, i) => ({
        type: 'mention',
        text: `x${i}`,
        mentioned: { id: 'bot' },
      }))
      const parsed = parseActivity(activity({ text: 'x'.repeat(64_000), entities }))
      return () => read(parsed)
    }, 1_200)
  })

  it.each(['entities', 'attachments', 'membersAdded'])('%s that are checked, right or wrong', name => {
    for (const item of [0, { type: 'x', id: 'x' }])
      expectLinear(size => {
        const given = activity({ [name]: Array(size).fill(item) })
        return () => {
          try {
            parseActivity(given)
          } catch {
            // Refused is fine, too.
          }
        }
      }, 1_200)
  })
})

describe('what is drawn of an article costs as much as it is long, and no more', () => {
  it.each(['`', '*', '[', ']', '~', '<a', '&a', '_', '\\', '- ', '1. ', '1', '#', '\n', ' '])('words of %j', piece =>
    expectLinear(size => {
      const text = piece.repeat(Math.ceil(size / piece.length))
      return () => escapeMarkdown(text)
    }, 60_000),
  )

  it('a code block of a hundred thousand runs of marks is drawn', () => {
    const part = { title: 'Code', style: 'code', lines: ['` '.repeat(150_000)] } as const
    const drawn = draw([{ ...explanation, parts: [part] } as typeof explanation], {
      channelId: 'webchat',
      group: false,
      userId: 'u',
    })
    expect(drawn.activities[0]?.text).toContain('```')
  })
})
