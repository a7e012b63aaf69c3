import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Bot } from '../../bot/bot.ts'
import type { Conversation } from '../../bot/replying/conversation.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import { type Store, StoreAwayError } from '../../bot/storage/store.ts'
import { bubbles, launchBrowser, sendBox, skipsBrowser, toCard, toQuestion, visit } from './browser.ts'
import { demo } from './demo-bot.ts'
import { startWebChat, type WebChatServer } from './web-chat-server.ts'

const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 })

describe.skipIf(skipsBrowser())('the web chat when the bot goes away', { timeout: 120_000 }, () => {
  let browser: Browser
  let store: Store<Conversation<null>>
  let server: WebChatServer
  let page: Page

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(() => {
    store = createMemoryStore()
  })
  afterEach(async () => {
    await page.context().close()
    await server.close()
  })

  const open = async (options: Partial<Parameters<typeof startWebChat<null>>[0]> = {}) => {
    server = await startWebChat({ respond: demo, store, ...options })
    const visited = await visit(browser, server.url)
    page = visited.page
    return visited
  }
  const restart = async (): Promise<void> => {
    server = await startWebChat({ respond: demo, store, port: server.port })
  }
  const send = async (text: string): Promise<void> => {
    await sendBox(page).fill(text)
    await sendBox(page).press('Enter')
  }
  const failed = () => page.getByRole('button', { name: 'Retry' })
  const said = (text: string) => bubbles(page).getByText(text, { exact: true })
  const question = () => bubbles(page).getByText('Which Windows Server runs')

  /** What the store has of the only conversation. */
  const kept = async (): Promise<readonly (string | undefined)[]> => {
    const conversation = await page.evaluate(`JSON.parse(sessionStorage.getItem('advise.conversation')).conversationId`)
    const { activities } = await store.transcript(`webchat|${conversation}`, 0, 99)
    return activities.map(json => JSON.parse(json)).map(({ from, text }) => (from.role === 'user' ? text : undefined))
  }

  test('says so, and begins anew when the bot returns without memory', async () => {
    const { screenshot } = await open()
    await toQuestion(page)
    await sendBox(page).fill('half a sen')
    await server.close()
    await page.getByText('The connection to the bot is lost').waitFor()
    await screenshot('connection-lost')
    store = createMemoryStore()
    await restart()
    await page.getByText('This is a new one').waitFor()
    await bubbles(page).getByText('Tell me what you see').waitFor()
    expect(await sendBox(page).inputValue()).toBe('half a sen')
  })

  test('goes on when the bot was restarted, also after a reload', async () => {
    await open()
    await toQuestion(page)
    await server.close()
    await page.getByText('The connection to the bot is lost').waitFor()
    await restart()
    await page.getByText('Connected again').waitFor()
    await toCard(page)
    await server.close()
    await restart()
    await page.reload()
    await bubbles(page).getByText('I am fairly sure.').waitFor()
    expect(await question().count()).toBe(1)
    expect(await page.getByText('new one').count()).toBe(0)
  })

  test('reconnects to the same conversation when only the connection broke', async () => {
    await open()
    await toQuestion(page)
    server.breakConnections()
    await page.getByText('The connection to the bot is lost').waitFor()
    await page.getByText('Connected again').waitFor()
    await toCard(page)
    expect(await question().count()).toBe(1)
  })

  test('shows what was sent meanwhile as failed; sent again, it is taken once', async () => {
    const { screenshot } = await open()
    await toQuestion(page)
    await server.close()
    await page.getByText('The connection to the bot is lost').waitFor()
    await send('is anybody there')
    await failed().waitFor()
    await screenshot('send-failed')
    await failed().click()
    await failed().waitFor()
    await restart()
    await page.getByText('Connected again').waitFor()
    await failed().click()
    await soon(() => question().count()).toBe(2)
    await soon(() => failed().count()).toBe(0)
    expect(await said('is anybody there').count()).toBe(1)
    expect((await kept()).filter(text => text === 'is anybody there')).toHaveLength(1)
    await page.reload()
    await said('is anybody there').waitFor()
    expect([await said('is anybody there').count(), await failed().count()]).toEqual([1, 0])
  })

  test('shows what was taken as sent, though the answer to it was lost', async () => {
    let loses = true
    const around =
      (bot: Bot): Bot =>
      async (activity, delivery) => {
        const replies = await bot(activity, delivery)
        if (loses && activity.type === 'message') server.breakConnections()
        return replies
      }
    await open({ around })
    await bubbles(page).getByText('Tell me what you see').waitFor()
    await send('lost answer')
    await question().waitFor()
    loses = false
    await soon(() => failed().count()).toBe(0)
    expect(await said('lost answer').count()).toBe(1)
    expect((await kept()).filter(text => text === 'lost answer')).toHaveLength(1)
  })

  test('says at once that a message is not taken while the store is away, and takes it afterwards', async () => {
    let away = false
    const { keep } = store
    store = {
      ...store,
      keep: async turn => {
        if (away) throw new StoreAwayError('full')
        await keep(turn)
      },
    }
    await open()
    await bubbles(page).getByText('Tell me what you see').waitFor()
    away = true
    await send('one')
    await page.getByText('could not take your message').waitFor()
    await failed().waitFor()
    away = false
    await failed().click()
    await question().waitFor()
    expect((await kept()).filter(text => text === 'one')).toHaveLength(1)
  })

  test('begins anew where the conversation has vanished, with what did not arrive in the send box', async () => {
    await open()
    await toQuestion(page)
    const before = await page.evaluate(`JSON.parse(sessionStorage.getItem('advise.conversation')).conversationId`)
    await store.forget({ conversation: `webchat|${before}` })
    await send('what now')
    await page.getByText('This is a new one').waitFor()
    await bubbles(page).getByText('Tell me what you see').waitFor()
    expect(await question().count()).toBe(0)
    await soon(() => sendBox(page).inputValue()).toBe('what now')
    await sendBox(page).press('Enter')
    await question().waitFor()
  })

  test('shows as sent what deletes itself', async () => {
    await open()
    await toQuestion(page)
    await send('delete my data')
    await bubbles(page).getByText('Tell me what you see').nth(1).waitFor()
    await page.getByText('Just now').last().waitFor()
    expect([await said('delete my data').count(), await failed().count()]).toEqual([1, 0])
    expect(await page.getByText('Sending').count()).toBe(0)
    expect(await kept()).toEqual([undefined])
  })

  test('keeps what is typed before the bot is ready', async () => {
    let ready = () => {}
    const starting = new Promise<void>(resolve => {
      ready = resolve
    })
    await open({
      around:
        bot =>
        async (...given) =>
          starting.then(() => bot(...given)),
    })
    await send('first words')
    await page.getByText('The bot is getting ready').waitFor()
    await soon(() => sendBox(page).inputValue()).toBe('first words')
    ready()
    await bubbles(page).getByText('Tell me what you see').waitFor()
    await sendBox(page).press('Enter')
    await question().waitFor()
    expect((await kept()).filter(text => text === 'first words')).toHaveLength(1)
  })

  test('opens a conversation by itself once the store is there again', async () => {
    let away = true
    const { look } = store
    store = {
      ...store,
      look: async (...given) => {
        if (away) throw new StoreAwayError('hung')
        return look(...given)
      },
    }
    await open()
    await page.getByText('The bot did not open a conversation').waitFor()
    away = false
    await bubbles(page).getByText('Tell me what you see').waitFor()
    expect(await page.getByText('did not open').isVisible()).toBe(false)
  })
})
