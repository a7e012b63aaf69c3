import { describe, expect, it } from 'vitest'
import { OWN_KINDS } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

const told = (text: string): readonly string[] =>
  read(text, {})
    .troubles.filter(t => !OWN_KINDS.has(t.kind))
    .map(t => `${t.standing} ${t.kind}`)

describe('notes and tickets', () => {
  it.each([
    'DONE\n- the spooler crashes\nOPEN\n- a shared calendar cannot be opened',
    'Solved:\n- the spooler crashes\nRemaining:\n- a shared calendar cannot be opened',
    'Had: spooler crashes. Have: a shared calendar that cannot be opened.',
    '12 Jan - the spooler crashes\n19 Jan - new driver on, all works\n2 Feb - a shared calendar cannot be opened',
  ])('tell what is over and what is open by where it stands: %s', text => {
    expect(told(text)).toContain('over crash')
    expect(told(text)).toContain('claimed cannot-open')
  })

  it.each([
    'Done so far: restarted twice. Open: the spooler crashes.',
    '12 Jan - the spooler crashes\n19 Jan - new driver on, no change',
    'Open:\n- the spooler crashes\nDone:\n- new driver',
    'It prints all week; then, one evening, the spooler crashes.',
  ])('leave open what was not mended: %s', text => expect(told(text)).toContain('claimed crash'))
})

describe('what should not be there', () => {
  it('is over when it ended with something', () =>
    expect(told('The flood of errors ended when the old server was switched off.')).not.toContain('claimed error'))

  it('that it does not come is no end of a trouble', () =>
    expect(told('The notifications stopped when we moved the mailbox.')).toContain('claimed absent'))
})
