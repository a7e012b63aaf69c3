import { readFileSync } from 'node:fs'
import { parseDocument } from 'htmlparser2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { App } from '../../../bot/app.ts'
import type { Article } from '../../../knowledge/index.ts'
import { obey, startBot } from '../running-bot.ts'
import { article, shelfWith } from './shelf-of.ts'

const FILE = new URL('../../../bot/texts/en/articles.yaml', import.meta.url)

/** The sentences of the file, with groups for what is put in. */
const SENTENCES = Object.values<string>(parse(readFileSync(FILE, 'utf8'))).map(
  said => new RegExp(`^${said.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[\w-]+\}/g, '(.*)')}$`),
)

/** No word, or a sentence of the file in whose places is nothing else. */
const isSaid = (text: string): boolean =>
  !/\p{L}/u.test(text) || SENTENCES.some(sentence => sentence.exec(text)?.slice(1).every(isSaid))

/** An article without a letter: every word of its page is the page's own. */
const WORDLESS = article('1', {
  title: '§',
  symptom: '§§',
  source: '§',
  reviewed: '2008-10-07',
  appliesTo: ['1', '2'],
  otherProducts: ['3', '4'],
  related: ['100'],
  conditions: [
    {
      facet: '5',
      affected: [],
      fixed: [],
      fixedIn: [[]],
      works: [],
      quote: { section: 'title', text: '§', line: 1 },
    },
  ],
  sections: (['symptoms', 'cause', 'resolution', 'before', 'other'] as const).map(kind => ({
    kind,
    heading: '',
    line: 1,
    blocks: [{ kind: 'code', depth: 0, text: '§', line: 2 }],
  })),
  links: [{ text: '§', url: 'https://192.0.2.1/', line: 99 }],
})
const MANY: readonly Article[] = Array.from({ length: 1200 }, (_, i) => article(String(i + 100), { title: '§' }))

/** What a page shows or tells screen readers. Dates are its locale's. */
const textsOf = (page: string): readonly string[] => {
  const found: string[] = []
  const walk = (nodes: ReturnType<typeof parseDocument>['children']): void => {
    for (const node of nodes) {
      if ('data' in node && !node.data.startsWith('!doctype')) found.push(node.data)
      if (!('attribs' in node) || node.name === 'time') continue
      for (const [name, value] of Object.entries(node.attribs))
        if (/^(?:aria-label|placeholder|title|alt|data-.*)$/.test(name)) found.push(value)
      walk(node.children)
    }
  }
  walk(parseDocument(page).children)
  return found.map(text => text.trim())
}

describe('the words of a page', () => {
  let app: App
  beforeAll(async () => {
    const shelf = shelfWith([WORDLESS, ...MANY])
    const failing = {
      ...shelf,
      article: async (id: string) => (id === '503' ? Promise.reject(new Error('away')) : shelf.article(id)),
    }
    app = await startBot({ openAdvisor: async () => ({ respond: obey, shelf: failing, articles: 1, problems: [] }) })
  })
  afterAll(() => app.close())

  const shown = async (path: string): Promise<readonly string[]> =>
    textsOf(await (await fetch(`http://127.0.0.1:${app.port}${path}`)).text())

  test.each([
    ['the list', '/articles', 'Page 1 of 25'],
    ['a search', `/articles?q=${encodeURIComponent('§')}`, '200'],
    ['a search that finds one', `/articles?q=1`, '1 article for “1”'],
    ['a search that finds nothing', '/articles?q=0', 'No article speaks of “0”.'],
    ['a product that there is not', '/articles?product=0', 'There is no product “0” here.'],
    ['an article', '/articles/1', 'One of these products is enough.'],
    ['an article that there is not', '/articles/1201234', 'There is no such article'],
    ['an article that cannot be read', '/articles/503', 'Something is wrong on our side.'],
  ])('are all read from the file: %s', async (_, path, among) => {
    const texts = await shown(path)
    expect(texts.join('\n')).toContain(among)
    expect(texts.filter(text => !isSaid(text))).toEqual([])
  })

  test('are looked for where people and screen readers find them', () => {
    const texts = textsOf('<p aria-label="Close">Hello <b>Advise</b><input placeholder="Type"></p>')
    expect(texts.filter(text => !isSaid(text))).toEqual(['Close', 'Hello', 'Type'])
  })
})
