import type { IncomingMessage } from 'node:http'
import { type Answer, answerText } from '../http/answer.ts'
import type { Endpoint, Mount } from '../http/endpoint.ts'
import { Refusal } from '../http/refusal.ts'
import type { Log } from '../log.ts'
import { sayOnPage } from '../texts/texts.ts'
import { type Asked, articlePath } from './addresses.ts'
import { articlePage, missingPage } from './article-page.ts'
import { answerPage, type ChatPath, FILES, MOST_ASKED, type Page } from './document.ts'
import { html } from './html.ts'
import { listPage } from './list-page.ts'
import { createListing, type Listing } from './listing.ts'
import { slipsOf } from './near.ts'
import type { Shelf } from './shelf.ts'

export interface ArticlesParts {
  /** Undefined while the articles are still read. */
  readonly shelf: () => Shelf | undefined
  readonly chat: ChatPath
  readonly now: () => number
  readonly log: Log
}

/** Serves the articles at `/articles`, for those whom `mount` admits. */
export const mountArticles = (mount: Mount, { shelf: current, chat, now, log }: ArticlesParts): void => {
  let listing: Listing | undefined

  const show =
    (page: (shelf: Shelf, request: IncomingMessage, id: string) => Promise<Page | Answer>): Endpoint =>
    async (request, parameters) => {
      const shelf = current()
      if (!shelf) return answerPage(request, startingPage, chat)
      try {
        const shown = await page(shelf, request, parameters['*'] ?? '')
        return 'main' in shown ? answerPage(request, shown, chat) : shown
      } catch (error) {
        if (error instanceof Refusal) throw error
        log.error('the articles cannot be shown', { error })
        return answerPage(request, awayPage, chat)
      }
    }

  mount(
    'GET /articles',
    show((shelf, request) => {
      listing ??= createListing(shelf, now)
      return listPage(askedIn(request.url ?? ''), shelf, listing)
    }),
  )
  // Whatever stands behind it, slashes too: a parameter would be limited in length, and the rest be answered by others.
  mount(
    'GET /articles/*',
    show(async (shelf, _request, id) => {
      if (id === '') return { status: 308, headers: { location: '/articles' }, body: '' }
      const article = await shelf.article(id)
      if (!article) return missingPage(id, (await shelf.heads(slipsOf(id.trim().toUpperCase()))).slice(0, MOST_NEAR))
      // One address for each, whatever form of its id was written.
      if (article.id !== id) return { status: 308, headers: { location: articlePath(article.id) }, body: '' }
      return articlePage(article, shelf, chat)
    }),
  )
  for (const [path, { text, type }] of Object.entries(FILES)) {
    mount(`GET ${path}`, request => answerText(request, text, type))
  }
}

const MOST_NEAR = 5

/** What a form or a link asks for; what it cannot mean is as if it were not there. */
const askedIn = (url: string): Asked => {
  const query = new URLSearchParams(url.split('?').slice(1).join('?'))
  const text = (name: string): string | undefined => query.get(name)?.trim().slice(0, MOST_ASKED) || undefined
  const page = text('page') ?? ''
  return { words: text('q'), product: text('product'), page: /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1 }
}

const notePage = (title: string, said: string): Page => ({
  status: 503,
  retryAfter: 3,
  title,
  main: html`<div class="note">
<h1>${title}</h1>
<p>${said}</p>
</div>
`,
})

const startingPage = notePage(sayOnPage('starting-title'), sayOnPage('starting'))
const awayPage = notePage(sayOnPage('away-title'), sayOnPage('away'))
