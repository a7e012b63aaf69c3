import { describe, expect, it } from 'vitest'
import { articleOf } from '../room.ts'

const HEADER = 'Article ID: 990003 - Last Review: May 2, 2011 - Revision: 4.0\n\nThe kite does not land\n\n'
const article = (remedy: string) => articleOf(`${HEADER}SYMPTOMS\n\nIt stays up.\n\n${remedy}\n`, 'kite.txt')

describe('what to do, when there are several ways', () => {
  it('names each way where it begins', () => {
    const kite = article(
      'RESOLUTION\n\nUse one way.\n\nMethod 1: Pull the string\n1. Take it.\n2. Pull it.\n\nMethod 2\n1. Wait.',
    )
    expect(kite.guidance.steps).toEqual([
      'Use one way.',
      'Method 1: Pull the string. Take it.',
      'Pull it.',
      'Method 2. Wait.',
    ])
  })

  it('keeps a way of which nothing more is said', () => {
    const kite = article('WORKAROUND\n\nMethod 1: Wait for calm weather\n\nMethod 2: Pull the string\n\n1. Take it.')
    expect(kite.guidance.steps).toEqual(['Method 1: Wait for calm weather', 'Method 2: Pull the string. Take it.'])
  })

  it('says nothing of a heading that stands alone', () => {
    expect(article('RESOLUTION\n\nUpdate information\n\n1. Take it.').guidance.steps).toEqual(['Take it.'])
  })
})
