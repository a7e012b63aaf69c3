import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leaves } from '../../../knowledge/catalog/catalog.ts'
import { type Ranges, unite } from '../../../knowledge/catalog/ranges.ts'
import { judge } from '../../../knowledge/judging/applicability.ts'
import { addFacts, type Fact, factsOf, isUnsure, knownRanges, versionFact } from '../../../knowledge/judging/facts.ts'
import type { ReadingContext } from '../../../knowledge/mentions/index.ts'
import { articleOf, catalog, mentionsOf, nameOf, productOf, versions } from '../room.ts'

const factsIn = (text: string, context?: ReadingContext) => factsOf(mentionsOf(text, context), 'typed')
/** What is known after these sentences, one turn each. */
const told = (...texts: readonly string[]): readonly Fact[] =>
  texts.reduce<readonly Fact[]>((facts, text) => addFacts(facts, factsIn(text), catalog).facts, [])
const label = (facts: readonly Fact[], facet = 'exchange-server') => {
  const fact = versionFact(facts, facet)
  return fact && nameOf(facet, fact.ranges)
}

describe('facts', () => {
  it('are what a person has, with its words and where it came from', () => {
    expect(factsOf(mentionsOf('E2K7 SP1'), 'chosen')).toEqual([
      {
        kind: 'version',
        facet: 'exchange-server',
        ranges: versions('exchange-server', '2007 SP1'),
        said: 'e2k7 sp1',
        source: 'chosen',
      },
    ])
  })

  it('keep what the tool behind a number cannot show', () => {
    expect(versionFact(factsIn('Version 8.1 (Build 240.6)'), 'exchange-server')?.cannotTell).toMatch(/rollup/)
    expect(versionFact(told('Version 8.1 (Build 240.6)', 'ExSetup 8.1.291.2'), 'exchange-server')).not.toHaveProperty(
      'cannotTell',
    )
  })

  it('do not come from what was, what is denied, what another machine has, or a product without version', () => {
    for (const text of [
      'previously on Server 2003',
      'it is not Windows Server 2008',
      'the client runs Windows Server 2003',
      'our Exchange Server',
    ])
      expect(factsIn(text), text).toEqual([])
  })

  it('say where it works apart from what one has', () => {
    const facts = factsIn('It works on Windows Server 2003 but not on Windows Server 2008')
    expect(facts.map(f => [f.kind, 'ranges' in f ? nameOf(f.facet, f.ranges) : ''])).toEqual([
      ['works', 'Windows Server 2003'],
      ['version', 'Windows Server 2008'],
    ])
  })

  it('of two versions in one breath mean one of the two', () => {
    expect(knownRanges(factsIn('Exchange 2007 SP1 or Exchange 2010'), 'exchange-server')).toEqual(
      versions('exchange-server', '2007 SP1', '2010'),
    )
  })
})

