import { describe, expect, it } from 'vitest'
import { read } from '../room.ts'

describe('a number with a dot, without its product', () => {
  it.each([
    '5.5 shop. Our pager gets nothing',
    'A 5.5 server.',
    'Our 5.5 box gets no mail',
    "It's a 5.5 site.",
    "We're still on 5.5.",
    'we still run 5.5 here',
  ])('may be a release where a site is called so, or where we are on it: %s', text =>
    expect(read(text, {}).bare).toEqual(['5.5']),
  )

  it.each([
    'Our pager program version 5.5 gets mail',
    'We run 5.5 of the pager',
    'the pager is at 5.5',
    'after 5.5 hours nothing came',
    '5.5 GB server memory',
    'IIS 5.0 server',
    'the load is at 5.5.',
    'we are on 5.5.2',
  ])('is anything elsewhere: %s', text => expect(read(text, {}).bare).toEqual([]))
})

describe('a year before what sites are called', () => {
  it('may be a release', () => expect(read('2007 shop, callbacks never fire', {}).bare).toEqual(['2007']))
})
