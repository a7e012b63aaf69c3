import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { factsOf, knownRanges } from '../../../knowledge/judging/facts.ts'
import type { ReadingContext } from '../../../knowledge/mentions/index.ts'
import { mentionsOf, nameOf, read, versions } from '../room.ts'

const known = (text: string, facet = 'exchange-server', context: ReadingContext = {}): string | undefined => {
  const ranges = knownRanges(factsOf(read(text, context).mentions, 'typed'), facet)
  return ranges && nameOf(facet, ranges)
}

describe('of a list of updates that are there', () => {
  it.each([
    'Exchange 2007 SP1 with RU1, RU2 and RU3',
    'Exchange 2007 SP1 with rollups 1, 2 and 3',
    'Exchange 2007 SP1 with rollups 1-3',
    'Exchange 2007 SP1 with rollups 1 - 3 on Windows Server 2008',
    'Exchange 2007 SP1, RU1 through RU3 are installed',
    'Exchange 2007 SP1 on Windows Server 2008, rollups 1 to 3 are installed',
    'Exchange 2007 SP1 has update rollups 3, 2 and 1',
    'Exchange 2007 SP1 with rollup 1 and 3',
  ])('the newest counts, since each has those before it: %s', text =>
    expect(known(text)).toBe('Exchange Server 2007 SP1 Update Rollup 3'),
  )

  it('the newest counts where the release was told before', () => {
    expect(known('UR1, UR2 and UR3', 'exchange-server', { asked: ['exchange-server'] })).toBe(
      known('UR3', 'exchange-server', { asked: ['exchange-server'] }),
    )
  })

  it('the newest counts for service packs behind one word for all of them', () => {
    expect(known('Exchange 2007 with service packs 1 and 2')).toBe('Exchange Server 2007 SP2')
  })

  it.each([
    'Exchange 2007 SP1. Which of rollups 1, 2 and 3 should we take?',
    'Exchange 2007 SP1. We plan to install RU2, RU3 and RU4.',
    'Exchange 2007 SP1. Rollups 1, 2 and 3 will be installed next week.',
  ])('none counts that is only asked or planned: %s', text => expect(known(text)).toBe('Exchange Server 2007 SP1'))

  it('one of several is meant where the list says so', () => {
    const ranges = knownRanges(factsOf(mentionsOf('Exchange 2007 SP1 with RU3 or RU4'), 'typed'), 'exchange-server')
    expect(ranges).toEqual(versions('exchange-server', '2007 SP1 RU3', '2007 SP1 RU4'))
  })

  it.each([
    ['Exchange 2007 SP1, 2 of our servers have it', 'Exchange Server 2007 SP1'],
    ['Exchange 2007 SP1 on 3 servers', 'Exchange Server 2007 SP1'],
    ['Exchange 2007 SP1 RU2 and 3 domain controllers', 'Exchange Server 2007 SP1 Update Rollup 2'],
    ['Exchange 2007 SP1 RU1 - 5 users complain', 'Exchange Server 2007 SP1 Update Rollup 1'],
  ])('a count is no member: %s', (text, version) => expect(known(text)).toBe(version))

  it('holds for every list, in any order', () => {
    const rollups = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 })
    fc.assert(
      fc.property(rollups, all => {
        const list = `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
        expect(known(`Exchange 2007 SP1 with rollups ${list}`)).toBe(
          known(`Exchange 2007 SP1 with rollup ${Math.max(...all)}`),
        )
      }),
      { numRuns: 50 },
    )
  })
})

describe('what is said of both or all', () => {
  it.each([
    ['Exchange 2007 and Windows Server 2008, both with SP1', 'Exchange Server 2007 SP1', 'Windows Server 2008 SP1'],
    ['Exchange 2007 and Windows Server 2008 here, all on SP2', 'Exchange Server 2007 SP2', 'Windows Server 2008 SP2'],
    ['Windows Server 2008 and Exchange 2007, each has SP1', 'Exchange Server 2007 SP1', 'Windows Server 2008 SP1'],
    ['both servers have Exchange 2007 SP1 on Windows Server 2008', 'Exchange Server 2007 SP1', 'Windows Server 2008'],
  ])('is said of each of them: %s', (text, exchange, windows) => {
    expect([known(text), known(text, 'windows-server')]).toEqual([exchange, windows])
  })
})
