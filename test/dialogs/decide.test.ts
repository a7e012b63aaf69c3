import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { isOut, type Standing, standingOf, weigh } from '../../dialogs/candidates.ts'
import { decide } from '../../dialogs/decide.ts'
import { freshState, type State } from '../../dialogs/state.ts'
import { type Fact, judge, type Knowledge, leaves } from '../../knowledge/index.ts'
import { Conversation, shipped } from './conversation.ts'

let knowledge: Knowledge
beforeAll(async () => {
  knowledge = await shipped()
})

const DESCRIPTIONS = [
  'MAPI app gets no notifications',
  'event 9646, the store closes the MAPI session',
  'setup of the Hub Transport role fails, MSExchangeTransport does not start',
  'new mail appears late in Outlook behind a firewall',
  'services do not start after an update rollup, timeout 30000 milliseconds',
]
const description = fc.constantFrom(...DESCRIPTIONS)

/** What somebody may run: one exact version of each product, or nothing known of it. */
const someFacts = (of: Knowledge): fc.Arbitrary<readonly Fact[]> =>
  fc
    .tuple(
      ...['exchange-server', 'windows-server', 'outlook'].map(facet => {
        const product = of.catalog.products.get(facet)
        const versions = (product ? leaves(product) : []).map(
          (l): Fact => ({ kind: 'version', facet, ranges: l.ranges, label: l.label, said: l.label, source: 'typed' }),
        )
        return fc.option(fc.constantFrom(...versions))
      }),
    )
    .map(facts => facts.filter(f => f !== null))

const stateWith = (said: string, facts: readonly Fact[]): State => ({ ...freshState, said: [said], facts })

const decided = (state: State, standing: Standing) => decide(state, standing, knowledge.catalog)

describe('whatever versions somebody has', () => {
  test('only an article is recommended of which all conditions are met', async () => {
    let recommended = 0
    await fc.assert(
      fc.asyncProperty(description, someFacts(knowledge), async (said, facts) => {
        const state = stateWith(said, facts)
        const decision = decided(state, await standingOf(state, knowledge))
        if (decision.kind !== 'recommend') return
        recommended++
        expect(judge(decision.candidate.article, facts).kind).toBe('applies')
        expect(decision.others.map(o => judge(o.article, facts).kind)).not.toContain('unknown')
      }),
      { numRuns: 300 },
    )
    expect(recommended).toBeGreaterThan(5)
  })

  test('what excludes everything leads to "none"', async () => {
    let excluded = 0
    await fc.assert(
      fc.asyncProperty(description, someFacts(knowledge), async (said, facts) => {
        const state = stateWith(said, facts)
        const { candidates } = await standingOf(state, knowledge)
        const out = candidates.filter(c => isOut(c.applicability))
        if (out.length === 0) return
        excluded++
        // Those that are left over are taken away, as if the knowledge base had only the others.
        expect(decided(state, weigh(out, state, knowledge.catalog))).toEqual({ kind: 'none' })
      }),
      { numRuns: 200 },
    )
    expect(excluded).toBeGreaterThan(50)
  })

  test('the order in which they are told does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(
        description,
        someFacts(knowledge).chain(f => fc.tuple(fc.constant(f), fc.shuffledSubarray([...f], { minLength: f.length }))),
        async (said, [facts, shuffled]) => {
          const one = await standingOf(stateWith(said, facts), knowledge)
          const other = await standingOf(stateWith(said, shuffled), knowledge)
          expect(other.none).toBeCloseTo(one.none, 9)
          expect(other.candidates.map(c => c.article.id)).toEqual(one.candidates.map(c => c.article.id))
          other.candidates.forEach((c, i) => {
            expect(c.belief).toBeCloseTo(one.candidates[i]?.belief ?? Number.NaN, 9)
          })
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('whatever choices somebody takes', () => {
  test('no question comes twice, and after four it is decided', async () => {
    await fc.assert(
      fc.asyncProperty(
        description,
        fc.array(fc.nat({ max: 9 }), { minLength: 8, maxLength: 8 }),
        async (said, picks) => {
          const c = new Conversation(knowledge)
          await c.say(said)
          const asked: string[] = []
          for (const pick of picks) {
            if (c.reply.kind !== 'question') break
            asked.push(`${c.reply.text} ${c.choices.join()}`)
            await c.say(c.choices[pick % Math.max(1, c.choices.length)] ?? 'not sure')
          }
          expect(new Set(asked).size).toBe(asked.length)
          expect(c.reply.kind).not.toBe('question')
          expect(new Set(c.last?.state.asked).size).toBeLessThanOrEqual(4)
        },
      ),
      { numRuns: 80 },
    )
  })
})
