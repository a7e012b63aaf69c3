import { describe, expect, it } from 'vitest'
import { read } from '../room.ts'

const bearings = (text: string, product: string): readonly string[] =>
  read(text, { asked: [] })
    .mentions.filter(m => m.product === product)
    .map(m => m.bearing)

describe('who tells a version', () => {
  it.each([
    'Anna believes it is Windows Server 2012.',
    'The hoster guesses the mailbox server is Windows Server 2012.',
    'Anna thinks our Exchange 2013 runs on Windows Server 2012.',
  ])('may only guess: %s', text => expect(bearings(text, 'windows-server')).toEqual(['unclear']))

  it('tells what goes wrong with a version beside, and guesses nothing there', () => {
    const text = 'Anna thinks that jobs get lost. The mailbox server runs on Windows Server 2012.'
    expect(bearings(text, 'windows-server')).toEqual(['has'])
  })

  it.each(['The inventory shows', 'The monitoring shows', 'The label on the box reads'])(
    'tells no contrast where another one tells otherwise: %s',
    source => {
      const text = `Jobs are missing. ${source} Windows Server 2012, our admin says Windows Server 2008.`
      expect(bearings(text, 'windows-server')).toEqual(['has', 'has'])
    },
  )

  it.each([
    "In the inventory it is Windows Server 2012. That's not true: winver shows Windows Server 2008.",
    'The wiki lists it as Windows Server 2012. The Windows line in the wiki is wrong, winver shows Windows Server 2008.',
    'I told them Windows Server 2012. Wrong. Winver on that server: Windows Server 2008.',
    'The label says Windows Server 2012. The label lies, it runs Windows Server 2008.',
  ])('is found wrong: %s', text => expect(bearings(text, 'windows-server')).toEqual(['not-now', 'has']))

  it('is not found wrong where a trouble is', () => {
    const text = 'The counts are wrong on Windows Server 2012. The free space is wrong, too, on Windows Server 2008.'
    expect(bearings(text, 'windows-server')).not.toContain('not-now')
  })
})

describe('a move that nobody made', () => {
  it.each([
    'Nobody upgraded Windows to Windows Server 2012.',
    'We have not yet moved the old print server to Windows Server 2012.',
    'The mailbox server was never migrated over to Windows Server 2012.',
  ])('reaches nothing: %s', text => expect(bearings(text, 'windows-server').at(-1)).toBe('denied'))

  it('is none where it is only told of', () => {
    expect(bearings('Nobody told me that we upgraded it to Windows Server 2012.', 'windows-server')).toEqual(['has'])
  })
})

describe('what is still so on one of two machines', () => {
  it('says nothing of the other', () => {
    const text = 'PRN1 is still on Exchange 2010 SP1 RU2. PRN2 has Exchange 2010 SP2.'
    expect(bearings(text, 'exchange-server')).toEqual(['has', 'has'])
  })
})

describe('what a guest runs on', () => {
  it('is not what is in it', () => {
    const text = 'It is a virtual machine. Host: Windows Server 2012 with Hyper-V. Guest: Windows Server 2008.'
    expect(bearings(text, 'windows-server')).toEqual(['elsewhere', 'has'])
    expect(bearings('Host: Windows Server 2012', 'windows-server')).toEqual(['has'])
  })
})
