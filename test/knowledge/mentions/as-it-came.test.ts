import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mentionsOf } from '../room.ts'

const has = (text: string): readonly string[] =>
  mentionsOf(text, {})
    .filter(m => m.bearing === 'has' && m.hasVersion)
    .map(m => m.label)

describe('where nothing was put on it', () => {
  it.each([
    ['Exchange 2010 SP2 with not a single update rollup', 'Exchange Server 2010 SP2 without any update rollup'],
    [
      'Exchange 2007 SP2, not one Exchange rollup was ever installed',
      'Exchange Server 2007 SP2 without any update rollup',
    ],
    ['Product: Exchange 2010\nService pack: 1\nRollup: none', 'Exchange Server 2010 SP1 without any update rollup'],
    ['Exchange 2007 SP1. RU: nil', 'Exchange Server 2007 SP1 without any update rollup'],
    [
      'update rollups were never applied to our Exchange 2010 SP1',
      'Exchange Server 2010 SP1 without any update rollup',
    ],
    ['we never installed any rollup on Exchange 2007 SP3', 'Exchange Server 2007 SP3 without any update rollup'],
    ['our SQL Server 2008, service pack: none', 'SQL Server 2008 RTM'],
    ['our Windows Server 2003 without any service pack', 'Windows Server 2003 RTM'],
    ['Exchange 2007 SP1 without rollup 4', 'Exchange Server 2007 SP1 before Update Rollup 4'],
  ])('it is what was before the first of its kind: %s', (text, version) => expect(has(text)).toEqual([version]))

  it.each([
    ['Exchange 2010 SP1 out of the box', 'Exchange Server 2010 SP1 without any update rollup'],
    ['Exchange 2007 SP2 (unpatched)', 'Exchange Server 2007 SP2 without any update rollup'],
    ['we have vanilla Exchange 2007', 'Exchange Server 2007 RTM without any update rollup'],
    ['our Windows Server 2003 is still as it was delivered', 'Windows Server 2003 RTM'],
    ['Exchange 2007 SP1 RU3, as delivered', 'Exchange Server 2007 SP1 Update Rollup 3'],
    ['Windows 10 out of the box', 'Windows 10'],
  ])('it is the lowest of what its name leaves open, where only updates differ: %s', (text, version) =>
    expect(has(text)).toEqual([version]),
  )

  it('is said of each product of a bundle', () => {
    expect(has('SBS 2011 as it came off the DVD, not a single rollup on it')).toEqual([
      'Windows Server 2008 R2 RTM',
      'Exchange Server 2010 SP1 without any update rollup',
    ])
  })

  it('is a fact wherever the service pack that it belongs to stands', () => {
    const release = fc.constantFrom('2007 SP1', '2007 SP2', '2010 SP1', '2010 SP3')
    const none = fc.constantFrom(
      'no update rollup',
      'not one rollup',
      'without a single RU',
      'rollup: none',
      'zero rollups',
    )
    fc.assert(
      fc.property(release, none, fc.boolean(), (r, n, isFirst) => {
        const text = isFirst ? `${n}, Exchange ${r}` : `Exchange ${r}, ${n}`
        expect(has(text)).toEqual([`Exchange Server ${r} without any update rollup`])
      }),
    )
  })
})
