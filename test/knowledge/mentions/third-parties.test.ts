import { describe, expect, it } from 'vitest'
import { mentionsOf } from '../room.ts'

const bearings = (text: string): readonly string[] => mentionsOf(text, {}).map(m => `${m.bearing} ${m.label}`)

describe('what a third party has', () => {
  it.each([
    'One of our customers has Exchange 2007 SP1, and no complaints so far. Our own server runs Exchange 2010, and the spooler crashes.',
    'A customer with Exchange 2007 SP1 is content. We run Exchange 2010 and the spooler crashes.',
    'The spooler crashes. We have Exchange 2010. Our vendor uses Exchange 2007 SP1. They see no crash.',
    "A friend's firm runs Exchange 2007 SP1 without any trouble. We have Exchange 2010, and the spooler crashes.",
  ])('is elsewhere where own versions are told: %s', text => {
    expect(bearings(text)).toContain('elsewhere Exchange Server 2007 SP1')
    expect(bearings(text)).toContain('has Exchange Server 2010')
  })

  it.each([
    'At one of our customers the spooler crashes. He has Exchange 2007 SP1.',
    'One of our customers has Exchange 2007 SP1 and the spooler crashes. We have Exchange 2010, and all is well.',
    'A customer has Exchange 2007 SP1, and our service crashes.',
  ])('is in question where it is the one in trouble: %s', text =>
    expect(bearings(text)).toContain('has Exchange Server 2007 SP1'),
  )
})
