import { describe, expect, it } from 'vitest'
import { createMetrics } from '../../bot/operating/metrics.ts'

/** The numbers of our own, as they are shown: name and labels → value. */
const shown = (text: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter(line => line.startsWith('advise_'))
      .map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  )

describe('the metrics', () => {
  it('count turns by what they were, with their time and the questions of a case', async () => {
    const metrics = createMetrics()
    metrics.turnEnded({ outcome: 'asked', seconds: 0.02 })
    metrics.turnEnded({ outcome: 'asked', seconds: 0.2 })
    metrics.turnEnded({ outcome: 'recommended', seconds: 0.03, questions: 2 })
    expect(shown(await metrics.render())).toMatchObject({
      'advise_turns_total{outcome="asked"}': 2,
      'advise_turns_total{outcome="recommended"}': 1,
      'advise_turn_seconds_bucket{le="0.025"}': 1,
      'advise_turn_seconds_bucket{le="0.25"}': 3,
      advise_turn_seconds_count: 3,
      'advise_questions_per_case_bucket{le="1"}': 0,
      'advise_questions_per_case_bucket{le="2"}': 1,
      advise_questions_per_case_sum: 2,
    })
  })

  it('count searches, refusals and tries to send', async () => {
    const metrics = createMetrics()
    metrics.searched(0.004)
    metrics.refused('TooLarge')
    for (const result of ['ok', 'ok', 'retried', 'dropped'] as const) metrics.sent(result)
    expect(shown(await metrics.render())).toMatchObject({
      advise_searches_total: 1,
      'advise_search_seconds_bucket{le="0.005"}': 1,
      'advise_refused_total{code="TooLarge"}': 1,
      'advise_send_total{result="ok"}': 2,
      'advise_send_total{result="retried"}': 1,
      'advise_send_total{result="dropped"}': 1,
    })
  })

  it('ask how deep a queue is only when somebody looks', async () => {
    let asked = 0
    const metrics = createMetrics({ outbox: async () => ++asked, queue: () => 7, streams: () => 2 })
    expect(asked).toBe(0)
    const text = await metrics.render()
    expect(asked).toBe(1)
    expect(shown(text)).toMatchObject({ advise_outbox_depth: 1, advise_queue_depth: 7, advise_streams: 2 })
  })

  it('leave out a depth that cannot be known, and tell it again when it can', async () => {
    let away = false
    const metrics = createMetrics({
      outbox: async () => {
        if (away) throw new Error('the store is away')
        return 3
      },
    })
    expect(shown(await metrics.render())).toMatchObject({ advise_outbox_depth: 3 })
    away = true
    expect(Object.keys(shown(await metrics.render()))).not.toContain('advise_outbox_depth')
    away = false
    expect(shown(await metrics.render())).toMatchObject({ advise_outbox_depth: 3 })
  })

  it('of two bots in one process are apart', async () => {
    const [one, other] = [createMetrics(), createMetrics()]
    one.searched(1)
    expect(shown(await other.render())).toMatchObject({ advise_searches_total: 0 })
  })

  it('have those of the process', async () => {
    expect(await createMetrics().render()).toMatch(/^process_resident_memory_bytes \d+$/m)
  })
})
