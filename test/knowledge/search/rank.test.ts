import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../../knowledge/article.ts'
import type { Ranked } from '../../../knowledge/search/ranked.ts'
import { SearchIndex } from '../../../knowledge/search/search-index.ts'
import { sequenceOf } from '../../../knowledge/search/sequence.ts'
import { Vocabulary } from '../../../knowledge/search/vocabulary.ts'
import { codePoint } from '../../code-point.ts'
import { written } from '../library/folder.ts'
import { articleOf } from '../room.ts'

const base = articleOf(written('KB990070'))

interface Said {
  readonly title: string
  readonly symptoms?: string
  readonly rest?: string
}

/** An article without the way through a file: thousands are made of them. */
const made = (number: number, { title, symptoms = '', rest = '' }: Said): Article => ({
  ...base,
  id: `KB${String(number).padStart(6, '0')}`,
  title,
  symptom: title,
  appliesTo: [],
  sections: [
    {
      kind: 'symptoms',
      heading: 'Symptoms',
      line: 1,
      blocks: [{ kind: 'paragraph', depth: 0, text: symptoms, line: 1 }],
    },
    {
      kind: 'references',
      heading: 'References',
      line: 1,
      blocks: [{ kind: 'paragraph', depth: 0, text: rest, line: 1 }],
    },
  ],
})

/** An index that articles can be put into one after the other. */
class Growing {
  readonly #vocabulary = new Vocabulary()
  readonly index: SearchIndex

