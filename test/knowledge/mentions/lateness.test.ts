import { describe, expect, it } from 'vitest'
import { read } from '../room.ts'

const claims = (text: string) =>
  read(text, {}).troubles.flatMap(t =>
    t.standing === 'claimed' && !['named', 'works'].includes(t.kind) ? [t.kind] : [],
  )

describe('two clock times', () => {
  it.each([
    'Mail in at 09:00:02, the program hears of it at 09:01:04.',
    '10:00:00 mail arrives, 10:01:05 OnNotify fires.',
    'Mail in mailbox: 11:00:01. Callback: 11:01:03.',
    'Mail arrives at 8:00, robot reacts at 8:01.',
  ])('tell that something is learnt late: %s', text => expect(claims(text)).toEqual(['late']))

  it.each([
    'Mail in at 09:00:02, the program hears of it at 09:00:03.',
    'The first mail arrived at 9:00, the second at 9:05, both fired an event at once.',
    'We installed the rollup at 22:00, and at 22:10 we saw events.',
    'The mail arrives at 9:00 and the meeting starts at 9:05.',
    'Mail sent at 09:00 never arrived, nobody saw it at 09:05.',
  ])('tell nothing of it where they are of other matters: %s', text => expect(claims(text)).not.toContain('late'))
})

describe('how long something takes', () => {
  it.each([
    ['Outlook shows new mail a minute or so after it has been delivered.', 'late'],
    ['The mail turns up hours after it was sent.', 'late'],
    ['For a minute nothing comes, then the callback fires.', 'late'],
    ['For a minute nothing comes, then it crashes.', 'absent'],
    ['It takes 20 seconds to switch folders.', 'slow'],
    ['Switching folders takes ten seconds.', 'slow'],
    ['The notification takes 20 seconds to appear.', 'late'],
  ])('is told of what comes or of what somebody does: %s', (text, kind) => expect(claims(text)[0]).toBe(kind))

  it('is no wait behind what nobody awaits', () => {
    expect(claims('Two minutes after the reboot the error appears.')).toEqual(['error'])
  })
})

describe('a quick question', () => {
  it.each(['Quick question: no alerts on our server', 'hi, just a quick note: our tool gets no alerts'])(
    'denies no delay: %s',
    text => {
      const all = read(text, {}).troubles
      expect(all.some(t => t.kind === 'late')).toBe(false)
      expect(all.some(t => t.kind === 'absent' && t.standing === 'claimed')).toBe(true)
    },
  )
})
