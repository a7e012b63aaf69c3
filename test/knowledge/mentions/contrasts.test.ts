import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { read } from '../room.ts'

const windows = (text: string, known?: string): readonly string[] => {
  const before = known === undefined ? [] : read(known, {}).mentions
  const context = {
    known: before.map(m => m.product),
    versions: Object.fromEntries(before.map(m => [m.product, m.ranges])),
  }
  return read(text, context)
    .mentions.filter(m => m.product === 'windows-server')
    .map(m => m.bearing)
}

const TROUBLE = 'The spooler gets no jobs on Windows Server 2008.'

describe('a version that is only compared with', () => {
  it.each([
    ['The old Windows 2003 server had none of that.', 'past'],
    ['An identical server with Windows 2003 stands beside it.', 'elsewhere'],
    ['Against a Windows 2003 server the jobs arrive.', 'works'],
    ['On Windows Server 2003 it took one second.', 'works'],
    ['Colleagues on the 2003 server see them at once.', 'works'],
    ['With Windows Server 2003 the jobs came.', 'works'],
    ['With Windows Server 2003 it behaves.', 'works'],
    ['With Windows Server 2003 it never puts a foot wrong.', 'works'],
    ["Users with Windows Server 2003 don't have that.", 'works'],
    ['The department on Windows Server 2003 does not see this.', 'works'],
    ['Those still on Windows Server 2003 print cleanly.', 'works'],
    ['On our Windows Server 2003 one both get them.', 'works'],
    ['With our Windows Server 2003 box the two see everything.', 'works'],
    ['The ones with Windows Server 2003 have no such thing.', 'works'],
  ])('is no second claim: %s', (sentence, bearing) => {
    expect(windows(`${TROUBLE} ${sentence}`)).toEqual(['has', bearing])
    expect(windows(`${sentence} ${TROUBLE}`)).toEqual([bearing, 'has'])
  })

  it('is one where what befalls it there is not missed', () => {
    const text = 'The spooler shows errors on Windows Server 2008. On our Windows Server 2003 one both get them.'
    expect(windows(text)).toEqual(['has', 'has'])
  })

  it('is another system where the trouble is there, too', () => {
    expect(windows(`${TROUBLE} It also crashes on Windows Server 2003.`)).toEqual(['has', 'elsewhere'])
  })

  it('stands behind a word that turns against what was said', () => {
    expect(windows('Its jobs get lost on Windows Server 2008, though they are there on Windows Server 2003.')).toEqual([
      'has',
      'elsewhere',
    ])
  })

  it('corrects nothing that is known', () => {
    const known = 'Windows Server 2008'
    expect(windows('On Windows Server 2003 the jobs arrive at once.', known)).toEqual(['works'])
    expect(windows('The server runs Windows Server 2003.', known)).toEqual(['has'])
  })

  it('leaves what there is now, however it is told', () => {
    const now = fc.constantFrom(TROUBLE, 'Our server runs Windows Server 2008 and prints nothing.')
    const other = fc.constantFrom(
      'On the old server, Windows 2003, every job came at once.',
      'The retired server, Windows Server 2003, gave no trouble.',
      'Those still on Windows Server 2003 are fine.',
    )
    fc.assert(
      fc.property(now, other, fc.boolean(), (n, o, isFirst) => {
        const found = windows(isFirst ? `${n} ${o}` : `${o} ${n}`)
        return found.filter(b => b === 'has').length === 1
      }),
    )
  })
})

describe('what others are spared', () => {
  it('is told apart from those who alone have it, wherever it stands', () => {
    const others = fc.constantFrom('Colleagues', 'The people', 'Users', 'Those')
    const spared = fc.constantFrom("don't have that", 'do not get this', 'have no such thing', 'quit cleanly')
    fc.assert(
      fc.property(others, spared, fc.boolean(), (who, say, isFirst) => {
        const well = `${who} whose mailbox is still on Windows Server 2003 ${say}.`
        const ill = 'Only those on Windows Server 2008 get a crash.'
        const expected = ['works', 'has']
        expect(windows(isFirst ? `${well} ${ill}` : `${ill} ${well}`)).toEqual(isFirst ? expected : expected.reverse())
      }),
    )
  })

  it('is no contrast where a thing is not seen', () => {
    expect(windows("Users on Windows Server 2008 don't see that job")).toEqual(['has'])
  })
})

describe('what there is now', () => {
  it('is what is said to be there still, whatever else is spoken of', () => {
    const bearings = read(
      'Update Rollup 4 is downloaded, the server is still at Exchange 2007 SP1 Rollup 3.',
      {},
    ).mentions
    expect(bearings.map(m => m.bearing)).toEqual(['not-now', 'has'])
  })

  it('is what was moved to, also in a part that tells of before', () => {
    expect(windows('Before we moved from Windows Server 2003 to Windows Server 2008 it was fine')).toEqual([
      'past',
      'has',
    ])
  })
})

describe('a version whose machine is named behind it', () => {
  it.each(['Windows Server 2003 is the domain controller', 'the 2008 one is the file server'])(
    'is elsewhere: %s',
    text => {
      expect(windows(text)).toEqual(text.startsWith('W') ? ['elsewhere'] : [])
    },
  )
})
