import { describe, expect, it } from 'vitest'
import type { Article } from '../../../knowledge/article.ts'
import { articleOf } from '../room.ts'

const read = (body: string): Article =>
  articleOf(`---\ntitle: The kettle stays cold\nms.date: 1/2/2023\n---\n${body}`, 'support/kettle-cold.md')
const blocks = (body: string) =>
  read(`# T\n\n## Resolution\n\n${body}\n`).sections.flatMap(s => s.blocks.map(b => [b.kind, b.depth, b.text]))
const texts = (body: string) => blocks(body).map(b => b[2])

describe('what is drawn in it', () => {
  it('is left out: images, includes, columns, zones, videos, rules, comments', () => {
    const drawn = [
      '![A lid (open).](./media/lid (1).png)',
      ':::image type="content" source="a.png" alt-text="A lid.":::',
      ':::image type="complex" source="a.png" alt-text="x":::',
      ':::image-end:::',
      '[!INCLUDE [Disclaimer of others](../../includes/x.md)]',
      '[!include[x](x.md)]',
      ':::row:::\n   :::column span="2":::\n   :::column-end:::\n:::row-end:::',
      '::: zone pivot="windows"\n::: zone-end',
      '> [!VIDEO https://example.com/v]',
      '> [!div class="nextstepaction"]',
      '<br></br>\n<hr></hr>',
      '---\n* * *',
      '<!-- one --> <!-- two\n## Cause\n```\nthree -->',
    ]
    expect(texts(`Before.\n\n${drawn.join('\n\n')}\n\nAfter.`)).toEqual(['Before.', 'After.'])
  })

  it('hides nothing else when a comment has no end', () => {
    expect(texts('Before.\n\n<!-- open\n\nAfter `<!--` this.')).toEqual(['Before.', 'open', 'After <!-- this.'])
  })

  it('is read as a sentence when it is an alert, of one or more paragraphs', () => {
    expect(texts('Text\n> [!IMPORTANT]\n> Mind the lid.\n>\n> It is hot.\n\n> [!Note] Or not.')).toEqual([
      'Text',
      'Important: Mind the lid.',
      'It is hot.',
      'Note: Or not.',
    ])
  })

  it('stays below its step, with its list and its listing', () => {
    const body =
      '1. Close.\n\n    > [!WARNING]\n    > - Hot.\n    >\n    > ```console\n    > lid /close\n    > ```\n2. Boil.'
    expect(blocks(body)).toEqual([
      ['step', 1, 'Close.'],
      ['paragraph', 2, 'Warning:'],
      ['item', 2, 'Hot.'],
      ['code', 2, 'lid /close'],
      ['step', 1, 'Boil.'],
    ])
  })

  it('is a sub-heading when it is a tab', () => {
    expect(
      blocks('# [Windows](#tab/windows)\n\n1. Boil.\n\n#### [Linux](#tab/linux/x)\n\n1. Brew.\n\n---\n\nServe.'),
    ).toEqual([
      ['heading', 0, 'Windows'],
      ['step', 1, 'Boil.'],
      ['heading', 0, 'Linux'],
      ['step', 1, 'Brew.'],
      ['paragraph', 0, 'Serve.'],
    ])
  })

  it('is an item with the names of its columns when it is a row of a table', () => {
    const table = '| **Event ID** | Source ||\n|---|:-:|---|\n|4711|`Lid\\|Cup`<br/>Tea|x|\n||||\nNo row.'
    expect(blocks(table)).toEqual([
      ['item', 1, 'Event ID: 4711; Source: Lid|Cup Tea; x'],
      ['paragraph', 0, 'No row.'],
    ])
    expect(blocks('1. Look:\n\n   Lid | Heat\n   --- | ---\n   shut | 0x80040115\n')).toEqual([
      ['step', 1, 'Look:'],
      ['item', 2, 'Lid: shut; Heat: 0x80040115'],
    ])
  })

  it('lets codes in a table of symptoms be found', () => {
    expect(read('## Symptoms\n\n|Event ID|Text|\n|---|---|\n|4711|Cold|\n').codes).toContain('event 4711')
  })
})

describe('its words', () => {
  it('are without tags and entities, and keep what stands for a name', () => {
    expect(
      texts('Press <kbd>Esc</kbd>&nbsp;on &lt;lid&gt; of \\<host\\>, <server name> &amp; <U>all</U>&#8203;.'),
    ).toEqual(['Press Esc on <lid> of <host>, <server name> & all.'])
  })

  it('are as written in code', () => {
    expect(texts('Run `del <b> &amp; # |`:\n\n```console\n# no heading <alias> > &lt;\n> [!NOTE]\n```')).toEqual([
      'Run del <b> &amp; # |:',
      '# no heading <alias> > &lt;\n> [!NOTE]',
    ])
  })

  it('have links with full addresses, and only the text of others', () => {
    const article = read(
      '## Resolution\n\nSee [A](/a/b), [B](../b.md#x), [C][1], [d][], <https://e.example>, [F](#f) and [g].\n\n' +
        '[1]: https://c.example "C"\n[D]: <https://d.example>\n[g]: https://g.example\n',
    )
    expect(article.sections[0]?.blocks.map(b => b.text)).toEqual(['See A, B, C, d, https://e.example, F and g.'])
    expect(article.links.map(l => l.url)).toEqual([
      'https://learn.microsoft.com/a/b',
      'https://c.example',
      'https://d.example',
      'https://e.example',
      'https://g.example',
    ])
  })

  it('keep nested lists, and listings within them', () => {
    const body =
      '1. One:\n    - a\n      - b\n\n    ```powershell\n    Get-Lid\n      -All\n    ```\n\n    Then wait.\n1. Two.'
    expect(blocks(body)).toEqual([
      ['step', 1, 'One:'],
      ['item', 2, 'a'],
      ['item', 3, 'b'],
      ['code', 2, 'Get-Lid\n  -All'],
      ['paragraph', 2, 'Then wait.'],
      ['step', 1, 'Two.'],
    ])
  })

  it('are not swallowed by a listing without an end', () => {
    const article = read(
      '## Symptoms\n\n```output\nCold.\n\n## Cause\n\nThe lid.\n\n```\nx\n```\n\n## Resolution\n\nShut it.',
    )
    expect(article.sections.map(s => s.kind)).toEqual(['symptoms', 'cause', 'resolution'])
  })
})
