import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axe from 'axe-core'
import { SignJWT } from 'jose'
import type { Browser, BrowserContextOptions, Frame, FrameLocator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openAdvisor } from '../../../bot/advisor.ts'
import { type App, startApp } from '../../../bot/app.ts'
import { silentLog } from '../../../bot/log.ts'
import { readSettings } from '../../../bot/settings.ts'
import { launchBrowser, SCREENSHOTS, skipsBrowser } from '../browser.ts'
import { freePort, type HostSite, startHostSite } from './host-page.ts'

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const SECRET = 'a secret that both sides know, and nobody else does'
const PROBLEM = 'Our MAPI program gets no notifications on Exchange 2007 SP1 Update Rollup 2'

interface Opened {
  readonly page: Page
  readonly chat: FrameLocator
  /** Addresses that were asked, in order. */
  readonly asked: string[]
  /** Policies that were broken, and errors that nobody caught. */
  readonly offences: string[]
  screenshot(name: string): Promise<void>
}

describe.skipIf(skipsBrowser())('the widget on the page of another site', { timeout: 60_000 }, () => {
  let browser: Browser
  let site: HostSite
  let app: App
  let signedInApp: App
  let bot = ''
  const closing: (() => Promise<void>)[] = []

  const start = async (env: Record<string, string> = {}): Promise<App> => {
    const port = await freePort()
    const settings = readSettings(
      {
        PORT: String(port),
        DATA_DIR: mkdtempSync(join(tmpdir(), 'advise-widget-')),
        WEB_CHAT: 'on',
        PUBLIC_URL: `http://localhost:${port}`,
        WEB_CHAT_ORIGINS: `http://127.0.0.1:${site.port}`,
        ...env,
      },
      ['--anonymous'],
      () => true,
    )
    return startApp({ settings, version: 'test', log: silentLog, openAdvisor })
  }

  beforeAll(async () => {
    browser = await launchBrowser()
    site = await startHostSite(() => bot)
    app = await start()
    signedInApp = await start({ WEB_CHAT_SECRET: SECRET })
  })
  afterAll(async () => {
    await browser.close()
    site.close()
    await app.close()
    await signedInApp.close()
  })
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })

  interface Where {
    readonly on?: App
    readonly host?: string
    readonly query?: string
  }

  const visit = async (where: Where = {}, options: BrowserContextOptions = {}): Promise<Opened> => {
    const { on = app, host = '127.0.0.1', query = 'styles=friendly' } = where
    bot = on.url
    const context = await browser.newContext({
      viewport: { width: 1200, height: 860 },
      colorScheme: 'light',
      ...options,
    })
    closing.push(() => context.close())
    const page = await context.newPage()
    const [asked, offences]: [string[], string[]] = [[], []]
    page.on('request', request => {
      if (!/^(data|blob):/.test(request.url())) asked.push(request.url())
    })
    page.on('websocket', socket => asked.push(socket.url()))
    page.on('pageerror', error => offences.push(String(error)))
    page.on('console', message => {
      if (/Content Security Policy|Trusted/i.test(message.text())) offences.push(message.text())
    })
    await page.addInitScript(`addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error('Content Security Policy:', violatedDirective, blockedURI))`)
    await page.goto(`http://${host}:${site.port}/?${query}`)
    return {
      page,
      chat: page.frameLocator('iframe'),
      asked,
      offences,
      screenshot: async name => {
        mkdirSync(SCREENSHOTS, { recursive: true })
        await page.waitForTimeout(500)
        await page.screenshot({ path: `${SCREENSHOTS}${name}.png` })
      },
    }
  }

  const launcher = (page: Page) => page.locator('.launcher')
  const dialog = (page: Page) => page.getByRole('dialog', { name: 'Support' })
  const box = (chat: FrameLocator) => chat.locator('[data-id="webchat-sendbox-input"]')
  const answers = (chat: FrameLocator) => chat.getByRole('toolbar', { name: 'Suggested actions' }).getByRole('button')
  const bubbles = (chat: FrameLocator) => chat.locator('#chat .webchat__bubble__content')
  /** Where the keyboard is, in the frame where there is one. */
  const focused = (page: Page) =>
    page.evaluate(`document.activeElement.shadowRoot?.activeElement?.className || document.activeElement.tagName`)
  const say = async ({ chat }: Opened, text: string): Promise<void> => {
    await box(chat).fill(text)
    await box(chat).press('Enter')
  }

  test('opens by keyboard among hostile styles, asks the first question, and closes with Escape', async () => {
    const opened = await visit({ query: 'styles=hostile' })
    const { page, chat, asked, offences } = opened
    await launcher(page).waitFor()
    expect(asked.filter(url => url.startsWith(app.url))).toEqual([`${app.url}/widget.js`])
    const button = (expanded: boolean) => page.getByRole('button', { name: 'Support', expanded })
    expect(await button(false).count()).toBe(1)

    await page.keyboard.press('Tab')
    while ((await focused(page)) !== 'launcher') await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await dialog(page).waitFor()
    expect(await button(true).count()).toBe(1)
    await box(chat).waitFor()
    await expect.poll(() => chat.locator(':focus').getAttribute('data-id')).toBe('webchat-sendbox-input')

    await page.keyboard.type(PROBLEM)
    await page.keyboard.press('Enter')
    await bubbles(chat).getByText('Which Windows Server runs').waitFor()
    await opened.screenshot('widget-hostile')
    expect(await dialog(page).evaluate(measure)).toEqual({
      width: 420,
      height: 700,
      colour: 'rgb(26, 35, 44)',
      size: '16px',
    })

    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'hidden' })
    expect(await focused(page)).toBe('launcher')
    expect(await button(false).count()).toBe(1)

    const hosts = new Set(asked.map(url => new URL(url).host))
    expect(hosts).toEqual(new Set([`127.0.0.1:${site.port}`, new URL(app.url).host]))
    expect(offences).toEqual([])
  })

  test('keeps the conversation when it is closed and when the page is loaded again', async () => {
    const opened = await visit()
    const { page, chat } = opened
    await launcher(page).click()
    await box(chat).waitFor()
    await say(opened, PROBLEM)
    await bubbles(chat).getByText('Which Windows Server runs').waitFor()
    await dialog(page).getByRole('button', { name: 'Close' }).click()
    await launcher(page).click()
    expect(await bubbles(chat).getByText('Which Windows Server runs').isVisible()).toBe(true)
    await page.reload()
    await launcher(page).click()
    await bubbles(chat).getByText('Which Windows Server runs').waitFor()

    // The page around it must let its frame copy, or it could only be saved.
    await chat.getByRole('button', { name: 'Copy conversation' }).click()
    await chat.getByText('The conversation is copied.').waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      chat.getByRole('button', { name: 'Download' }).click(),
    ])
    expect(readFileSync(await download.path(), 'utf8')).toContain(PROBLEM)

    await dialog(page).getByRole('button', { name: 'Start over' }).click()
    await chat.getByText('This is a new conversation').waitFor()
    expect(await bubbles(chat).getByText('Which Windows Server runs').count()).toBe(0)
    await chat.getByRole('button', { name: 'Go back to the earlier one' }).click()
    await bubbles(chat).getByText('Which Windows Server runs').waitFor()
  })

  test.each(['light', 'dark'] as const)('has nothing that axe-core finds wrong, in %s', async colorScheme => {
    const opened = await visit({}, { colorScheme })
    const { page, chat } = opened
    expect(await findings(page.mainFrame())).toEqual([])
    await launcher(page).click()
    await bubbles(chat).first().waitFor()
    const frame = page.frames()[1] as Frame
    for (const step of ['welcome', 'question', 'card']) {
      if (step === 'question') await say(opened, PROBLEM)
      if (step === 'card') await answers(chat).getByText('2008', { exact: true }).click()
      await page.waitForTimeout(1500)
      expect([step, await findings(page.mainFrame())]).toEqual([step, []])
      expect([step, await findings(frame)]).toEqual([step, []])
    }
  })

  test('says why it does not work on a page that is not among the origins', async () => {
    const { page, chat, asked, screenshot } = await visit({ host: 'localhost' })
    await launcher(page).click()
    await chat.getByText('It is not set up for').waitFor()
    await screenshot('widget-foreign')
    expect(await chat.locator('body').textContent()).toContain('WEB_CHAT_ORIGINS')
    expect(asked.filter(url => /webchat\.js|directline/.test(url))).toEqual([])
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'hidden' })
  })

  test('says when the chat does not come, and tries again', async () => {
    const { page, chat } = await visit()
    await page.clock.install()
    await page.route('**/chat?*', route => route.abort())
    await launcher(page).click()
    await dialog(page).getByText('Opening the chat').waitFor()
    await page.clock.fastForward(21_000)
    await dialog(page).getByText('The chat cannot be reached right now.').waitFor()
    await page.unroute('**/chat?*')
    await dialog(page).getByRole('button', { name: 'Try again' }).click()
    await page.clock.resume()
    await box(chat).waitFor()
    expect(await dialog(page).getByText('cannot be reached').isVisible()).toBe(false)
  })

  test('fills a phone, and leaves it again', async () => {
    const opened = await visit({}, PHONE)
    const { page, chat } = opened
    await opened.screenshot('widget-phone-closed')
    await launcher(page).click()
    await box(chat).waitFor()
    await opened.screenshot('widget-phone-welcome')
    expect(await dialog(page).boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
    await say(opened, PROBLEM)
    await bubbles(chat).getByText('Which Windows Server runs').waitFor()
    await opened.screenshot('widget-phone')
    await dialog(page).getByRole('button', { name: 'Close' }).click()
    expect(await launcher(page).isVisible()).toBe(true)
  })

  test('is drawn for light and dark, from right to left, for a phone on its side and for pages that are magnified', async () => {
    const views: readonly (readonly [string, Where, BrowserContextOptions])[] = [
      ['widget-desktop', {}, {}],
      ['widget-dark', {}, { colorScheme: 'dark' }],
      ['widget-rtl', { query: 'styles=friendly&dir=rtl' }, {}],
      ['widget-landscape', {}, { ...PHONE, viewport: { width: 844, height: 390 } }],
      ['widget-magnified', {}, { viewport: { width: 320, height: 256 } }],
    ]
    for (const [name, where, options] of views) {
      const opened = await visit(where, options)
      if (name === 'widget-desktop') await opened.screenshot('widget-closed')
      await launcher(opened.page).click()
      await box(opened.chat).waitFor()
      await bubbles(opened.chat).first().waitFor()
      await opened.screenshot(`${name}-welcome`)
      expect(
        await box(opened.chat)
          .boundingBox()
          .then(at => at !== null && at.y + at.height <= (options.viewport ?? { height: 860 }).height),
      ).toBe(true)
      await say(opened, PROBLEM)
      await bubbles(opened.chat).getByText('Which Windows Server runs').waitFor()
      await opened.screenshot(name)
      if (name === 'widget-rtl') {
        const at = await dialog(opened.page).boundingBox()
        expect(at?.x).toBe(20)
        expect(await opened.chat.locator('html').getAttribute('dir')).toBe('rtl')
      }
      await answers(opened.chat).getByText('2008', { exact: true }).click()
      await bubbles(opened.chat).getByText('What to do').first().waitFor()
      await opened.screenshot(`${name}-card`)
      expect(await opened.chat.locator('html').evaluate(fits)).toBe(true)
      expect(opened.offences).toEqual([])
    }
  })

  const signed = (sub: string, secret = SECRET) =>
    new SignJWT({ sub })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(signedInApp.url)
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(secret))
  const whereSignedIn = (): Where => ({
    on: signedInApp,
    query: `styles=friendly&attributes=${encodeURIComponent('data-token-url="/token"')}`,
  })

  test('leads who is signed in to their conversations from another machine, and nobody else', async () => {
    const openAs = async (sub: string): Promise<Opened> => {
      site.token = await signed(sub)
      const opened = await visit(whereSignedIn())
      await launcher(opened.page).click()
      await box(opened.chat).waitFor()
      await bubbles(opened.chat).first().waitFor()
      return opened
    }
    const earlier = ({ chat }: Opened) =>
      chat.getByRole('list', { name: 'Go on with an earlier conversation' }).getByRole('button')
    const first = await openAs('carol')
    await say(first, PROBLEM)
    await bubbles(first.chat).getByText('Which Windows Server runs').waitFor()

    const elsewhere = await openAs('carol')
    await earlier(elsewhere).filter({ hasText: PROBLEM }).waitFor()
    await elsewhere.screenshot('widget-earlier')
    expect(await findings(elsewhere.page.frames()[1] as Frame)).toEqual([])
    await earlier(elsewhere).focus()
    await elsewhere.page.keyboard.press('Enter')
    await bubbles(elsewhere.chat).getByText('Which Windows Server runs').waitFor()
    await answers(elsewhere.chat).getByText('2008', { exact: true }).click()
    await bubbles(elsewhere.chat).getByText('What to do').first().waitFor()

    const another = await openAs('dave')
    await another.page.waitForTimeout(1000)
    expect(await earlier(another).count()).toBe(0)
    // Nor on the same machine.
    site.token = await signed('dave')
    await elsewhere.page.reload()
    await launcher(elsewhere.page).click()
    await bubbles(elsewhere.chat).getByText('Hello').waitFor()
    await elsewhere.page.waitForTimeout(1000)
    expect(await earlier(elsewhere).count()).toBe(0)
    expect([...elsewhere.offences, ...another.offences]).toEqual([])
  }, 120_000)

  test('lets in who was signed in by the site, under their own name, and nobody else', async () => {
    site.token = await signed('ann')
    const where = whereSignedIn()
    const opened = await visit(where)
    const { page, chat } = opened
    await launcher(page).click()
    await box(chat).waitFor()
    await say(opened, PROBLEM)
    await bubbles(chat).getByText('Which Windows Server runs').waitFor()

    // The next person at this computer sees nothing of it.
    site.token = await signed('bob')
    await page.reload()
    await launcher(page).click()
    await chat.getByText('What is going wrong?').waitFor()
    expect(await bubbles(chat).getByText('Which Windows Server runs').count()).toBe(0)

    site.token = await signed('eve', SECRET.toUpperCase())
    await page.reload()
    await launcher(page).click()
    await chat.getByText('was not signed by the site').waitFor()
    await opened.screenshot('widget-not-signed-in')

    site.token = ''
    await page.reload()
    await launcher(page).click()
    await chat.getByText('Sign in on this site').waitFor()
    // Who signs in without leaving the page only opens it again.
    site.token = await signed('ann')
    await launcher(page).click()
    await launcher(page).click()
    await bubbles(chat).first().waitFor()
    expect(opened.offences).toEqual([])
  })

  test('says that it is for people who are signed in where the site does not say who they are', async () => {
    const { page, chat } = await visit({ on: signedInApp })
    await launcher(page).click()
    await chat.getByText('This site does not tell the chat who you are.').waitFor()
  })
})

/** What axe-core finds wrong: rule and place. */
const findings = async (frame: Frame): Promise<readonly string[]> => {
  await frame.evaluate(axe.source)
  const found = await frame.evaluate('axe.run(document, { iframes: false })')
  const { violations } = found as {
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
  }
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 300)}`))
}

/** These run in the page, whose types are not ours. */
const measure = new Function(
  'panel',
  `const { width, height } = panel.getBoundingClientRect()
  const { color: colour, fontSize: size } = getComputedStyle(panel)
  return { width, height, colour, size }`,
) as () => unknown
const fits = new Function('html', 'return html.scrollWidth <= html.clientWidth') as () => unknown
