import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { fileURLToPath } from 'node:url'
import { type Answer, answerText } from '../http/answer.ts'
import type { Mount } from '../http/endpoint.ts'
import { Refusal } from '../http/refusal.ts'
import type { Log } from '../log.ts'
import { sayAtDoor, WEB_CHAT_WORDS, WIDGET_WORDS } from '../texts/texts.ts'
import type { Others } from './door.ts'
import { mountWidget } from './mount-widget.ts'
import { withWords, withWordsInside } from './with-words.ts'

const FOLDER = new URL('./', import.meta.url)
const WIDGET = new URL('widget.js', FOLDER)
const BUNDLE = new URL('vendor/webchat.js', FOLDER)
const SCRIPT = 'text/javascript; charset=utf-8'

/** What the page consists of: address → file and type. Nothing else of the folder can be asked for. */
const FILES = {
  '/web/webchat.js': { file: BUNDLE, type: SCRIPT },
  '/web/page.js': { file: new URL('web-chat.js', FOLDER), type: SCRIPT },
  '/web/sending.js': { file: new URL('sending.js', FOLDER), type: SCRIPT },
  '/web/embedded.js': { file: new URL('embedded.js', FOLDER), type: SCRIPT },
  '/web/tabs.js': { file: new URL('tabs.js', FOLDER), type: SCRIPT },
  '/web/notice.js': { file: new URL('notice.js', FOLDER), type: SCRIPT },
  '/web/transcript.js': { file: new URL('transcript.js', FOLDER), type: SCRIPT },
  '/web/commands.js': { file: new URL('commands.js', FOLDER), type: SCRIPT },
  '/web/activities.js': { file: new URL('activities.js', FOLDER), type: SCRIPT },
  '/web/history.js': { file: new URL('history.js', FOLDER), type: SCRIPT },
  '/web/files.js': { file: new URL('files.js', FOLDER), type: SCRIPT },
  '/web/conversation.js': { file: new URL('conversation.js', FOLDER), type: SCRIPT },
  '/web/words.js': { file: new URL('words.js', FOLDER), type: SCRIPT },
  '/web/web-chat-look.js': { file: new URL('web-chat-look.js', FOLDER), type: SCRIPT },
  '/web/colours.css': { file: new URL('colours.css', FOLDER), type: 'text/css; charset=utf-8' },
  '/web/page.css': { file: new URL('page.css', FOLDER), type: 'text/css; charset=utf-8' },
  '/web/logo.svg': { file: new URL('logo.svg', FOLDER), type: 'image/svg+xml' },
} as const

/** Written beside a file when it is fetched; best first. */
const PACKED = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

interface PageParts {
  readonly log: Log
  /** Where it is served beyond this machine: then the widget is, too. */
  readonly others?: Others | undefined
}

/** Serves the web chat at `/`, from this machine's own files. */
export const mountWebChat = (mount: Mount, { log, others }: PageParts): void => {
  if (!existsSync(BUNDLE)) {
    log.warn('the chat window is missing: run "npm run webchat" once, with a network', {
      missing: fileURLToPath(BUNDLE),
    })
  }
  const page = withWords(readFileSync(new URL('page.html', FOLDER), 'utf8'), WEB_CHAT_WORDS)

  const render: RenderPage = ({ headers }, { attributes = '', ancestors = "'none'" }) => {
    const nonce = randomBytes(16).toString('base64')
    const host = others ? new URL(others.publicUrl).host : (headers.host ?? '')
    const signIn = others?.nameVisitor ? ' data-sign-in' : ''
    return {
      status: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': contentSecurityPolicy(nonce, host, ancestors),
      },
      body: page.replaceAll('{{nonce}}', nonce).replace('<html', `<html${attributes}${signIn}`),
    }
  }

  mount('GET /', request => render(request, {}))
  for (const [path, { file, type }] of Object.entries(FILES)) {
    mount(`GET ${path}`, request => answerFile(request, file, type))
  }
  if (others) {
    const widget = withWordsInside(readFileSync(WIDGET, 'utf8'), WIDGET_WORDS)
    mountWidget(mount, { others, render, script: request => answerText(request, widget, 'text/javascript') })
  }
}

/** The page, with attributes for its `html` element, for those who may show it in a frame (`frame-ancestors`). */
export type RenderPage = (
  request: IncomingMessage,
  parts: { readonly attributes?: string; readonly ancestors?: string },
) => Answer

/**
 * The hash of nothing: one library in Web Chat makes its style element without the nonce, empty, and fills it through the
 * object model, which the policy allows to scripts that it lets in.
 */
const EMPTY_STYLE = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='

/**
 * As strict as Web Chat bears: it draws with styles that it makes itself (allowed by the nonce) and looks at images in a
 * worker of its own (`blob:`). The host is named for browsers whose 'self' leaves out WebSockets (Safari before 15.4).
 */
const contentSecurityPolicy = (nonce: string, host: string, ancestors: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}' '${EMPTY_STYLE}'`,
    "img-src 'self' data: blob:",
    `connect-src 'self' ws://${host} wss://${host}`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ')

const answerFile = async ({ headers: asked }: IncomingMessage, file: URL, type: string): Promise<Answer> => {
  const found = await stat(file).catch(() => undefined)
  if (!found) {
    throw new Refusal(404, 'NotFound', sayAtDoor('not-installed'))
  }
  const accepted = String(asked['accept-encoding'] ?? '')
  const [encoding, suffix] =
    PACKED.find(([name, end]) => accepts(accepted, name) && existsSync(new URL(file.href + end))) ?? []
  // Size and time are enough to notice a new version, and cost no reading.
  const etag = `"${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}${encoding ? `-${encoding}` : ''}"`
  const headers = { etag, vary: 'Accept-Encoding', 'cache-control': 'no-cache' }
  if (asked['if-none-match'] === etag) return { status: 304, headers, body: '' }
  return {
    status: 200,
    headers: { ...headers, 'content-type': type, ...(encoding ? { 'content-encoding': encoding } : {}) },
    body: await readFile(suffix ? new URL(file.href + suffix) : file),
  }
}

const accepts = (accepted: string, encoding: string): boolean =>
  accepted.split(',').some(entry => {
    const [name, quality] = entry.split(';').map(part => part.trim())
    return name === encoding && quality !== 'q=0'
  })
