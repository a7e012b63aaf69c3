import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  answers,
  bubbles,
  examples,
  launchBrowser,
  skipsBrowser,
  toCard,
  toQuestion,
  type Visit,
  visit,
} from './browser.ts'
import { demo } from './demo-bot.ts'
import { startWebChat, type WebChatServer } from './web-chat-server.ts'

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

describe.skipIf(skipsBrowser())('the web chat in Chromium', { timeout: 60_000 }, () => {
  let browser: Browser
  let server: WebChatServer
  let visits: Visit[] = []

  beforeAll(async () => {
    browser = await launchBrowser()
    server = await startWebChat({ respond: demo })
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
  })
  afterEach(async () => {
    for (const { close } of visits) await close()
    visits = []
  })

  const open = async (options?: BrowserContextOptions): Promise<Visit> => {
    const opened = await visit(browser, server.url, options)
    visits.push(opened)
    await bubbles(opened.page).getByText('Tell me what you see').waitFor()
    return opened
  }

  test('shows what the bot can do, breaks no policy and asks no other host', async () => {
    const { page, offences, screenshot } = await open()
    expect(await welcome(page).getByRole('heading', { level: 2 }).textContent()).toBe('What is going wrong?')
    expect(await examples(page).count()).toBe(3)
    expect(await page.locator('input[type=file]').count()).toBe(0)
    await screenshot('welcome-light')
    expect(offences).toEqual([])
  })

  test('leads from an example over a clicked answer to the card and its source', async () => {
    const { page, offences, screenshot } = await open()
    await toQuestion(page)
    expect(await welcome(page).isVisible()).toBe(false)
    await screenshot('question-light')
    const card = await toCard(page)
    await page.waitForTimeout(500)
    await screenshot('card-light')
    await card.getByRole('button', { name: 'Open KB951251' }).waitFor()
    // Once: the text twin is for screen readers only.
    expect(await bubbles(page).getByText('Install Update Rollup 4.').count()).toBe(1)
    expect(await isInView(card.getByText('KB951251: A custom'))).toBe(true)
    expect(offences).toEqual([])
  })

  test('takes a double click on an example or an answer for one', async () => {
    const { page } = await open()
    await examples(page).first().dblclick()
    await answers(page).first().waitFor()
    await answers(page).getByText('Windows Server 2008').dblclick()
    await bubbles(page).locator('.webchat__adaptive-card-renderer').last().waitFor()
    await page.waitForTimeout(700)
    expect(await page.locator('#chat .webchat__bubble--from-user').count()).toBe(2)
  })

  test('shows what articles say as text, never as markup', async () => {
    const { page } = await open()
    await toQuestion(page)
    const card = await toCard(page)
    await card.getByRole('button', { name: 'Cause' }).click()
    await card.getByText('Read [this](javascript:alert(1)).').waitFor()
    await card.getByText('It works on <b>2003</b>.').waitFor()
    expect(await page.locator('[href^="javascript:"]').count()).toBe(0)
  })

  test('tells a screen reader the whole card in words', async () => {
    const { page } = await open()
    await toQuestion(page)
    const said = page.locator('.webchat__live-region-activity, [aria-live] article').getByText('I am fairly sure.')
    await toCard(page)
    await said.first().waitFor({ state: 'attached' })
    const words = await said.first().textContent()
    expect(words).toContain('1. Install Update Rollup 4. 2. Restart the *Information Store*.')
    expect(words).not.toContain('[1]')
  })

  test('says what to do when the chat window was never fetched', async () => {
    const context = await browser.newContext()
    await context.route('**/webchat.js', route => route.abort())
    const page = await context.newPage()
    await page.goto(server.url)
    await page.getByText('npm run webchat').waitFor()
    expect(await page.getByRole('button', { name: 'Start over' }).isVisible()).toBe(false)
    await context.close()
  })

  test('goes on from what is suggested below the card, and the reply comes into view', async () => {
    const { page } = await open()
    await toQuestion(page)
    await toCard(page)
    await answers(page).filter({ hasText: 'It worked' }).click()
    const again = bubbles(page).getByText('Which Windows Server runs').last()
    await expect.poll(() => bubbles(page).getByText('Which Windows Server runs').count()).toBe(2)
    await expect.poll(() => isInView(again)).toBe(true)
  })

  test('sends what is typed, with the keyboard alone', async () => {
    const { page } = await open()
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').textContent()).toContain('Start over')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await bubbles(page).getByText('Which Windows Server runs').waitFor()
    await page.keyboard.type('windows 2008')
    await page.keyboard.press('Enter')
    await bubbles(page).getByText('windows 2008', { exact: true }).waitFor()
  })

  test('keeps the conversation over a reload, and starts over when asked', async () => {
    const { page } = await open()
    await toQuestion(page)
    await page.reload()
    await bubbles(page).getByText('Which Windows Server runs').waitFor()
    expect(await welcome(page).isVisible()).toBe(false)
    await toCard(page)

    await page.getByRole('button', { name: 'Start over' }).click()
    await welcome(page).waitFor()
    await bubbles(page).getByText('Tell me what you see').waitFor()
    expect(await bubbles(page).getByText('Which Windows Server runs').count()).toBe(0)
    await toQuestion(page)
  })

  test('fits a phone', async () => {
    const { page, offences, screenshot } = await open(PHONE)
    await screenshot('welcome-phone')
    await expectNoSidewaysScroll(page)
    await toQuestion(page)
    await screenshot('question-phone')
    await expectNoSidewaysScroll(page)
    const card = await toCard(page)
    await page.waitForTimeout(500)
    await screenshot('card-phone')
    await expectNoSidewaysScroll(page)
    for (const button of await card.locator('.ac-pushButton').all()) {
      const box = await button.boundingBox()
      expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390)
      expect(box?.height).toBeGreaterThanOrEqual(40)
    }
    expect(offences).toEqual([])
  })

  test('is readable in light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, screenshot } = await open({ colorScheme })
      const places = [page.locator('.welcome__text'), page.locator('.bar__claim'), examples(page).first()]
      for (const place of places) expect(await contrast(place)).toBeGreaterThanOrEqual(4.5)
      if (colorScheme === 'dark') await screenshot('welcome-dark')
      await toQuestion(page)
      const said = bubbles(page).getByText('Which Windows Server runs')
      for (const place of [said, answers(page).first()]) expect(await contrast(place)).toBeGreaterThanOrEqual(4.5)
      if (colorScheme === 'dark') await screenshot('question-dark')
      const card = await toCard(page)
      await card.getByRole('button', { name: 'Also possible' }).click()
      const shown = ['I am fairly sure.', 'You run Windows', 'A firewall drops it', 'UDP is'].map(text =>
        card.getByText(text),
      )
      for (const place of [...shown, answers(page).filter({ hasText: 'It worked' })])
        expect(await contrast(place)).toBeGreaterThanOrEqual(4.5)
      if (colorScheme === 'dark') await screenshot('card-dark')
    }
  })
})

