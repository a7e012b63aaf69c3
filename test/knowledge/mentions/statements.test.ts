import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NAMED } from '../../../knowledge/article.ts'
import type { Reading, ReadingContext } from '../../../knowledge/mentions/index.ts'
import { read } from '../room.ts'

const bearings = (text: string): readonly string[] => read(text, {}).mentions.map(m => m.bearing)
const troubles = (text: string, context: ReadingContext = {}): Reading['troubles'] =>
  read(text, context).troubles.filter(t => t.kind !== NAMED)

describe('whose a version is', () => {
  it.each([
    ['we have Exchange 2007 SP1 RU3', 'has'],
    ['our Exchange 2007 SP1', 'has'],
    ['Windows Server 2008', 'has'],
    ['the mailbox server runs Windows Server 2008', 'has'],
    ['winver says 6.0.6001', 'has'],
    ['Mailbox server: Windows Server 2008', 'has'],
    ['the file server runs Windows Server 2003', 'elsewhere'],
    ['the domain controllers are on Windows Server 2003', 'elsewhere'],
    ['the server ran Windows Server 2003', 'past'],
    ['Windows Server 2003 was wrong', 'denied'],
    ['the vendor requires Windows Server 2003', 'not-now'],
    ['he put Windows Server 2003 x64 on it', 'unclear'],
    ['our file server (Windows Server 2008, 64 bit) is fine', 'elsewhere'],
    ['the sink receives nothing (Windows Server 2008, 64 bit)', 'has'],
    ['if the server has Windows Server 2008, is that it', 'not-now'],
    ['Server 2008 hosts the mailbox role', 'has'],
    ['why does the sink stay silent on Windows Server 2008?', 'has'],
    ['why should we take Windows Server 2008?', 'not-now'],
    ['why is Windows Server 2008 better?', 'not-now'],
    ['which update: sink stays silent, Windows Server 2008', 'has'],
    ['we wait for Windows Server 2008', 'not-now'],
    ['it used to be Windows Server 2003', 'past'],
    ['Outlook 2013 on this PC', 'has'],
    ['Client: Outlook 2013', 'has'],
    ['Outlook 2013 on the laptop next desk', 'has'],
    ['next desk: Outlook 2013', 'elsewhere'],
    ['since somebody put Rollup 4 on Exchange 2010 SP2 it is slow', 'has'],
    ['Windows Server 2003 was from old documentation', 'denied'],
  ])('%s: %s', (text, expected) => expect(bearings(text)).toEqual([expected]))

  it('is its own piece by piece, however it was before', () => {
    const said = (text: string) =>
      read(text, {})
        .mentions.filter(m => m.bearing === 'has')
        .map(m => m.ranges)
    const plain = said('Exchange 2007 SP3 RU4')
    expect(said('It was SP1 RU3 until May, now it is Exchange 2007 SP3 RU4.')).toEqual(plain)
    expect(said('It used to be Exchange 2007 SP1 RU3, since May it is SP3 RU4.')).toEqual(plain)
  })

  it.each([['none, nobody ever put one on'], ['unpatched'], ['update rollups are not installed']])(
    'is the bare service pack where no update is there: %s',
    text => {
      const known = { 'exchange-server': read('Exchange 2007 SP1', {}).mentions[0]?.ranges ?? [] }
      const [mention] = read(text, { asked: ['exchange-server'], known: ['exchange-server'], versions: known }).mentions
      const bare = read('Exchange 2007 SP1 without rollup', {}).mentions[0]?.ranges[0]
      expect(mention?.ranges).toContainEqual(bare)
    },
  )

  it('is never concluded from what is only asked or planned', () => {
    const version = fc.constantFrom('Windows Server 2008', 'Windows Server 2003', 'Exchange 2010', 'Exchange 2007 SP3')
    const frame = fc.constantFrom(
      (v: string) => `should we move to ${v}?`,
      (v: string) => `we are planning to buy ${v} next year`,
      (v: string) => `what if it were ${v}?`,
      (v: string) => `the manual recommends ${v}`,
    )
    fc.assert(fc.property(version, frame, (v, say) => !bearings(say(v)).includes('has')))
  })

  it('does not change by what is said of another machine', () => {
    const machine = fc.constantFrom('file server', 'domain controller', 'web server', 'print server')
    const version = fc.constantFrom('Windows Server 2003', 'Windows Server 2012')
    fc.assert(
      fc.property(machine, version, (m, v) => {
        const has = read(`Our Exchange 2007 SP1 runs on Windows Server 2008. The ${m} runs ${v}.`, {}).mentions.filter(
          x => x.bearing === 'has',
        )
        expect(has.map(x => x.said).join(' ')).not.toContain(v.toLowerCase())
        expect(has.some(x => x.product === 'windows-server')).toBe(true)
      }),
    )
  })
})

