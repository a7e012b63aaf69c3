import { describe, expect, it } from 'vitest'
import { NAMED, WORKS } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

const told = (text: string) => read(text, {}).troubles.filter(t => t.kind !== NAMED && t.kind !== WORKS)
const standings = (text: string): readonly string[] => told(text).map(t => t.standing)

describe('what is said of a trouble afterwards', () => {
  it.each([
    ['The spooler crashed. No, that is not true.', 'denied'],
    ['The spooler crashes on the other site. Here it does not happen.', 'denied'],
    ['The spooler crashed last year, but now everything works.', 'over'],
    ['The spooler crashed every day. Since then all is well.', 'over'],
    ['For two days no mail arrived. But it is settled.', 'over'],
    ['The spooler crashed. A restart cured it.', 'over'],
    ['The spooler crashes. Fixed by a reboot of the box.', 'over'],
    ['The spooler crashes. We restarted the box and all is well again.', 'over'],
    ['The spooler crashes. A restart of the box cures it.', 'claimed'],
    ['The spooler crashes. After a restart everything is fine again.', 'claimed'],
    ['The spooler crashes. It is well again for a few days.', 'claimed'],
    ['The spooler crashes. All others are fine.', 'one-of-many'],
    ['One user, just one, gets his mail late.', 'one-of-many'],
  ])('%s: %s', (text, standing) => expect(standings(text)).toEqual([standing]))

  it('changes nothing where another trouble is told', () => {
    expect(standings('The spooler crashed. Now it hangs.')).toEqual(['claimed', 'claimed'])
  })
})

describe('what only adds to a part of a sentence', () => {
  it('speaks as that part does', () => {
    expect(standings('It is not the case that Outlook crashes when the add-in hangs')).toEqual(['denied', 'denied'])
  })
})

describe('a wait', () => {
  it.each([
    'the mail comes only after a minute',
    'they come between one and two minutes after it',
    'the alert shows up 60 to 120 seconds later',
    'it is told only in its five minute loop',
  ])('is late: %s', text => expect(told(text).map(t => t.kind)).toEqual(['late']))

  it.each(['it looks every two minutes', 'the mail comes within a second', 'after two minutes we left'])(
    'is none: %s',
    text => expect(told(text).map(t => t.kind)).toEqual([]),
  )
})

describe('what does not happen', () => {
  it.each(['we call it, but OnNotify never', 'the others get the toast, we don’t'])('may be left out: %s', text =>
    expect(told(text).map(t => t.kind)).toContain('absent'),
  )
})

describe('a thing that has no part in it', () => {
  it('tells no trouble', () => {
    expect(
      told('it is a plain web service, no MAPI in it').filter(t => t.standing === 'claimed' && t.kind !== 'without'),
    ).toEqual([])
  })
})

describe('what a message names', () => {
  it('is kept beside its troubles, but not of what goes well', () => {
    const named = (text: string) =>
      read(text, {})
        .troubles.find(t => t.kind === NAMED)
        ?.things.flat() ?? []
    expect(named('The robot registers for MAPI notifications. It reacts only after a minute.')).toContain(
      'mapi-notification',
    )
    expect(named('MAPI notifications work fine. The robot is slow.')).not.toContain('mapi-notification')
  })
})
