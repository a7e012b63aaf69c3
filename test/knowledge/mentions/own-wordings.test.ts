import { describe, expect, it } from 'vitest'
import { NAMED } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

const told = (text: string) => read(text, {}).troubles.filter(t => t.kind !== NAMED)
const claimed = (text: string) => told(text).filter(t => t.standing === 'claimed')
const kinds = (text: string): readonly string[] => claimed(text).map(t => t.kind)
const things = (text: string): readonly string[] => claimed(text).flatMap(t => t.things.flat())

describe('a trouble in everyday pictures', () => {
  it.each([
    ['our MAPI listener starves', 'absent'],
    ['the MAPI connector goes away empty-handed', 'absent'],
    ['our robot is kept out of the loop', 'absent'],
    ['our gateway waits for its first ring', 'absent'],
    ['the archiver puts on weight by the hour', 'memory-leak'],
    ['the folder got there bare', 'lost'],
    ['the collector is slung out by the store', 'disconnects'],
    ['the store turned our agent back at once, it was not admitted', 'refused'],
    ['the macro fell flat on its face', 'fails'],
    ['the list is sorted wrongly', 'wrong-order'],
    ['the transport service never gets to running', 'cannot-start'],
  ])('has its kind: %s', (text, kind) => {
    expect(kinds(text)).toContain(kind)
  })

  it.each([
    'the bubble stays away',
    'the slide-in in the corner never slides in',
    'no chime',
    'the mail pop-up has died',
  ])('befalls the alert for new mail: %s', text => {
    expect(kinds(text)).toEqual(['absent'])
    expect(things(text)).toContain('new-mail-alert')
  })
})

describe('what opens with "what"', () => {
  it.each(['What comes in stays invisible.', 'What I erase is still displayed.'])('asks nothing: %s', text => {
    expect(claimed(text)).not.toEqual([])
    expect(told(text).map(t => t.standing)).not.toContain('asked')
  })

  it('asks with its mark', () => {
    expect(claimed('What makes it stay invisible?').map(t => t.standing)).not.toContain('asked')
    expect(told('What would crash our spooler?').every(t => t.standing !== 'claimed')).toBe(true)
  })
})

describe('the end that comes each time', () => {
  it('ends nothing for good', () => {
    expect(kinds('The watcher goes deaf and remains so until we reboot it, then it is good again.')).toContain('absent')
  })

  it('is another one than that of a trouble that is over', () => {
    expect(kinds('The watcher went deaf. We rebooted it. Then it was good again.')).not.toContain('absent')
  })
})

describe('what stands beside what goes well', () => {
  it('is not what fails next in its sentence', () => {
    const text = 'The CDO job gets a session, reads the address book without a murmur, and falls flat on its face.'
    const failing = claimed(text).filter(t => t.kind === 'fails')
    expect(failing.flatMap(t => t.things.flat())).toEqual(['cdo'])
  })

  it('may be what fails where the sentence is about nothing else', () => {
    expect(things('The address book opens without a murmur, and then crashes.')).toContain('address-book')
  })
})

describe('what tells no trouble', () => {
  it('is an ending that nobody reaches: who does not log off misses nothing', () => {
    expect(kinds('The stations were turned off with no logoff.')).toEqual([])
  })

  it('is holding on to something', () => {
    expect(kinds('The add-in hangs on to it.')).toEqual([])
  })

  it('is an error code behind what comes: that is how it fails', () => {
    expect(told('Each further Advise comes back with 0x8007000E.').map(t => t.standing)).not.toContain('denied')
  })

  it('is a service that runs: that it does not start is denied', () => {
    expect(told('MSExchangeTransport is running.').map(t => [t.kind, t.standing])).toContainEqual([
      'cannot-start',
      'denied',
    ])
  })
})
