import { describe, expect, it } from 'vitest'
import { isClaimed } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

const claimed = (text: string): readonly string[] =>
  read(text, {})
    .troubles.filter(isClaimed)
    .map(t => t.kind)

describe('a trouble that only a trial tells', () => {
  it.each([
    ['With the add-in switched off there is no crash.', 'crash'],
    ['Without the scanner it does not hang.', 'hang'],
  ])('is there otherwise: %s', (text, kind) => expect(claimed(text)).toContain(kind))

  it('is not there where nothing was tried', () => {
    expect(claimed('The connection is by no means lost.')).toEqual([])
  })

  it('is what "there is no" denies, and not the switching before it', () => {
    expect(claimed("With the add-in switched off there's no crash.")).not.toContain('cannot-change')
  })
})

describe('what stands before a colon', () => {
  it('is what is expected only where it is short', () => {
    const long = 'The only thing that fails are our services which want to be told about changes: they get none.'
    expect(claimed(long)).toContain('absent')
    expect(claimed('What should happen: it crashes.')).toEqual([])
  })
})
