import { describe, expect, it } from 'vitest'
import { factsOf, knownRanges } from '../../../knowledge/judging/facts.ts'
import { nameOf, read } from '../room.ts'

const known = (text: string): string | undefined => {
  const ranges = knownRanges(factsOf(read(text, { asked: [] }).mentions, 'typed'), 'exchange-server')
  return ranges && nameOf('exchange-server', ranges)
}

describe('a newer update', () => {
  it.each([
    'Exchange 2010 SP2, we had RU1 but installed RU5 a month ago.',
    'Exchange 2010 SP2 RU1 was on it in July. Then RU5 went on.',
    'Exchange 2010 SP2 with RU1. Yesterday I installed RU5.',
    'We removed RU1 in autumn and put RU5 on. Exchange 2010 SP2.',
    'Exchange 2010 SP2. Last month we went from RU1 to RU5.',
    'In May we upgraded from RU1 to RU5. Exchange 2010 SP2.',
  ])('takes the place of the one before: %s', text => expect(known(text)).toMatch(/SP2 Update Rollup 5/))

  it.each([
    'Exchange 2010 SP2 with RU1. RU5 will be installed tomorrow.',
    'Exchange 2010 SP2 with RU1. RU5 is not on it yet.',
    'Exchange 2010 SP2 RU1. RU5 was not installed.',
    'Exchange 2010 SP2 RU1. Can RU5 be installed?',
  ])('does not where it is not there: %s', text => expect(known(text)).toMatch(/SP2 Update Rollup 1/))

  it.each([
    'Exchange 2010 SP2 RU1. RU5 was installed on the client access server.',
    'Exchange 2010 SP2 RU1. We installed RU5, but that was a catastrophe. So we are back on RU1.',
    'Exchange 2010 SP2 RU5. RU1 was installed last year.',
  ])('takes no place that is another one: %s', text => {
    const past = read(text, { asked: [] }).mentions.filter(m => m.bearing === 'past')
    expect(past).toEqual([])
  })
})

describe('an update that was taken off', () => {
  it('is there where it was put on again', () => {
    expect(
      known('We had the withdrawn RU5 and removed it. Later we installed the final RU5 for Exchange 2010 SP2.'),
    ).toMatch(/SP2 Update Rollup 5/)
  })

  it('is not where somebody tells when it had come', () => {
    expect(known('Exchange 2010 SP2. RU5 was removed. We had installed RU5 in May.')).not.toMatch(/Rollup 5/)
  })
})

describe('what was brought up to a service pack', () => {
  it.each([
    'I brought the old Exchange 2010 up to SP3 last weekend.',
    'Our hoster has taken the Exchange 2010 server up to SP3.',
    'Our Exchange 2010 went up to SP3 in May.',
  ])('has it: %s', text => {
    const [mention] = read(text, { asked: [] }).mentions
    expect(mention && nameOf('exchange-server', mention.ranges)).toBe('Exchange Server 2010 SP3')
  })

  it('has not where only what is affected is told', () => {
    const [mention] = read('Exchange 2010 up to SP3 has this bug.', { asked: [] }).mentions
    expect(mention && nameOf('exchange-server', mention.ranges)).not.toBe('Exchange Server 2010 SP3')
  })
})
