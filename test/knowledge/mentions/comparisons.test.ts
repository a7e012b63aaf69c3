import { describe, expect, it } from 'vitest'
import type { Circumstance } from '../../../knowledge/article.ts'
import { loadReader } from '../../../knowledge/reading/reader.ts'

const lying = (...liesIn: NonNullable<Circumstance['liesIn']>): Circumstance => ({
  that: 'The cause lies there.',
  said: [],
  instead: [],
  liesIn,
})
const told = (text: string, c: Circumstance) => loadReader().circumstancesIn(text, [c])[0]

describe('a cause that lies in the server', () => {
  it.each([
    'The macro hangs. With another user it works.',
    'The indexer gets no events. A different application on that host gets all of them.',
    'The add-in does not load here. My colleague has no such trouble on the same machine.',
    'No callbacks come. With a second mailbox all is well.',
    "It hangs. On a colleague's PC it does not.",
    'Our tool gets no events since version 7. With version 6 all of them arrive.',
    'The bridge is deaf at the branch. On a PC in the server room all events come at once.',
    'The macro hangs. On the laptop next to it it works.',
    '19 of our 20 workstations get all of them, one gets no events.',
    'Nine of ten PCs get all events, the tenth gets none.',
    'The former release of our tool, on the same box, sees every one of them.',
  ])('is not what goes well with another one of anything else: %s', text =>
    expect(told(text, lying('server'))).toBe('otherwise'),
  )

  it.each([
    ['it goes well with another server', 'The macro hangs. On the old server it works.'],
    ['it is as bad with another user', 'The macro hangs. With another user it hangs, too.'],
    ['it was tried with no result', 'The macro hangs. We tried another PC: the same.'],
    ['something else goes well', 'Our tool gets no events. Outlook works on another PC.'],
    ['it is only asked', 'The macro hangs. Would it work with another user?'],
    ['it was so before', 'The macro hangs. Until May it worked with another user.'],
    [
      'one of several numbers only tells a build',
      'The macro hangs. ver says Version 8.1 (Build 240.6), all is well there.',
    ],
    ['another update is there', 'It hangs since RU4. Our second office is on RU3, there all is well.'],
    ['all of them are counted', '20 of 20 workstations get no events.'],
    ['others of many are only told of', 'No workstation gets events. 3 of the 15 workstations are new.'],
    ['it is denied', 'The macro hangs. It does not work with another user.'],
  ])('may be it where %s', (_, text) => expect(told(text, lying('server'))).toBeUndefined())

  it('is not what is the same with each of them', () => {
    const text = 'The macro hangs, no matter on which server.'
    expect(told(text, lying('server'))).toBe('otherwise')
    expect(told(text, lying('program'))).toBeUndefined()
    expect(told(text, lying('server', 'network'))).toBeUndefined()
  })
})
