import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { App } from '../../bot/app.ts'
import type { Conversation } from '../../bot/replying/conversation.ts'
import { openSqliteStore } from '../../bot/storage/sqlite/sqlite-store.ts'
import { activity, post, startBot, type Turns } from '../bot/running-bot.ts'

const WRITER = new URL('./hanging-writer.mjs', import.meta.url)

const timed = async (work: () => Promise<Response>): Promise<{ readonly answer: Response; readonly took: number }> => {
  const began = performance.now()
  const answer = await work()
  return { answer, took: performance.now() - began }
}
const healthOf = (app: App): Promise<Response> => fetch(`http://127.0.0.1:${app.port}/health`)
const saidIn = async (answer: Response): Promise<unknown> =>
  ((await answer.json()) as { readonly activities: readonly { readonly text: string }[] }).activities.map(a => a.text)

it('a disk that does not answer is said within two seconds; when it does again, each message is one turn', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'advise-hung-'))
  const hang = join(dataDir, 'hang')
  const app = await startBot({ store: await openSqliteStore<Conversation<Turns>>({ dataDir, writer: WRITER }) })
  try {
    expect((await post(app, activity({ text: 'one' }))).status).toBe(200)
    writeFileSync(hang, '')
    const second = activity({ text: 'two' })
    const hung = await timed(() => post(app, second))
    expect(hung.answer.status).toBe(503)
    expect(Number(hung.answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(hung.took).toBeLessThan(2000)
    // Nobody else waits for it again.
    const refused = await timed(() => post(app, activity({ text: 'three', conversation: { id: 'another' } })))
    expect(refused.answer.status).toBe(503)
    expect(refused.took).toBeLessThan(2000)
    expect((await healthOf(app)).status).toBe(503)
    rmSync(hang)
    for (let left = 100; (await healthOf(app)).status !== 200; left--) {
      expect(left).toBeGreaterThan(0)
      await wait(100)
    }
    // Kept after all or not, it counts once.
    expect(await saidIn(await post(app, second))).toEqual(['2: two, 0 files'])
    expect(await saidIn(await post(app, activity({ text: 'four' })))).toEqual(['3: four, 0 files'])
  } finally {
    rmSync(hang, { force: true })
    await app.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 30_000)
