import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { inTime } from '../http/in-time.ts'

/** What an operator can watch. Told by the bot where it happens; numbers and names of ours, never what a person wrote. */
export interface Metrics {
  /** `outcome`: the kind of what the turn was. `questions`: how many a case has taken, of a turn that ended the case. */
  turnEnded(turn: { readonly outcome: string; readonly seconds: number; readonly questions?: number | undefined }): void
  searched(seconds: number): void
  /** `code`: of the refusal. */
  refused(code: string): void
  /** A try to send a reply that is not the answer of a request. */
  sent(result: 'ok' | 'retried' | 'dropped'): void
  /** All of them in Prometheus' text format. */
  render(): Promise<string>
  /** Of what `render` gives. */
  readonly contentType: string
}

/** What is asked for only when somebody looks. A depth that cannot be known now is left out. */
export interface Depths {
  /** Replies that wait to be sent. */
  readonly outbox?: () => number | Promise<number>
  /** Turns that wait or run. */
  readonly queue?: () => number
  /** Streams to pages that are open. */
  readonly streams?: () => number
}

/** Seconds. A turn takes tens of milliseconds; channels give up after 15 seconds. */
const TURN_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15]
const SEARCH_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]
const QUESTIONS = [0, 1, 2, 3, 4, 5, 6, 8]

/** Milliseconds between looks at how long the event loop keeps work waiting: the library's own 10 cost a wake-up each. */
const LOOP_PRECISION = 50

/** Milliseconds after which a depth is given up: whoever asks waits for all of them. */
const DEPTH_PATIENCE = 1_000

/** Names are those of the field (https://prometheus.io/docs/practices/naming). A registry of its own: nothing is global. */
export const createMetrics = (depths: Depths = {}): Metrics => {
  const registry = new Registry()
  const registers = [registry]
  const seconds = (name: string, help: string, buckets: number[]) => new Histogram({ name, help, buckets, registers })
  const turns = new Counter({
    name: 'advise_turns_total',
    help: 'Turns, by what they were.',
    labelNames: ['outcome'],
    registers,
  })
  const turnSeconds = seconds('advise_turn_seconds', 'How long turns took.', TURN_SECONDS)
  const searches = new Counter({ name: 'advise_searches_total', help: 'Searches in the articles.', registers })
  const searchSeconds = seconds('advise_search_seconds', 'How long searches took.', SEARCH_SECONDS)
  const questions = new Histogram({
    name: 'advise_questions_per_case',
    help: 'Questions that were asked until a case ended.',
    buckets: QUESTIONS,
    registers,
  })
  const refusals = new Counter({
    name: 'advise_refused_total',
    help: 'Requests that were refused, by the code they were answered with.',
    labelNames: ['code'],
    registers,
  })
  const sends = new Counter({
    name: 'advise_send_total',
    help: 'Tries to send a reply to a channel: ok, retried later, or dropped for good.',
    labelNames: ['result'],
    registers,
  })
  const depth = gauges(registers)
  depth('advise_outbox_depth', 'Replies that wait to be sent.', depths.outbox)
  depth('advise_queue_depth', 'Turns that wait or run.', depths.queue)
  depth('advise_streams', 'Open streams to web chats.', depths.streams)
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LOOP_PRECISION })
  return {
    turnEnded: turn => {
      turns.inc({ outcome: turn.outcome })
      turnSeconds.observe(turn.seconds)
      if (turn.questions !== undefined) questions.observe(turn.questions)
    },
    searched: took => {
      searches.inc()
      searchSeconds.observe(took)
    },
    refused: code => refusals.inc({ code }),
    sent: result => sends.inc({ result }),
    render: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

const notKnown = (): Error => new Error('not known in time')

const gauges =
  (registers: Registry[]) =>
  (name: string, help: string, now: (() => number | Promise<number>) | undefined): void => {
    if (!now) return
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        try {
          this.set(await inTime(Promise.resolve(now()), DEPTH_PATIENCE, notKnown))
        } catch {
          // An old number would look like a new one.
          this.remove()
        }
      },
    })
  }
