import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Request, Response, Server } from 'restify'
import { requireLoopback } from '../http/loopback.ts'
import { errorBody, Refusal } from '../http/refusal.ts'
import type { Log } from '../log.ts'

const FOLDER = new URL('./', import.meta.url)
const BUNDLE = new URL('vendor/webchat.js', FOLDER)
const SCRIPT = 'text/javascript; charset=utf-8'

/** What the page consists of: address → file and type. Nothing else of the folder can be asked for. */
const FILES = {
  '/webchat.js': { file: BUNDLE, type: SCRIPT },
  '/page.js': { file: new URL('page.js', FOLDER), type: SCRIPT },
  '/conversation.js': { file: new URL('conversation.js', FOLDER), type: SCRIPT },
  '/web-chat-look.js': { file: new URL('web-chat-look.js', FOLDER), type: SCRIPT },
  '/page.css': { file: new URL('page.css', FOLDER), type: 'text/css; charset=utf-8' },
  '/logo.svg': { file: new URL('logo.svg', FOLDER), type: 'image/svg+xml' },
} as const

/** Written beside a file when it is fetched; best first. */
const PACKED = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

/** Serves the web chat at `/`: this machine's own files, for this machine only. */
export const mountWebChat = (server: Server, options: { readonly log: Log }): void => {
  if (!existsSync(BUNDLE)) {
    options.log.warn('the chat window is missing: run "npm run webchat" once, with a network', {
      missing: fileURLToPath(BUNDLE),
    })
  }
  const page = readFileSync(new URL('page.html', FOLDER), 'utf8')

  const get = (path: string, answer: (request: Request, response: Response) => Promise<void>) =>
    server.get(path, async (request: Request, response: Response) => {
      try {
        requireLoopback(request)
        await answer(request, response)
      } catch (error) {
        refuse(response, error, options.log)
      }
    })

  get('/', async (request, response) => {
    const nonce = randomBytes(16).toString('base64')
    response.writeHead(200, {
      ...SECURITY,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': contentSecurityPolicy(nonce, request.headers.host ?? ''),
      'Cache-Control': 'no-store',
    })
    response.end(page.replaceAll('{{nonce}}', nonce))
  })
  for (const [path, { file, type }] of Object.entries(FILES)) {
    get(path, (request, response) => sendFile(request, response, file, type))
  }
}

const SECURITY = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/**
 * The hash of nothing: one library in Web Chat makes its style element without the nonce, empty, and fills it through the
 * object model, which the policy allows to scripts that it lets in.
 */
const EMPTY_STYLE = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='

/**
 * As strict as Web Chat bears: it draws with styles that it makes itself (allowed by the nonce) and looks at images in a
 * worker of its own (`blob:`). The host is named for browsers whose 'self' leaves out WebSockets (Safari before 15.4).
 */
const contentSecurityPolicy = (nonce: string, host: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}' '${EMPTY_STYLE}'`,
    "img-src 'self' data: blob:",
    `connect-src 'self' ws://${host} wss://${host}`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

const sendFile = async (request: Request, response: Response, file: URL, type: string): Promise<void> => {
  const found = await stat(file).catch(() => undefined)
  if (!found) {
    throw new Refusal(
      404,
      'NotFound',
      'The chat window is not installed yet: run "npm run webchat" in the bot’s folder.',
    )
  }
  const [encoding, suffix] =
    PACKED.find(([name, end]) => accepts(request, name) && existsSync(new URL(file.href + end))) ?? []
  // Size and time are enough to notice a new version, and cost no reading.
  const etag = `"${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}${encoding ? `-${encoding}` : ''}"`
  const headers = { ...SECURITY, ETag: etag, Vary: 'Accept-Encoding', 'Cache-Control': 'no-cache' }
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers)
    response.end()
    return
  }
  const body = await readFile(suffix ? new URL(file.href + suffix) : file)
  response.writeHead(200, {
    ...headers,
    'Content-Type': type,
    'Content-Length': body.length,
    ...(encoding ? { 'Content-Encoding': encoding } : {}),
  })
  response.end(body)
}

const accepts = (request: Request, encoding: string): boolean =>
  String(request.headers['accept-encoding'] ?? '')
    .split(',')
    .some(entry => {
      const [name, quality] = entry.split(';').map(part => part.trim())
      return name === encoding && quality !== 'q=0'
    })

const refuse = (response: Response, error: unknown, log: Log): void => {
  const refusal =
    error instanceof Refusal ? error : new Refusal(500, 'ServiceError', 'The page failed; the log of the bot says why.')
  if (refusal !== error) log.error('a page request failed', { error })
  response.writeHead(refusal.status, { ...SECURITY, 'Content-Type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(errorBody(refusal)))
}