describe('a new fact', () => {
  it('narrows what was known', () => {
    const { facts, changes } = addFacts(told('Exchange 2007'), factsIn('Exchange 2007 SP1 RU3'), catalog)
    expect(label(facts)).toBe('Exchange Server 2007 SP1 Update Rollup 3')
    expect(changes).toEqual([])
  })

  it('that says less changes nothing', () => {
    expect(label(told('Exchange 2007 SP1 RU3', 'Exchange 2007'))).toBe('Exchange Server 2007 SP1 Update Rollup 3')
  })

  it('narrows a rollup to the known service pack', () => {
    const of = (answer: string) => {
      const before = told('Exchange 2007 SP1')
      return label(addFacts(before, factsIn(answer, { asked: ['exchange-server'] }), catalog).facts)
    }
    expect(of('RU3')).toBe('Exchange Server 2007 SP1 Update Rollup 3')
    expect(of('before RU4')).toBe('Exchange Server 2007 SP1 before Update Rollup 4')
    expect(of('RU4 or later')).toBe('Exchange Server 2007 SP1 Update Rollup 4 to Update Rollup 10')
    expect(of('none, no rollups')).toBe('Exchange Server 2007 SP1 without any update rollup')
  })

  it('that contradicts replaces what was known, and the change is told', () => {
    const { facts, changes } = addFacts(
      told('Windows Server 2008', 'Exchange 2007'),
      factsIn('actually it is Server 2003'),
      catalog,
    )
    expect(label(facts, 'windows-server')).toBe('Windows Server 2003')
    expect(label(facts)).toBe('Exchange Server 2007')
    const [before, now] = ['2008', '2003'].map(v => versions('windows-server', v))
    expect(changes).toEqual([{ facet: 'windows-server', before, now }])
  })

  it('takes the place of "not sure"', () => {
    const unsure: Fact = { kind: 'unsure', facet: 'windows-server' }
    const { facts } = addFacts([unsure], factsIn('Windows Server 2008'), catalog)
    expect(isUnsure([unsure], 'windows-server')).toBe(true)
    expect(isUnsure(facts, 'windows-server')).toBe(false)
  })

  it('never makes the list grow beyond one of a kind for each product', () => {
    const saying = fc.constantFrom(
      ...['Exchange 2007', 'Exchange 2007 SP1', 'Exchange 2010', 'Windows Server 2008', 'Windows Server 2003'],
      ...['it works on Windows Server 2003 but not on Windows Server 2008', 'SBS 2008', 'Exchange 2007 SP1 RU3'],
    )
    fc.assert(
      fc.property(fc.array(saying, { maxLength: 8 }), sayings => {
        const kinds = told(...sayings).map(f => `${f.kind} ${f.facet}`)
        expect(new Set(kinds).size).toBe(kinds.length)
      }),
      { numRuns: 60 },
    )
  })

  it('leads to the same whatever the order, as long as nothing contradicts', () => {
    const sayings = [
      'Exchange 2007',
      'Exchange 2007 SP1',
      'Exchange 2007 SP1 before RU4',
      'Windows Server 2008',
      'E2K7 SP1 RU3',
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(sayings, { minLength: sayings.length }), order => {
        const facts = told(...order)
        expect(label(facts)).toBe('Exchange Server 2007 SP1 Update Rollup 3')
        expect(label(facts, 'windows-server')).toBe('Windows Server 2008')
      }),
      { numRuns: 40 },
    )
  })

  it('can be kept as JSON', () => {
    const facts = told('E2K7 SP1 RU3 on W2K8', 'works on Server 2003')
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
  })
})

const article = articleOf(`---
id: KB990002
title: Widgets stop
applies-to: [Exchange Server 2007 SP1, Windows Server 2008]
conditions:
  exchange-server: { affected: 2007 SP1, fixed-in: 2007 SP1 Update Rollup 4 }
  windows-server: { affected: "2008", works-on: "2003" }
---
## Symptoms

Widgets stop.

## Resolution

Install the rollup.
`)

