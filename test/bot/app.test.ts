import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Log } from '../../bot/log.ts'
import type { Conversation } from '../../bot/replying/conversation.ts'
import type { Settings } from '../../bot/settings.ts'
import { createMemoryStore } from '../../bot/storage/memory-store.ts'
import { emptyShelf } from './empty-shelf.ts'
import { activity, freePort, obey, post, replies, startBot, type Turns } from './running-bot.ts'

const ready = { respond: obey, shelf: emptyShelf, articles: 16, problems: ['a.txt:3 has no title.'] }

describe('starting', () => {
  it('tells what was read', async () => {
    const app = await startBot({ openAdvisor: async () => ready })
    expect(app).toMatchObject({
      articles: 16,
      problems: ['a.txt:3 has no title.'],
      url: `http://localhost:${app.port}`,
    })
    await app.close()
  })

  it('hands the paths of the settings to the knowledge', async () => {
    let asked: readonly string[] = []
    const openAdvisor = async ({ knowledge: paths }: Settings) => {
      asked = paths
      return ready
    }
    const app = await startBot({ settings: { knowledge: ['a', 'b'] }, openAdvisor })
    expect(asked).toEqual(['a', 'b'])
    await app.close()
  })

  it('says that it is starting until the articles are read', async () => {
    const port = await freePort()
    let finishReading = () => {}
    const reading = new Promise<void>(resolve => {
      finishReading = resolve
    })
    const starting = startBot({ settings: { port }, openAdvisor: () => reading.then(() => ready) })
    const health = async () => {
      const response = await fetch(`http://127.0.0.1:${port}/health`)
      return [response.status, await response.json()]
    }
    await wait(50)
    expect(await health()).toEqual([503, { status: 'starting' }])
    const early = await post({ port } as never, activity())
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '1'])
    finishReading()
    const app = await starting
    expect(await health()).toEqual([200, { status: 'ok', articles: 16, version: '1.2.3' }])
    await app.close()
  })

  it('on a taken port says which one and what to do', async () => {
    const first = await startBot()
    const closed: string[] = []
    const store = { ...createMemoryStore<Conversation<Turns>>(), close: async () => void closed.push('store') }
    await expect(startBot({ settings: { port: first.port }, store })).rejects.toThrow(
      new RegExp(`Port ${first.port} is taken.*set PORT to another port`),
    )
    expect(closed).toEqual(['store'])
    await first.close()
  })

  it('lets go of its port when the knowledge cannot be opened', async () => {
    const port = await freePort()
    const openAdvisor = () => Promise.reject(new Error('KNOWLEDGE names nix.txt, which does not exist.'))
    await expect(startBot({ settings: { port }, openAdvisor })).rejects.toThrow('nix.txt')
    const app = await startBot({ settings: { port } })
    await app.close()
  })

  const outside = Object.values(networkInterfaces())
    .flat()
    .find(address => address?.family === 'IPv4' && !address.internal)?.address
  it.skipIf(!outside)('asked for anonymous use, it can be reached from this machine only', async () => {
    const app = await startBot()
    const reached = await new Promise(resolve => {
      const socket = connect(app.port, outside)
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    })
    expect(reached).toBe(false)
    await app.close()
  })
})

describe('closing', () => {
  it('is quick although a client keeps its connection open', async () => {
    const app = await startBot()
    await fetch(`${app.url}/health`, { headers: { connection: 'keep-alive' } })
    const began = performance.now()
    await app.close()
    expect(performance.now() - began).toBeLessThan(1000)
  })

  it('lets a running turn end', async () => {
    const slow = {
      ...ready,
      respond: async (...given: Parameters<typeof obey>) => wait(200).then(() => obey(...given)),
    }
    const app = await startBot({ openAdvisor: async () => slow })
    const running = replies(app, {})
    await wait(50)
    await app.close()
    expect(await running).toMatchObject([{ text: '1: hi, 0 files' }])
  })

  it('may be asked for twice', async () => {
    const app = await startBot()
    await Promise.all([app.close(), app.close()])
  })
})

describe('the log', () => {
  it('never has what a person wrote, whatever happens to it', async () => {
    const lines: string[] = []
    const write = (message: string, fields?: object) => void lines.push(`${message} ${JSON.stringify(fields)}`)
    const log: Log = { debug: write, info: write, warn: write, error: write, child: () => log }
    const app = await startBot({ log })
    for (const given of [{}, { conversation: {} }, { value: 'canary' }, { text: `canary ${'x'.repeat(70_000)}` }])
      await post(app, activity({ text: 'canary', ...given }))
    await post(app, activity({ text: 'fail' }))
    await post(app, '{"text":"canary"')
    await app.close()
    expect(lines.join('\n')).not.toContain('canary')
    expect(lines.filter(line => line.startsWith('request failed'))).toHaveLength(1)
  })
})
