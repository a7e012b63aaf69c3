import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Answer } from '../http/answer.ts'
import type { Endpoint, Mount } from '../http/endpoint.ts'
import { LANGUAGE, sayAtDoor } from '../texts/texts.ts'
import type { Others } from './door.ts'
import type { RenderPage } from './page.ts'

interface WidgetParts {
  readonly others: Others
  readonly render: RenderPage
  readonly script: Endpoint
}

/** Every page of a site asks for it: not each time. */
const SHARED = { 'cache-control': 'public, max-age=300', 'cross-origin-resource-policy': 'cross-origin' }

/** Serves what pages of others show: the script of the widget, and the chat in its frame. */
export const mountWidget = (mount: Mount, { others, render, script }: WidgetParts): void => {
  const origins = new Set(others.origins)
  const ancestors = others.origins.length > 0 ? others.origins.join(' ') : "'none'"

  mount('GET /widget.js', async request => {
    const answer = await script(request, {})
    return { ...answer, headers: { ...answer.headers, ...SHARED } }
  })
  mount('GET /chat', request => {
    const host = hostOf(request)
    // A frame that the browser itself refuses would be empty; this one says why.
    if (host !== undefined && !origins.has(host)) return notHere(host)
    const answer = render(request, { attributes: ' data-embedded', ancestors })
    return { ...answer, headers: { ...answer.headers, 'x-frame-options': undefined } }
  })
}

/** The page around it, as it says itself; whether that is true is up to the browser (`frame-ancestors`). */
const hostOf = ({ url = '/' }: IncomingMessage): string | undefined =>
  new URL(url, 'http://localhost').searchParams.get('host') ?? undefined

/** Nothing can be done with this page, so it may be shown in every frame. */
const notHere = (host: string): Answer => {
  const nonce = randomBytes(16).toString('base64')
  const where = /^https?:\/\/[\w.:[\]-]{1,100}$/.test(host) ? host : sayAtDoor('no-address')
  return {
    status: 403,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'`,
      'x-frame-options': undefined,
    },
    body: `<!doctype html>
<html lang="${LANGUAGE}">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>${sayAtDoor('refused-page')}</title>
<style nonce="${nonce}">
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { margin: 24px }
  h1 { font-size: 18px }
</style>
<h1>${sayAtDoor('refused-title')}</h1>
<p>${sayAtDoor('refused', { where })}</p>
<script nonce="${nonce}">parent.postMessage({ type: 'advise:refused' }, '*')</script>
</html>
`,
  }
}
