import { describe, expect, it } from 'vitest'
import { OWN_KINDS } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

const told = (text: string) => read(text, {}).troubles.filter(t => !OWN_KINDS.has(t.kind))
const claimed = (text: string) => told(text).filter(t => t.standing === 'claimed')
const kinds = (text: string) => [...new Set(claimed(text).map(t => t.kind))]

describe('what opens a part and denies it', () => {
  it.each([
    'Never has the callback been called.',
    'At no time does the store call back.',
    'None of the three listeners is told anything.',
    'Neither of our two programs gets an event.',
  ])('denies its verb, though the subject stands between: %s', text => expect(kinds(text)).toEqual(['absent']))

  it.each([
    'None of our mails are lost.',
    'Not once has it crashed.',
    'Not a single mail was lost.',
    'Nothing gets lost.',
    'At no time was the store down.',
  ])('is no trouble where a trouble is denied: %s', text => expect(kinds(text)).toEqual([]))
})

describe('a notification', () => {
  it.each([
    'The fax gateway has not been sent one single notification.',
    'The UDP notification packet never leaves the server.',
    'The notifications go nowhere.',
    'The store sends no notification.',
  ])('that is not sent is absent, and no mail that cannot be sent: %s', text => expect(kinds(text)).toEqual(['absent']))

  it('by mail is a mail', () => expect(kinds('The notification mails are not sent.')).toEqual(['cannot-send']))

  it('that is to stop is no missing one', () => expect(kinds('How do I stop the notifications?')).toEqual([]))
})

describe('nothing happens when mail comes in', () => {
  it.each(['Nothing is printed when mail comes in.', 'When a mail comes in, nothing is printed.'])(
    'though it would be printed, no printer fails: %s',
    text => expect(kinds(text)).toEqual(['absent']),
  )

  it('is that of the printer otherwise', () => expect(kinds('Nothing is printed.')).toEqual(['cannot-print']))

  it('after what was told denies nothing of it', () => {
    expect(kinds('The store sends no events. It registers, and after that nothing happens.')).toEqual(['absent'])
  })
})

describe('"it" behind a place', () => {
  it('is what was named before', () => {
    const [trouble] = claimed('Our listener is a MAPI client. For the mailboxes on B it is deaf.')
    expect(trouble?.things.map(([thing]) => thing)).toEqual(expect.arrayContaining(['mapi', 'mailbox']))
  })
})

describe('what is only supposed', () => {
  it.each([
    'If no notification came, we would see it in the log.',
    'We would know it if it were deaf.',
    'If it got no events we would see it.',
  ])('by "would" beside "if" is no trouble: %s', text => expect(kinds(text)).toEqual([]))

  it('is no denial that "unless" is behind', () => {
    expect(kinds('The view does not refresh unless one clicks around.')).toEqual(['stale'])
    expect(kinds('Use it unless it crashes.')).toEqual([])
  })

  it('is no end that is refused', () => {
    expect(kinds('The deleted mails refuse to go away.')).toEqual(['leftover'])
  })
})

describe('words of a kind that tell none', () => {
  it.each([
    "What's wrong?",
    "I'm stuck.",
    'Nobody told me that before.',
    'Sorry for the late reply.',
    "It's not clear to me.",
    'I have no idea how notifications work.',
  ])('are no trouble: %s', text => expect(kinds(text)).toEqual([]))

  it('leave the trouble that they lead to', () => {
    expect(kinds('The users complain that nothing arrives.')).toEqual(['absent'])
  })
})

describe('packets that announce something', () => {
  it.each([
    'Not one UDP packet leaves the store for our MAPI robot.',
    'The sniffer shows zero UDP from the server to the MAPI robot.',
    'No UDP datagrams reach the MAPI robot.',
  ])('are notifications where MAPI is told of: %s', text => {
    const told = read(text, {}).troubles.filter(t => t.standing === 'claimed')
    expect(told).toContainEqual(
      expect.objectContaining({
        kind: 'absent',
        things: expect.arrayContaining([['mapi-notification', 'mapi', 'notification']]),
      }),
    )
  })

  it('are none of anything else', () => {
    const things = read('No UDP packets come back from the DNS server.', {}).troubles.flatMap(t => t.things.flat())
    expect(things).not.toContain('mapi-notification')
  })
})
