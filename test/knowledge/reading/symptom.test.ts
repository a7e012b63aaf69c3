import { describe, expect, it } from 'vitest'
import type { Block, Section } from '../../../knowledge/article.ts'
import { symptomIn } from '../../../knowledge/reading/symptom.ts'

const block = (text: string, kind: Block['kind'] = 'paragraph'): Block => ({ kind, depth: 0, text, line: 1 })
const symptoms = (...blocks: readonly Block[]): readonly Section[] => [
  { kind: 'symptoms', heading: 'SYMPTOMS', line: 1, blocks },
]

describe('what a person sees, in one sentence', () => {
  it('is the first sentence of the symptoms', () => {
    expect(
      symptomIn(symptoms(block('When the kettle is switched on, its lid opens and it whistles. It is hot.'))),
    ).toBe('When the kettle is switched on, its lid opens and it whistles.')
  })

  it('has the message that it announces', () => {
    expect(symptomIn(symptoms(block('When you pour, you receive this message:'), block('Out of water', 'code')))).toBe(
      'When you pour, you receive this message: Out of water',
    )
  })

  it('is what follows a scenario, not the scenario', () => {
    const told = symptoms(
      block('Imagine this kitchen.'),
      block('There is a kettle.', 'item'),
      block('There is a toaster.', 'item'),
      block('In this kitchen both are switched on by one switch, and the fuse blows.'),
    )
    expect(symptomIn(told)).toBe('In this kitchen both are switched on by one switch, and the fuse blows.')
  })

  it('is cut at a word when it is long', () => {
    const said = symptomIn(symptoms(block(`The kettle ${'whistles and '.repeat(30)}stops.`))) ?? ''
    expect(said.length).toBeLessThanOrEqual(160)
    expect(said).toMatch(/\w…$/)
  })

  it('is missing where there are no symptoms', () => expect(symptomIn([])).toBeUndefined())
})