describe('what goes wrong', () => {
  const told = (text: string) => troubles(text).map(t => [t.kind, t.standing, ...t.things.map(([thing]) => thing)])

  it.each([
    ['MAPI notifications do not reach the scanner', ['absent', 'claimed', 'mapi-notification']],
    ['the scanner is MAPI-based and is never informed', ['absent', 'claimed', 'mapi']],
    ['why does the spooler crash?', ['crash', 'claimed', 'print-spooler']],
    ['should the spooler crash?', ['crash', 'asked', 'print-spooler']],
    ['Expected: the spooler crashes', ['crash', 'supposed', 'print-spooler']],
    ['the spooler waits and crashes', ['crash', 'claimed', 'print-spooler']],
    ['the spooler in the support office crashes', ['crash', 'claimed', 'print-spooler']],
    ['the vendor supports it where the spooler crashes', ['crash', 'reported', 'print-spooler']],
    ['no add-ins loaded', ['without', 'claimed', 'outlook-add-in']],
    ['nothing from the sink', ['absent', 'claimed', 'notification']],
    ['w/o new callbacks', ['absent', 'claimed', 'notification']],
    ['the callbacks never come through', ['absent', 'claimed', 'notification']],
    ['the callbacks come through two minutes later', ['late', 'claimed', 'notification']],
    ['the spooler will not start', ['cannot-start', 'claimed', 'print-spooler']],
    ['the spooler will randomly crash', ['crash', 'claimed', 'print-spooler']],
    ['we will not start the spooler', ['cannot-start', 'planned', 'print-spooler']],
    ['nothing at all arrives from the sink', ['absent', 'claimed', 'notification']],
    ['the callbacks come more than once', ['duplicated', 'claimed', 'notification']],
    ['the spooler closes without a message, no crash', ['crash', 'denied', 'print-spooler']],
    ['does not start any more, the spooler', ['cannot-start', 'claimed']],
    ['does the spooler not start?', ['cannot-start', 'asked', 'print-spooler']],
    ['the wrong order of callbacks', ['wrong-order', 'claimed', 'notification']],
    ['the host name is not resolved', ['cannot-find', 'claimed']],
    ['the spooler gets nothing', ['absent', 'claimed', 'print-spooler']],
    ['nothing moves in the spooler', ['hang', 'claimed', 'print-spooler']],
    ['it is impossible to start the spooler', ['cannot-start', 'claimed', 'print-spooler']],
  ])('is told by: %s', (text, expected) => expect(told(text)[0]).toEqual(expect.arrayContaining(expected)))

  it('befalls the whole of which the parts are named', () => {
    expect(told('The scanner logs on by MAPI. Its callbacks never come.')[0]).toContain('mapi-notification')
    expect(told('MAPI works. The callbacks of the fax never come.').flat()).not.toContain('mapi-notification')
  })

  it('befalls what "this" and "it" were said of', () => {
    expect(told('The scanner registers for MAPI notifications, but this call never comes')[0]).toContain(
      'mapi-notification',
    )
  })

  it('is no doing of who is named after it', () => {
    expect(told('the importer is not notified').map(([kind]) => kind)).toEqual(['absent'])
  })

  it('stands beside what tools print, too', () => {
    const { rest } = read(
      'OS Name: Microsoft Windows Server 2008\nTime Zone: Bern, Rome\nIssue: the spooler crashes',
      {},
    )
    expect(rest).toContain('spooler crashes')
    expect(rest).not.toContain('Rome')
  })

  it('stands beside tables, and below the names of files', () => {
    const table = 'Name Version\n---- -------\nMBX1 Exchange 2007 SP1\nMBX2 the store crashes'
    const { rest } = read(`build.txt:\n${table}\n\nIt began on Monday`, {})
    expect(rest.replace(/\s+/g, ' ')).toBe('MBX2 the store crashes It began on Monday')
    expect(read(`${table.replaceAll('- -', '-')}`, {}).rest).toContain('MBX1')
  })

  it('is a kind of trouble and the thing that it befalls', () => {
    const [trouble] = troubles('the spooler crashes')
    expect(trouble).toMatchObject({ kind: 'crash', things: [['print-spooler']], standing: 'claimed' })
  })

  it.each([
    ['the spooler does not crash', 'denied'],
    ['does the spooler crash?', 'asked'],
  ])('%s: %s', (text, standing) => {
    expect(
      troubles(text)
        .filter(t => t.kind === 'crash')
        .map(t => t.standing),
    ).toEqual([standing])
  })

  it.each([
    'the spooler starts without a hitch',
    'the spooler starts without any trouble',
    'no problem starting the spooler',
    'we did not change anything in the spooler',
    'the problem no longer occurs in the spooler',
    'I double click the spooler',
  ])('is none where nothing goes wrong: %s', text => {
    expect(troubles(text).filter(t => t.standing === 'claimed' && t.kind !== 'works')).toEqual([])
  })

  it('is not claimed by what works', () => {
    const claimed = troubles('the spooler works fine').filter(t => t.standing === 'claimed')
    expect(claimed.map(t => t.kind)).toEqual(['works'])
  })
})

