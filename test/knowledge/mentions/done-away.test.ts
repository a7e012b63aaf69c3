import { describe, expect, it } from 'vitest'
import { WITHOUT } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

const kinds = (text: string): readonly string[] =>
  read(text, {})
    .troubles.filter(t => t.standing === 'claimed')
    .map(t => t.kind)

describe('what is done away with has no part in it', () => {
  it.each([
    'The fax was decommissioned in spring.',
    'We got rid of the antivirus two years ago.',
    'The last BlackBerry was handed in.',
    'All BlackBerrys went to the scrapyard.',
  ])('%s', text => expect(kinds(text)).toContain(WITHOUT))

  it.each([
    ['one of several', 'We scrapped an old domain controller on Friday.'],
    ['since it began so', 'Since the domain controller was retired the tool hangs.'],
    ['denied', 'The fax was never decommissioned.'],
  ])('%s', (_, text) => expect(kinds(text)).not.toContain(WITHOUT))
})

describe('what remains for a short time is late', () => {
  it.each([
    'The deleted items remain visible almost a minute.',
    'In the Outbox the message is still shown for 15 seconds.',
    'The mail stays in the Outbox 10, sometimes 20 seconds.',
    'It lies in the Outbox for 20, 30 seconds before it disappears.',
  ])('%s', text => expect(kinds(text)).toEqual(['late']))

  it('and not how often, or since when', () => {
    expect(kinds('A deleted item is still shown every five minutes.')).not.toContain('late')
    expect(kinds('The mail stays in the Outbox since ten minutes.')).not.toContain('late')
  })
})
