import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { decide } from '../../dialogs/deciding/decide.ts'
import { freshState, type State } from '../../dialogs/state.ts'
import { isOut, type Standing, standingOf } from '../../dialogs/weighing/candidates.ts'
import { type Fact, factsOf, judge, type Knowledge, leaves, overlaps } from '../../knowledge/index.ts'
import { unpackArticle } from '../../knowledge/library/kept-article.ts'
import { openShipped } from '../shipped.ts'
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
          (l): Fact => ({ kind: 'version', facet, ranges: l.ranges, said: l.label, source: 'typed' }),
        )
        return fc.option(fc.constantFrom(...versions))
      }),
    )
    .map(facts => facts.filter(f => f !== null))

const stateWith = (said: string, facts: readonly Fact[]): State => ({ ...freshState, said: [said], facts })

const decided = (state: State, standing: Standing) => decide(state, standing, knowledge.catalog)

describe('where no article stands out', () => {
  /** As unlikely as the first of very many articles is whose words hardly anybody has used. */
  const weak = async (few: number, together: number): Promise<Standing> => {
    const { candidates } = await standingOf(stateWith('MAPI app gets no notifications', []), knowledge)
    const all = candidates.map(c => ({
      ...c,
      belief: 0.08,
      likelihood: 0.08,
      evident: false,
      hit: c.hit && { ...c.hit, together },
    }))
    return { candidates: all, none: 1 - 0.08 * all.length, few }
  }
  const kindOf = async (few: number, together: number): Promise<string> =>
    decided(stateWith('MAPI app gets no notifications', []), await weak(few, together)).kind

  test('of very many, they are listed to look through, and nothing is asked', async () => {
    expect(await kindOf(0, 0.2)).toBe('suggest')
  })

  test('it is asked what is seen where one has most of the words, or where the articles are few', async () => {
    expect(await kindOf(0, 0.8)).toBe('ask')
    expect(await kindOf(0.75, 0.2)).toBe('ask')
  })

  test('who has put the first of very many aside is not asked for more', async () => {
    const standing = await weak(0, 0.2)
    const denied = standing.candidates.slice(0, 5).map(c => c.article.id)
    const likely = { ...standing, candidates: standing.candidates.map(c => ({ ...c, belief: 0.2 })), none: 0.1 }
    const state = { ...stateWith('MAPI app gets no notifications', []), denied, asked: ['symptom'] }
    expect(decided(state, likely).kind).not.toBe('ask')
  })
})

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

  test('an article that they exclude is neither recommended nor offered, however well its own words were told', async () => {
    const { knowledge: all, library } = await openShipped()
    let checked = 0
    for (const article of (await library.articles(await library.ids())).map(unpackArticle))
      for (const { facet, affected } of article.conditions) {
        const product = all.catalog.products.get(facet)
        const other = product && leaves(product).find(l => !overlaps(l.ranges, affected))
        if (!other) continue
        const fact: Fact = { kind: 'version', facet, ranges: other.ranges, said: other.label, source: 'typed' }
        const state = stateWith(`${article.title}. ${article.symptom}`, [fact])
        // Of alternatives another one may still hold.
        if (!isOut(judge(article, [fact]))) continue
        checked++
        const decision = decided(state, await standingOf(state, all))
        const named = JSON.stringify(decision.kind === 'ask' ? decision.question : decision)
        const chosen = decision.kind === 'recommend' ? decision.candidate.article.id : named
        expect(chosen, `${article.id} with ${other.label}`).not.toContain(article.id)
      }
    expect(checked).toBeGreaterThan(20)
  })

  test('whose trouble is fixed already, and who tells nothing else, is not given its twin as if that were certain', async () => {
    const facts = factsOf(knowledge.read('Exchange Server 2007 SP3').mentions, 'typed')
    const c = new Conversation(knowledge, { ...freshState, facts })
    await c.say('no MAPI notifications come')
    expect(c.last?.outcome.kind).not.toBe('recommended')
  })

  test('what excludes every candidate leads to "none"', async () => {
    let excluded = 0
    for (const said of DESCRIPTIONS)
      for (const exchange of ['5.5', '2000', '2003', '2007 SP3', '2010 SP3', '2016', '2019']) {
        const facts = factsOf(knowledge.read(`Exchange Server ${exchange} on Windows Server 2012`).mentions, 'typed')
        const state = stateWith(said, facts)
        const standing = await standingOf(state, knowledge)
        if (!standing.candidates.every(c => isOut(c.applicability))) continue
        excluded++
        expect(decided(state, standing), `${said} on ${exchange}`).toEqual({ kind: 'none' })
      }
    expect(excluded).toBeGreaterThan(0)
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
            asked.push(`${c.reply.text} ${c.reply.choices.map(x => x.means ?? x.title).join()}`)
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
