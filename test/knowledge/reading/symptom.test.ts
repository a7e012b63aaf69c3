import { describe, expect, it } from 'vitest'
import type { Block, Section } from '../../../knowledge/article.ts'
import { loadReader } from '../../../knowledge/reading/reader.ts'
import { symptomIn } from '../../../knowledge/reading/symptom.ts'

const { read } = loadReader()
const seen = (sections: readonly Section[]): string | undefined => symptomIn(sections, read)

const block = (text: string, kind: Block['kind'] = 'paragraph'): Block => ({ kind, depth: 0, text, line: 1 })
const symptoms = (...blocks: readonly Block[]): readonly Section[] => [
  { kind: 'symptoms', heading: 'SYMPTOMS', line: 1, blocks },
]

describe('what a person sees, in one sentence', () => {
  it('is the first sentence of the symptoms', () => {
    expect(seen(symptoms(block('When the kettle is switched on, its lid opens and it whistles. It is hot.')))).toBe(
      'When the kettle is switched on, its lid opens and it whistles.',
    )
  })

  it('has the message that it announces', () => {
    expect(seen(symptoms(block('When you pour, you receive this message:'), block('Out of water', 'code')))).toBe(
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
    expect(seen(told)).toBe('In this kitchen both are switched on by one switch, and the fuse blows.')
  })

  it.each([
    ['Consider the following scenario: You have a kettle in your kitchen.', 'The kettle crashes.'],
    ['Kettles and toasters have the following behavior:', 'The kettle does not start.'],
    ['Assume that you have a kettle and a toaster.', 'However, the kettle stops responding.'],
    ['Log Name: Application Source: Kettle Event ID: 17', 'The kettle does not start.'],
    ['Windows Server 2008', 'The kettle does not start when it is cold.'],
    ['Note: This is about kettles.', 'The kettle does not start.'],
    ['You have a kettle in your kitchen, and a toaster.', 'The toaster fails with error 0x80040102.'],
  ])('is not what only leads to it: %s', (lead, symptom) => {
    expect(seen(symptoms(block(lead), block(symptom)))).toBe(symptom)
  })

  it('is the announced message, however it is announced', () => {
    const told = symptoms(block('You have a kettle. When you pour, the following message appears:'), block('No lid'))
    expect(seen(told)).toBe('When you pour, the following message appears: No lid')
  })

  it('is the first sentence where nothing tells more, and not what is added to it', () => {
    expect(seen(symptoms(block('The kettle is of another colour today, I think. Also, it crashes.')))).toBe(
      'The kettle is of another colour today, I think.',
    )
    expect(seen(symptoms(block('Assume that you have a kettle and a toaster.')))).toBe(
      'Assume that you have a kettle and a toaster.',
    )
  })

  it('is cut at a word when it is long', () => {
    const said = seen(symptoms(block(`The kettle ${'whistles and '.repeat(30)}stops.`))) ?? ''
    expect(said.length).toBeLessThanOrEqual(160)
    expect(said).toMatch(/\w…$/)
  })

  it('is missing where there are no symptoms', () => expect(seen([])).toBeUndefined())
})
