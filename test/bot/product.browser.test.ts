import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAdvisor } from '../../bot/advisor.ts'
import { type App, startApp } from '../../bot/app.ts'
import { silentLog } from '../../bot/log.ts'
import { SHIPPED_ARTICLES } from '../../knowledge/index.ts'
import { answers, bubbles, launchBrowser, sendBox, skipsBrowser, type Visit, visit } from './browser.ts'

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

describe.skipIf(skipsBrowser())('the whole product in a browser', () => {
  let browser: Browser
  let app: App

  beforeAll(async () => {
    browser = await launchBrowser()
    app = await startApp({
      settings: {
        port: 0,
        knowledge: [SHIPPED_ARTICLES],
        dataDir: mkdtempSync(join(tmpdir(), 'advise-')),
        anonymous: true,
        credentials: undefined,
      },
      version: 'test',
      log: silentLog,
      openAdvisor,
    })
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
  })

  const open = async (options?: BrowserContextOptions): Promise<Visit> => {
    const opened = await visit(browser, app.url, options)
    await sendBox(opened.page).waitFor()
    return opened
  }

  test('from the problem in a person’s words over clicked answers to the card and its source', async () => {
    const { page, offences, screenshot, close } = await open({ viewport: { width: 1000, height: 1100 } })
    await say(page, 'Our MAPI sink is never told about new mail')
    await click(page, '2007')
    await page.waitForTimeout(300)
    await screenshot('product-question')
    for (let turn = 0; turn < 4 && (await cards(page).count()) === 0; turn++) {
      const wanted = page.getByRole('toolbar', { name: 'Suggested actions' }).getByRole('button', {
        name: /^2008$|SP1 before Update Rollup 4|registers for MAPI notifications/,
      })
      await wanted.first().click()
      await page.waitForTimeout(700)
    }
    const card = cards(page).first()
    await card.waitFor()
    await page.waitForTimeout(600)
    await screenshot('product-recommendation')
    expect(await card.textContent()).toContain('KB951251')
    expect(await card.textContent()).toContain('8.1.311.3')
    const [shown] = await Promise.all([
      page.waitForEvent('popup'),
      card.getByRole('button', { name: 'Open KB951251' }).click(),
    ])
    await shown.getByRole('heading', { level: 1 }).waitFor()
    expect(new URL(shown.url()).pathname).toBe('/articles/KB951251')
    await shown.close()
    expect(await answers(page).allTextContents()).toContain('It worked')
    expect(offences).toEqual([])
    await close()
  })

  test('what is to be done stands on one screen, and how sure and why on one line', async () => {
    const { page, close } = await open({ viewport: { width: 1440, height: 900 } })
    await say(page, 'MAPI app gets no notifications, Exchange 2007 SP1 RU2 on Windows Server 2008')
    await cards(page).first().waitFor()
    await page.waitForTimeout(600)
    const card = await boxOf(cards(page).first())
    const folded = await boxOf(cards(page).first().getByText('Why this article fits').first())
    const seen = await boxOf(page.locator('#chat .webchat__basic-transcript__scrollable'))
    console.info(
      `checks and steps end ${Math.round(folded.y - card.y)} px below the card's top; ${seen.height} are seen`,
    )
    expect(card.y).toBeGreaterThanOrEqual(seen.y)
    expect(folded.y).toBeLessThan(seen.y + seen.height)
    expect((await boxOf(cards(page).first().locator('.ac-richTextBlock').first())).height).toBeLessThan(30)
    await close()
  })

  test('how soon it is there, and how soon a recommendation is, is measured', async () => {
    const { page, close } = await open()
    const painted = Number(
      await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"),
    )
    await sendBox(page).fill('MAPI app gets no notifications, Exchange 2007 SP1 RU2 on Windows Server 2008')
    const began = performance.now()
    await sendBox(page).press('Enter')
    await cards(page).first().waitFor()
    const recommended = performance.now() - began
    console.info(
      `first paint ${Math.round(painted)} ms, a recommendation ${Math.round(recommended)} ms after it was asked for`,
    )
    expect(painted).toBeGreaterThan(0)
    await close()
  })

  test('on a phone in the dark, from one sentence to the fix, nothing runs off the side', async () => {
    const { page, screenshot, close } = await open({ ...PHONE, colorScheme: 'dark' })
    await say(page, 'MAPI app gets no notifications, Exchange 2007 SP1 RU2 on Windows Server 2008')
    await cards(page).first().waitFor()
    await page.waitForTimeout(600)
    await screenshot('product-phone-dark')
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await say(page, 'actually it is Server 2003')
    await bubbles(page).getByText('I take KB951251 back').first().waitFor()
    await page.waitForTimeout(600)
    await screenshot('product-phone-taken-back')
    await close()
  })
})

const cards = (page: Page) => bubbles(page).locator('.ac-adaptiveCard').filter({ hasText: 'What to do' })

const boxOf = async (of: Locator) => {
  const box = await of.boundingBox()
  if (!box) throw new Error('it is not seen')
  return box
}

const say = async (page: Page, text: string): Promise<void> => {
  await sendBox(page).fill(text)
  await sendBox(page).press('Enter')
}

const click = async (page: Page, title: string): Promise<void> => {
  await answers(page).filter({ hasText: title }).first().click()
}
