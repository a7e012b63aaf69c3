import { describe, expect, it } from 'vitest'
import { isClaimed } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

const crashing = (text: string): readonly string[] =>
  read(text, {})
    .troubles.filter(t => isClaimed(t) && t.kind === 'crash')
    .map(t => t.things.map(([thing]) => thing).join())

describe('what is named newly as what has the trouble', () => {
  it.each([
    "The information store is fine. It's a viewer of another vendor that crashes.",
    'The information store runs well. It is just an old helper that crashes.',
    'The information store has not stopped once. It was some little utility of theirs that crashed.',
    "The information store is up. There's another process which sometimes crashes.",
  ])('has it instead of what was told of before: %s', text => expect(crashing(text)).toEqual(['']))

  it('is nothing where the text ends behind the opening', () => {
    expect(crashing('The information store is new. It crashes, that is')).toEqual(['information-store'])
    expect(() => crashing('It crashed, it was stopped, it is')).not.toThrow()
    expect(() => read('Forget it, that crash it was', {})).not.toThrow()
  })

  it.each([
    "The information store is new. It's a pity that it crashes.",
    'The information store is new. It crashes.',
    "The information store is new. It's this one that crashes.",
  ])('is something else than what was pointed at: %s', text => expect(crashing(text)).toEqual(['information-store']))
})
