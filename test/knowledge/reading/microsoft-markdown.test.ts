import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../../knowledge/article.ts'
import { microsoftMarkdown } from '../../../knowledge/reading/layouts/markdown/microsoft-markdown.ts'
import { codePoint } from '../../code-point.ts'
import { articleOf, parse } from '../room.ts'

/** Invented; the shape is that of the public repository MicrosoftDocs/SupportArticles-docs. */
const KETTLE = `---
title: Kettle service stops after the September update
description: Tells why the kettle service stops and how to start it.
ms.date: 09/17/2024
author: someone
audience: ITPro
search.appverid:
  - MET150
appliesto:
  - Exchange Server 2019
  - ✅ <a href=https://learn.example.com target=_blank>Exchange Server 2016 Enterprise Edition</a>
---
# The kettle service stops with event ID 4711

_Original product version:_ &nbsp; Exchange Server 2013
_Original KB number:_ &nbsp; 5990077

## Symptoms

After you install the update, the kettle service stops.

> [!NOTE]
> The toaster is not affected.

:::image type="content" source="media/kettle.png" alt-text="A kettle.":::

## Cause

The lid is open.

## Resolution 1: Close the lid

1. Stop the service.
2. Close the lid. See [Lids](https://learn.example.com/lids).

## Method 2

\`\`\`powershell
Start-Service Kettle
\`\`\`

## References

See KB 5990078.
`

const written = (body: string, front = 'title: The kettle stays cold\nms.date: 1/2/2023'): string =>
  `---\n${front}\n---\n${body}`
const read = (body: string, front?: string): Article => articleOf(written(body, front), 'support/kettle-cold.md')

