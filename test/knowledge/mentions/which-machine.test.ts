import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReadingContext } from '../../../knowledge/mentions/index.ts'
import { mentionsOf, read } from '../room.ts'

const owned = (text: string, context: ReadingContext = {}): readonly string[] =>
  mentionsOf(text, context)
    .filter(m => m.bearing === 'has' && m.hasVersion)
    .map(m => m.label)
    .sort()

describe('what points to a machine', () => {
  const two = 'MBX1 has Exchange 2007 SP1. MBX2 has Exchange 2007 SP2.'
  it.each([
    ['Only the latter crashes.', 'MBX2'],
    ['The former crashes, the latter is fine.', 'MBX1'],
    ['The second is where the spooler crashes.', 'MBX2'],
    ['The first one crashes.', 'MBX1'],
    ['MBX1 is perfect, the other one crashes.', 'MBX2'],
    ['The one with the trouble is MBX1.', 'MBX1'],
    ['MBX2 is the one.', 'MBX2'],
    ['The trouble is on MBX1, not on MBX2.', 'MBX1'],
    ['MBX1 fails and MBX2 works.', 'MBX1'],
    ['MBX1 prints, MBX2 does not.', 'MBX2'],
    ["MBX1 doesn't print, MBX2 does.", 'MBX1'],
    ["The spooler crashes on MBX2, MBX1 doesn't.", 'MBX2'],
    ["That's where the spooler crashes.", 'MBX2'],
    ['All users are on MBX1, and there the spooler crashes.', 'MBX1'],
  ])('has its name: %s', (said, machine) => {
    expect(read(`${two} ${said}`, {}).machine).toBe(machine)
    expect(owned(`${two} ${said}`)).toEqual([`Exchange Server 2007 SP${machine === 'MBX1' ? 1 : 2}`])
  })

  it.each([
    ['Only the latter crashes: server one is Windows Server 2012, server two is Windows Server 2008.', 'server two'],
    ['First server: Windows Server 2012. Second server: Windows Server 2008. The second crashes.', 'Second server'],
    ['One has Windows Server 2012 and one has Windows Server 2008. The latter crashes.', 'Windows Server 2008'],
    ['One server has Windows Server 2012, the other has Windows Server 2008. The other one crashes.', 'other'],
  ])('has it in whatever way the machines were introduced: %s', (text, machine) => {
    expect(read(text, {}).machine).toBe(machine)
    expect(owned(text)).toEqual(['Windows Server 2008'])
  })

  it.each(['For the second time it crashes.', 'The first thing is that it crashes.', 'The other day it crashed.'])(
    'is no machine where something else follows: %s',
    said => {
      expect(read(`${two} ${said}`, {}).machines).toEqual(['MBX1', 'MBX2'])
    },
  )
})

describe('a part of its description', () => {
  it.each([
    ['The virtual server (Windows 2008) crashes. The physical one beside it (Windows 2003) does not.'],
    ['The old server has Windows 2003, the new one Windows 2008. The new one crashes.'],
    ['The Lisbon server is on Windows 2003, the Oslo server on Windows 2008. The spooler crashes in Oslo.'],
    ['Our big box has Windows 2008 and the small one has Windows 2003. Only the big one freezes.'],
    ["We have a Windows 2003 server that is fine and a Windows 2008 server that isn't."],
    ['HERON (Windows 2003) and EGRET (Windows 2008). EGRET is the one that misbehaves.'],
    ['Oslo runs Windows 2008 and Lisbon runs Windows 2003. The spooler crashes in Oslo.'],
    ['FALCON – Windows 2003, RAVEN – Windows 2008. RAVEN crashes.'],
    ['The live server is on Windows 2008, the staging server on Windows 2003. The live server crashes.'],
    ['Two servers: the first with Windows 2003, the second with Windows 2008; it is the second that crashes.'],
    ['One is on Windows 2003, the other is on Windows 2008. The other one crashes.'],
    ['M1 has Windows 2003, M2 has Windows 2008. M1 is ok, M2 is not.'],
    ['EX-A (Windows 2003) and EX-B (Windows 2008). The one with the trouble is EX-B.'],
  ])('tells a machine apart: %s', text => {
    expect(owned(text)).toEqual(['Windows Server 2008'])
  })

  it.each(['Our new server has Windows 2008 and crashes.', 'We own a Windows 2008 server that crashes.'])(
    'names none where there is one alone: %s',
    text => expect(read(text, {}).machines).toEqual([]),
  )
})

describe('names that were offered', () => {
  const context: ReadingContext = { systems: ['HERON', 'Oslo server', 'Server C'] }
  it.each([
    ['heron is the bad one', 'HERON'],
    ['the one in Oslo has it', 'Oslo server'],
    ['the third one crashes', 'Server C'],
    ['C has the trouble', 'Server C'],
    ['HERON is fine and so is Oslo, but not C', 'Server C'],
  ])('are known in an answer: %s', (said, machine) => expect(read(said, context).machine).toBe(machine))

  it('are another one when that one is said to have the trouble', () => {
    const known: ReadingContext = { ...context, machine: 'HERON' }
    expect(read('Oslo is the one with the trouble, HERON is fine', known).machine).toBe('Oslo server')
    expect(read('it is Oslo', { ...known, corrects: true }).machine).toBe('Oslo server')
    expect(read('Oslo crashes, too', known).machine).toBe('HERON')
  })
})

describe('of several machines', () => {
  const releases = fc.constantFrom(['Windows Server 2003', 'Windows Server 2008'], ['Exchange 2003', 'Exchange 2010'])
  const names = fc.constantFrom(
    ['MBX1', 'MBX2'],
    ['HERON', 'EGRET'],
    ['The old server', 'The new one'],
    ['Server A', 'Server B'],
  )
  const bad = fc.constantFrom('crashes.', 'is the one with the trouble.', 'does not work.', 'hangs.')
  const well = fc.constantFrom('is fine.', 'works.', 'is perfect.', 'runs without problems.')

  it('the order in which they are told of changes nothing', () => {
    fc.assert(
      fc.property(
        releases,
        names,
        bad,
        fc.constantFrom(0, 1),
        fc.boolean(),
        (versions, [a, b], fails, which, turned) => {
          const told = [`${a} has ${versions[0]}.`, `${b} has ${versions[1]}.`]
          const text = `${(turned ? told.reverse() : told).join(' ')} ${[a, b][which]} ${fails}`
          expect(owned(text)).toEqual(owned(`It has ${versions[which]}.`))
        },
      ),
      { numRuns: 100 },
    )
  })

  it('what goes well on the other one changes nothing', () => {
    fc.assert(
      fc.property(releases, names, bad, well, fc.nat(3), (versions, [a, b], fails, works, at) => {
        const told = [`${a} has ${versions[0]}.`, `${b} has ${versions[1]}.`, `${b} ${fails}`]
        const text = told.toSpliced(at, 0, `${a} ${works}`).join(' ')
        expect(owned(text)).toEqual(owned(told.join(' ')))
      }),
      { numRuns: 100 },
    )
  })
})
