import { afterEach, describe, expect, test } from 'vitest'
import type { App } from '../../../bot/app.ts'
import type { Shelf } from '../../../bot/articles/shelf.ts'
import { loadCatalog } from '../../../knowledge/catalog/catalog.ts'
import type { Article, Condition } from '../../../knowledge/index.ts'
import { sendRaw } from '../../security/raw-http.ts'
import { freePort, obey, startBot } from '../running-bot.ts'
import { type Asked, article, shelfWith } from './shelf-of.ts'

const { catalog } = loadCatalog()

const about = (facet: string): Condition => ({
  facet,
  affected: catalog.products.get(facet)?.releases[0]?.ranges ?? [],
  quote: { section: 'title', text: '', line: 1 },
})

let app: App
afterEach(() => app.close())

const serve = async (shelf: Partial<Shelf>): Promise<void> => {
  const whole: Shelf = { ...shelfWith([]), catalog, ...shelf }
  app = await startBot({ openAdvisor: async () => ({ respond: obey, shelf: whole, articles: 1, problems: [] }) })
}

const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  fetch(`http://127.0.0.1:${app.port}${path}`, { headers, method, redirect: 'manual' })

const pageAt = async (path: string): Promise<string> => (await get(path)).text()

/** The ids of the articles that a page links to, in its order. */
const listedOn = (page: string): readonly string[] =>
  [...page.matchAll(/href="\/articles\/([^"]+)"/g)].map(m => m[1] ?? '')

const many = (count: number, given: (i: number) => Partial<Article> = () => ({})): readonly Article[] =>
  Array.from({ length: count }, (_, i) => article(`KB${900_000 + i}`, given(i)))