describe('an article of today’s Microsoft Markdown', () => {
  const { article, layout, problems } = parse(KETTLE, 'support/kettle-stops.md')

  it('is recognised by its front matter', () => {
    expect([layout, problems.filter(p => p.severity === 'error')]).toEqual(['microsoft-markdown', []])
  })

  it('has its number, its title, its date and its products', () => {
    expect(article).toMatchObject({
      id: 'KB5990077',
      title: 'The kettle service stops with event ID 4711',
      source: 'https://support.microsoft.com/kb/5990077',
      reviewed: '2024-09-17',
      appliesTo: ['Exchange Server 2019', 'Exchange Server 2016 Enterprise Edition'],
      productsAre: 'alternatives',
    })
    expect(article?.related).toContain('KB5990078')
  })

  it('has sections whatever follows the first word of their headings, and no marks of the page', () => {
    expect(article?.sections.map(s => s.kind)).toEqual(['symptoms', 'cause', 'resolution', 'resolution', 'references'])
    const text = JSON.stringify(article?.sections)
    expect(text).toContain('The toaster is not affected')
    expect(text).not.toMatch(/:::|\[!|Original KB|<a/)
  })

  it('has the lines of the file', () => {
    const lines = KETTLE.split('\n')
    const sections = article?.sections ?? []
    for (const { line, text, kind } of sections.flatMap(s => s.blocks))
      if (kind === 'step' || kind === 'paragraph')
        expect(lines[line - 1]).toContain(text.replace(/^Note: /, '').slice(0, 12))
  })

  it('takes its id from its file when it has no number', () => {
    const without = KETTLE.replace(/_Original KB.*\n/, '')
    expect(parse(without, 'support/kettle-stops.md').article?.id).toBe('kettle-stops')
  })

  it('takes its id from its title when it is an update', () => {
    expect(read('# KB5990044 - Cumulative Update 4 for Kettles\n\n## Summary\n\nIt boils.').id).toBe('KB5990044')
    expect(read('## Summary\n\nIt boils.', 'title: Update 4 (KB5990044)\nms.date: 1/2/2023').id).toBe('KB5990044')
  })

  it.each([
    ['CRLF', (t: string) => t.replaceAll('\n', '\r\n')],
    ['a byte order mark', (t: string) => `\uFEFF${t}`],
    ['blanks behind every line', (t: string) => t.replaceAll('\n', '  \n')],
  ])('reads the same with %s', (_, change) => {
    const { file: _file, ...same } = articleOf(change(KETTLE), 'a.md')
    expect(same).toMatchObject({ id: article?.id, sections: article?.sections, appliesTo: article?.appliesTo })
  })
})

describe('its front matter', () => {
  const productsFrom = (front: string, body = '') => read(`${body}\n## Symptoms\n\nIt stays cold.`, front).appliesTo

  it('lists products one a line, between commas, or between line breaks', () => {
    const both = ['Exchange Server 2019', 'Exchange Online']
    expect(productsFrom('title: T\nappliesto:\n- Exchange Server 2019 \n- Exchange Online')).toEqual(both)
    expect(productsFrom('title: T\nappliesto: Exchange Server 2019, Exchange Online')).toEqual(both)
    expect(productsFrom('title: T\nappliesto:\n  - ✅ Exchange Server 2019<br>✅&nbsp;Exchange Online')).toEqual(both)
  })

  it('without products leaves them to the lines below the title, or to their own section', () => {
    const front = 'title: T\nms.date: 1/2/2023'
    expect(productsFrom(front, '_Applies to_: &nbsp; Windows Server 2012 R2, Windows 10  \n')).toEqual([
      'Windows Server 2012 R2',
      'Windows 10',
    ])
    expect(productsFrom(front, '*Original product version:* &nbsp; SQL Server 2016\n')).toEqual(['SQL Server 2016'])
    expect(productsFrom(front, '## Applies to\n\n- Outlook 2016\n- Outlook 2019\n')).toEqual([
      'Outlook 2016',
      'Outlook 2019',
    ])
  })

  it('gives the title when no heading does, quoted or not', () => {
    expect(read('## Symptoms\n\nCold.', 'title: "\\"Lid: open\\" error"\nms.date: 1/2/2023').title).toBe(
      '"Lid: open" error',
    )
    expect(read('# `Get-Kettle` fails for \\<name> in **all** rooms\n\n## Symptoms\n\nCold.').title).toBe(
      'Get-Kettle fails for <name> in all rooms',
    )
  })

  it('that is no YAML is told, and read as far as it can be', () => {
    const front = 'title: Error: the kettle is cold\nauthor: @someone\nms.date: 3/31/2022\nappliesto:\n- Outlook 2016'
    const { article, problems } = parse(written('## Symptoms\n\nCold.\n\n## Cause\n\nIt is off.', front), 'cold.md')
    expect(article).toMatchObject({
      title: 'Error: the kettle is cold',
      reviewed: '2022-03-31',
      appliesTo: ['Outlook 2016'],
    })
    expect(problems.length).toBeGreaterThan(0)
    expect(new Set(problems.map(p => `${p.code} ${p.severity}`))).toEqual(new Set(['yaml-syntax warning']))
  })

  it('is not what our own layout with a mistake in it is taken for', () => {
    const ours = parse('---\nid: KB990001\ntitle: T\nsymptoms: x\n---\n## Symptoms\n\nIt fails.\n')
    expect([ours.layout, ours.article]).toEqual(['markdown', undefined])
    expect(parse('---\nid: KB990001\ntitle: T\naudience: all\n---\n## Symptoms\n\nIt fails.\n').layout).toBe('markdown')
  })

  it('makes it Microsoft’s Markdown, whatever the text quotes', () => {
    const quoting =
      'Article ID: 990001 - Last Review: May 2, 2011\n\n<h1>Symptoms</h1>\n\nDOCUMENT:Q990001\nTITLE   :x\n'
    expect(parse(written(`## Symptoms\n\n${quoting}`), 'a.md').layout).toBe('microsoft-markdown')
  })
})

describe('its sections', () => {
  const kinds = (body: string) => read(body).sections.map(s => [s.kind, s.heading])

  it('begin where a heading of any size has a meaning of its own', () => {
    expect(
      kinds(
        'Opening.\n\n## Event ID 7041\n\n### Symptoms\n\nA.\n\n### Cause\n\nB.\n\n### Resolution\n\nC.\n\n## Next steps\n\nD.',
      ),
    ).toEqual([
      ['summary', ''],
      ['other', 'Event ID 7041'],
      ['symptoms', 'Symptoms'],
      ['cause', 'Cause'],
      ['resolution', 'Resolution'],
      ['references', 'Next steps'],
    ])
  })

  it('keep what divides them as sub-headings', () => {
    const [resolution] = read('## Resolution\n\n### Method 1: Lid\n\n1. Close.\n\n### On a boat\n\n1. Sail.\n').sections
    expect(resolution?.blocks.map(b => [b.kind, b.text])).toEqual([
      ['heading', 'Method 1: Lid'],
      ['step', 'Close.'],
      ['heading', 'On a boat'],
      ['step', 'Sail.'],
    ])
  })

  it.each([
    ['## Symptom   ', 'symptoms'],
    ['## <a id="s"></a>Symptoms', 'symptoms'],
    ['## **Symptoms** ##', 'symptoms'],
    ['  ## Symptoms', 'symptoms'],
    ['**Symptoms**', 'symptoms'],
    ['## Problem', 'symptoms'],
    ['## Symptoms - How it looks', 'symptoms'],
    ['## Cause 2: The lid', 'cause'],
    ['## Resolution for scenario 1', 'resolution'],
    ['### Method 1 - Close the lid', 'resolution'],
    ['## More Information', 'more-information'],
    ['## Mitigation steps', 'resolution'],
  ])('%j is of the kind %s', (heading, kind) => {
    expect(read(`## Other\n\nX.\n\n${heading}\n\nIt is so.`).sections.at(-1)?.kind).toBe(kind)
  })

  it('may be empty', () => {
    expect(kinds('## Symptoms\n\n## Cause\n\nX.').map(k => k[0])).toEqual(['symptoms', 'cause'])
  })
})

describe('any text in this layout', () => {
  it('is read without throwing', () => {
    const piece = fc.oneof(
      fc.string({ unit: codePoint, maxLength: 20 }),
      fc.constantFrom(
        ...'\n|> |```|<!--|-->|[!NOTE]|## |- |1. |\\||---|[|](|)|:::|<a|&#|`|**|\t'.split('|'),
        '|',
        '\n|-|\n',
      ),
    )
    fc.assert(
      fc.property(fc.string(), fc.array(piece, { maxLength: 30 }), (front, pieces) => {
        const text = `---\nms.date: 1\n${front}\n---\n${pieces.join('')}`
        if (microsoftMarkdown.recognises(text)) microsoftMarkdown.read(text, 'a.md')
      }),
    )
  })
})
