import { expect, it } from 'vitest'
import { read } from '../room.ts'

const things = (text: string): readonly string[] =>
  read(text, {}).troubles.flatMap(t => t.things.map(([thing = '']) => thing))

it.each(['Our presence board hangs.', 'Instant messaging hangs.'])('what many programs do is no product: %s', text =>
  expect(things(text)).not.toContain('skype'),
)

it('but its name is one', () => expect(things('Lync hangs.')).toContain('skype'))
