import { describe, expect, it } from 'vitest'
import { spelledOut, strangeClass } from '../../../knowledge/words/trouble-lists.ts'

const classes = { arrive: ['arrive', 'come through'], unit: ['hour', 'day'] }

describe('a phrase with a class of words', () => {
  it('stands for one phrase with each of them', () => {
    expect(spelledOut('not <arrive>', classes)).toEqual(['not arrive', 'not come through'])
    expect(spelledOut('<arrive> <unit> later', classes)).toEqual([
      'arrive hour later',
      'arrive day later',
      'come through hour later',
      'come through day later',
    ])
  })

  it('stands for itself where it has none', () => expect(spelledOut('crash', classes)).toEqual(['crash']))

  it('is a mistake where the class is not there', () => {
    expect(strangeClass('not <arrive>', classes)).toBeUndefined()
    expect(strangeClass('<arrive> <late>', classes)).toBe('late')
  })
})
