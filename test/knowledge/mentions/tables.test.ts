import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mentionsOf, read } from '../room.ts'

const asked = { asked: ['windows-server', 'exchange-server'] }
const has = (text: string): readonly string[] =>
  mentionsOf(text, asked)
    .filter(m => m.bearing === 'has' && m.hasVersion)
    .map(m => m.label)

const COLUMNS = [
  ['Exchange', '2010 SP1', '2007 SP2'],
  ['Rollup', '3', 'none'],
  ['Windows', '2008', '2003'],
  ['callbacks', 'missing', 'ok'],
] as const

describe('a table', () => {
  it('has a system in each row, and the one with the trouble is in question, in whatever order its columns stand', () => {
    const mark = fc.constantFrom(' | ', '\t', '    ')
    fc.assert(
      fc.property(fc.shuffledSubarray([...COLUMNS], { minLength: 4 }), mark, fc.boolean(), (columns, gap, isTurned) => {
        const grid = [['name', 'North', 'South'], ...columns]
        const rows = isTurned ? grid : [0, 1, 2].map(i => grid.map(column => column[i] ?? ''))
        const reading = read(rows.map(r => r.join(gap)).join('\n'), asked)
        expect(reading.machine).toBe('North')
        expect(has(rows.map(r => r.join(gap)).join('\n')).toSorted()).toEqual([
          'Exchange Server 2010 SP1 Update Rollup 3',
          'Windows Server 2008',
        ])
      }),
    )
  })

  it('is read without its rules, and beside what is said of its systems later', () => {
    const text = [
      '| server | exchange | windows |',
      '|:---|---:|---|',
      '| A7 | 2010 SP1 RU2 | 2008 |',
      '| B7 | 2010 SP2 | 2003 |',
      '',
      'Callbacks are missing on B7.',
    ].join('\n')
    expect(has(text)).toEqual(['Exchange Server 2010 SP2', 'Windows Server 2003'])
  })

  it('of two columns tells of one system', () => {
    expect(has('Exchange\t2010\nService pack\t1\nRollup\t2\nWindows\t2008')).toEqual([
      'Exchange Server 2010 SP1 Update Rollup 2',
      'Windows Server 2008',
    ])
  })

  it.each([
    'We have Exchange 2010 SP1.  It crashes.\nWindows Server 2008.  No idea.',
    'a | b\nExchange 2010 SP1 on Windows Server 2008',
  ])('is none where nothing names what its cells are: %s', text =>
    expect(has(text)).toEqual(['Exchange Server 2010 SP1', 'Windows Server 2008']),
  )

  it('of any signs never makes reading throw', () => {
    const line = fc.stringMatching(/^[|\-: \tab2]{0,20}$/)
    fc.assert(fc.property(fc.array(line, { maxLength: 6 }), lines => void read(lines.join('\n'), asked)))
  })
})

describe('a column without the name of a product', () => {
  const rows = ['K1 | files | Windows Server 2003 | -', 'K2 | mail | Windows Server 2008 | 14.1.218.15']
  it.each(['Box | Task | OS | ExSetup.exe', 'Host | Role | Platform | exsetup'])(
    'is of what its cells name, or of what its tool prints: %s',
    head =>
      expect(has([head, ...rows, 'K2 sends no notifications'].join('\n'))).toEqual([
        'Windows Server 2008',
        expect.stringContaining('Exchange Server 2010 SP1'),
      ]),
  )
})
