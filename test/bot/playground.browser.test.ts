import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../bot/app.ts'
import type { Conversation } from '../../bot/replying/conversation.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import type { Feedback } from '../../bot/storage/store.ts'
import type { State } from '../../dialogs/index.ts'
import { launchBrowser, SCREENSHOTS, skipsBrowser } from './browser.ts'
import { until } from './direct-line-client.ts'
import { startProduct } from './product.ts'

const PLAYGROUND = process.env.AGENTS_PLAYGROUND

const skipsPlayground = (): boolean => {
  const why =
    PLAYGROUND === undefined
      ? 'set AGENTS_PLAYGROUND to the program "agentsplayground" (npm package @microsoft/m365agentsplayground)'
      : existsSync(PLAYGROUND)
        ? undefined
        : `AGENTS_PLAYGROUND names ${PLAYGROUND}, which does not exist`
  if (why) console.warn(`Tests in the Agents Playground skipped: ${why}.`)
  return why !== undefined || skipsBrowser()
}

describe.skipIf(skipsPlayground())('in the Agents Playground, as in Teams', { retry: 1 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'advise-playground-'))
  const feedback: (Feedback | undefined)[] = []
  let browser: Browser
  let app: App
  let playground: Playground

  beforeAll(async () => {
    const store = createMemoryStore<Conversation<State>>()
    app = await startProduct({
      dataDir: folder,
      store: {
        ...store,
        keep: async turn => {
          await store.keep(turn)
          feedback.push(turn.feedback)
        },
      },
    })
    playground = await startPlayground(app, 'msteams', folder)
    browser = await launchBrowser()
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await playground?.close()
    await app?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  let context: BrowserContext | undefined
  afterEach(async () => {
    await context?.close()
  })

  const open = async (on = playground): Promise<Page> => {
    context = await browser.newContext({ viewport: { width: 1300, height: 1000 } })
    const page = await context.newPage()
    await page.goto(on.address)
    await page.getByText('Connected.').waitFor()
    return page
  }
  const shot = (page: Page, name: string) => page.screenshot({ path: `${SCREENSHOTS}playground-${name}.png` })

  test('a person is welcomed, types, and gets the card, its outcomes as suggestions, and likes it', async () => {
    const page = await open()
    await page.getByText('Hello, I am Advise.').first().waitFor()
    await say(page, 'MAPI app gets no notifications, Exchange 2007 SP1 RU2 on Windows Server 2008')
    await page.getByText('How did it go?').first().waitFor()
    await page.getByText('Open KB951251').first().waitFor()
    await page.waitForTimeout(500)
    await shot(page, 'personal')
    await page.getByText('Why this article fits').click()
    await page.getByText('the article is about Exchange').first().waitFor()
    await page.locator('button[aria-label*="ike" i], [title*="ike" i]').first().click()
    const submit = page.getByRole('button', { name: /submit|send feedback/i })
    if (await submit.count()) await submit.first().click()
    await page.getByRole('button', { name: 'Close' }).last().click()
    await until('the feedback is kept', () => feedback.some(given => given?.liked === true))
    await page.getByText('It worked', { exact: true }).click()
    await page.getByText('Good to hear that KB951251 helped').first().waitFor()
  }, 60_000)

  test('a group mentions it and clicks through; answered cards lose their buttons', async () => {
    const page = await open()
    await page.getByText('Group Chat', { exact: true }).last().click()
    await page.waitForTimeout(1000)
    await mention(page, ' MAPI app gets no notifications, Exchange 2007 SP1')
    await page.getByRole('button', { name: '2008', exact: true }).click()
    await page.getByText('Alex Wilber: Windows Server 2008').first().waitFor()
    expect(await page.getByRole('button', { name: '2008', exact: true }).count()).toBe(0)
    await page.getByRole('button', { name: 'SP1 before Update Rollup 4' }).click()
    await page.getByText('Open KB951251').first().waitFor()
    await page.getByRole('button', { name: 'It worked' }).waitFor()
    await page.waitForTimeout(500)
    await shot(page, 'group')
  }, 60_000)

  test('a channel mentions it, and it answers there', async () => {
    const page = await open()
    await page.getByText('General', { exact: true }).first().click()
    await page.waitForTimeout(1000)
    await mention(page, ' MAPI app gets no notifications, Exchange 2007 SP1')
    await page.getByRole('button', { name: '2008', exact: true }).waitFor()
    await shot(page, 'channel')
  }, 60_000)

  test('is greeted once, however often the app is announced', async () => {
    const page = await open()
    await page.waitForTimeout(1500)
    expect(await page.getByText('Hello, I am Advise.').count()).toBe(0)
  }, 60_000)

  test('as the Emulator, it is talked with by clicking and by typing', async () => {
    const emulator = await startPlayground(app, 'emulator', mkdtempSync(join(folder, 'emulator-')))
    try {
      const page = await open(emulator)
      await page.getByText('Hello, I am Advise.').first().waitFor()
      await say(page, 'MAPI app gets no notifications, Exchange 2007 SP1 RU3')
      await page.getByText('Exchange Server 2007 SP1 Update Rollup 3 ✕').click()
      await page.getByText('All right, not Exchange Server 2007').first().waitFor()
      await say(page, 'start over')
      await page.getByText('we start over').first().waitFor()
      await say(page, 'MAPI app gets no notifications, Exchange 2007 SP1 RU2')
      await page.getByText('2008', { exact: true }).last().click()
      await page.getByText('Open KB951251').first().waitFor()
      await shot(page, 'emulator')
      await page.getByText('It worked', { exact: true }).last().click()
      await page.getByText('Good to hear that KB951251 helped').first().waitFor()
    } finally {
      await emulator.close()
    }
  }, 60_000)

  test('articles are found while somebody writes a message', async () => {
    const page = await open()
    await page.locator('button[aria-haspopup=menu]').last().click()
    await page.getByText('Search Command').click()
    await page.getByRole('textbox').last().click()
    await page.keyboard.type('MAPI notifications')
    await page.getByText('MAPI notifications do not work with').first().waitFor()
    await shot(page, 'search')
  }, 60_000)

  test('a link to an article becomes a card', async () => {
    const page = await open()
    await page.locator('button[aria-haspopup=menu]').last().click()
    await page.getByText('Link Unfurling').click()
    await page.getByRole('textbox').last().click()
    await page.keyboard.type('https://support.microsoft.com/kb/951251')
    await page.keyboard.press('Enter')
    await page.getByText('KB951251: MAPI notifications do not work with').first().waitFor()
    await page.getByText('Open KB951251').first().waitFor()
    await shot(page, 'unfurl')
  }, 60_000)
})

interface Playground {
  readonly address: string
  close(): Promise<void>
}

const startPlayground = async (app: App, channel: 'msteams' | 'emulator', cwd: string): Promise<Playground> => {
  const endpoint = `http://127.0.0.1:${app.port}/api/messages`
  // Of its own session, so that its children end with it.
  const program = spawn(PLAYGROUND ?? '', ['start', '-e', endpoint, '-c', channel, '-p', '0', '--disable-telemetry'], {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    program.once('error', reject)
    program.once('exit', code => reject(new Error(`the Playground ended with ${code}`)))
    program.stdout?.on('data', (said: Buffer) => {
      const port = /Listening on (\d+)/.exec(said.toString())?.[1]
      if (port) resolve(`http://127.0.0.1:${port}/`)
    })
  })
  return {
    address,
    close: async () => {
      if (program.pid === undefined || program.exitCode !== null) return
      const ended = once(program, 'exit')
      process.kill(-program.pid)
      await ended
    },
  }
}

const say = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('textbox').last().click()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

const mention = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('textbox').last().click()
  await page.keyboard.type('@')
  await page.getByText('Megan Bowen').waitFor()
  await page.getByText('Test Bot', { exact: true }).last().click()
  await page.waitForTimeout(300)
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}
