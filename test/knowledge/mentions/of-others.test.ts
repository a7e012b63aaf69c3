import { describe, expect, it } from 'vitest'
import { NAMED } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

const told = (text: string): readonly string[] =>
  read(text, {})
    .troubles.filter(t => t.kind !== NAMED)
    .map(t => `${t.standing} ${t.kind}`)

describe('what is told of another server', () => {
  it.each([
    'Notifications come late. The other server (Windows 2003) sends them at once.',
    'Notifications come late. The old cluster sends them at once.',
  ])('denies nothing here: %s', text => expect(told(text)).toEqual(['claimed late']))
})

describe('an amount of time', () => {
  it.each([
    'A notification comes a minute or two late for every mail.',
    'Notifications come two minutes late for every mail.',
    'The program is informed a minute too late.',
  ])('is no number of things, nor told of what is so elsewhere: %s', text => {
    expect(told(text)).toContain('claimed late')
    expect(told(text)).not.toContain('claimed duplicated')
    expect(told(text)).not.toContain('claimed also')
  })

  it('two for every mail are too many', () => {
    expect(told('Two notifications for every mail.')).not.toContain('claimed late')
    expect(told('We get two for every mail.')).toContain('claimed duplicated')
  })
})
