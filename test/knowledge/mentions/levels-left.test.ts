import { describe, expect, it } from 'vitest'
import { factsOf, knownRanges } from '../../../knowledge/judging/facts.ts'
import { nameOf, read } from '../room.ts'

const known = (text: string): string | undefined => {
  const ranges = knownRanges(factsOf(read(text, {}).mentions, 'typed'), 'exchange-server')
  return ranges && nameOf('exchange-server', ranges)
}

describe('a service pack is left together with its update', () => {
  it.each([
    ['We updated Exchange 2010 from SP2 RU1 to SP2 RU3 in May', 'Exchange Server 2010 SP2 Update Rollup 3'],
    ['Upgraded our Exchange 2007 SP1 RU3 to SP2', 'Exchange Server 2007 SP2'],
    ['Exchange 2007 SP1 RU7 => SP2 RU1', 'Exchange Server 2007 SP2 Update Rollup 1'],
    ['Exchange 2007 SP1, updated from RU3 to RU4', 'Exchange Server 2007 SP1 Update Rollup 4'],
  ])('%s', (text, name) => expect(known(text)).toBe(name))

  it('and is there where the next one is only planned', () => {
    expect(known('We plan to go from Exchange 2007 SP1 RU2 to SP2')).toBe('Exchange Server 2007 SP1 Update Rollup 2')
    expect(known('We plan to go from Exchange 2007 SP1 to SP2')).toBe('Exchange Server 2007 SP1')
  })
})

describe('what we are at', () => {
  it('is there, whatever newer one another site has', () => {
    expect(known('The Madrid servers went to Exchange 2010 SP1 RU6; here we are at 2010 SP1 RU2')).toBe(
      'Exchange Server 2010 SP1 Update Rollup 2',
    )
    expect(known('Madrid moved to Exchange 2007 SP2 RU2; at ours we are still at 2007 SP1 RU5')).toBe(
      'Exchange Server 2007 SP1 Update Rollup 5',
    )
    expect(
      known('Headquarters runs Exchange 2010 SP2 RU4 and all is well. The server of our branch is on 2010 SP2 RU1.'),
    ).toBe('Exchange Server 2010 SP2 Update Rollup 1')
  })
})
