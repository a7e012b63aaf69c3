import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../../bot/app.ts'
import { SHIPPED_ARTICLES } from '../../../knowledge/index.ts'
import { bubbles, launchBrowser, sendBox, skipsBrowser, type Visit, visit } from '../browser.ts'
import { startProduct } from '../product.ts'

/** What axe-core finds wrong: rule and place. */
const findings = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source)
  const found = await page.evaluate('axe.run(document, { resultTypes: ["violations", "incomplete"] })')
  const { violations } = found as {
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
  }
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`))
}

const DARK = { colorScheme: 'dark' } as const
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const
const NO_SCRIPT = { javaScriptEnabled: false } as const

/** With all that a page has to draw. */
const ARTICLE = `---
id: KB9900001
title: Mail stays in the queue after the certificate was renewed
source: https://mail.example/kb/9900001
reviewed: 2024-03-01
applies-to: Exchange Server 2016
related: [KB951251, KB9900009]
---

## Symptoms

Mail to other organisations stays in the queue with **451 4.4.0**.

- In the log stands:

      TLS negotiation failed with error NoCredentials

- Within the organisation mail arrives.

## Resolution

1. See which certificate is used:

   \`\`\`powershell
   Get-ExchangeCertificate | Where-Object { $_.Services -match 'SMTP' } | Format-List Thumbprint, NotAfter, Subject, CertificateDomains
   \`\`\`

2. Give the new one to the connector:
   - of this server,
   - of every other one.
3. Restart the transport service, as [the manual](https://mail.example/manual) says.

   \`\`\`powershell
   Restart-Service MSExchangeTransport
   \`\`\`
`

describe.skipIf(skipsBrowser())('the article pages in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'advise-pages-'))
  let browser: Browser
  let app: App
  let opened: Visit

  beforeAll(async () => {
    writeFileSync(join(folder, 'KB9900001.md'), ARTICLE)
    app = await startProduct({ knowledge: [SHIPPED_ARTICLES, join(folder, 'KB9900001.md')], dataDir: folder })
    browser = await launchBrowser()
  })
  // No page may ask another host, break its policy or throw.
  afterEach(async () => {
    const offences = opened.offences.slice()
    await opened.close()
    expect(offences).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
    opened = await visit(browser, `${app.url}${path}`, options)
    return opened.page
  }
  const titles = (page: Page) => page.locator('.entries h2').allTextContents()

  test.each<readonly [name: string, path: string, options: BrowserContextOptions]>([
    ['list', '/articles', {}],
    ['list-dark', '/articles?q=public%20folder', DARK],
    ['list-phone', '/articles', PHONE],
    ['list-nothing', '/articles?q=zebra', {}],
    ['list-without-script', '/articles?q=notifications&product=exchange-server', NO_SCRIPT],
    ['article', '/articles/KB951251', {}],
    ['article-dark', '/articles/KB951251', DARK],
    ['article-phone', '/articles/KB951251', PHONE],
    ['article-phone-dark', '/articles/KB9900001#what-to-do', { ...PHONE, ...DARK }],
    ['article-code', '/articles/KB9900001#symptoms', {}],
    ['article-without-script', '/articles/KB9900001#symptoms', NO_SCRIPT],
    ['article-missing', '/articles/KB951252', {}],
  ])('%s is readable for everybody, in one column of the window', async (name, path, options) => {
    const page = await open(path, options)
    await opened.screenshot(`articles-${name}`)
    if (options.javaScriptEnabled !== false) expect(await findings(page)).toEqual([])
    expect(await page.locator('h1').count()).toBe(1)
    const wide = page.viewportSize()?.width ?? 0
    const inner = await page.locator('body').boundingBox()
    expect(inner?.width).toBeLessThanOrEqual(wide)
    for (const landmark of ['banner', 'main', 'navigation'] as const)
      expect([landmark, await page.getByRole(landmark).count()]).not.toEqual([landmark, 0])
  })

  test('is searched while somebody types, and the address follows', async () => {
    const page = await open('/articles')
    const all = await titles(page)
    await page.getByRole('main').getByRole('searchbox').pressSequentially('mapi notifications', { delay: 20 })
    await page.getByRole('status').getByText('for “mapi notifications”').waitFor()
    const found = await titles(page)
    expect(found[0]).toMatch(/notification/i)
    expect(found.length).toBeLessThan(all.length)
    expect(new URL(page.url()).search).toBe('?q=mapi+notifications')
    await page.getByLabel('Product').selectOption('outlook')
    await page.getByRole('status').getByText('about Outlook').waitFor()
    expect((await titles(page)).length).toBeLessThan(found.length)
  })

  test('is searched with a button where there are no scripts', async () => {
    const page = await open('/articles', NO_SCRIPT)
    await page.getByRole('main').getByRole('searchbox').fill('mapi notifications')
    await page.getByLabel('Product').selectOption('exchange-server')
    await page.getByRole('main').getByRole('button', { name: 'Search' }).click()
    await page.getByText('for “mapi notifications”, about Exchange Server').waitFor()
    await page.locator('.entries a').first().click()
    expect(new URL(page.url()).pathname).toMatch(/^\/articles\/KB\d+$/)
    expect(await page.locator('h1').count()).toBe(1)
  })

  test('copies what is to be typed, where scripts run', async () => {
    const page = await open('/articles/KB9900001', { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'Copy' }).last().click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('Restart-Service MSExchangeTransport')
    await opened.close()
    const plain = await open('/articles/KB9900001', NO_SCRIPT)
    expect(await plain.getByRole('button', { name: 'Copy' }).count()).toBe(0)
    expect(await plain.locator('ol.steps > li').count()).toBe(3)
  })

  test('is as it was when it is loaded again and has not changed', async () => {
    const page = await open('/articles/KB9900001')
    await page.reload()
    await page.getByRole('button', { name: 'Copy' }).first().waitFor()
    expect(await page.evaluate('getComputedStyle(document.querySelector(".article")).display')).toBe('grid')
  })

  test('is left for the chat with the article already named, and nothing is said before somebody says it', async () => {
    const page = await open('/articles/KB951251')
    await page.getByRole('link', { name: 'Ask about this' }).click()
    await expect.poll(() => sendBox(page).inputValue()).toBe('KB951251')
    await bubbles(page).first().waitFor()
    expect(await bubbles(page).getByText('KB951251').count()).toBe(0)
    expect(new URL(page.url()).hash).toBe('')
  })

  test('lets who uses the keyboard go straight to the content', async () => {
    const page = await open('/articles/KB951251')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content')
    await opened.screenshot('articles-skip')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.querySelector("main").contains(document.activeElement)')).toBe(true)
  })

  test('is printed without what cannot be clicked on paper, and with the addresses', async () => {
    const page = await open('/articles/KB9900001')
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    for (const gone of ['.bar', '.toc', '.code__copy', '.button'])
      expect([gone, await page.locator(gone).first().isVisible()]).toEqual([gone, false])
    const style = (of: string) => page.evaluate(`getComputedStyle(${of}`)
    expect(await style('document.querySelector("li a[rel~=external]"), "::after").content')).toContain(
      'https://mail.example/manual',
    )
    expect(await style('document.body).backgroundColor')).toBe('rgb(255, 255, 255)')
    await opened.screenshot('articles-print')
  })
})
