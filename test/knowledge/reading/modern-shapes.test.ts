import { describe, expect, it } from 'vitest'
import type { Article } from '../../../knowledge/article.ts'
import { articleOf, parse } from '../room.ts'

/** Invented; the shapes are those of the public repository MicrosoftDocs/SupportArticles-docs. */
const page = (body: string): string =>
  `---\ntitle: The kettle stays cold\nms.date: 1/2/2023\n---\n# The kettle stays cold\n\n${body}\n`
const read = (body: string): Article => articleOf(page(body), 'support/kettle-cold.md')
const steps = (body: string): readonly string[] => read(body).guidance.steps
const codes = (body: string): readonly string[] => parse(page(body), 'support/kettle-cold.md').problems.map(p => p.code)

const INTRODUCTION = 'This page is about kettles.\n\n'

describe('an article without the usual headings', () => {
  it.each([
    'How to fix the kettle',
    'Resolve the cold kettle',
    'Fix a cold kettle',
    'How do I fix this?',
    'Resolution method 1 - Close the lid',
    'Possible solutions',
    'Troubleshooting checklist',
    'Close the lid and try again: procedure',
    'Step 1. Check the lid',
    'Create a lid',
    'Procedure',
  ])('is told by what stands below "%s"', heading => {
    const body = `${INTRODUCTION}## ${heading}\n\n1. Close the lid.\n2. Wait a minute.`
    expect(steps(body).join(' ')).toMatch(/Close the lid\..*Wait a minute\.$/)
    expect(codes(body)).not.toContain('no-resolution')
  })

  it('is told by instructions that are not numbered', () => {
    expect(steps(`${INTRODUCTION}## Check the lid\n\nLook whether it is closed.`)).toEqual([
      'Look whether it is closed.',
    ])
  })

  it.each(['Kinds of kettles', 'What is a kettle?', 'Requirements'])(
    'is not told from its introduction, nor by what is only described below "%s"',
    heading => {
      const body = `${INTRODUCTION}## ${heading}\n\nThere are many.`
      expect(steps(body)).toEqual([])
      expect(codes(body)).toContain('no-resolution')
    },
  )

  it.each(['Steps to reproduce the problem', 'Sample code', 'Data collection'])(
    'is not told by what stands below "%s"',
    heading => expect(steps(`${INTRODUCTION}## ${heading}\n\n1. Open the lid.`)).toEqual([]),
  )

  it('is told by its introduction if that leads step by step, or is all there is', () => {
    expect(steps('To warm it:\n\n1. Close the lid.\n\n## Kinds\n\nMany.')).toEqual(['To warm it:', 'Close the lid.'])
    expect(steps('Close the lid to warm it.')).toEqual(['Close the lid to warm it.'])
  })

  it('keeps its own remedy apart from instructions about other things', () => {
    const kettle = read(
      '## Symptoms\n\nIt is cold.\n\n## Resolution\n\nClose the lid.\n\n## Create a report\n\n1. Write it.\n\n## More information\n\nKettles.\n\n### How to repair lids\n\n1. Turn it.',
    )
    expect(kettle.guidance.steps).toEqual(['Close the lid.'])
    expect(kettle.sections.map(s => s.kind)).toEqual(['symptoms', 'resolution', 'other', 'more-information'])
  })
})

describe('several ways', () => {
  it('begin with the cause that each is for', () => {
    const { summary, steps: told } = read(
      '## Symptoms\n\nIt is cold.\n\n## Cause 1: The lid is open\n\nSteam leaves.\n\n### Resolution 1\n\n1. Close it.\n2. Wait.\n\n## Cause 2\n\nThe plug is loose. It may be old.\n\n### Resolution 2\n\nPush it.',
    ).guidance
    expect(told).toEqual([
      'Cause 1: The lid is open. Resolution 1. Close it.',
      'Wait.',
      'The plug is loose. Resolution 2. Push it.',
    ])
    expect(summary).toBe('It is cold.')
  })

  it('of one cause, or behind all causes, are not given one', () => {
    const body = '## Cause 1\n\nA lid.\n\n## Cause 2\n\nA plug.\n\n## Resolution\n\nCall someone.'
    expect(steps(body)).toEqual(['Call someone.'])
  })

  it('stay ways of a workaround', () => {
    const kettle = read('## Workaround\n\nDo this:\n\n### Method 1\n\nWait.\n\n### Resolve it by hand\n\nLight a fire.')
    expect(kettle.sections.map(s => s.kind)).toEqual(['workaround'])
    expect(kettle.guidance.steps).toEqual(['Do this:', 'Method 1. Wait.', 'Resolve it by hand. Light a fire.'])
  })
})

describe('what stands between the steps', () => {
  it('keeps alerts and the rows of tables', () => {
    expect(
      steps(
        '## Resolution\n\n1. Close it.\n\n   > [!WARNING]\n   > It is hot.\n\n   |Lid|Colour|\n   |---|---|\n   |Big|Red|\n\n2. Wait.',
      ),
    ).toEqual(['Close it.\nWarning: It is hot.\n– Lid: Big; Colour: Red', 'Wait.'])
  })

  it('has no links without words, and those with blanks around the address', () => {
    const { links, guidance } = read(
      '## Resolution\n\nSee [lids]( https://example.com/lids ) now. [![A lid.](lid.png)](https://example.com/none)',
    )
    expect(links.map(l => [l.text, l.url])).toEqual([['lids', 'https://example.com/lids']])
    expect(guidance.steps).toEqual(['See lids now.'])
  })
})