  constructor(articles: readonly Article[] = []) {
    this.index = new SearchIndex(
      this.#vocabulary,
      articles.map(a => [a.id, sequenceOf(a, this.#vocabulary)] as const),
    )
  }

  put(article: Article): void {
    this.index.put(article.id, sequenceOf(article, this.#vocabulary))
  }
}

const told = (found: readonly Ranked[]) =>
  found.map(({ score, coverage, together, ...rest }) => ({
    ...rest,
    score: score.toPrecision(9),
    coverage: coverage.toPrecision(9),
    together: together.toPrecision(9),
  }))

const WORDS = [
  'kettle',
  'whistle',
  'thermostat',
  'steam',
  'toaster',
  'IKettle::Boil',
  '0x80040102',
  'event ID 474',
  '8.1.240.6',
  'чайник',
  'thermostst',
  'whistel',
  'the',
  '.',
  '990071',
  'reboot',
  'restart',
  'off-line',
  'offline',
  'network drive',
  'mapped drive',
] as const
const sentence = fc.array(fc.constantFrom(...WORDS), { maxLength: 8 }).map(words => words.join(' '))
const said = fc.record({ title: sentence, symptoms: sentence, rest: sentence })
const anyArticle = fc.tuple(fc.nat({ max: 9 }), said).map(([number, s]) => made(number, s))
const question = fc.oneof(sentence, fc.string({ unit: codePoint }), fc.string({ unit: 'grapheme' }))

describe('what is found', () => {
  it('is the same in whatever order the articles were added', () => {
    const articles = fc.uniqueArray(anyArticle, { selector: a => a.id, maxLength: 10 })
    fc.assert(
      fc.property(
        articles.chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        question,
        ([one, other], words) => {
          expect(told(SearchIndex.of(one).search(words))).toEqual(told(SearchIndex.of(other).search(words)))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('is the same after any putting and removing as in an index that is built anew', () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: anyArticle.map(put => ({ put })) },
      { weight: 1, arbitrary: fc.nat({ max: 9 }).map(n => ({ remove: made(n, { title: '' }).id })) },
      { weight: 1, arbitrary: fc.constant({ settle: true }) },
    )
    fc.assert(
      fc.property(
        fc.array(anyArticle, { maxLength: 5 }),
        fc.array(step, { maxLength: 25 }),
        fc.array(question, { minLength: 1, maxLength: 4 }),
        (begun, steps, questions) => {
          const expected = new Map(begun.map(a => [a.id, a]))
          const growing = new Growing([...expected.values()])
          for (const s of steps)
            if ('put' in s) {
              expected.set(s.put.id, s.put)
              growing.put(s.put)
            } else if ('settle' in s) growing.index.settle(0)
            else {
              expected.delete(s.remove)
              growing.index.remove(s.remove)
            }
          const fresh = SearchIndex.of(expected.values())
          expect(growing.index.size).toBe(fresh.size)
          for (const words of questions) expect(told(growing.index.search(words))).toEqual(told(fresh.search(words)))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('has finite numbers, whatever the articles and the words are', () => {
    const text = fc.string({ unit: codePoint, maxLength: 60 })
    const article = fc
      .tuple(fc.nat({ max: 50 }), fc.record({ title: text, symptoms: text, rest: text }))
      .map(([n, s]) => made(n, s))
    fc.assert(
      fc.property(fc.array(article, { maxLength: 6 }), question, (articles, words) => {
        const index = SearchIndex.of(new Map(articles.map(a => [a.id, a])).values())
        for (const asked of [words, ...articles.map(a => a.title)])
          for (const hit of index.search(asked)) {
            for (const n of [hit.score, hit.coverage, hit.together, hit.central]) expect(Number.isFinite(n)).toBe(true)
            expect(hit.score).toBeGreaterThan(0)
            for (const share of [hit.coverage, hit.together]) expect(share).toBeLessThanOrEqual(1 + 1e-9)
          }
      }),
      { numRuns: 300 },
    )
  })
})

describe('a removed article', () => {
  it('is not found, and its words count no more', () => {
    const growing = new Growing([made(1, { title: 'kettle thermostat' }), made(2, { title: 'kettle thermostst' })])
    expect(growing.index.search('thermostst').map(r => r.id)).toEqual(['KB000002'])
    growing.index.remove('KB000002')
    // Nobody knows "thermostst" any more: it is a misspelling now.
    expect(growing.index.search('thermostst').map(r => r.id)).toEqual(['KB000001'])
    growing.index.remove('KB000001')
    expect(growing.index.search('kettle thermostat')).toEqual([])
    growing.index.remove('KB000001')
    expect(growing.index.size).toBe(0)
  })

  it('can come back, changed', () => {
    const growing = new Growing([made(1, { title: 'kettle' })])
    for (const title of ['toaster', 'fridge', 'kettle']) growing.put(made(1, { title }))
    expect(growing.index.search('fridge toaster')).toEqual([])
    expect(growing.index.search('kettle').map(r => r.id)).toEqual(['KB000001'])
  })
})

describe('among thousands of articles', () => {
  const MANY = 5000
  const articles = Array.from({ length: MANY }, (_, i) =>
    made(i, {
      title: `Kettle ${i % 7 === 0 ? 'whistles' : 'hums'} for guest${i}`,
      symptoms: `Steam in room${i % 40} from stove${i % 900}. ${i % 2 === 0 ? 'The lamp blinks.' : 'Nothing is heard.'}`,
      rest: `See the handbook, ${i === 77 ? 'unless Rumpelstilzchen comes, ' : ''}chapter${i % 300}.`,
    }),
  )
  const started = performance.now()
  const index = SearchIndex.of(articles)
  const built = performance.now() - started
  const ids = (words: string, limit?: number) => index.search(words, limit).map(r => r.id)

  it('an index is built soon, and answers soon', () => {
    expect(built).toBeLessThan(10_000)
    const start = performance.now()
    for (let i = 0; i < 200; i++) index.search(`kettle whistles, steam in room${i % 40} from stove${i} chapter${i}`)
    const each = (performance.now() - start) / 200
    console.info(`${MANY} articles: built in ${built.toFixed(0)} ms, ${each.toFixed(2)} ms a search`)
    expect(each).toBeLessThan(100)
  })

  it.each([
    ['a word that all have in their titles', 'kettle', MANY],
    ['a word that half of them have', 'blinks', MANY / 2],
    ['a word that all only mention', 'handbook', MANY],
    ['two such words', 'handbook kettle', MANY],
  ])('%s finds some of them', (_, words) => {
    expect(ids(words)).toHaveLength(20)
    expect(ids(words, 200)).toHaveLength(200)
  })

  it('a word of one article finds it, wherever it stands and whatever stands beside it', () => {
    expect(ids('Rumpelstilzchen')).toEqual(['KB000077'])
    expect(ids('guest1234')).toEqual(['KB001234'])
    expect(ids('the handbook of Rumpelstilzchen')).toContain('KB000077')
    expect(ids('kettle whistles for guest1234 with steam')[0]).toBe('KB001234')
  })

  it('words that many have find those that have all of them', () => {
    const found = index.search('whistles blinks room28', 5)
    for (const { id } of found) {
      const number = Number(id.slice(2))
      expect([number % 7, number % 2, number % 40]).toEqual([0, 0, 28])
    }
    expect(found).toHaveLength(5)
  })

  it('common words find what is about them, however many rarer words stand in others', () => {
    const lamp = made(MANY, { title: 'The lamp blinks', symptoms: 'The lamp blinks, and blinks again.' })
    const found = SearchIndex.of([...articles, lamp]).search('lamp blinks: chapter11, chapter12, chapter13', 100)
    expect(found.map(r => r.id)).toContain(lamp.id)
  })

  it('common words find the same ones in whatever order the articles were added', () => {
    const turned = SearchIndex.of([...articles].reverse())
    for (const words of ['kettle', 'handbook', 'whistles', 'kettle blinks', 'room3 kettle', 'stove17'])
      expect(turned.search(words).map(r => r.id)).toEqual(ids(words))
  })

  it('an article that comes later is found by its common words, too', () => {
    const growing = new Growing(articles.slice(0, 2000))
    growing.put(made(5000, { title: 'Kettle blinks for nobody', symptoms: 'Kettle blinks, kettle hums.' }))
    expect(growing.index.search('kettle hums blinks nobody')[0]?.id).toBe('KB005000')
    growing.index.remove('KB005000')
    expect(growing.index.search('kettle hums blinks nobody').map(r => r.id)).not.toContain('KB005000')
  })

  it('what all but a few of them had is found when only these are left', () => {
    const growing = new Growing(articles.slice(0, 2500))
    for (const { id } of articles.slice(3, 2500)) growing.index.remove(id)
    for (const words of ['kettle', 'handbook', 'steam', 'kettle handbook'])
      expect(
        growing.index
          .search(words)
          .map(r => r.id)
          .sort(),
      ).toEqual(['KB000000', 'KB000001', 'KB000002'])
  })
})

describe('a thing that an article calls otherwise', () => {
  const others = Array.from({ length: 40 }, (_, n) =>
    made(n, {
      title: `The kettle number ${n} of the network whistles`,
      symptoms: 'A drive is loud, and its steam is gone.',
    }),
  )
  const mapped = made(77, { title: 'Mapped drives are gone from an elevated prompt' })
  const asked = 'I cannot see my network drive'

  it('is found by the name that a person gives it', () => {
    const [first] = SearchIndex.of([...others, mapped]).search(asked)
    expect(first?.id).toBe(mapped.id)
    expect(first?.matches.map(m => m.word)).toEqual(expect.arrayContaining(['network', 'drive']))
    expect(first?.coverage).toBeLessThanOrEqual(1)
  })

  it('adds nothing where the article has the words themselves', () => {
    const own = made(78, { title: 'My network drive is gone' })
    const [first, second] = SearchIndex.of([...others, mapped, own]).search(asked)
    expect([first?.id, second?.id]).toEqual([own.id, mapped.id])
  })

  it('is not searched by a part of its name', () => {
    const found = SearchIndex.of([...others, mapped]).search('the network is gone')
    expect(found.find(f => f.id === mapped.id)?.matches.map(m => m.word) ?? []).not.toContain('network')
  })
})
