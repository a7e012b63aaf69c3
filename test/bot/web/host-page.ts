import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A site of somebody else, with the widget on its page. */
export interface HostSite {
  readonly port: number
  /** Its backend's answer when it is asked who the visitor is; empty where nobody is signed in. */
  token: string
  close(): void
}

/** All that styles of a page can do to what stands on it. */
const HOSTILE = `
  * { all: revert !important; color: red !important; background: yellow !important; font: 40px fantasy !important;
    letter-spacing: 9px !important; text-transform: uppercase !important; opacity: 0.2 !important; width: 10px !important; }
  :root { --accent: red; --surface: red; --text: red; --page: red }
  html { line-height: 5 !important; text-align: center !important; visibility: hidden !important }
  body { filter: blur(4px) !important; transform: rotate(2deg) !important; visibility: visible !important }
  advise-widget, body > *, html > :not(head):not(body) { display: none !important; position: static !important; transform: scale(9) !important }
  button, iframe, dialog { display: none !important; width: 3px !important; pointer-events: none !important }`

const FRIENDLY = `
  :root { color-scheme: light dark }
  body { margin: 0; font: 17px/1.6 Georgia, serif; background: Canvas; color: CanvasText }
  main { max-width: 720px; margin: 0 auto; padding: 48px 24px }`

/** As strict as a page with a widget can be: no style elements, no markup from scripts. */
const policyFor = (bot: string): string =>
  `default-src 'none'; img-src data:; script-src ${bot}; frame-src ${bot}; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'`

/** `/?styles=hostile|friendly&dir=rtl&attributes=…`, attributes for the script of the widget. */
export const startHostSite = async (bot: () => string): Promise<HostSite> => {
  const site = { token: '', port: 0 }
  const server: Server = createServer(({ url = '/' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    if (pathname === '/token') {
      response.statusCode = site.token === '' ? 401 : 200
      response.end(JSON.stringify({ token: site.token }))
      return
    }
    if (pathname === '/styles.css') {
      response.setHeader('content-type', 'text/css')
      response.end(searchParams.get('styles') === 'hostile' ? HOSTILE : FRIENDLY)
      return
    }
    if (pathname !== '/') {
      response.writeHead(404)
      response.end()
      return
    }
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader('content-security-policy', policyFor(bot()))
    response.end(`<!doctype html>
<html lang="en" dir="${searchParams.get('dir') ?? 'ltr'}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Northwind</title>
<link rel="stylesheet" href="/styles.css?styles=${searchParams.get('styles')}">
<main><h1>Northwind mail services</h1><p>We run your mailboxes. If something does not work, ask our support.</p>
<p><a id="link" href="#more">Read more</a></p></main>
<script src="${bot()}/widget.js" data-title="Support" ${searchParams.get('attributes') ?? ''} defer></script>
</html>`)
  })
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return Object.assign(site, {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  })
}

/** A port that nothing listens on. */
export const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
