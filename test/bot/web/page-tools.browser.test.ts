import { readFileSync } from 'node:fs'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Conversation } from '../../../bot/replying/conversation.ts'
import { createMemoryStore } from '../../../bot/storage/memory-store.ts'
import type { Feedback } from '../../../bot/storage/store.ts'
import { bubbles, launchBrowser, sendBox, skipsBrowser, toCard, toQuestion, type Visit, visit } from '../browser.ts'
import { demo } from '../demo-bot.ts'
import { startWebChat, type WebChatServer } from '../web-chat-server.ts'

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

describe.skipIf(skipsBrowser())('what the page can do beside talking', { timeout: 60_000 }, () => {
  let browser: Browser
  let server: WebChatServer
  let opened: Visit

  const opinions: (Feedback | undefined)[] = []
  const store = createMemoryStore<Conversation<null>>()
  /** As the store names it. */
  const conversationOf = async (page: Page): Promise<string> => {
    const kept = (await page.evaluate(`sessionStorage.getItem('advise.conversation')`)) as string
    return `webchat|${JSON.parse(kept).conversationId}`
  }

  beforeAll(async () => {
    browser = await launchBrowser()
    const keep: typeof store.keep = async turn => {
      await store.keep(turn)
      if (turn.feedback) opinions.push(turn.feedback)
    }
    server = await startWebChat({ respond: demo, store: { ...store, keep } })
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
  })
  afterEach(() => opened.close())

  const open = async (options?: BrowserContextOptions): Promise<Page> => {
    opened = await visit(browser, server.url, options)
    await bubbles(opened.page).getByText('Tell me what you see').waitFor()
    return opened.page
  }

  /** As a person does it: the files of `parts` are made in the page. */
  const give = (page: Page, how: 'drop' | 'paste', files: readonly (readonly [string, string, string])[]) =>
    page.evaluate(`{
      const given = new DataTransfer()
      for (const [name, type, content] of ${JSON.stringify(files)})
        given.items.add(new File([new TextEncoder().encode(content)], name, { type }))
      const event = '${how}' === 'drop'
        ? new DragEvent('drop', { dataTransfer: given, bubbles: true, cancelable: true })
        : new ClipboardEvent('paste', { clipboardData: given, bubbles: true, cancelable: true })
      document.querySelector('[data-id="webchat-sendbox-input"]').dispatchEvent(event)
      if (!event.defaultPrevented) throw new Error('the browser would open the file')
    }`)
  const notice = (page: Page) => page.locator('#notice')
  const focused = (page: Page) => page.evaluate('document.activeElement.className') as Promise<string>
  const thumb = (page: Page, name: string) => page.locator('#chat').getByRole('button', { name, exact: true })

  test('a conversation is copied and saved as text, with its steps and its source', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] })
    expect(await page.getByRole('button', { name: 'Download' }).isVisible()).toBe(false)
    await toQuestion(page)
    await toCard(page)
    await page.getByRole('button', { name: 'Copy conversation' }).click()
    await notice(page).getByText('is copied').waitFor()
    const copied = (await page.evaluate('navigator.clipboard.readText()')) as string
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ])
    expect(readFileSync(await download.path(), 'utf8')).toBe(copied)
    expect(download.suggestedFilename()).toMatch(/^conversation-\d{4}-\d\d-\d\d\.txt$/)
    expect(copied).toMatch(/^Advise, .*:\nHello/)
    expect(copied).toMatch(/\n\nYou, .*:\nWindows Server 2008\n\nAdvise, /)
    expect(copied).toContain('[Windows Server 2008] [Windows Server 2003] [Not sure]')
    expect(copied).toContain('1. Install Update Rollup 4.')
    expect(copied).toContain('https://support.microsoft.com/kb/951251')
    expect(copied).toContain('- Update Rollup 4 [download] (https://example.com/rollup-4)')
    expect(copied).not.toMatch(/\*\*|\\[.*_]/)
    expect(opened.offences).toEqual([])
  })

  test('a recommendation can be liked or not, by keyboard too, and that is kept', async () => {
    const page = await open()
    await toQuestion(page)
    expect(await thumb(page, 'Like').count()).toBe(0)
    await toCard(page)
    await thumb(page, 'Like').click()
    await notice(page).getByText('that is noted').waitFor()
    expect(opinions).toEqual([{ kind: 'feedback', liked: true, reason: undefined }])
    await thumb(page, 'Dislike').focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => opinions.at(-1)).toMatchObject({ liked: false })
    expect(opened.offences).toEqual([])
  })

  test('a conversation is printed to its end, without what can only be clicked', async () => {
    const page = await open({ viewport: { width: 800, height: 500 } })
    await toQuestion(page)
    const card = await toCard(page)
    await page.emulateMedia({ media: 'print' })
    const height = Number(await page.evaluate('document.documentElement.scrollHeight'))
    const places = await Promise.all(
      [bubbles(page).first(), card.getByText('Restart the'), card.getByRole('button', { name: 'Open' })].map(place =>
        place.boundingBox(),
      ),
    )
    // One below the other, all of them on the paper, which is longer than the window.
    expect(places.map(box => box !== null && box.y >= 0 && box.y + box.height <= height)).toEqual([true, true, true])
    expect(height).toBeGreaterThan(500)
    for (const clicked of [sendBox(page), thumb(page, 'Like'), page.locator('#tools'), page.locator('#start-over')])
      expect(await clicked.isVisible()).toBe(false)
  })

  test.each([
    ['with a pointer, in light', {}],
    ['with a pointer, in the dark', { colorScheme: 'dark' }],
    ['with a finger, on a phone', PHONE],
  ] as const)('what is to be typed can be copied from the card: %s', async (_, options) => {
    const page = await open({ ...options, permissions: ['clipboard-read', 'clipboard-write'] })
    await toQuestion(page)
    const card = await toCard(page)
    const button = card.getByRole('button', { name: 'Copy: Get-Item ExSetup.exe' })
    await button.click()
    await page.locator('#said').getByText('Copied').waitFor({ state: 'attached' })
    const copied = await page.evaluate('navigator.clipboard.readText()')
    expect(copied).toBe('Get-Item ExSetup.exe |\n  Select ```VersionInfo```')
    // One for all lines, and none for what is no command.
    expect(await card.getByRole('button', { name: 'Copy:' }).count()).toBe(1)
    expect(await notice(page).isVisible()).toBe(false)
    const box = await button.boundingBox()
    expect(box?.width).toBeGreaterThanOrEqual(options === PHONE ? 32 : 24)
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    expect(opened.offences).toEqual([])
  })

  test('a command is reached and copied with the keyboard alone, also after the card was drawn again', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] })
    await toQuestion(page)
    const card = await toCard(page)
    await page.reload()
    await card.getByRole('button', { name: 'Copy:' }).waitFor()
    await sendBox(page).focus()
    while (!(await focused(page)).includes('basic-transcript webchat')) await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('copy')
    await page.keyboard.press('Enter')
    await page.locator('#said').getByText('Copied').waitFor({ state: 'attached' })
    expect(await focused(page)).toBe('copy')
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain('Get-Item ExSetup.exe')
  })

  test('where the browser does not let the page copy, it says what to do', async () => {
    const page = await open()
    await page.evaluate(`navigator.clipboard.writeText = () => Promise.reject(new Error('denied'))`)
    await toQuestion(page)
    const card = await toCard(page)
    await card.getByRole('button', { name: 'Copy:' }).click()
    await notice(page).getByText('Mark the command').waitFor()
  })

  test('what was started over can be gone back to', async () => {
    const page = await open()
    await toQuestion(page)
    await page.getByRole('button', { name: 'Start over' }).click()
    await expect.poll(() => bubbles(page).getByText('Which Windows Server runs').count()).toBe(0)
    await page.getByRole('button', { name: 'Go back to the earlier one' }).click()
    await toCard(page)
    expect(await notice(page).isVisible()).toBe(false)
  })

  test('conversations that were left stand in a list for as long as the tab is open, and in no other', async () => {
    const page = await open()
    const earlier = (of: Page) => of.locator('#earlier').getByRole('button')
    await toQuestion(page)
    await page.getByRole('button', { name: 'Start over' }).click()
    await earlier(page).first().waitFor()
    await sendBox(page).fill('the second problem')
    await sendBox(page).press('Enter')
    await bubbles(page).getByText('Which Windows Server runs').waitFor()
    await page.getByRole('button', { name: 'Start over' }).click()
    await expect.poll(() => earlier(page).count()).toBe(2)
    expect(await earlier(page).first().textContent()).toContain('the second problem')
    await page.reload()
    await earlier(page).last().click()
    await toCard(page)

    const second = await page.context().newPage()
    await second.goto(server.url)
    await bubbles(second).getByText('Tell me what you see').waitFor()
    await second.waitForTimeout(500)
    expect(await earlier(second).count()).toBe(0)
  })

  test('a conversation that was deleted leaves the list when it is asked for', async () => {
    const page = await open()
    await toQuestion(page)
    await store.forget({ conversation: await conversationOf(page) })
    await page.getByRole('button', { name: 'Start over' }).click()
    await page.locator('#earlier').getByRole('button').click()
    await notice(page).getByText('has ended').waitFor()
    await page.waitForTimeout(500)
    expect(await page.locator('#earlier').isVisible()).toBe(false)
  })

  test('a conversation of another tab can be gone on with, seen in both, and is gone with its last tab', async () => {
    const page = await open()
    await toQuestion(page)
    const second = await page.context().newPage()
    await second.goto(server.url)
    await second.getByRole('button', { name: 'Go on with it here' }).click()
    await toCard(second)
    await bubbles(page).locator('.webchat__adaptive-card-renderer').last().waitFor()

    await page.close()
    const third = await second.context().newPage()
    await second.close()
    await third.goto(server.url)
    await bubbles(third).getByText('Tell me what you see').waitFor()
    await third.waitForTimeout(1000)
    expect(await notice(third).isVisible()).toBe(false)
  })

  test('a tab in which nothing was said offers nothing to others', async () => {
    const page = await open()
    const second = await page.context().newPage()
    await second.goto(server.url)
    await bubbles(second).getByText('Tell me what you see').waitFor()
    await second.waitForTimeout(1000)
    expect(await notice(second).isVisible()).toBe(false)
  })

  test('there is nothing to go back to where nothing was said', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Start over' }).click()
    await page.waitForTimeout(1000)
    await bubbles(page).getByText('Tell me what you see').waitFor()
    expect(await page.getByRole('button', { name: 'Go back to the earlier one' }).count()).toBe(0)
  })

  test.each(['drop', 'paste'] as const)(
    'a text file, by %s, is put into the send box and goes nowhere else',
    async how => {
      const page = await open()
      const asked: string[] = []
      page.on('request', request => asked.push(request.url()))
      await sendBox(page).fill('Look at this:')
      await give(page, how, [['setup.log', '', 'Exchange 2007 SP1\n  MapiExceptionÄ\n']])
      await notice(page).getByText('Nothing is sent until you send it').waitFor()
      expect(await sendBox(page).inputValue()).toBe('Look at this:\nsetup.log:\nExchange 2007 SP1\n  MapiExceptionÄ')
      expect(asked).toEqual([])
      await sendBox(page).press('Enter')
      await bubbles(page).getByText('MapiExceptionÄ').waitFor()
      // What was typed is shown before it is sent.
      await expect.poll(() => asked.map(url => new URL(url).pathname)).toEqual([expect.stringMatching(/\/activities$/)])
    },
  )

  test.each([
    ['a picture', [['error.png', 'image/png', 'x']], 'cannot look at pictures'],
    ['what is no text', [['core.bin', '', 'a\0b']], 'is no text'],
    ['what is too long', [['long.log', 'text/plain', 'x'.repeat(70_000)]], 'has 69 kB, and I read up to 64'],
    ['what has five megabytes', [['all.log', 'text/plain', 'x'.repeat(5 << 20)]], 'has 5,120 kB, and I read up to 64'],
    ['what is empty', [['empty.txt', 'text/plain', ' ']], 'is empty'],
  ] as const)('%s gets an honest answer', async (_, files, sentence) => {
    const page = await open()
    await give(page, 'drop', files)
    await notice(page).getByText(sentence).waitFor()
    expect(await sendBox(page).inputValue()).toBe('')
    expect(page.url()).toBe(`${server.url}/`)
  })

  test('of several files the first is read, and that is said', async () => {
    const page = await open()
    await give(page, 'drop', [
      ['one.txt', 'text/plain', 'first'],
      ['two.txt', 'text/plain', 'second'],
    ])
    await notice(page).getByText('Only “one.txt” was read').waitFor()
    expect(await sendBox(page).inputValue()).toBe('one.txt:\nfirst')
  })
})
