import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../bot/app.ts'
import { bubbles, launchBrowser, sendBox, skipsBrowser, type Visit, visit } from '../bot/browser.ts'
import { startProduct } from '../bot/product.ts'

/** Each would set `window.ran`, or ask a foreign host, if a page took it for more than text. */
const SCRIPTS = [
  '<script>window.ran=1</script>',
  '<img src=x onerror="window.ran=2">',
  '<svg onload="window.ran=3">',
  '![x](https://evil.example/a.png)',
  '[click](javascript:window.ran=4)',
  '&lt;script&gt;window.ran=5&lt;/script&gt;',
  '&#60;img src=x onerror=window.ran=6&#62;',
  '<iframe src="https://evil.example/"></iframe>',
  '{{window.ran=7}}',
]

const ARTICLE = `---
id: KB9900001
title: 'The zebra printer prints stripes ${SCRIPTS.slice(0, 2).join(' ')}'
applies-to: Windows Server 2008
source: 'https://evil.example/"onmouseover="window.ran=8'
---

## Symptoms

The zebra printer prints stripes instead of letters. ${SCRIPTS.join(' ')}

## Cause

${SCRIPTS.join('\n\n')}

## Resolution

1. Clean the zebra printer. ${SCRIPTS.join(' ')}
2. Read [the manual](javascript:window.ran=9), [more](data:text/html,<script>window.ran=10</script>) and [this](https://evil.example/"onmouseover="window.ran=11).

\`\`\`
${SCRIPTS.join('\n')}
\`\`\`
`

describe.skipIf(skipsBrowser())('what looks like a script, in the web chat in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'advise-scripts-'))
  let browser: Browser
  let app: App
  let opened: Visit | undefined

  beforeAll(async () => {
    writeFileSync(join(folder, 'zebra.md'), ARTICLE)
    app = await startProduct({ knowledge: [join(folder, 'zebra.md')], dataDir: folder })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await opened?.close()
    await browser?.close()
    await app?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('stands in an article, or is typed, and is shown as text: nothing runs, and no other host is asked', async () => {
    opened = await visit(browser, app.url)
    const { page, offences } = opened
    await bubbles(page).first().waitFor()
    for (const said of ['The zebra printer prints stripes on Windows Server 2008', 'cause', ...SCRIPTS.slice(0, 4)]) {
      await sendBox(page).fill(said)
      await sendBox(page).press('Enter')
      await bubbles(page).getByText(said, { exact: true }).first().waitFor()
    }
    await bubbles(page).getByText('<script>window.ran=1</script>').first().waitFor()
    await bubbles(page).getByText('zebra printer').nth(1).waitFor()
    expect(await page.evaluate('window.ran')).toBeUndefined()
    expect(await page.locator('[href^="javascript:"], [href^="data:"], #chat iframe, #chat [onerror]').count()).toBe(0)
    expect(await page.locator('img[src*="evil.example"]').count()).toBe(0)
    expect(offences).toEqual([])
  }, 60_000)

  test('is a person’s or a file’s name, and is shown as text', async () => {
    const { token, conversationId } = (await (
      await fetch(`${app.url}/v3/directline/tokens/generate`, { method: 'POST' })
    ).json()) as { readonly token: string; readonly conversationId: string }
    const ask = (path: string, body: object) =>
      fetch(`${app.url}/v3/directline/conversations${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    expect((await ask('', {})).status).toBeLessThan(300)
    const [name] = SCRIPTS
    const sent = await ask(`/${conversationId}/activities`, {
      type: 'message',
      text: name,
      from: { id: name, name },
      attachments: [{ contentType: 'image/png', name, contentUrl: 'https://evil.example/a.png' }],
    })
    expect(sent.status).toBe(200)
    const kept = await fetch(`${app.url}/v3/directline/conversations/${conversationId}/activities`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const { activities } = (await kept.json()) as { readonly activities: readonly { readonly from: { id: string } }[] }
    // Who speaks is what the token says, and a file's address is nobody's to choose.
    expect(activities.map(({ from }) => from.id)).not.toContain(name)
    expect(JSON.stringify(activities)).not.toContain('evil.example')
  })
})
