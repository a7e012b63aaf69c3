import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alternativesIn } from '../../../knowledge/judging/index.ts'
import { mentionsOf, nameOf, read } from '../room.ts'

const asked = { asked: ['windows-server', 'exchange-server'] }
const has = (text: string): readonly string[] =>
  mentionsOf(text, asked)
    .filter(m => m.bearing === 'has' && m.hasVersion)
    .map(m => m.label)
const choices = (text: string): readonly string[] =>
  alternativesIn(read(text, asked).mentions).flatMap(a => a.versions.map(v => nameOf(v.facet, v.ranges)))

describe('states of one system that follow each other', () => {
  it.each([
    ['Exchange 2010 SP2. In the beginning no rollup was on it; meanwhile we have put on rollup 4.', 4],
    ['Exchange 2010 SP2. At the start it had rollup 1, in the meantime rollup 4 went on.', 4],
    ['Exchange 2010 SP2. We had rollup 5 on it for a fortnight, then removed it, so it is back on rollup 3.', 3],
    ['Exchange 2010 SP2. Rollup 5 was uninstalled again, now it runs rollup 3.', 3],
    ['Before the restore it had rollup 6. Now it is back at Exchange 2010 SP2 with rollup 3.', 3],
  ])('leave only the last one: %s', (text, rollup) => {
    expect(has(text).at(-1)).toBe(`Exchange Server 2010 SP2 Update Rollup ${rollup}`)
    expect(choices(text)).toEqual([])
  })

  it('are past where they were taken away, however that is said', () => {
    const gone = fc.constantFrom(
      'scrapped the Windows Server 2008 one',
      'threw out the Windows Server 2008 box',
      'decommissioned the Windows Server 2008 machine',
    )
    const back = fc.constantFrom('moved back to', 'returned to', 'went back to')
    fc.assert(
      fc.property(gone, back, (verb, to) => {
        expect(has(`We ${to} the Windows Server 2003 machine and ${verb}. The spooler crashes.`)).toEqual([
          'Windows Server 2003',
        ])
      }),
    )
  })

  it.each([
    'Exchange 2010 SP1 RU4. We have not uninstalled it.',
    'Exchange 2010 SP1 RU4. Should we uninstall it?',
    'Exchange 2010 SP1 RU4. We uninstalled the virus scanner.',
  ])('hold where nothing was taken away: %s', text =>
    expect(has(text)).toEqual(['Exchange Server 2010 SP1 Update Rollup 4']),
  )

  it('are told of a trouble: what used to come and has stopped is missed now', () => {
    const standings = (text: string) => read(text).troubles.map(t => t.standing)
    expect(standings('The callbacks our robot used to receive have stopped.')).toContain('claimed')
    expect(standings('The callbacks used to be missing.')).not.toContain('claimed')
  })
})

describe('a piece told in another sentence', () => {
  it('is of the release and service pack named before, whatever stands between', () => {
    const between = fc.constantFrom('', 'Two people look after it.', 'It stands in the cellar. Nobody likes it.')
    const piece = fc.constantFrom('Rollup 3 is on it.', 'We put on rollup 3.', 'It runs rollup 3.', 'RU3.')
    fc.assert(
      fc.property(between, piece, (b, p) => {
        expect(has(`The server has Exchange 2007 SP2. ${b} ${p}`)).toEqual(['Exchange Server 2007 SP2 Update Rollup 3'])
      }),
    )
  })

  it('takes nothing from it where it is not so', () => {
    expect(has('The server has Exchange 2007 SP2. Formerly it had rollup 3.')).toEqual(['Exchange Server 2007 SP2'])
  })

  it.each([
    ['Exchange 2010 SP1, the third rollup is on it', 3],
    ['Exchange 2010 SP1, and of the rollups only the second one', 2],
    ['Exchange 2010 SP1 with one rollup on it, number 4', 4],
    ['Exchange 2010 SP1 with the first update rollup', 1],
  ])('is counted by its order: %s', (text, rollup) =>
    expect(has(text)).toEqual([`Exchange Server 2010 SP1 Update Rollup ${rollup}`]),
  )

  it('is not counted where something else is the first of its kind', () => {
    expect(has('Exchange 2010 SP1. What is the first rollup that cures this?')).toEqual(['Exchange Server 2010 SP1'])
  })

  it('is open where two differ, also where the release stands elsewhere', () => {
    const one = fc.constantFrom('Our documentation says RU2', "Hoster: 'you have RU2'", 'The wiki lists RU2')
    const other = fc.constantFrom('a colleague says RU5', "Former admin: 'I put RU5 on it'", 'the label says RU5')
    fc.assert(
      fc.property(one, other, fc.boolean(), (a, b, isFirst) => {
        const sources = `${a}. ${b}.`
        const release = 'One server only, Exchange 2010 SP1.'
        const text = isFirst ? `${release} ${sources}` : `${sources} ${release}`
        expect(choices(text)).toEqual([
          'Exchange Server 2010 SP1 Update Rollup 2',
          'Exchange Server 2010 SP1 Update Rollup 5',
        ])
      }),
    )
  })
})

describe('places of others', () => {
  const place = fc.constantFrom('At another customer', 'At my last job', 'In the other branch', "At a friend's company")

  it('have what is said from there on', () => {
    fc.assert(
      fc.property(place, p => {
        expect(has(`${p}, with Exchange 2010 SP1 on Windows Server 2008, we saw the same.`)).toEqual([])
      }),
    )
  })

  it('end where one speaks of what is here', () => {
    fc.assert(
      fc.property(place, fc.constantFrom('Here we have', 'Our own server has', 'This server runs'), (p, here) => {
        expect(has(`${p} they run Exchange 2010 SP1. ${here} Exchange 2007 SP2.`)).toEqual(['Exchange Server 2007 SP2'])
      }),
    )
  })

  it('go on where the next sentence speaks of them', () => {
    expect(has('A friend has the same. They run Exchange 2010 SP1.')).toEqual([])
  })

  it('are none where what is said of several is said of both', () => {
    expect(has('A mailbox server on Windows Server 2008. Both carry Exchange 2010 SP1.')).toContain(
      'Exchange Server 2010 SP1',
    )
  })
})

describe('what is used', () => {
  it.each([
    'Reception uses Outlook 2003',
    'The accountants are using Outlook 2003',
    'Everybody here uses Outlook 2003',
  ])('is there: %s', text => expect(has(text)).toEqual(['Outlook 2003']))

  it.each(['We used Outlook 2003', 'They used to have Outlook 2003', 'Reception had Outlook 2003'])(
    'is past where it was: %s',
    text => expect(has(text)).toEqual([]),
  )

  it.each([
    ['The program we use to send faxes gets no MAPI notifications', 'claimed'],
    ['The tool that is used to log calls gets no MAPI notifications', 'claimed'],
    ['The tool used to get no MAPI notifications', 'over'],
    ['It use to get no MAPI notifications', 'over'],
  ])('for something does not make a trouble one that was: %s', (text, standing) =>
    expect(new Set(read(text, asked).troubles.flatMap(t => (t.kind === 'absent' ? [t.standing] : [])))).toEqual(
      new Set([standing]),
    ),
  )
})
