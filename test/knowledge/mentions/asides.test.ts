import { describe, expect, it } from 'vitest'
import { ALSO } from '../../../knowledge/article.ts'
import { factsOf, knownRanges } from '../../../knowledge/judging/facts.ts'
import { nameOf, read } from '../room.ts'

const known = (text: string, facet = 'exchange-server'): string | undefined => {
  const ranges = knownRanges(factsOf(read(text, {}).mentions, 'typed'), facet)
  return ranges && nameOf(facet, ranges)
}
const kinds = (text: string): readonly string[] =>
  read(text, {})
    .troubles.filter(t => t.standing === 'claimed')
    .map(t => t.kind)

describe('a version that is told between others', () => {
  it.each([
    ['Until the crate arrives we run Exchange 2003.', 'Exchange Server 2003'],
    ['Till the licences get here we live with Exchange 2003.', 'Exchange Server 2003'],
    ['Until March we were on Exchange 2003.', undefined],
    ['Until it came we had Exchange 2003.', undefined],
    ['Exchange 2010 runs at my cousin’s. Ours is Exchange 2003.', 'Exchange Server 2003'],
    ['There is an Exchange 2010 at my brother-in-law’s.', undefined],
    ['An Exchange 2010 stands at a former employer of mine. We run Exchange 2003.', 'Exchange Server 2003'],
  ])('%s: %s', (text, version) => expect(known(text)).toBe(version))

  it.each([
    ['EWS crashes on my 2007 SP1 box.', 'Exchange Server 2007 SP1'],
    ['OWA is slow since our 2010 SP1 server was patched.', 'Exchange Server 2010 SP1'],
    ['The machine has 2007 SP1.', undefined],
  ])('is that of the product of which a part is named: %s: %s', (text, version) => expect(known(text)).toBe(version))

  it('is an update by the number of its withdrawn package', () =>
    expect(known('Exchange 2010 SP1 with KB2509910')).toBe('Exchange Server 2010 SP1 Update Rollup 4'))
})

describe('a trouble that is told over something else', () => {
  it.each([
    'The indexer, which registers at every start, hears nothing.',
    'Our importer, an old tool, gets none.',
    'The listener on the mailbox, whose sink is there, receives nothing.',
  ])('is told all the same: %s', text => expect(kinds(text)).toContain('absent'))

  it.each(['The importer is told a minute too late.', 'Notifications come far too late.'])(
    'is nowhere else because it is too late: %s',
    text => expect(kinds(text)).not.toContain(ALSO),
  )

  it('denies none by what goes well around a bracket', () =>
    expect(
      read('The importer is told late. Those on the other server (Windows 2003) are told at once.', {}).troubles.filter(
        t => t.standing === 'denied',
      ),
    ).toEqual([]))

  it('goes well where neither of two happens', () =>
    expect(
      read('The importer crashes on Server 2008. With Server 2003 neither happens.', {}).mentions.map(m => m.bearing),
    ).toEqual(['has', 'works']))
})
