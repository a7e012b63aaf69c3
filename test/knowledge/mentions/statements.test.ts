import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadCatalog } from '../../../knowledge/catalog/index.ts'
import type { Reading, ReadingContext } from '../../../knowledge/mentions/index.ts'
import { textReader } from '../../../knowledge/mentions/index.ts'

const read = textReader(loadCatalog().catalog)
const bearings = (text: string): readonly string[] => read(text, {}).mentions.map(m => m.bearing)
const troubles = (text: string, context: ReadingContext = {}): Reading['troubles'] => read(text, context).troubles

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
    ['Windows Server 2003 was wrong', 'past'],
    ['the vendor requires Windows Server 2003', 'not-now'],
    ['he put Windows Server 2003 x64 on it', 'unclear'],
  ])('%s: %s', (text, expected) => expect(bearings(text)).toEqual([expected]))

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

  it('is not claimed by what works', () => {
    const claimed = troubles('the spooler works fine').filter(t => t.standing === 'claimed')
    expect(claimed.map(t => t.kind)).toEqual(['works'])
  })
})
