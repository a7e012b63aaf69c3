import { describe, expect, it } from 'vitest'
import { intersect } from '../../../knowledge/catalog/ranges.ts'
import { factsOf, knownRanges } from '../../../knowledge/judging/facts.ts'
import { nameOf, read } from '../room.ts'

const PRODUCT = 'exchange-server'
const told = knownRanges(factsOf(read('Exchange 2007 SP1', {}).mentions, 'typed'), PRODUCT) ?? []
/** What is known once it was asked which update is on Exchange 2007 SP1. */
const answered = (text: string): string | undefined => {
  const context = { asked: [PRODUCT], known: [PRODUCT], versions: { [PRODUCT]: told } }
  const ranges = knownRanges(factsOf(read(text, context).mentions, 'typed'), PRODUCT)
  return ranges && nameOf(PRODUCT, intersect(told, ranges))
}
const NONE = 'Exchange Server 2007 SP1 without any update rollup'

describe('the answer that no update is there', () => {
  it.each([
    'none',
    'none, only SP1',
    'none - SP1 only',
    'No, SP1 only',
    'just SP1',
    'only SP1, nothing else',
    'SP1 and nothing on top',
    'nothing after SP1',
    'we never put one on, so SP1',
    'it has none so far',
    'none of the update rollups were installed',
    'none, never installed one',
    'straight off the DVD',
    'directly from the SP1 media',
    'it is still as it was shipped',
    'plain vanilla',
  ])('may name the service pack: %s', text => expect(answered(text)).toBe(NONE))

  it.each(['it shows only SP1', 'I know only SP1', "only SP1, I don't know about rollups", 'SP1'])(
    'is not given where the rest stays open: %s',
    text => expect(answered(text)).toBe('Exchange Server 2007 SP1'),
  )

  it.each([
    'None of the callbacks fire',
    'none arrive since Tuesday',
    'It has none of the notifications',
    'none of them arrive',
    'the DVD is on my desk',
    'we restored the mailboxes from the DVD',
  ])('is no trouble that is told beside the question: %s', text => expect(answered(text)).toBeUndefined())
})

describe('a service pack as it came', () => {
  it('is of each release that has one', () => expect(answered('zero, SP1 as it came')).toBe(NONE))
})
