import { describe, expect, it } from 'vitest'
import { mentionsOf } from '../room.ts'

const bearingsOf = (text: string): readonly string[] =>
  mentionsOf(text, {})
    .filter(m => m.hasVersion)
    .map(m => m.bearing)

describe('a version behind "on", "for", "of"', () => {
  it.each([
    'We bought two seats for a seminar on Exchange 2010 SP1.',
    'A colleague lent me a manual of Windows Server 2008.',
    'My boss signed the order form for Exchange 2010 SP1 on Windows Server 2008.',
    'I have a question about the beta of Exchange 2010 SP1.',
  ])('is claimed by nobody where only a matter is about it: %s', text => {
    expect(bearingsOf(text)).not.toContain('has')
  })

  it.each([
    'Callbacks fail on Exchange 2010 SP1.',
    'The mailboxes are on Exchange 2010 SP1.',
    'We are a law firm with Exchange 2010 SP1.',
    'Current state of the server: Exchange 2010 SP1.',
    'The mailboxes were left on Exchange 2010 SP1.',
  ])('is claimed where a trouble, a system, or who has it stands before: %s', text => {
    expect(bearingsOf(text)).toEqual(['has'])
  })
})

describe('a version with what is said of it behind it', () => {
  it.each([
    'I checked twice and found Exchange 2010 SP1 on the mailbox server.',
    'Despite Exchange 2010 SP1 being on our mailbox server no line is logged.',
    'Since then Exchange 2010 SP1 is in production.',
    'At the moment Exchange 2010 SP1 is what we run.',
  ])('is there: %s', text => {
    expect(bearingsOf(text)).toEqual(['has'])
  })

  it.each([
    'For years Exchange 2010 SP1 was in production.',
    'Back then Exchange 2010 SP1 was in production.',
    'I doubt whether Exchange 2010 SP1 is in production anywhere.',
    'As far as we can see Exchange 2010 SP1 is not in use.',
  ])('is not there: %s', text => {
    expect(bearingsOf(text)).not.toContain('has')
  })
})

describe('a machine whose name ends with "server"', () => {
  it.each(['File server: W2K8.', 'Print server = Windows Server 2008', 'Terminal server Windows Server 2008 R2'])(
    'has its own Windows: %s',
    text => {
      expect(bearingsOf(text)).toEqual(['elsewhere'])
    },
  )

  it.each(['Exchange server: W2K8.', 'Mailbox server = Windows Server 2008', 'Server Windows Server 2008 R2'])(
    'is the one in question: %s',
    text => {
      expect(bearingsOf(text)).toEqual(['has'])
    },
  )

  it('has both of what it is said to have', () => {
    expect(bearingsOf('The hub server has Exchange 2010 SP1 on Windows Server 2008.')).toEqual([
      'elsewhere',
      'elsewhere',
    ])
  })
})

describe('what a program runs on', () => {
  it.each([
    'Our pager tool, running on Windows Server 2008, misses events.',
    'I have a Windows service written in C++, running on a Windows Server 2008 box, that misses events.',
    'A Windows service running on Windows Server 2008 misses events.',
    'Windows Server 2008 is where our pager tool runs.',
  ])('is elsewhere: %s', text => {
    expect(bearingsOf(text)).toEqual(['elsewhere'])
  })

  it.each([
    'Our mailbox server, running on Windows Server 2008, sends no events.',
    'The mailbox server is a cluster running on Windows Server 2008.',
    'The MBX role on 6.0.6002 sends no events.',
  ])('and not what the system in question does: %s', text => {
    expect(bearingsOf(text)).toEqual(['has'])
  })
})

it('what a tool gives is what it printed', () => {
  expect(bearingsOf('Get-Command ExSetup.exe gives 08.01.0311.003')).toEqual(['has'])
})
