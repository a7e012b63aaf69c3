import { describe, expect, it } from 'vitest'
import { WITHOUT } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

const isWithout = (text: string): boolean =>
  read(text, {}).troubles.some(t => t.kind === WITHOUT && t.things.some(([thing]) => thing === 'notification'))

describe('a step that a program leaves out', () => {
  it.each([
    'It turned out that the importer never called Advise.',
    'The trainee forgot to call Advise.',
    'The new release does not call IMsgStore::Advise at all.',
    'Its source has no Advise.',
    'Somebody left out the registration.',
  ])('keeps what comes with it from being in question: %s', text => expect(isWithout(text)).toBe(true))

  it.each([
    'The store never calls us back after the Advise.',
    'It never calls the sink that Advise was given.',
    'Advise works, and nothing comes.',
  ])('is none where the step is done: %s', text => expect(isWithout(text)).toBe(false))
})