describe('what a trouble was told with', () => {
  it('is kept as a person wrote it', () => {
    const [trouble] = troubles('Since Monday our CTI add-in gets no MAPI events, the server is fine.', { known: [] })
    expect(trouble).toMatchObject({
      kind: 'absent',
      standing: 'claimed',
      said: 'Since Monday our CTI add-in gets no MAPI events',
    })
  })

  it('is not kept of articles', () => {
    expect(read('MAPI notifications do not arrive.').troubles.map(t => t.said)).toEqual([undefined])
  })
})

describe('the name of a thing', () => {
  it('tells no trouble by a part of it', () => {
    expect(troubles('our program gets no store events').map(t => t.kind)).toEqual(['absent'])
  })
})

describe('a name that is nearly a word of trouble', () => {
  const kinds = (text: string) => read(text, {}).troubles.map(t => t.kind)

  it('is none, where its letters show that it is a name', () => {
    expect(kinds('our backup tool is crshing')).toContain('crash')
    expect(kinds('our backup tool is Crshing')).not.toContain('crash')
    expect(kinds('our backup tool is crshIng')).not.toContain('crash')
  })
})

describe('what somebody else found here', () => {
  const standings = (text: string) => read(text, {}).troubles.flatMap(t => (t.kind === 'absent' ? [t.standing] : []))

  it.each([
    'The vendor says that his client gets no notifications.',
    'Our supplier tells us that our program gets no notifications.',
    'The robot registers with MAPI, and its maker says that no notification reaches it.',
  ])('is so: %s', text => expect(standings(text)).toContain('claimed'))

  it.each([
    'The vendor says that notifications do not arrive.',
    'The vendor says that his client gets no notifications on some systems.',
    'The vendor says that his client would get no notifications.',
    'The vendor says that it gets no notifications.',
  ])('is hearsay of systems that may be anybody’s: %s', text => expect(standings(text)).toEqual(['reported']))
})
