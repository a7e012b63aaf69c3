import { describe, expect, it } from 'vitest'
import { NAMED, WITHOUT, WORKS } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

const all = (text: string) => read(text, {}).troubles
const told = (text: string) => all(text).filter(t => t.kind !== NAMED)
const kinds = (text: string): readonly string[] => told(text).map(t => t.kind)
const things = (text: string): readonly string[] => told(text).flatMap(t => t.things.flat())

describe('who is not told', () => {
  it.each([
    'nobody ever tells our letter robot',
    'the dispatch board is never woken',
    'our watcher is not alerted',
    'the pager bridge never hears of anything',
    'the indexer does not pick up new items',
    'the voice box is blind to incoming faxes',
    'arrivals go unnoticed',
  ])('misses a notification, though none is named: %s', text => {
    expect(kinds(text)).toEqual(['absent'])
    expect(things(text)).toContain('notification')
  })

  it('misses that of MAPI where MAPI is named', () => {
    expect(things('Our MAPI robot: nothing ever wakes it.')).toContain('mapi-notification')
  })

  it('is told late where it takes its time', () => {
    expect(kinds('our robot is woken two minutes later')).toEqual(['late'])
    expect(things('our robot is woken two minutes later')).toContain('notification')
  })

  it.each(['the screen of the laptop does not wake up', 'the scanner is not detected', 'the phone does not ring'])(
    'is no other thing that does not start, is not found or makes no sound: %s',
    text => expect(things(text)).not.toContain('notification'),
  )

  it.each(['it asks the store to tell it about new items', 'it registers for new mail', 'it watches the inbox'])(
    'is named by who asks to be told: %s',
    text =>
      expect(
        all(text)
          .find(t => t.kind === NAMED)
          ?.things.flat(),
      ).toContain('notification'),
  )
})

describe('nothing of a thing', () => {
  it.each(['not one callback', 'not even a single event', 'callbacks counted: 0', '0 events'])(
    'is that it does not come: %s',
    text => expect(kinds(text)).toEqual(['absent']),
  )

  it.each(['nothing about MAPI anywhere', 'no mention of MAPI in the dump', 'no MAPI on the stack'])(
    'is that it has no part in it, where it says of what: %s',
    text => expect(kinds(text)).toEqual([WITHOUT]),
  )

  it('is no trouble of updates: they are there or not', () => {
    expect(kinds('not one rollup is on it')).toEqual([])
  })
})

describe('what goes well at another time or beside another version', () => {
  it.each([
    'The lamp lights up late. On the old Windows 2003 machine it was instant.',
    'The lamp lights up late. Before that nobody complained.',
  ])('denies nothing: %s', text => expect(told(text).map(t => [t.kind, t.standing])).toEqual([['late', 'claimed']]))

  it('still says what does not go well on this one', () => {
    expect(kinds('On the old Windows 2003 machine the alerts work fine, but not on this one')).toContain('fails')
    expect(kinds('The alerts work fine')).toEqual([WORKS])
  })
})

describe('a moment', () => {
  it('has all that is said of it', () => {
    const [crash] = told('It crashes when I close the calendar, when the reminder is open')
    expect(crash?.occasion).toEqual(expect.arrayContaining(['calendar', 'reminder']))
  })

  it('is none where a trouble of its own is told', () => {
    expect(told('After the reboot the calendar is blank, the printer hangs')[1]?.occasion).toEqual([])
  })
})

describe('kinds of trouble', () => {
  it.each([
    ['the indexer falls over every night', 'crash'],
    ["a window says 'Editor has stopped working'", 'crash'],
    ['the gallery comes and goes', 'fails'],
    ['the tunnel comes and goes', 'disconnects'],
    ['Outlook does not get past disconnected', 'cannot-connect'],
    ['the information store is down', 'cannot-start'],
    ['the PC behind the firewall crashes', 'crash'],
    ['the list is 40 s behind', 'late'],
    ['the rows come in bursts', 'late'],
    ['it installs and nothing rings', 'absent'],
  ])('%s: %s', (text, kind) => expect(kinds(text)).toEqual([kind]))
})
