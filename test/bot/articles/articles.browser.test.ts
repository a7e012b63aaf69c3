import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { prepareAdvisor } from '../../../bot/advisor.ts'
import { type App, startApp } from '../../../bot/app.ts'
import { silentLog } from '../../../bot/log.ts'
import { createMemoryStore } from '../../../bot/storage/memory-store.ts'
import type { State } from '../../../dialogs/index.ts'
import { SHIPPED_ARTICLES } from '../../../knowledge/index.ts'
import { launchBrowser, skipsBrowser, type Visit, visit } from '../browser.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds wrong: rule and place. */
const findings = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(AXE)
  const found = await page.evaluate('axe.run(document, { resultTypes: ["violations", "incomplete"] })')
  const { violations } = found as {
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
  }
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`))
}

const DARK = { colorScheme: 'dark' } as const
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const

describe.skipIf(skipsBrowser())('the article pages in Chromium', () => {
  let browser: Browser
  let app: App
  let opened: Visit

  beforeAll(async () => {
    app = await startApp<State>({
      settings: { port: 0, knowledge: [SHIPPED_ARTICLES], dataDir: '', anonymous: true, credentials: undefined },
      version: '0',
      log: silentLog,
      openStore: async () => createMemoryStore<State>(),
      openAdvisor: settings => prepareAdvisor()({ ...settings, dataDir: undefined as never }, silentLog, () => {}),
    })
    browser = await launchBrowser()
  })
  afterEach(async () => {
    const offences = opened.offences.slice()
    await opened.close()
    expect(offences).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })

  test.each([
    ['list', '/articles', {}],
    ['list-dark', '/articles?q=public%20folder', DARK],
    ['list-phone', '/articles', PHONE],
    ['list-without-script', '/articles?q=notifications&product=exchange-server', { javaScriptEnabled: false }],
    ['article', '/articles/KB951251', {}],
    ['article-dark', '/articles/KB951251', DARK],
    ['article-phone', '/articles/KB951251', PHONE],
    ['article-code', '/articles/KB2009942', {}],
    ['article-without-script', '/articles/KB951402', { javaScriptEnabled: false }],
    ['article-missing', '/articles/KB951252', {}],
  ] as const)('%s: nothing is in the way of anybody', async (name, path, options) => {
    opened = await visit(browser, `${app.url}${path}`, options)
    await opened.screenshot(`articles-${name}`)
    // Where scripts are off, axe is none of the page's: it runs all the same.
    if (!('javaScriptEnabled' in options)) expect(await findings(opened.page)).toEqual([])
    expect(await opened.page.locator('h1').count()).toBe(1)
    const wide = opened.page.viewportSize()?.width ?? 0
    expect((await opened.page.locator('html').boundingBox())?.width).toBeLessThanOrEqual(wide)
  })
})
