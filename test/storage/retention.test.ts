import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Log, silentLog } from '../../bot/log.ts'
import { startRetention } from '../../bot/storage/retention.ts'
import { type Expiry, StoreAwayError } from '../../bot/storage/store.ts'
import { DAY, NOW } from './store-contract.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const HOUR = 3_600_000
const keep = { conversations: 100, transcripts: 10, outcomes: 200 }

const setUp = (sweep: (before: Expiry) => Promise<void> = async () => {}) => {
  const swept: Expiry[] = []
  const warnings: string[] = []
  const began = Date.now()
  const log: Log = { ...silentLog, warn: message => void warnings.push(message) }
  const now = () => NOW + Date.now() - began
  const store = {
    sweep(before: Expiry) {
      swept.push(before)
      return sweep(before)
    },
  }
  return { swept, warnings, stop: startRetention({ store, log, now, keep }) }
}

describe('retention', () => {
  it('removes what is too old, at the start and every hour', async () => {
    const { swept, stop } = setUp()
    const first = {
      conversations: NOW - 100 * DAY,
      transcripts: NOW - 10 * DAY,
      outcomes: NOW - 200 * DAY,
      forgotten: NOW - HOUR,
    }
    expect(swept).toEqual([first])
    await vi.advanceTimersByTimeAsync(2 * HOUR)
    expect(swept).toHaveLength(3)
    expect(swept[1]).toEqual({
      conversations: first.conversations + HOUR,
      transcripts: first.transcripts + HOUR,
      outcomes: first.outcomes + HOUR,
      forgotten: NOW,
    })
    stop()
    await vi.advanceTimersByTimeAsync(5 * HOUR)
    expect(swept).toHaveLength(3)
  })

  it('tries again sooner when the store is away, and says so', async () => {
    const { swept, warnings, stop } = setUp(() => Promise.reject(new StoreAwayError('gone')))
    await vi.advanceTimersByTimeAsync(HOUR / 2)
    expect(swept.length).toBeGreaterThan(2)
    expect(warnings.length).toBe(swept.length)
    stop()
  })
})
