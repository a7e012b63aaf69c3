import { describe, expect, it } from 'vitest'
import { mentionsOf } from '../room.ts'

const said = (text: string): readonly (readonly [string, string])[] =>
  mentionsOf(text, {})
    .filter(m => m.hasVersion)
    .map(m => [m.label, m.bearing])

describe('what stands at a version', () => {
  it.each([
    'CAS1 and CAS2 have Exchange 2010 SP2 RU6. MBX1 is still at SP2 RU3.',
    'MBX2 and MBX3 have Exchange 2010 SP2 RU6. MBX1 is at SP2 RU3. MBX1 crashes.',
  ])('has it now, whatever others have: %s', text => {
    expect(said(text)).toContainEqual(['Exchange Server 2010 SP2 Update Rollup 3', 'has'])
  })

  it('is no moment since when', () => {
    expect(said('We have Exchange 2010 SP2 RU6, and since RU3 it is late.')).toContainEqual([
      'Exchange Server 2010 SP2 Update Rollup 3',
      'past',
    ])
  })
})

describe('who is sure that a version stands on the own machine', () => {
  it.each([
    'The consultant assured us that the Exchange 2010 SP2 on our mail server is older than RU6.',
    'I know that the Exchange 2010 SP2 on the mailbox server is below RU6.',
  ])('tells it: %s', text => {
    expect(said(text)).toEqual([['Exchange Server 2010 SP2 before Update Rollup 6', 'has']])
  })

  it.each([
    'I doubt that the Exchange 2010 SP2 on our server is older than RU6.',
    'I am not sure that the Exchange 2010 SP2 on our server is older than RU6.',
    'We know that Exchange 2010 SP2 RU6 changes that.',
    'They want Exchange 2010 SP2 on our server.',
  ])('and not who doubts it, or speaks of no machine: %s', text => {
    expect(said(text).map(([, bearing]) => bearing)).not.toContain('has')
  })
})
