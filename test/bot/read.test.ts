import { describe, expect, it } from 'vitest'
import { conversationOf } from '../../bot/bot.ts'
import type { Activity } from '../../bot/channels/activity.ts'
import { read } from '../../bot/channels/read.ts'
import { typed } from '../../dialogs/index.ts'

const activity = (given: object): Activity =>
  ({
    type: 'message',
    channelId: 'emulator',
    serviceUrl: 'http://localhost:1',
    from: { id: 'user' },
    recipient: { id: 'bot' },
    conversation: { id: 'c' },
    ...given,
  }) as unknown as Activity

const message = (given: object) => {
  const incoming = read(activity(given))
  return incoming.kind === 'message' ? incoming.message : incoming.kind
}

describe('an event', () => {
  const event = (given: object) => read(activity({ type: 'event', ...given }))
  const name = 'webchat:activity-status/feedback'

  it('that tells what somebody thinks of a message is that', () => {
    for (const [said, liked] of [
      ['LikeAction', true],
      ['DislikeAction', false],
    ] as const)
      expect(event({ name, entities: [{ '@type': said, actionStatus: 'PotentialActionStatus' }] })).toEqual({
        kind: 'feedback',
        liked,
        reason: undefined,
      })
  })

  it.each([
    ['of another name', { name: 'webchat/other', entities: [{ '@type': 'LikeAction' }] }],
    ['without an opinion', { name, entities: [{ '@type': 'VoteAction' }, { type: 'LikeAction' }] }],
    ['without anything', { name }],
  ])('%s needs no answer', (_, given) => {
    expect(event(given).kind).toBe('ignored')
  })
})

describe('a message', () => {
  it('is the typed words', () => {
    expect(message({ text: 'no mail' })).toEqual({ ...typed('no mail'), sender: 'user' })
  })

  it('carries its id, its language and its sender as far as the channel told them', () => {
    const told = { id: 'a1', locale: 'de-DE', from: { id: 'ann' } }
    expect(message({ text: 'no mail', ...told })).toMatchObject({ id: 'a1', locale: 'de-DE', sender: 'ann' })
    const joined = { type: 'conversationUpdate', membersAdded: [{ id: 'ann' }], ...told }
    expect(message(joined)).toMatchObject({ joined: true, id: 'a1', locale: 'de-DE', sender: 'ann' })
    const untold = { id: undefined, locale: '', from: undefined }
    expect(message({ text: 'no mail', ...untold })).toEqual(typed('no mail'))
  })

  it('loses the bot’s own mention and keeps other people’s', () => {
    const mention = (id: string, text: string) => ({ type: 'mention', mentioned: { id }, text })
    expect(
      message({
        text: '<at>Advise</at>&nbsp;ask <at>Ann</at>: no mail',
        entities: [mention('bot', '<at>Advise</at>'), mention('ann', '<at>Ann</at>')],
      }),
    ).toMatchObject({ text: 'ask Ann: no mail' })
  })

  it('tolerates mentions and entities that say nothing', () => {
    const entities = [{ type: 'mention' }, { type: 'mention', mentioned: { id: 'bot' } }, { type: 'clientInfo' }]
    expect(message({ text: 'hi', entities })).toMatchObject({ text: 'hi' })
  })

  it.each([
    ['  a  \t b  ', 'a b'],
    ['a<br>b<BR/>c', 'a\nb\nc'],
    ['a\r\n b \rc', 'a\nb\nc'],
    ['a&nbsp;b\u00a0c\u200b', 'a b c'],
    ['C:\\Logs <x> S_OK', 'C:\\Logs <x> S_OK'],
  ])('is freed of what chat clients put between words: %j', (text, clean) => {
    expect(message({ text })).toMatchObject({ text: clean })
  })

  it('is a choice when a card button was clicked, in the shape of each client', () => {
    const choice = { question: 'version windows-server', option: '6.0..6.1' }
    expect(message({ value: { choice } })).toMatchObject({ text: '', choice })
    expect(message({ text: 'Windows Server 2008', value: { choice, msteams: {} } })).toMatchObject({
      text: 'Windows Server 2008',
      choice,
    })
  })

  it('is what the button says when a card of an older release was clicked', () => {
    expect(message({ value: { choice: 'It worked' } })).toMatchObject({ text: 'It worked', choice: undefined })
  })

  it.each([['text'], [null], [7], [{ choice: 7 }], [{ choice: { question: 'x' } }], [{ other: 'x' }], [[]]])(
    'with the value %j is no choice',
    value => {
      expect(message({ text: 'hi', value })).toMatchObject({ text: 'hi', choice: undefined })
    },
  )

  it('without any text is empty', () => {
    expect(message({})).toMatchObject({ text: '', attachments: 0 })
    expect(message({ text: null })).toMatchObject({ text: '' })
  })

  it('counts its files, but not the copy of itself that Teams attaches', () => {
    const attachments = [{ contentType: 'image/png' }, { contentType: 'text/html' }, {}]
    expect(message({ attachments })).toMatchObject({ attachments: 2 })
  })

  it('of 100 kB is not read', () => {
    for (const given of [{ text: 'x'.repeat(100_000) }, { value: { choice: 'x'.repeat(100_000) } }])
      expect(read(activity(given))).toEqual({ kind: 'too-long', length: 100_000, limit: 65_536 })
  })
})

describe('somebody who joins', () => {
  const joins = (membersAdded: readonly string[], given: object = {}) => {
    const told = message({ type: 'conversationUpdate', membersAdded: membersAdded.map(id => ({ id })), ...given })
    return typeof told === 'object' && told.joined
  }
  const teams = { channelId: 'msteams', conversation: { id: 'c', conversationType: 'personal' } }
  const teamsGroup = { channelId: 'msteams', conversation: { id: 'c', conversationType: 'channel', isGroup: true } }

  it('is greeted, the bot itself is not', () => {
    expect([joins(['user']), joins(['bot', 'user']), joins(['bot']), joins([])]).toEqual([true, true, false, false])
  })

  it('is greeted in Teams also when only the bot is announced there', () => {
    expect([joins(['bot'], teams), joins(['user', 'bot'], teams)]).toEqual([true, true])
  })

  it('is greeted in a group only once, when the bot is added', () => {
    expect([joins(['bot'], teamsGroup), joins(['user'], teamsGroup)]).toEqual([true, false])
  })

  it('leaving is not joining', () => {
    expect(message({ type: 'conversationUpdate', membersRemoved: [{ id: 'user' }] })).toBe('ignored')
  })
})

it.each(['typing', 'event', 'messageReaction', 'installationUpdate', 'endOfConversation', 'invoke', 'nonsense'])(
  'an activity of type %s is ignored',
  type => {
    expect(read(activity({ type, text: 'hi' }))).toMatchObject({ kind: 'ignored' })
  },
)

describe('the name of a conversation', () => {
  const name = (channelId: string, id: string, user?: string) =>
    conversationOf(
      activity({ channelId, conversation: { id, isGroup: user !== undefined }, from: { id: user ?? 'u' } }),
    )

  it('is one for two people in a chat of two, and one each in a group', () => {
    expect(name('webchat', 'c')).toBe('webchat|c')
    expect(name('msteams', 'c', 'ann')).not.toBe(name('msteams', 'c', 'bob'))
  })

  it('is never shared by two conversations', () => {
    const names = [name('a', 'b|c'), name('a', 'b', 'c'), name('a|b', 'c'), name('a', 'b%7Cc'), name('a', 'b')]
    expect(new Set(names).size).toBe(names.length)
  })
})
