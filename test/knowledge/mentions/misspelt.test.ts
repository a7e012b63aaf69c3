import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mentionsOf } from '../room.ts'

const found = (text: string) => mentionsOf(text, {}).map(m => [m.label, m.bearing])

describe('a misspelt word that introduces a version or a machine', () => {
  it.each([
    ['exchnage 2007 sevice pack 1', 'exchange 2007 service pack 1'],
    ['Exchange 2007 SP1 rolup 3', 'Exchange 2007 SP1 rollup 3'],
    ['Exchange 2007 SP1 updtae rollup 3', 'Exchange 2007 SP1 update rollup 3'],
    ['widnows server 2008', 'windows server 2008'],
    ['Windows Sever 2008', 'Windows Server 2008'],
    ['the mailbx servr has Windows Server 2008', 'the mailbox server has Windows Server 2008'],
    ['the file servr runs Windows Server 2003', 'the file server runs Windows Server 2003'],
    ['the domain controler runs Windows Server 2003', 'the domain controller runs Windows Server 2003'],
    ['our cleint has Windows Server 2003', 'our client has Windows Server 2003'],
    ['the Windows serverr 2008', 'the Windows server 2008'],
    ['Exchange 2007 SP1 with rolups 1 and 3', 'Exchange 2007 SP1 with rollups 1 and 3'],
  ])('is read as what it was meant to be: %s', (misspelt, meant) => {
    expect(found(misspelt)).toEqual(found(meant))
  })

  it.each([
    'the events of Windows Server 2008 are stored',
    'it serves us well on Exchange 2007',
    'the windows of the program stay open',
    'the director has Exchange 2007',
  ])('is no other word that is known: %s', text => {
    const rest = (t: string) => mentionsOf(t, {}).length
    expect(rest(text)).toBeLessThanOrEqual(1)
  })

  it('changes no version: a number that is not there is none that is near it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 99 }), n => {
        expect(found(`Exchange 2007 SP1 rollup ${n}`)).toEqual(found('Exchange 2007 SP1'))
      }),
    )
  })
})
