import { existsSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core'

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
]
const BUNDLE = fileURLToPath(new URL('../../bot/web/vendor/webchat.js', import.meta.url))
export const SCREENSHOTS = fileURLToPath(new URL('../../test-results/screenshots/', import.meta.url))

const executablePath = process.env.CHROMIUM || CANDIDATES.find(existsSync)

/** Why browser tests cannot run here, with what to do; `undefined` when they can. */
const whyNoBrowser = (): string | undefined => {
  if (!executablePath) return 'no Chromium found: install it (apt-get install chromium) or set CHROMIUM to its path'
  if (!existsSync(executablePath)) return `CHROMIUM names ${executablePath}, which does not exist`
  if (!existsSync(BUNDLE)) return 'the Web Chat bundle is missing: run "npm run webchat"'
  return undefined
}

/** For `describe.skipIf`: prints why, so that a skipped suite is no silent one. */
export const skipsBrowser = (): boolean => {
  const why = whyNoBrowser()
  if (why) console.warn(`Browser tests skipped: ${why}.`)
  return why !== undefined
}

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [
      // Containers run as root without a sandbox, and their /dev/shm is small.
      ...['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
      // In place of Playwright's longer list, which takes storage from frames that people's browsers give them.
      '--disable-features=Translate,HttpsUpgrades,MediaRouter',
    ],
  })

export interface Visit {
  readonly page: Page
  /** What the page must never do: ask another host, break its own policy, throw. */
  readonly offences: string[]
  /** Saved under test-results/screenshots/. */
  screenshot(name: string): Promise<void>
  close(): Promise<void>
}

/** Opens an address in a fresh profile and notes everything improper. */
export const visit = async (browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> => {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, colorScheme: 'light', ...options })
  const page = await context.newPage()
  const offences: string[] = []
  page.on('pageerror', error => offences.push(`threw: ${error.stack ?? error.message}`))
  page.on('console', message => {
    if (/Content Security Policy/i.test(message.text())) offences.push(`broke the policy: ${message.text()}`)
  })
  page.on('request', request => {
    const asked = new URL(request.url())
    const own = asked.host === new URL(url).host || ['data:', 'blob:'].includes(asked.protocol)
    if (!own) offences.push(`asked another host: ${request.url()}`)
  })
  page.on('websocket', socket => {
    if (new URL(socket.url()).host !== new URL(url).host) offences.push(`opened a stream elsewhere: ${socket.url()}`)
  })
  // As text: this runs in the page, whose types are not ours.
  await page.addInitScript(`addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
    console.error('Content Security Policy:', violatedDirective, blockedURI, sample))`)
  await page.goto(url)
  return {
    page,
    offences,
    screenshot: async name => {
      mkdirSync(SCREENSHOTS, { recursive: true })
      await page.screenshot({ path: `${SCREENSHOTS}${name}.png` })
    },
    close: () => context.close(),
  }
}

/** What was said, as it is seen: Web Chat repeats everything for screen readers, and labels of cards stand twice. */
export const bubbles = (page: Page): Locator => page.locator('#chat .webchat__bubble__content')
/** The suggested actions of the last question. */
export const answers = (page: Page): Locator =>
  page.getByRole('toolbar', { name: 'Suggested actions' }).getByRole('button')
export const examples = (page: Page): Locator => page.locator('#examples button')
export const sendBox = (page: Page): Locator => page.locator('[data-id="webchat-sendbox-input"]')

/** From the welcome to the question that the demo asks. */
export const toQuestion = async (page: Page): Promise<void> => {
  await examples(page).first().click()
  await bubbles(page).getByText('Which Windows Server runs').last().waitFor()
  await answers(page).first().waitFor()
}

/** From there to its recommendation. */
export const toCard = async (page: Page): Promise<Locator> => {
  await answers(page)
    .getByText(/^(Windows Server )?2008$/)
    .click()
  const card = bubbles(page).locator('.webchat__adaptive-card-renderer').last()
  await card.waitFor()
  return card
}
