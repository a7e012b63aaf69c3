import { describe, expect, it } from 'vitest'
import type { Circumstance } from '../../../knowledge/article.ts'
import { loadReader } from '../../../knowledge/reading/reader.ts'

const NAT: Circumstance = {
  that: 'NAT stands between client and server.',
  said: ['nat', 'address translation'],
  instead: ['flat network', 'same subnet', 'not in another network'],
}
const told = (text: string) => loadReader().circumstancesIn(text, [NAT])[0]

describe('what a text says of a circumstance', () => {
  it.each([
    ['The clients are behind NAT.', 'so'],
    ['There is an address-translation box in between.', 'so'],
    ['They cannot get through the NAT.', 'so'],
    ['They have no permission to change the NAT.', 'so'],
    ['There is no NAT here.', 'otherwise'],
    ['It is late without NAT, too.', 'otherwise'],
    ['We do not use NAT.', 'otherwise'],
    ['It is one flat network.', 'otherwise'],
    ['The clients are not in another network.', 'otherwise'],
    ['Mail comes late.', undefined],
  ])('is claimed or denied: %s', (text, expected) => {
    expect(told(text)).toBe(expected)
  })

  it.each([
    ['is asked', 'Could it be NAT?'],
    ['is supposed', 'If we had NAT, what would change?'],
    ['is planned', 'Next year we will put in NAT.'],
    ['was before', 'Until May we had NAT.'],
    ['is of another system', 'Our other site has NAT.'],
    ['is told in both ways', 'Half of them are behind NAT, the rest is one flat network.'],
    ['is otherwise where all goes well', 'Without NAT it works.'],
    ['is so where it does not happen', 'In the NAT it does not happen.'],
    ['is denied of what would be otherwise', 'It is not a flat network.'],
  ])('is nothing where it %s', (_, text) => {
    expect(told(text)).toBeUndefined()
  })
})