describe('an article’s page', () => {
  test('has all that the article says, each below its heading', async () => {
    const block = (text: string, kind: 'paragraph' | 'step' | 'code' | 'item' = 'paragraph', depth = 0, line = 1) => ({
      kind,
      depth,
      text,
      line,
    })
    const whole = article('KB951251', {
      symptom: 'Nothing arrives.',
      reviewed: '2008-10-07',
      source: 'https://support.example/kb/951251',
      keywords: ['kbunseen'],
      related: ['KB1000001', 'KB1000002'],
      conditions: [about('exchange-server')],
      links: [{ text: 'the tool', url: 'https://tool.example/', line: 7 }],
      sections: [
        { kind: 'symptoms', heading: 'SYMPTOMS', line: 1, blocks: [block('No mail.')] },
        {
          kind: 'cause',
          heading: 'Cause',
          line: 3,
          blocks: [{ ...block('Stop <b> of sc stop and sc.'), code: ['<b>', 'sc stop', 'none'] }],
        },
        {
          kind: 'resolution',
          heading: 'Resolution',
          line: 5,
          blocks: [
            block('Open a prompt.', 'step', 1, 6),
            block('ipconfig\n  /all', 'code', 0, 6),
            block('Run the tool.', 'step', 1, 7),
            block('Wait.', 'item', 2, 8),
          ],
        },
        { kind: 'applies-to', heading: 'Applies to', line: 9, blocks: [block('as a list')] },
      ],
    })
    await serve({ ...shelfWith([whole, article('KB1000001')]), catalog })
    const page = await pageAt('/articles/KB951251')
    expect([...page.matchAll(/<h([12])[^>]*>([^<]+)/g)].map(m => `${m[1]} ${m[2]}`)).toEqual([
      '1 The title of KB951251',
      '2 Applies to',
      '2 Symptoms',
      '2 Cause',
      '2 What to do',
      '2 Related articles',
      '2 On this page',
    ])
    expect(page).toContain('<p>No mail.</p>')
    expect(page).toContain('<p>Stop <code>&lt;b&gt;</code> of <code>sc stop</code> and sc.</p>')
    expect(page).toMatch(/<li>Open a prompt\.<div class="code"><pre tabindex="0"><code>ipconfig\n {2}\/all<\/code>/)
    expect(page).toMatch(/Run <a href="https:\/\/tool\.example\/"[^>]*>the tool<\/a>\.<ul>\n<li>Wait\./)
    expect(page).toContain('Exchange Server 4.0')
    expect(page).toContain('<time datetime="2008-10-07">7 October 2008</time>')
    expect(page).toContain('href="https://support.example/kb/951251"')
    expect(page).toContain('href="/#ask=KB951251"')
    expect(listedOn(page)).toEqual(['KB1000001'])
    expect(page).toContain('KB1000002')
    expect(page).not.toContain('kbunseen')
    expect(page).not.toContain('as a list')
  })

  test('does not say twice what its symptoms begin with', async () => {
    const symptoms = (text: string) => ({
      kind: 'symptoms' as const,
      heading: 'Symptoms',
      line: 1,
      blocks: [{ kind: 'paragraph' as const, depth: 0, text, line: 2 }],
    })
    const symptom = 'Mail is late.'
    await serve(
      shelfWith([
        article('KB1000', { symptom, sections: [symptoms('Mail is late. It is lost, too.')] }),
        article('KB1001', { symptom, sections: [symptoms('It is lost.')] }),
      ]),
    )
    expect(await pageAt('/articles/KB1000')).not.toContain('class="lead"')
    expect(await pageAt('/articles/KB1001')).toContain('<p class="lead">Mail is late.</p>')
  })

  test('is there under every form of its number, and at one address', async () => {
    await serve(shelfWith([article('KB951251')]))
    const response = await get('/articles/951251')
    expect([response.status, response.headers.get('location')]).toEqual([308, '/articles/KB951251'])
    expect((await get('/articles/')).headers.get('location')).toBe('/articles')
  })

  test('names the language of an article that is written in another', async () => {
    await serve({ ...shelfWith([article('KB951251')]), languageOf: async () => 'de' })
    const page = await pageAt('/articles/KB951251')
    expect(page).toContain('<html lang="en">')
    expect(page).toContain('<article lang="de" dir="auto">')
  })

  test('gives every heading an address of its own', async () => {
    const section = (heading: string) => ({
      kind: 'other' as const,
      heading,
      line: 1,
      blocks: [{ kind: 'paragraph' as const, depth: 0, text: 'x', line: 1 }],
    })
    const headings = ['More', 'More', 'Applies to', 'main', '“””', '', 'x'.repeat(500)]
    await serve(shelfWith([article('KB951251', { sections: headings.map(section) })]))
    const ids = [...(await pageAt('/articles/KB951251')).matchAll(/\sid="([^"]+)"/g)].map(m => m[1])
    expect(ids.length).toBeGreaterThan(headings.length)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('what is not there', () => {
  const HOSTILE = [
    '..%2f..%2fpackage.json',
    '%2e%2e%2fpackage.json',
    '%00',
    'KB951251%00',
    '%0d%0aset-cookie:%20x=1',
    'a/b/c',
    '<script>',
    '%22%3E%3Cscript%3E',
    'x'.repeat(8000),
    '9'.repeat(8000),
    '%F0%9F%92%A9',
    '__proto__',
    'constructor',
  ]

  test.each(HOSTILE.map(id => [id.slice(0, 40), id]))('is told in a page with a search: %s', async (_name, id) => {
    await serve(shelfWith([article('KB951251')]))
    const { statuses, text } = await sendRaw(
      app.port,
      `GET /articles/${id} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    )
    expect(statuses).toEqual([404])
    expect(text).toContain('<h1>There is no such article</h1>')
    expect(text).toContain('<input type="search"')
    expect(text).not.toContain('<script>')
    expect(text.split('\r\n\r\n')[0]).not.toContain('cookie')
    expect(text.length).toBeLessThan(6000)
  })

  test.each(['%', '%zz', '%E0%A4%A', '%C3%28'])('is no address at all: 400 for %s', async id => {
    await serve(shelfWith([]))
    const { statuses } = await sendRaw(
      app.port,
      `GET /articles/${id} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    )
    expect(statuses).toEqual([400])
  })

  test.each([
    ['KB951252', 'another digit'],
    ['kb952151', 'two that changed places'],
    ['KB95151', 'one too few'],
    ['KB9512251', 'one too many'],
  ])('has those beside it that may have been meant (%s: %s)', async id => {
    await serve(shelfWith([article('KB951251'), article('KB300000')]))
    expect(listedOn(await pageAt(`/articles/${id}`))).toEqual(['KB951251'])
  })
})

describe('the list', () => {
  test('has all articles by number, fifty on a page, with the way to the next and back', async () => {
    await serve(shelfWith([...many(119), article('KB1000000'), article('notes')]))
    const [first, second, last] = [
      await pageAt('/articles'),
      await pageAt('/articles?page=2'),
      await pageAt('/articles?page=3'),
    ]
    expect([first, second, last].map(page => listedOn(page).length)).toEqual([50, 50, 21])
    expect(listedOn(first)[0]).toBe('KB900000')
    expect(listedOn(last).slice(-2)).toEqual(['KB1000000', 'notes'])
    expect(first).toContain('href="/articles?page=2" rel="next"')
    expect(second).toContain('href="/articles" rel="prev"')
    expect(last).not.toContain('rel="next"')
  })

  test.each(['0', '-1', '1e9', 'x', '999999', '%00', '<'])('shows what there is for page %s', async page => {
    await serve(shelfWith(many(60)))
    const response = await get(`/articles?page=${page}`)
    expect(response.status).toBe(200)
    expect(listedOn(await response.text()).length).toBeGreaterThan(0)
  })

  test('asks for fifty articles, and for all numbers not each time', async () => {
    const asked: Asked = { article: 0, heads: 0, ids: 0, search: 0 }
    const sizes: number[] = []
    const shelf = shelfWith(many(3000), asked)
    await serve({
      ...shelf,
      heads: ids => {
        sizes.push(ids.length)
        return shelf.heads(ids)
      },
    })
    for (let page = 1; page <= 20; page++) await get(`/articles?page=${page}`)
    expect(asked.ids).toBe(1)
    expect(sizes.filter(size => size === 50)).toHaveLength(20)
    // Once, to know which products there are.
    expect(sizes.filter(size => size !== 50)).toHaveLength(15)
  })

  test('is of what is searched for, in the form too, and keeps it from page to page', async () => {
    await serve(shelfWith(many(120, i => ({ title: i % 2 ? 'Mail & more' : 'Printer' }))))
    const page = await pageAt('/articles?q=Mail%20%26%20more')
    expect(listedOn(page)).toHaveLength(50)
    expect(page).toContain('60 articles for “Mail &amp; more”')
    expect(page).toContain('name="q" value="Mail &amp; more"')
    expect(page).toContain('href="/articles?q=Mail+%26+more&amp;page=2" rel="next"')
    expect(listedOn(await pageAt('/articles?q=Mail+%26+more&page=2'))).toHaveLength(10)
  })

  test('begins with the article whose number is searched for', async () => {
    await serve(shelfWith([article('KB1', { title: 'Not so good as 951251' }), article('KB951251')]))
    expect(listedOn(await pageAt('/articles?q=951251'))).toEqual(['KB951251', 'KB1'])
  })

  test('is of one product, among what is found too', async () => {
    const facets = ['exchange-server', 'outlook', 'outlook']
    const shelf = shelfWith(
      many(30, i => ({ title: i < 15 ? 'Mail' : 'Print', conditions: [about(facets[i % 3] ?? '')] })),
    )
    await serve({ ...shelf, catalog })
    expect(listedOn(await pageAt('/articles?product=outlook'))).toHaveLength(20)
    const both = await pageAt('/articles?product=outlook&q=Mail')
    expect(listedOn(both)).toHaveLength(10)
    expect(both).toContain('<option value="outlook" selected>')
    // Those of which there is nothing are offered no longer.
    expect(both).toContain('Exchange Server (10)')
    expect(both).not.toContain('sql-server')
    expect(await pageAt('/articles?product=sql-server')).toContain('No article here is about SQL Server.')
    expect(await pageAt('/articles?product=%3Cb%3E')).toContain('no product “&lt;b&gt;”')
  })

  test('says that nothing was found, and shows the way back', async () => {
    await serve(shelfWith(many(3)))
    const page = await pageAt('/articles?q=%3Cscript%3Ealert(1)%3C/script%3E')
    expect(page).toContain('No article speaks of “&lt;script&gt;alert(1)&lt;/script&gt;”.')
    expect(page).toContain('<a href="/articles">Show all articles</a>')
  })

  test('takes a percent sign and a very long text for what they are', async () => {
    await serve(shelfWith(many(3)))
    for (const query of ['q=100%', 'q=%', `q=${'x'.repeat(7000)}`, 'q=%00', 'q=&q=', 'product=__proto__', '&&&=?'])
      expect([query.slice(0, 20), (await get(`/articles?${query}`)).status]).toEqual([query.slice(0, 20), 200])
  })
})

describe('every page', () => {
  test('may load its own files with the nonce of this answer, and nothing else', async () => {
    await serve(shelfWith([article('KB951251')]))
    for (const path of ['/articles', '/articles/KB951251', '/articles/none']) {
      const response = await get(path)
      const policy = response.headers.get('content-security-policy') ?? ''
      const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1]
      expect(policy).toMatch(/^default-src 'none';/)
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
      const page = await response.text()
      const loaded = page.match(/<script[^>]*>|<link rel="stylesheet"[^>]*>/g) ?? []
      expect(loaded).toHaveLength(2)
      for (const tag of loaded) expect(tag).toContain(`nonce="${nonce}"`)
      expect(page).not.toMatch(/\sstyle=|\son\w+=/)
    }
  })

  test('is sent again only when it has changed, and then with no other policy than it was kept with', async () => {
    const articles = [article('KB951251')]
    await serve({ ...shelfWith([]), article: async () => articles[0] })
    const first = await get('/articles/KB951251')
    const etag = first.headers.get('etag') ?? ''
    expect(first.headers.get('cache-control')).toBe('no-cache')
    for (const tags of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await get('/articles/KB951251', { 'if-none-match': tags })
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
      expect(again.headers.get('content-security-policy')).toBeNull()
    }
    articles[0] = article('KB951251', { title: 'Another title' })
    const changed = await get('/articles/KB951251', { 'if-none-match': etag })
    expect([changed.status, (await changed.text()).includes('Another title')]).toEqual([200, true])
  })

  test.each(['/articles', '/articles/KB951251', '/articles/KB1', '/articles.css', '/articles.js', '/articles.svg'])(
    'can be asked for without its content: %s',
    async path => {
      await serve(shelfWith([article('KB951251')]))
      const [got, head] = [await get(path), await get(path, {}, 'HEAD')]
      const size = (await got.arrayBuffer()).byteLength
      expect([head.status, await head.text()]).toEqual([got.status, ''])
      expect(size).toBeGreaterThan(100)
      for (const name of ['content-length', 'content-type', 'etag'])
        expect([name, head.headers.get(name)]).toEqual([name, got.headers.get(name)])
      expect(head.headers.get('content-length')).toBe(String(size))
    },
  )

  test('says that the articles are still read while they are', async () => {
    let ready = () => {}
    const reading = new Promise<void>(resolve => {
      ready = resolve
    })
    const port = await freePort()
    const starting = startBot({
      settings: { port },
      openAdvisor: () => reading.then(() => ({ respond: obey, shelf: shelfWith([]), articles: 1, problems: [] })),
    })
    for (const path of ['/articles', '/articles/KB951251']) {
      await expect
        .poll(() =>
          fetch(`http://127.0.0.1:${port}${path}`).then(
            r => r.status,
            () => 0,
          ),
        )
        .toBe(503)
      const response = await fetch(`http://127.0.0.1:${port}${path}`)
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await response.text()).toContain('still reading its articles')
      expect(response.headers.get('etag')).toBeNull()
    }
    ready()
    app = await starting
    expect((await get('/articles')).status).toBe(200)
  })

  test('says so when the articles cannot be read, and is there again as soon as they can', async () => {
    let away = true
    const shelf = shelfWith([article('KB951251')])
    const fails = <T>(work: Promise<T>): Promise<T> => (away ? Promise.reject(new Error('database away')) : work)
    await serve({ ...shelf, article: id => fails(shelf.article(id)), ids: () => fails(shelf.ids()) })
    for (const path of ['/articles', '/articles/KB951251']) {
      away = true
      const response = await get(path)
      expect([response.status, (await response.text()).includes('database')]).toEqual([503, false])
      away = false
      expect((await get(path)).status).toBe(200)
    }
  })

  test('is for this machine only where nobody proves who they are', async () => {
    await serve(shelfWith([article('KB951251')]))
    for (const path of ['/articles', '/articles/KB951251'])
      expect((await get(path, { 'x-forwarded-host': 'advise.example' })).status).toBe(403)
    await app.close()
    app = await startBot({
      settings: { anonymous: false, credentials: { type: 'MultiTenant', appId: 'app', password: 'secret' } },
    })
    expect((await get('/articles')).status).toBe(404)
  })
})
