import { describe, expect, it } from 'vitest'
import { createLog } from '../../bot/log.ts'

const logged = (options: Parameters<typeof createLog>[0] = {}) => {
  const lines: string[] = []
  const log = createLog({ ...options, write: line => lines.push(line), now: () => new Date(0) })
  return { log, lines }
}

describe('a line of the log', () => {
  it('is one JSON object with time, level, message and fields', () => {
    const { log, lines } = logged()
    log.info('started', { port: 1, lines: 'a\nb' })
    expect(lines.map(line => JSON.parse(line))).toEqual([
      { time: '1970-01-01T00:00:00.000Z', level: 'info', message: 'started', port: 1, lines: 'a\nb' },
    ])
    expect(lines.join()).not.toContain('\n')
  })

  it('is written only from the level that is asked for', () => {
    const levels = (from: 'debug' | 'info' | 'warn' | 'error') => {
      const { log, lines } = logged({ from })
      for (const level of ['debug', 'info', 'warn', 'error'] as const) log[level](level)
      return lines.map(line => JSON.parse(line).level)
    }
    expect(levels('debug')).toEqual(['debug', 'info', 'warn', 'error'])
    expect(levels('info')).toEqual(['info', 'warn', 'error'])
    expect(levels('error')).toEqual(['error'])
  })

  it('carries what its log was given, so that the lines of a turn are found', () => {
    const { log, lines } = logged()
    const turn = log.child({ turn: 't1' })
    turn.info('asked')
    turn.child({ attempt: 2 }).warn('again')
    log.info('elsewhere')
    expect(lines.map(line => JSON.parse(line)).map(({ turn, attempt }) => [turn, attempt])).toEqual([
      ['t1', undefined],
      ['t1', 2],
      [undefined, undefined],
    ])
  })

  it('keeps message, stack and cause of an error, and nothing else that hangs on it', () => {
    const { log, lines } = logged()
    const error = new TypeError('oops', { cause: new Error('disk full') })
    log.error('failed', { error: Object.assign(error, { request: { body: 'canary' } }) })
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      error: {
        name: 'TypeError',
        message: 'oops',
        stack: expect.stringContaining('log.test.ts'),
        cause: { message: 'disk full' },
      },
    })
    expect(lines.join()).not.toContain('canary')
  })

  it('has no secrets, wherever they stand', () => {
    const { log, lines } = logged()
    log.error('failed', {
      headers: { authorization: 'Bearer canary', cookie: 'canary' },
      MicrosoftAppPassword: 'canary',
      DATABASE_URL: 'postgres://user:canary@host/db',
      list: [{ accessToken: 'canary' }],
      error: new Error('cannot connect to postgres://user:canary@host:5432/db', {
        cause: new Error('sent "Authorization: Bearer canarycanary" and client_secret=canary'),
      }),
    })
    log.child({ token: 'canary' }).info('began')
    expect(lines).toHaveLength(2)
    expect(lines.join()).not.toContain('canary')
    expect(lines.join()).toContain('postgres://user:[redacted]@host:5432/db')
  })

  it('survives what refers to itself', () => {
    const { log, lines } = logged()
    const loop: Record<string, unknown> = {}
    loop.loop = loop
    log.info('round', { loop })
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ message: 'round' })
  })
})

describe('on a terminal', () => {
  it('a line is read by people: time, level, message, fields', () => {
    const { log, lines } = logged({ readable: true })
    log.warn('request refused', { path: '/api/messages', status: 401, why: 'two words', list: [1] })
    const time = new Date(0).toTimeString().slice(0, 8)
    expect(lines).toEqual([`${time} warn  request refused  path=/api/messages status=401 why="two words" list=[1]`])
  })

  it('the stack of an error stands below its line', () => {
    const { log, lines } = logged({ readable: true })
    log.error('failed', { error: new Error('oops', { cause: new Error('disk full') }) })
    const [head, ...below] = (lines[0] ?? '').split('\n')
    expect(head).toMatch(/error failed {2}error="Error: oops"$/)
    expect(below[0]).toBe('    Error: oops')
    expect(below.join('\n')).toMatch(/ {4}caused by Error: disk full/)
  })
})
