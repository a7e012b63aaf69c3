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

describe('how the lines of a remedy stand', () => {
  const modern = (remedy: string) =>
    articleOf(
      `---\ntitle: The kite does not land\nms.date: 03/31/2022\n---\n# The kite does not land\n\n## Symptoms\n\nIt stays up.\n\n${remedy}\n`,
      'kite.md',
    )

  it('only steps are counted: what leads to them and notes stand by themselves, choices are a list', () => {
    const { guidance } = modern(
      '## Resolution\n\nTo land it, do this:\n\n1. Take the string.\n2. Pull it.\n\n> [!NOTE]\n> It may tear.\n\nOr use one of these:\n\n- Wait.\n- Call.',
    )
    expect(guidance.marks.steps).toBe('tssttii')
    expect(guidance.onlyTells).toBe(false)
  })

  it('what belongs to a step stands below it, in its order', () => {
    const { guidance } = modern(
      '## Resolution\n\n1. Take the string:\n   1. Bend down.\n   2. Close your hand.\n2. Pull it.',
    )
    expect(guidance.steps).toEqual(['Take the string:\na. Bend down.\nb. Close your hand.', 'Pull it.'])
  })

  it('what leads to a picture below a step is left out with it', () => {
    const { guidance } = modern(
      '## Resolution\n\n1. Pull it.\n\n   For example:\n\n   :::image type="content" source="a.png" alt-text="A kite.":::\n\n2. Wait.',
    )
    expect(guidance.steps).toEqual(['Pull it.', 'Wait.'])
  })

  it('what a colon leads to is kept, however short', () => {
    const { guidance } = modern(
      '## Workaround\n\nSet this value to 1:\n\n`HKLM\\Kite\\Land`\n\nThen type this name:\n\nLand Now',
    )
    expect(guidance.steps.join()).toContain('HKLM')
    expect(guidance.steps).toContain('Land Now')
  })

  it('an article that tells nobody what to do is known as one', () => {
    expect(modern('## More information\n\nThis is by design.').guidance.onlyTells).toBe(true)
    expect(modern('## More information\n\n1. Pull it.').guidance.onlyTells).toBe(false)
  })

  it('what has been said is not said as more, too', () => {
    const { guidance } = modern('## More information\n\nThis is by design.')
    expect(guidance.steps).toEqual(['This is by design.'])
    expect(guidance.more).toEqual([])
  })
})
