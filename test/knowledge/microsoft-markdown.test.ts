import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { microsoftMarkdown } from '../../knowledge/layouts/microsoft-markdown.ts'
import { parse } from './room.ts'

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
      alternatives: true,
    })
    expect(article?.related).toContain('KB5990078')
  })

  it('has sections whatever follows the first word of their headings, and no marks of the page', () => {
    expect(article?.sections.map(s => s.kind)).toEqual(['symptoms', 'cause', 'resolution', 'resolution', 'references'])
    const text = JSON.stringify(article?.sections)
    expect(text).toContain('The toaster is not affected')
    expect(text).not.toMatch(/:::|\[!|Original KB|<a/)
  })

  it('takes its id from its file when it has no number', () => {
    const without = KETTLE.replace(/_Original KB.*\n/, '')
    expect(parse(without, 'support/kettle-stops.md').article?.id).toBe('kettle-stops')
  })

  it('is not what our own layout with a mistake in it is taken for', () => {
    const ours = parse('---\nid: KB990001\ntitle: T\nsymptoms: x\n---\n## Symptoms\n\nIt fails.\n')
    expect([ours.layout, ours.article]).toEqual(['markdown', undefined])
  })

  it('never throws, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (front, body) => {
        const text = `---\nms.date: 1\n${front}\n---\n${body}`
        if (microsoftMarkdown.recognises(text)) microsoftMarkdown.read(text, 'a.md')
      }),
    )
  })
})
