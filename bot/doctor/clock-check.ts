import type { Settings } from '../settings.ts'
import { type Ask, type Finding, ok, skipped, whyNone, wrong } from './check.ts'

/** Seconds. Tokens are good to within five minutes: a clock that is off by one will be off by more. */
const MOST_OFF = 60

const TELLS_TIME = 'https://login.microsoftonline.com/'

/** Tokens have a beginning and an end, which are compared with this machine's clock. */
export const checkClock = async ({ anonymous }: Settings, ask: Ask, now: () => number): Promise<Finding> => {
  if (anonymous) return skipped('The bot runs with --anonymous and checks no tokens.')
  try {
    const before = now()
    const answer = await ask(TELLS_TIME, { method: 'HEAD' })
    // The header is of somewhere between, and has whole seconds.
    const here = (before + now()) / 2
    const there = Date.parse(answer.header('date') ?? '')
    if (Number.isNaN(there)) return skipped(`${TELLS_TIME} tells no time to compare with.`)
    const off = Math.round((here - there) / 1000)
    if (Math.abs(off) <= MOST_OFF) return ok(`It is right to within ${Math.max(1, Math.abs(off))} s.`)
    return wrong(
      `This machine's clock is ${Math.abs(off)} s ${off > 0 ? 'ahead' : 'behind'}. Tokens would be refused: let it be set ` +
        'by NTP.',
    )
  } catch (error) {
    return skipped(`${TELLS_TIME} cannot be reached to compare with (${whyNone(error)}).`)
  }
}
