import type { IncomingMessage } from 'node:http'
import { json } from '../http/answer.ts'
import type { Endpoint, Mount } from '../http/endpoint.ts'
import { requireLoopback } from '../http/loopback.ts'
import { Refusal } from '../http/refusal.ts'
import type { Metrics } from './metrics.ts'

interface OperatingParts {
  readonly metrics: Pick<Metrics, 'render' | 'contentType'>
  /** Whoever reaches the port may read the metrics; else only this machine. */
  readonly open: boolean
  /** What `/health` tells: `ok` when turns can be taken. */
  readonly health: () => Readiness | Promise<Readiness>
}

interface Readiness {
  readonly status: string
}

/**
 * For whoever keeps the program running. `/live` asks nothing of it: to start a bot anew because its store is away would
 * help nobody. `/ready` says whether it should be given turns now.
 */
export const mountOperating = (mount: Mount, { metrics, open, health }: OperatingParts): void => {
  mount('GET /live', () => json(200, { status: 'live' }))
  mount('GET /ready', async () => {
    const { status } = await health()
    return json(status === 'ok' ? 200 : 503, { status: status === 'ok' ? 'ready' : status })
  })
  mount('GET /metrics', metricsEndpoint(metrics, open))
}

const metricsEndpoint =
  (metrics: Pick<Metrics, 'render' | 'contentType'>, open: boolean): Endpoint =>
  async request => {
    if (!open) requireLocalReader(request)
    return { status: 200, headers: { 'content-type': metrics.contentType }, body: await metrics.render() }
  }

/** A proxy on this machine asks from here, too, but says in these for whom. */
const PROXIED = ['forwarded', 'x-forwarded-for', 'via'] as const

/** @throws Refusal 403 */
const requireLocalReader = (request: IncomingMessage): void => {
  try {
    requireLoopback(request)
    if (PROXIED.every(name => request.headers[name] === undefined)) return
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
  throw new Refusal(
    403,
    'Forbidden',
    'The metrics are for the machine that the bot runs on. METRICS=on opens them to everybody who reaches this port.',
  )
}