const welcome = (page: Page): Locator => page.locator('#welcome')

const expectNoSidewaysScroll = async (page: Page): Promise<void> => {
  expect(await page.evaluate('document.scrollingElement.scrollWidth')).toBeLessThanOrEqual(390)
  const wide = await page.evaluate(`[...document.querySelectorAll('.webchat__basic-transcript__scrollable, main')]
    .filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.className)`)
  expect(wide).toEqual([])
}

/** Runs in the page, whose types are not ours. */
const inPage = <T>(place: Locator, body: string): Promise<T> =>
  place.evaluate(new Function('element', body) as (element: unknown) => T)

const isInView = (place: Locator): Promise<boolean> =>
  inPage(place, 'const { top, bottom } = element.getBoundingClientRect(); return top >= 60 && bottom <= innerHeight')

/** The contrast ratio of WCAG 2.2, of a text against the nearest background that is painted. */
const contrast = (place: Locator): Promise<number> =>
  inPage(
    place,
    `
    const parse = colour => colour.match(/[\\d.]+/g).map(Number)
    const linear = v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    const light = colour => parse(colour).slice(0, 3).reduce((sum, v, i) => sum + linear(v / 255) * [0.2126, 0.7152, 0.0722][i], 0)
    const background = element => getComputedStyle(element).backgroundColor
    let behind = element
    while (behind.parentElement && parse(background(behind))[3] === 0) behind = behind.parentElement
    const [dark, bright] = [light(getComputedStyle(element).color), light(background(behind))].sort((a, b) => a - b)
    return (bright + 0.05) / (dark + 0.05)`,
  )
