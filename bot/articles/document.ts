import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { type Answer, has, tagOf } from '../http/answer.ts'
import { LANGUAGE, sayOnPage } from '../texts/texts.ts'
import { html, type Markup, textOf, trusted } from './html.ts'

/** A page, but for what is around all of them. */
export interface Page {
  readonly title: string
  readonly status?: number
  /** Seconds after which it is worth asking again. */
  readonly retryAfter?: number
  /** Which of the pages in the bar it is. */
  readonly here?: 'list'
  /** In the bar, where the page itself has none. */
  readonly search?: boolean
  readonly main: Markup
}

/** Where web chat is served; undefined: it is not. */
export type ChatPath = string | undefined

const read = (file: URL): string => readFileSync(file, 'utf8')

const logo = read(new URL('../web/logo.svg', import.meta.url))

/** What is loaded by the pages: address → file and type. */
export const FILES = {
  // The colours are those of the chat.
  '/articles.css': {
    text: `${read(new URL('../web/colours.css', import.meta.url))}\n${read(new URL('look.css', import.meta.url))}`,
    type: 'text/css',
  },
  '/articles.js': { text: read(new URL('page.js', import.meta.url)), type: 'text/javascript' },
  '/articles.svg': { text: logo, type: 'image/svg+xml' },
} as const

/** The page as it is sent. It is asked for again each time, and sent only when it has changed. */
export const answerPage = (request: IncomingMessage, page: Page, chat: ChatPath): Answer => {
  const { status = 200, retryAfter } = page
  const etag = tagOf(documentOf(page, chat, ''))
  const kept = { etag, 'cache-control': 'no-cache' }
  // Without the policy: the page that the browser kept goes with the nonce of then.
  if (status === 200 && has(request, etag)) return { status: 304, headers: kept, body: '' }
  const nonce = randomBytes(16).toString('base64')
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(nonce),
      ...(status === 200 ? kept : {}),
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
    body: documentOf(page, chat, nonce),
  }
}

const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

const documentOf = (page: Page, chat: ChatPath, nonce: string): string =>
  textOf(html`<!doctype html>
<html lang="${LANGUAGE}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${sayOnPage('title-of', { title: page.title })}</title>
<link rel="icon" href="/articles.svg" type="image/svg+xml">
<link rel="stylesheet" href="/articles.css" nonce="${nonce}">
<script src="/articles.js" nonce="${nonce}" type="module"></script>
</head>
<body data-copy="${sayOnPage('copy')}" data-copied="${sayOnPage('copied')}">
<a class="skip" href="#main">${sayOnPage('skip')}</a>
${bar(page, chat)}<main id="main" tabindex="-1">
${page.main}</main>
</body>
</html>
`)

const bar = ({ here, search }: Page, chat: ChatPath): Markup =>
  html`<header class="${search ? 'bar' : 'bar bar--narrow'}">
<div class="bar__inner">
<a class="bar__home" href="${chat ?? '/articles'}"><span class="bar__logo" aria-hidden="true">${trusted(logo)}</span>${sayOnPage('name')}</a>
${search ? searchForm('bar__search', '') : undefined}<nav class="bar__pages" aria-label="${sayOnPage('pages')}">
<a href="/articles"${here === 'list' ? html` aria-current="page"` : undefined}>${sayOnPage('articles')}</a>
${chat === undefined ? undefined : html`<a href="${chat}">${sayOnPage('chat')}</a>\n`}</nav>
</div>
</header>
`

/** `more`: fields besides the words. */
export const searchForm = (name: string, asked: string, more?: Markup): Markup =>
  html`<form class="${name}" role="search" action="/articles" aria-label="${sayOnPage('search-label')}">
<input type="search" name="q" value="${asked}" maxlength="${MOST_ASKED}" placeholder="${sayOnPage('search-hint')}" aria-label="${sayOnPage('search-label')}" autocomplete="off" spellcheck="false">
${more}<button type="submit">${sayOnPage('search')}</button>
</form>
`

/** In characters: more is not searched for. */
export const MOST_ASKED = 300
