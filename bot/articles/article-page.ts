import type { Article, ArticleHead } from '../../knowledge/index.ts'
import { articlePath, askPath } from './addresses.ts'
import { appliesMarkup } from './applies.ts'
import { type ChatPath, type Page, searchForm } from './document.ts'
import { html, type Markup } from './html.ts'
import { outward, type PagePart, partsOf } from './sections.ts'
import type { Shelf } from './shelf.ts'
import { words } from './words.ts'

/** The article as the bot reads it. */
export const articlePage = async (article: Article, shelf: Shelf, chat: ChatPath): Promise<Page> => {
  const [related, language] = await Promise.all([shelf.heads(relatedIds(article)), languageOf(article, shelf)])
  const applies = { anchor: 'applies-to', heading: words.applies, content: appliesMarkup(article, shelf.catalog) }
  const others = relatedPart(article, related)
  const parts = [applies, ...partsOf(article), ...(others ? [others] : [])]
  return {
    title: `${article.id}: ${article.title}`,
    search: true,
    main: html`<div class="article">
<article${language === undefined ? undefined : html` lang="${language}" dir="auto"`}>
<header class="article__head">
<p class="article__id">${article.id}</p>
<h1>${article.title}</h1>
${isNews(article) ? html`<p class="lead">${article.symptom}</p>\n` : undefined}</header>
${parts.map(partMarkup)}</article>
${aside(article, parts, chat)}</div>
`,
  }
}

/** The sentence that the article is shown by is often the first of its symptoms, and need not stand there twice. */
const isNews = ({ symptom, title, sections }: Article): boolean =>
  symptom !== '' &&
  symptom !== title &&
  !sections.some(({ kind, blocks }) => kind === 'symptoms' && blocks[0]?.text.startsWith(symptom))

/** Nobody reads so many. */
const MOST_RELATED = 30

const relatedIds = ({ id, related }: Article): readonly string[] =>
  [...new Set(related)].filter(other => other !== id).slice(0, MOST_RELATED)

/** Of what the article says in the first place, when that is in another language than the page. */
const languageOf = ({ title, symptom, guidance }: Article, shelf: Shelf): Promise<string | undefined> =>
  shelf.languageOf([title, symptom, guidance.summary].join('\n').slice(0, ENOUGH_TO_KNOW))

/** In characters. */
const ENOUGH_TO_KNOW = 1000

const partMarkup = ({ anchor, heading, content }: PagePart): Markup =>
  html`<section aria-labelledby="${anchor}">
<h2 id="${anchor}">${heading}<a class="anchor" href="#${anchor}" aria-label="${words.linkTo(heading)}">#</a></h2>
${content}</section>
`

const relatedPart = (article: Article, heads: readonly ArticleHead[]): PagePart | undefined => {
  const ids = relatedIds(article)
  if (ids.length === 0) return undefined
  const titles = new Map(heads.map(({ id, title }) => [id, title]))
  return {
    anchor: 'related-articles',
    heading: words.related,
    content: html`<ul class="related">
${ids.map(id => {
  const title = titles.get(id)
  const name = html`<span class="id">${id} </span>`
  return title === undefined
    ? html`<li>${name}</li>\n`
    : html`<li><a href="${articlePath(id)}">${name}<span class="related__title">${title}</span></a></li>\n`
})}</ul>
`,
  }
}

const aside = (article: Article, parts: readonly PagePart[], chat: ChatPath): Markup =>
  html`<aside class="article__aside" aria-label="${words.aboutArticle}">
${chat === undefined ? undefined : html`<p><a class="button" href="${askPath(chat, article.id)}">${words.ask}</a></p>\n`}<dl class="facts">
${article.reviewed === undefined ? undefined : html`<div><dt>${words.reviewed}</dt><dd>${dateMarkup(article.reviewed)}</dd></div>\n`}${sourceMarkup(article)}</dl>
<nav class="toc" aria-labelledby="toc">
<h2 id="toc">${words.onThisPage}</h2>
<ul>
${parts.map(({ anchor, heading }) => html`<li><a href="#${anchor}">${heading}</a></li>\n`)}</ul>
</nav>
</aside>
`

const sourceMarkup = ({ source }: Article): Markup | undefined => {
  if (source === undefined) return undefined
  const host = URL.canParse(source) ? new URL(source).host : ''
  const link = outward(source, host || words.sourceLink)
  // An address that may not be clicked is shown all the same.
  return html`<div><dt>${words.source}</dt><dd class="source">${typeof link === 'string' ? source : link}</dd></div>\n`
}

/** "2008-10-07" → "7 October 2008"; whatever else is written there, as it is. */
const dateMarkup = (written: string): string | Markup => {
  if (!/^\d{4}-\d{2}(?:-\d{2})?$/.test(written)) return written
  const time = Date.parse(written)
  if (Number.isNaN(time)) return written
  const format = written.length > 7 ? DAY : MONTH
  return html`<time datetime="${written}">${format.format(time)}</time>`
}

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** For an id that no article has. */
export const missingPage = (id: string, near: readonly ArticleHead[]): Page => {
  const shown = id.length > MOST_SHOWN ? `${id.slice(0, MOST_SHOWN)}…` : id
  return {
    status: 404,
    title: words.missingTitle,
    main: html`<div class="note">
<h1>${words.missingTitle}</h1>
<p>${words.missing(shown)}</p>
${searchForm('search', '')}${near.length === 0 ? undefined : nearMarkup(near)}<p><a href="/articles">${words.everything}</a></p>
</div>
`,
  }
}

/** In characters. */
const MOST_SHOWN = 60

const nearMarkup = (near: readonly ArticleHead[]): Markup =>
  html`<h2>${words.near}</h2>
<ul class="related">
${near.map(({ id, title }) => html`<li><a href="${articlePath(id)}"><span class="id">${id} </span><span class="related__title">${title}</span></a></li>\n`)}</ul>
`
