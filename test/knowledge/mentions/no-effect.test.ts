import { describe, expect, it } from 'vitest'
import { isClaimed } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

const kinds = (text: string): readonly string[] =>
  read(text, {})
    .troubles.filter(isClaimed)
    .map(t => t.kind)

describe('a step that changed nothing is no other trouble', () => {
  it.each([
    'The importer is not notified. Done so far: swapped the cable, no change.',
    'The importer is not notified. Power cycled, no luck.',
    'The importer is not notified. Rebuilt the profile, no joy.',
  ])('%s', text => expect(kinds(text)).toEqual(['absent']))

  it('but one that is told in its stead is', () =>
    expect(kinds('The importer is not notified. No luck with the printer, it hangs.')).toContain('hang'))
})
