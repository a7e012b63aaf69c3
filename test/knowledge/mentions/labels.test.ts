import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mentionsOf, read } from '../room.ts'

const owned = (text: string): readonly string[] =>
  mentionsOf(text, {})
    .filter(m => m.bearing === 'has' && m.hasVersion)
    .map(m => m.label)
    .sort()

describe('a name before a version', () => {
  it.each([
    [
      'North = Exchange 2007 SP1. South = Exchange 2010. The spooler crashes for users on North.',
      'North',
      ['Exchange Server 2007 SP1'],
    ],
    [
      'Alpha: Windows Server 2008; Beta: Windows Server 2012. The spooler hangs on Beta.',
      'Beta',
      ['Windows Server 2012'],
    ],
    ['- A: Exchange 2007 SP2\n- B: Exchange 2010\nWith a mailbox on A it hangs.', 'A', ['Exchange Server 2007 SP2']],
    ['OLDPOST runs Exchange 2003, NEWPOST is on Exchange 2010. NEWPOST crashes.', 'NEWPOST', ['Exchange Server 2010']],
    [
      'BERLIN is still on Exchange 2003. PARIS has Exchange 2010 SP1. BERLIN crashes.',
      'BERLIN',
      ['Exchange Server 2003'],
    ],
    ['Reception = Windows 7, laptop = Windows 10. The laptop freezes.', 'laptop', ['Windows 10']],
  ])('tells systems apart, of which one has the trouble: %s', (text, machine, versions) => {
    expect(read(text, {}).machine).toBe(machine)
    expect(owned(text)).toEqual(versions)
  })

  it('that is what the product runs on is the one in question, whatever else is told apart from it', () => {
    expect(owned('Fax gateway = Server 2003. Mailboxes = Server 2008 with Exchange 2007 SP1.')).toEqual([
      'Exchange Server 2007 SP1',
      'Windows Server 2008',
    ])
    expect(owned('Mailbox server: Windows Server 2008\nScan machine: Windows Server 2003\nExchange 2007 SP1')).toEqual([
      'Exchange Server 2007 SP1',
      'Windows Server 2008',
    ])
  })

  it.each([
    'Product: Exchange 2007 SP1\nSystem: Windows Server 2008',
    'Before: Exchange 2003. Now: Exchange 2007',
    'Works: Exchange 2003. Fails: Exchange 2007',
    'Old = Exchange 2003, new = Exchange 2007',
    'OUR MAIL SERVER RUNS WINDOWS 2008 AND THE WEB RUNS WINDOWS 2003',
  ])('names no machine where it is the name of a value, or tells when: %s', text => {
    expect(read(text, {}).machines).toEqual([])
  })

  it('changes nothing by what is said of the others, in whatever order', () => {
    const [mark, others] = [fc.constantFrom(' = ', ': '), fc.constantFrom('Windows Server 2003', 'Windows Server 2012')]
    const [name, end] = [fc.constantFrom('Harbour', 'West wing', 'DEPOT'), fc.constantFrom('. ', '; ', '\n')]
    fc.assert(
      fc.property(mark, others, name, end, fc.boolean(), (is, version, other, stop, isFirst) => {
        const lines = [`Castle${is}Windows Server 2008`, `${other}${is}${version}`]
        const text = `${(isFirst ? lines : lines.reverse()).join(stop)}${stop}The spooler crashes on Castle.`
        expect(owned(text)).toEqual(['Windows Server 2008'])
      }),
    )
  })
})

describe('a place before the kind of machine that stands there', () => {
  it.each([
    [
      'Turin: mailbox server W2K8, Exchange 2010 SP1. Genoa: mailbox server W2K3, Exchange 2010 SP2. The spooler crashes in Genoa.',
      'Genoa',
    ],
    ['Tenant A has Exchange 2007 SP1, tenant B has Exchange 2007 SP2. For tenant B the spooler crashes.', 'tenant B'],
    ['Tenant A has Exchange 2007 SP1, tenant B has Exchange 2007 SP2. For tenant A the spooler crashes.', 'Tenant A'],
  ])('names it: %s', (text, name) => expect(read(text, {}).machine).toBe(name))

  it('and none that is the name of what is told', () =>
    expect(read('Problem: mailbox server W2K8 with Exchange 2010 SP1. The spooler crashes.', {}).machines).toEqual([]))
})

describe('the only one of several machines that has what servers are for', () => {
  it.each([
    'TOOL1 - Windows Server 2012 - our listener\nSTORE1 - Windows Server 2008 - Exchange 2010 SP1\nThe listener on TOOL1 gets no events.',
    'STORE1 has Exchange 2010 SP1 on Windows Server 2008. TOOL1 runs Windows Server 2012. TOOL1 gets no events.',
  ])('is the one in question, whatever feels it: %s', text => {
    expect(read(text, {}).machine).toBe('STORE1')
    expect(owned(text)).toEqual(['Exchange Server 2010 SP1', 'Windows Server 2008'])
  })

  it('and of two it is the one with the trouble', () =>
    expect(
      owned(
        'ONE1 has Exchange 2010 SP1. TWO2 has Exchange 2010 SP2. TOOL1 has Windows 2003. The store crashes on TWO2.',
      ),
    ).toEqual(['Exchange Server 2010 SP2']))
})
