import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { savedHtml } from '../../../knowledge/reading/layouts/html/saved-html.ts'
import { codePoint } from '../../code-point.ts'
import { parse } from '../room.ts'

/** Invented; the shape is that of saved pages of support sites. */
const KETTLE = `<!DOCTYPE html>
<html><head><title>The kettle whistles - Support</title>
<link rel="canonical" href="https://support.example.com/kb/5990088">
<script>document.write('<h2>Symptoms</h2>stolen')</script><style>h1 { color: red }</style></head>
<body><nav><a href="/">Home</a></nav>
<main><h1>The kettle whistles &amp; leaks</h1>
<h2>Symptoms</h2><p>The kettle whistles at <b>night</b>.</p>
<pre>0x80040102
  LID_OPEN</pre>
<h2>Cause</h2><p>The lid is open.</p>
<h2>Resolution</h2><ol><li>Close the <a href="/lids">lid</a>.</li><li>Wait.</li></ol>
<h2>Applies to</h2><ul><li>Exchange Server 2007 SP1</li></ul></main>
<footer>Was this helpful?</footer></body></html>`

describe('a saved page', () => {
  const { article, layout, problems } = parse(KETTLE, 'saved/kettle.html')

  it('is an article with the number of its address', () => {
    expect([layout, problems.filter(p => p.severity === 'error')]).toEqual(['saved-html', []])
    expect(article).toMatchObject({
      id: 'KB5990088',
      title: 'The kettle whistles & leaks',
      source: 'https://support.example.com/kb/5990088',
      appliesTo: ['Exchange Server 2007 SP1'],
    })
  })

  it('has its sections with steps and code, as text only', () => {
    const of = (kind: string) => article?.sections.filter(s => s.kind === kind).flatMap(s => s.blocks) ?? []
    expect(of('symptoms').map(b => b.kind)).toEqual(['paragraph', 'code'])
    expect(of('resolution').map(b => [b.kind, b.text])).toEqual([
      ['step', 'Close the lid.'],
      ['step', 'Wait.'],
    ])
    expect(JSON.stringify(article)).not.toMatch(/stolen|color: red|Was this helpful|<\w/)
  })

  it('has links that lead to the place they stood for', () => {
    expect(article?.links.map(l => l.url)).toEqual(['https://support.example.com/lids'])
  })

  it('that is no article is none', () => {
    expect(parse('<html><body><h1>Lunch</h1><p>Soup.</p></body></html>', 'a.html').article).toBeUndefined()
  })

  it('is read in time however deep its tags are nested', () => {
    const deep = `<html><body><h1>T</h1><h2>Symptoms</h2>${'<div>'.repeat(100_000)}It fails.`
    expect(parse(deep, 'deep.html').layout).toBe('saved-html')
  })

  it('never throws, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint }), text => {
        const page = `<html><body><h2>Symptoms</h2>${text}`
        if (savedHtml.recognises(page)) savedHtml.read(page, 'a.html')
      }),
    )
  })
})
