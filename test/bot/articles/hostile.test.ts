import { parseDocument } from 'htmlparser2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../../bot/app.ts'
import type { Article } from '../../../knowledge/index.ts'
import { obey, startBot } from '../running-bot.ts'
import { article, shelfWith } from './shelf-of.ts'

/** Each would run, or ask another host, if a page took it for more than text. */
const SCRIPTS = [
  '<script>window.ran=1</script>',
  '"><img src=x onerror="window.ran=2">',
  "'><svg onload='window.ran=3'>",
  '</title></style></pre></code><iframe src="https://evil.example/"></iframe>',
  '&lt;script&gt;window.ran=5&lt;/script&gt;',
  '<!--',
  ']]>',
  '\0<\0script\0>',
  '{{nonce}}',
  '\u202Etxet',
].join(' ')

const ADDRESSES = [
  'javascript:window.ran=1',
  ' java\nscript:window.ran=2',
  'data:text/html,<script>window.ran=3</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'https://evil.example/"onmouseover="window.ran=4',
  '//evil.example/',
  SCRIPTS,
]

/** With the scripts in every text that there is, however deep; numbers and kinds stay what they are. */
const poisoned = <T>(value: T, keep: ReadonlySet<string>): T => {
  if (typeof value === 'string') return SCRIPTS as T
  if (Array.isArray(value)) return value.map(entry => poisoned(entry, keep)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, keep.has(name) ? entry : poisoned(entry, keep)]),
  ) as T
}

const block = (kind: Article['sections'][number]['blocks'][number]['kind'], depth = 0) => ({
  kind,
  depth,
  text: 'x',
  code: ['x'],
  line: 2,
})
const KINDS = [
  'symptoms',
  'cause',
  'resolution',
  'workaround',
  'before',
  'status',
  'summary',
  'more-information',
  'references',
  'other',
] as const

const POISONED: Article = {
  ...poisoned(
    article('x', {
      source: 'x',
      reviewed: 'x',
      revision: 'x',
      appliesTo: ['x', 'y'],
      otherProducts: ['x'],
      keywords: ['x'],
      related: ['x'],
      symptom: 'x',
      askedAs: ['x'],
      codes: ['x'],
      conditions: [
        {
          facet: 'x',
          affected: [],
          fixed: [],
          fixedIn: [[]],
          works: [],
          quote: { section: 'title', text: 'x', line: 1 },
        },
      ],
      guidance: {
        summary: 'x',
        steps: ['x'],
        before: ['x'],
        workaround: ['x'],
        more: ['x'],
        ways: [],
        code: ['x'],
        marks: { steps: 's', workaround: 't' },
        onlyTells: false,
      },
      sections: KINDS.map(kind => ({
        kind,
        heading: 'x',
        line: 1,
        blocks: [
          block('paragraph'),
          block('item', 1),
          block('step', 2),
          block('code'),
          block('heading'),
          block('code', 9),
        ],
      })),
    }),
    new Set(['kind', 'productsAre', 'section', 'layout']),
  ),
  id: 'KB951251',
  links: ADDRESSES.flatMap(url => [
    { text: SCRIPTS, url, line: 2 },
    { text: url, url, line: 99 },
  ]),
}

const ELEMENTS = new Set(
  'html head meta title link script body a header div span svg defs linearGradient stop rect path form input button nav main article p h1 h2 h3 section dl dt dd details summary ul ol li pre code aside select option'.split(
    ' ',
  ),
)
const ATTRIBUTES = new Set(
  'lang charset name content rel href type nonce src class id aria-hidden aria-label aria-labelledby aria-current xmlns viewBox x1 y1 x2 y2 offset stop-color width height rx fill d stroke stroke-width stroke-linecap stroke-linejoin role action value maxlength placeholder autocomplete spellcheck tabindex selected open dir data-copy data-copied'.split(
    ' ',
  ),
)

/** What of a page is no element, attribute or address of ours. */
const foreign = (page: string): readonly string[] => {
  const found: string[] = []
  const walk = (nodes: ReturnType<typeof parseDocument>['children']): void => {
    for (const node of nodes) {
      if (!('attribs' in node)) continue
      if (!ELEMENTS.has(node.name)) found.push(`<${node.name}>`)
      for (const [name, value] of Object.entries(node.attribs)) {
        if (!ATTRIBUTES.has(name)) found.push(`${node.name} ${name}`)
        if (name === 'href' && !/^(?:https:\/\/|\/(?!\/)|#)/.test(value)) found.push(`${name}=${value}`)
        if (name === 'src' && value !== '/articles.js') found.push(`${name}=${value}`)
      }
      walk(node.children)
    }
  }
  walk(parseDocument(page, { lowerCaseTags: false, lowerCaseAttributeNames: false }).children)
  return found
}

describe('scripts in every field of an article', () => {
  let app: App
  beforeAll(async () => {
    const shelf = { ...shelfWith([POISONED]), languageOf: async () => SCRIPTS }
    app = await startBot({ openAdvisor: async () => ({ respond: obey, shelf, articles: 1, problems: [] }) })
  })
  afterAll(() => app.close())

  const pageAt = async (path: string): Promise<string> => (await fetch(`http://127.0.0.1:${app.port}${path}`)).text()

  test.each([
    '/articles/KB951251',
    '/articles',
    '/articles?q=script',
    `/articles?q=${encodeURIComponent(SCRIPTS)}`,
    `/articles?product=${encodeURIComponent(SCRIPTS)}`,
    `/articles/${encodeURIComponent(SCRIPTS)}`,
  ])('are text in the page %.40s', async path => {
    const page = await pageAt(path)
    expect(page).toContain('&lt;script&gt;window.ran=1')
    expect(foreign(page)).toEqual([])
    expect(page.match(/<script/g)).toHaveLength(1)
    expect(page).not.toContain('\0')
  })

  test('are shown wherever the article says something', async () => {
    const page = await pageAt('/articles/KB951251')
    // Each kind of block in each section, the title twice, and more.
    expect(page.split('&lt;script&gt;window.ran=1').length).toBeGreaterThan(KINDS.length * 6)
    expect(page).toContain('{{nonce}}')
  })

  test('leave no address that a browser would run', async () => {
    const page = await pageAt('/articles/KB951251')
    const led = [...page.matchAll(/href="([^"]*)" rel="noopener/g)].map(m => m[1])
    expect(new Set(led)).toEqual(new Set(['https://evil.example/%22onmouseover=%22window.ran=4']))
  })

  test('are found by what looks for them', () => {
    expect(foreign(`<p onclick="x"><a href="javascript:x"><b>${SCRIPTS}`)).toEqual(
      expect.arrayContaining(['p onclick', '<b>', 'href=javascript:x', '<iframe>', 'img onerror']),
    )
  })
})
