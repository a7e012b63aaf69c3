import fc from 'fast-check'
import { expect, it } from 'vitest'
import { read } from '../room.ts'

it('a program ends its session in many words', () => {
  const when = fc.constantFrom('when', 'as soon as', 'the moment', 'whenever')
  const ends = fc.constantFrom('closes', 'lets go of', 'releases', 'says goodbye to', 'leaves', 'frees')
  const what = fc.constantFrom('the store', 'the message store', 'its session', 'the mailbox')
  const dies = fc.constantFrom('falls over', 'bites the dust', 'goes up in flames', 'goes out with a bang')
  fc.assert(
    fc.property(when, ends, what, dies, (w, e, s, d) => {
      const [crash] = read(`The gateway ${d} ${w} it ${e} ${s}.`, {}).troubles
      expect([crash?.kind, crash?.standing, crash?.occasion.includes('logoff')]).toEqual(['crash', 'claimed', true])
    }),
  )
  expect(read('As soon as it logs off the gateway dies.', {}).troubles[0]?.standing).toBe('claimed')
})
