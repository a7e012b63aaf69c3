import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alternativesIn } from '../../../knowledge/judging/index.ts'
import type { ReadingContext } from '../../../knowledge/mentions/index.ts'
import { mentionsOf, nameOf, read } from '../room.ts'

/** The versions that the text claims of the system in question, by product; those of several systems beside each other. */
const owned = (text: string, context: ReadingContext = {}): readonly string[] =>
  mentionsOf(text, context)
    .filter(m => m.bearing === 'has' && m.hasVersion)
    .map(m => m.label)
    .sort()

const systems = (text: string) =>
  alternativesIn(read(text, {}).mentions).map(a => [a.machine, ...a.versions.map(v => nameOf(v.facet, v.ranges))])

describe('a machine is named', () => {
  it.each([
    ['MBX1 has Exchange 2007', 'MBX1'],
    ['SRV-MAIL has Exchange 2007', 'SRV-MAIL'],
    ['ex-hq-01 runs Exchange 2007', 'ex-hq-01'],
    ['server B runs Exchange 2007', 'server B'],
    ['node 2 runs Exchange 2007', 'node 2'],
    ['the second node runs Exchange 2007', 'second node'],
    ['we have Exchange 2007 on EXCH02', 'EXCH02'],
    ['Exchange 2007 runs on it. EXCH02 fails.', undefined],
    ['MBX1 fails. It has Exchange 2007.', 'MBX1'],
    ['the server a colleague gave us has Exchange 2007', undefined],
    ['MBX1 and MBX2 have Exchange 2007', undefined],
  ])('%s: %s', (text, machine) => {
    expect(mentionsOf(text, {}).map(m => m.machine)).toEqual([machine])
  })

  it('only by people: articles have none', () => {
    expect(mentionsOf('MBX1 has Exchange 2007').map(m => m.machine)).toEqual([undefined])
  })
})

describe('of several machines', () => {
  it.each([
    ['server A has Exchange 2007 SP1 RU3, server B RU8', '2007 SP1 Update Rollup 3', '2007 SP1 Update Rollup 8'],
    ['MBX1 is on Exchange 2007 SP1, MBX2 on SP2', '2007 SP1', '2007 SP2'],
    ['Exchange 2007 SP1 RU3 on MBX1 and RU8 on MBX2', '2007 SP1 Update Rollup 3', '2007 SP1 Update Rollup 8'],
    ['Exchange 2007 here. Node 1 has SP1 RU2, node 2 has SP2', '2007 SP1 Update Rollup 2', '2007 SP2'],
  ])('each has its own version: %s', (text, first, second) => {
    expect(systems(text).map(([, version]) => version)).toEqual([
      `Exchange Server ${first}`,
      `Exchange Server ${second}`,
    ])
  })

  it('those with the same version are no two systems', () => {
    expect(systems('MBX1 has Exchange 2007 SP1. MBX2 has Exchange 2007 SP1.')).toEqual([])
  })

  it('each has all that is said of it', () => {
    const text = 'MBX1: Exchange 2007 SP1, Windows Server 2008. MBX2: Exchange 2007 SP1, Windows Server 2003.'
    expect(systems(text)).toEqual([
      ['MBX1', 'Exchange Server 2007 SP1', 'Windows Server 2008'],
      ['MBX2', 'Exchange Server 2007 SP1', 'Windows Server 2003'],
    ])
  })

  it('two versions of one product without names are two systems', () => {
    expect(systems('it runs on Windows Server 2003 and Windows Server 2008')).toEqual([
      [undefined, 'Windows Server 2003'],
      [undefined, 'Windows Server 2008'],
    ])
  })

  it('"or" leaves open which one it is, of one system', () => {
    expect(systems('it runs on Windows Server 2003 or Windows Server 2008')).toEqual([])
  })
})

describe('the machine that has the trouble counts', () => {
  const two = 'MBX1 has Exchange 2007 SP1, MBX2 has Exchange 2007 SP2.'
  it.each([
    ['On MBX1 the spooler crashes.', 'SP1'],
    ['The spooler crashes on MBX2.', 'SP2'],
    ['MBX2 is the one that fails.', 'SP2'],
    ['Only on MBX1.', 'SP1'],
    ['MBX1 works fine.', 'SP2'],
  ])('%s', (said, version) => {
    expect(owned(`${two} ${said}`)).toEqual([`Exchange Server 2007 ${version}`])
  })
})

describe('another machine', () => {
  const machine = fc.constantFrom('MBX2', 'EXCH02', 'SRV-TEST', 'server B', 'node 2', 'the second node')
  const version = fc.constantFrom('Windows Server 2003', 'Exchange 2010', 'Exchange 2007 SP3', 'Windows Server 2012')
  const says = fc.constantFrom('has', 'runs', 'is on', 'was upgraded to')

  it('changes nothing, whatever is said of it, where the one in question has a name', () => {
    const text = 'MBX1 runs Exchange 2007 SP1 RU2 on Windows Server 2008. On MBX1 the spooler crashes.'
    fc.assert(
      fc.property(machine, says, version, fc.boolean(), (m, verb, v, isFirst) => {
        const other = `${m[0]?.toUpperCase()}${m.slice(1)} ${verb} ${v}.`
        expect(owned(isFirst ? `${other} ${text}` : `${text} ${other}`)).toEqual(owned(text))
      }),
      { numRuns: 100 },
    )
  })

  it('changes nothing later either', () => {
    fc.assert(
      fc.property(machine, says, version, (m, verb, v) => {
        expect(owned(`${m} ${verb} ${v}`, { machine: 'MBX1' })).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

describe('the order of sentences', () => {
  const sentences = [
    'MBX1 runs Exchange 2007 SP1 RU2.',
    'MBX1 is on Windows Server 2008.',
    'MBX2 has Exchange 2007 SP2.',
    'On MBX1 the spooler crashes.',
    'We plan to move to Exchange 2010.',
    'The file server runs Windows Server 2003.',
  ]
  it('changes nothing where nothing is corrected', () => {
    const all = owned(sentences.join(' '))
    expect(all).toEqual(['Exchange Server 2007 SP1 Update Rollup 2', 'Windows Server 2008'])
    fc.assert(
      fc.property(fc.shuffledSubarray(sentences, { minLength: sentences.length }), order => {
        expect(owned(order.join(' '))).toEqual(all)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a version that no rule licenses', () => {
  it('never becomes one that somebody has', () => {
    const version = fc.constantFrom('Windows Server 2003', 'Exchange 2010', 'Exchange 2007 SP3')
    const clause = fc.constantFrom(
      (v: string) => `he carried ${v} around`,
      (v: string) => `somebody talked ${v} to us`,
      (v: string) => `a friend knows ${v} well`,
      (v: string) => `she sells ${v} boxes`,
    )
    fc.assert(fc.property(version, clause, (v, say) => owned(say(v)).length === 0))
  })
})