describe('an article', () => {
  const verdict = (...texts: readonly string[]) => judge(article, told(...texts))

  it('applies when all its conditions are met', () => {
    expect(verdict('E2K7 SP1 RU3 on W2K8').kind).toBe('applies')
    expect(verdict('Exchange 2007 SP1 no rollups', 'Windows Server 2008 SP2').kind).toBe('applies')
  })

  it.each([
    [[], ['exchange-server', 'windows-server']],
    [['Windows Server 2008'], ['exchange-server']],
    [['Exchange 2007 SP1 RU2'], ['windows-server']],
    [['Exchange 2007', 'Windows Server 2008'], ['exchange-server']],
    [['Version 8.1 (Build 240.6)', 'Windows Server 2008'], ['exchange-server']],
  ])('is unknown after %j, and says that %j is missing', (texts, missing) => {
    const judged = verdict(...texts)
    expect(judged.kind).toBe('unknown')
    expect(judged.kind === 'unknown' && judged.missing.map(c => c.facet)).toEqual(missing)
  })

  it.each([
    ['E2K7 SP1 RU3 on W2K3', 'works', 'windows-server'],
    ['E2K7 SP1 RU3 on Windows Server 2008 R2', 'other-version', 'windows-server'],
    ['Exchange 2007 RTM', 'other-version', 'exchange-server'],
    ['Exchange 2010', 'other-version', 'exchange-server'],
  ])('is excluded by "%s", because of "%s" of %s', (text, kind, facet) => {
    const judged = verdict(text)
    expect(judged.kind).toBe('excluded')
    expect(judged.kind === 'excluded' && judged.because.map(v => [v.kind, v.condition.facet])).toEqual([[kind, facet]])
  })

  it.each(['Exchange 2007 SP1 RU4', 'Exchange 2007 SP1 RU10', 'Exchange 2007 SP2', '8.1.311.3', '08.03.0083.006'])(
    'is fixed already by %s',
    text => expect(verdict(`${text} on Windows Server 2008`).kind).toBe('fixed'),
  )

  it('is excluded rather than fixed when both are so', () => {
    expect(verdict('Exchange 2007 SP2 on Windows Server 2003').kind).toBe('excluded')
  })

  it('is judged the same whatever the order of the facts', () => {
    const sayings = [
      'Exchange 2007',
      'Exchange 2007 SP1 RU3',
      'Windows Server 2008',
      'Windows Server 2008 SP2',
      'Outlook 2007',
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(sayings, { minLength: 1 }), fc.nat(), (order, seed) => {
        const turned = [...order.slice(seed % order.length), ...order.slice(0, seed % order.length)]
        expect(verdict(...turned).kind).toBe(verdict(...order).kind)
      }),
      { numRuns: 60 },
    )
  })

  it('can only go from unknown to certain as more is learnt, as long as nothing contradicts', () => {
    const steps = ['Exchange 2007', 'Windows Server 2008', 'Exchange 2007 SP1', 'Exchange 2007 SP1 before RU4']
    const kinds = steps.map((_, i) => verdict(...steps.slice(0, i + 1)).kind)
    expect(kinds).toEqual(['unknown', 'unknown', 'unknown', 'applies'])
  })

  it('without products always applies, and one about every version needs no answer', () => {
    const withProducts = (front: string) =>
      articleOf(`---\nid: KB990002\ntitle: Widgets stop\n${front}---\n## Symptoms\n\nWidgets stop.\n`)
    for (const front of ['', 'applies-to: Outlook\n'])
      for (const facts of [[], told('Outlook 2003 and Exchange 2010')])
        expect(judge(withProducts(front), facts).kind, front).toBe('applies')
  })

  it.each([
    ['2007 SP1 RU3', 'applies'],
    ['2007 SP1 before RU4', 'applies'],
    ['2007 SP1', 'unknown'],
    ['2007', 'unknown'],
    ['2007 SP1 RU3 or RU4', 'unknown'],
    ['2007 SP1 RU4 or later', 'fixed'],
    ['2007 SP2', 'fixed'],
    ['2007 RTM', 'excluded'],
    ['2010', 'excluded'],
  ])('about SP1 before RU4 on Windows Server 2008 is judged for Exchange %s: %s', (version, kind) => {
    expect(verdict('Windows Server 2008', `Exchange ${version}`).kind).toBe(kind)
  })

  it('is judged for several possible versions as for each of them: by what all have in common, else unknown', () => {
    const one = (ranges: Ranges): Fact[] => [
      ...told('Windows Server 2008'),
      { ...(factsIn('Exchange 2007')[0] as Extract<Fact, { kind: 'version' }>), ranges },
    ]
    const all = leaves(productOf('exchange-server'))
    fc.assert(
      fc.property(fc.subarray([...all], { minLength: 1, maxLength: 4 }), some => {
        const kinds = new Set(some.map(leaf => judge(article, one(leaf.ranges)).kind))
        const { kind } = judge(article, one(unite(...some.map(leaf => leaf.ranges))))
        if (kinds.size === 1) expect(kind).toBe([...kinds][0])
        else expect(kind).toBe(kinds.has('applies') ? 'unknown' : 'excluded')
      }),
      { numRuns: 200 },
    )
  })
})
