import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alternativesIn } from '../../../knowledge/judging/index.ts'
import { mentionsOf, nameOf, read } from '../room.ts'

const asked = { asked: ['windows-server'] }
const choices = (text: string): readonly string[] =>
  alternativesIn(read(text, asked).mentions).flatMap(a => a.versions.map(v => nameOf(v.facet, v.ranges)))
const has = (text: string): readonly string[] =>
  mentionsOf(text, asked)
    .filter(m => m.bearing === 'has' && m.hasVersion)
    .map(m => m.label)

describe('two sources that differ about one server', () => {
  it('leave both open, whoever they are and in whatever order', () => {
    const one = fc.constantFrom(
      'The label says',
      'The inventory lists',
      'My colleague swears that it is',
      'The wiki says',
    )
    const other = fc.constantFrom('the admin is sure it is', 'somebody told me it is', 'the change log says')
    const [first, second] = ['Windows Server 2003', 'Windows Server 2008']
    fc.assert(
      fc.property(one, other, fc.boolean(), (a, b, isFirst) => {
        const [x, y] = isFirst ? [first, second] : [second, first]
        expect(choices(`The spooler crashes. ${a} ${x}, ${b} ${y}.`)).toEqual([x, y])
      }),
    )
  })

  it('leave the update open where they agree on the service pack', () => {
    expect(choices('The tag on it says Exchange 2010 SP1 RU2, the sheet on the wall says SP1 RU4')).toEqual([
      'Exchange Server 2010 SP1 Update Rollup 2',
      'Exchange Server 2010 SP1 Update Rollup 4',
    ])
  })

  it.each([
    'The maker of the fax software wants Windows Server 2008, we have Windows Server 2003',
    'Our reseller told us to take Windows Server 2008. The server has Windows Server 2003.',
    'The manual says Windows Server 2008, it runs Windows Server 2003',
  ])('are none where one says what ought to be: %s', text => expect(has(text)).toEqual(['Windows Server 2003']))

  it('are none where a colleague tells that it goes well on his', () => {
    expect(has('It crashes on Windows Server 2008. My colleague says on his Windows Server 2003 it works')).toEqual([
      'Windows Server 2008',
    ])
  })
})
