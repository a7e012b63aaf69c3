import { describe, expect, it } from 'vitest'
import { mentionsOf, read } from '../room.ts'

// What people say in the plainest words, in each combination: whoever adds words sees here what they cut short.

const NAMES = [
  'MAPI notifications',
  'notifications',
  'change notifications',
  'change events',
  'new mail notifications',
  'new-mail events',
  'store events',
  'callbacks',
  'OnNotify calls',
  'push notifications',
  'table notifications',
]

const each = (tellings: readonly string[]): readonly string[] =>
  tellings.flatMap(telling => NAMES.map(name => telling.replace('…', name)))
const claimed = (text: string) =>
  read(text, {}).troubles.filter(t => t.standing === 'claimed' && t.things.flat().includes('notification'))
const tells = (kind: string) => (text: string) => claimed(text).some(t => t.kind === kind)

describe('a notification', () => {
  it('is missing, however it is put', () => {
    const tellings = [
      'The pager gets no ….',
      'The pager does not get any ….',
      'The pager has not received … since May.',
      'No … arrive at the pager.',
      'The … never arrive.',
      'The … have stopped.',
      'The … are missing.',
      'The … are not delivered to the pager.',
      'The … do not come through.',
      'The … do not reach the pager.',
      'The … never fire.',
      'The pager waits in vain for ….',
      'The pager waits for … that never come.',
      'The server no longer sends ….',
      'None of the … come.',
      'We see no … at all.',
    ]
    expect(each(tellings).filter(text => !tells('absent')(text))).toEqual([])
  })

  it('comes late, however it is put', () => {
    const tellings = [
      'The … come late.',
      'The … come only after a minute.',
      'The … are delayed by two minutes.',
      'The pager gets its … with a delay of a minute.',
      'It takes a minute until the … come.',
      'The … lag behind.',
    ]
    expect(each(tellings).filter(text => !tells('late')(text))).toEqual([])
  })

  it('does neither where it is said to come', () => {
    const tellings = [
      'The pager gets its … at once.',
      'The … arrive as they should.',
      'The … keep coming.',
      'The … do not come late.',
      'Each of the … arrives.',
      'The … are fine.',
    ]
    expect(each(tellings).filter(text => tells('absent')(text) || tells('late')(text))).toEqual([])
  })
})

describe('the versions of a server', () => {
  const EXCHANGE = [
    'Exchange 2007 SP1 RU3',
    'Exchange Server 2007 Service Pack 1 Rollup 3',
    'E2K7 SP1 RU3',
    'Ex2007 SP1 UR3',
    'Exchange 2007 (SP1, RU3)',
    'Exchange 2007 SP1 rollup #3',
    'Exchange 2007 SP1 and the third rollup',
    'Exchange 2007 build 08.01.0291.002',
  ]
  const WINDOWS = ['Windows Server 2008', 'Server 2008', 'W2K8', 'WS2008 x64', 'Server 2008 Enterprise', '2008 Server']
  const TELLINGS = [
    'No events. {E} on {W}.',
    'The mailbox server runs {E} on {W}.',
    'No events since the mailboxes moved to a server with {E} on {W}.',
    'no events, {E}, {W}',
    'No events.\nExchange: {E}\nOS: {W}',
    'The server is a {W} box with {E}.',
    'The mailbox server ({E}, {W}) sends no events.',
    'No events although the mailbox server has {E} and {W}.',
  ]

  it('are claimed, however they are put', () => {
    const all = TELLINGS.flatMap(t => EXCHANGE.flatMap(e => WINDOWS.map(w => t.replace('{E}', e).replace('{W}', w))))
    const isClaimed = (text: string, product: string, label: string): boolean =>
      mentionsOf(text, {}).some(m => m.product === product && m.bearing === 'has' && m.label.startsWith(label))
    const unread = all.filter(
      text =>
        !isClaimed(text, 'exchange-server', 'Exchange Server 2007 SP1 Update Rollup 3') ||
        !isClaimed(text, 'windows-server', 'Windows Server 2008'),
    )
    expect(unread).toEqual([])
  })
})
