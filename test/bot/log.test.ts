import { expect, it } from 'vitest'
import { createLog } from '../../bot/log.ts'

const logged = (options: Parameters<typeof createLog>[0] = {}) => {
  const lines: string[] = []
  const log = createLog({ ...options, write: line => lines.push(line), now: () => new Date(0) })
  return { log, lines }
}

it('a line is one JSON object with time, level, message and fields', () => {
  const { log, lines } = logged()
  log.info('started', { port: 1, lines: 'a\nb' })
  expect(lines).toEqual([
    '{"time":"1970-01-01T00:00:00.000Z","level":"info","message":"started","port":1,"lines":"a\\nb"}',
  ])
})

it('debug is written only when it is asked for', () => {
  const quiet = logged()
  quiet.log.debug('detail')
  expect(quiet.lines).toEqual([])
  const all = logged({ from: 'debug' })
  all.log.debug('detail')
  expect(all.lines).toHaveLength(1)
})

it('an error keeps its message and stack', () => {
  const { log, lines } = logged()
  log.error('failed', { error: new TypeError('oops') })
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    error: { name: 'TypeError', message: 'oops', stack: expect.stringContaining('log.test.ts') },
  })
})
