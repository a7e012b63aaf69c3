/**
 * Compares ways to find the right article for people who answer questions, on the same cases in the same run.
 *
 *   npm run bench:diagnosis -- --corpus PATH --cases FILE [--limit N] [--plot FILE.svg]
 *
 * PATH: a folder of articles. FILE: one case a line, {"opening", "accept": ["KB951251", …], "system": [lines], "symptoms"};
 * where `accept` is empty, no article is right. The last line is JSON; shares are of the cases that have a right article,
 * `abstained` is of those that have none.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { decide } from '../../dialogs/deciding/decide.ts'
import { createRespond, loadTexts, typed } from '../../dialogs/index.ts'
import { freshState } from '../../dialogs/state.ts'
import { weigh } from '../../dialogs/weighing/candidates.ts'
import { sameProduct } from '../../dialogs/weighing/listed-products.ts'
import { UNKNOWN_LIKENESS } from '../../dialogs/weighing/meaning.ts'
import { type Hit, type ListedProduct, openKnowledge } from '../../knowledge/index.ts'
import { askBest } from './best-questioner.ts'
import { type Case, isRight, percentile, readCases } from './cases.ts'
import { type Person, personOf } from './person.ts'
import { plotBars } from './plot.ts'

const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    cases: { type: 'string' },
    limit: { type: 'string' },
    plot: { type: 'string' },
  },
})
if (!values.corpus || !values.cases) {
  process.stderr.write('Usage: npm run bench:diagnosis -- --corpus PATH --cases FILE [--limit N] [--plot FILE.svg]\n')
  process.exit(2)
}

/** What a way came to for one person. */
interface Outcome {
  readonly id: string | undefined
  readonly questions: number
}

const texts = loadTexts()
const { knowledge, library } = await openKnowledge([values.corpus], { thread: true })
const respond = createRespond(knowledge, texts)
const cases = readCases(values.cases).slice(0, Number(values.limit ?? Number.POSITIVE_INFINITY))

const searchAlone = async ({ opening }: Case): Promise<Outcome> => ({
  id: (await knowledge.search(opening, 1))[0]?.article.id,
  questions: 0,
})

const isOneOf =
  (system: readonly string[]) =>
  ({ name, version = '' }: ListedProduct): boolean =>
    system.some(line => sameProduct(line, `${name} ${version}`))

/** Everybody fills in the same three fields; what they say filters what is found. */
const fixedForm = async ({ opening, system = [] }: Case): Promise<Outcome> => {
  const hits = await knowledge.search(opening, FOUND)
  const fits = ({ article }: Hit): boolean => article.products.some(isOneOf(system))
  return { id: (hits.find(fits) ?? hits[0])?.article.id, questions: FIELDS }
}

/** Articles that a form or a questioner chooses from, as many as Advise looks at. */
const FOUND = 25
/** Product, version and system. */
const FIELDS = 3

const advise = async ({ opening }: Case, person: Person): Promise<Outcome> => {
  let state: unknown
  let text = opening
  for (let questions = 0; questions < MOST_TURNS; questions++) {
    const response = await respond(state, typed(text))
    state = response.state
    const recommended = response.replies.find(r => r.kind === 'recommendation')
    if (recommended?.kind === 'recommendation') return { id: recommended.citation.articleId, questions }
    const last = response.replies.at(-1)
    if (last?.kind !== 'question') return { id: undefined, questions }
    text = last.choices.length > 0 ? person.choose(last.choices.map(c => c.title)) : person.tell()
  }
  return { id: undefined, questions: MOST_TURNS }
}

const MOST_TURNS = 8

/** Asks the same person, who answers truly each time, in the best order there is. */
const bestQuestioner = async ({ opening, system = [] }: Case): Promise<Outcome> => {
  const hits = await knowledge.search(opening, FEW)
  const best = hits[0]?.score ?? 0
  const options = hits.map(({ article, score }) => ({
    id: article.id,
    belief: Math.exp((score - best) / SCORE),
    products: article.products,
  }))
  return askBest(options, isOneOf(system))
}

/** All orders are tried, so the articles must be few. */
const FEW = 8
/** How much of the search's score makes an article e times as probable. */
const SCORE = 1.5

const WAYS: Readonly<Record<string, (c: Case, person: Person) => Promise<Outcome>>> = {
  searchAlone,
  fixedForm,
  advise,
  bestQuestioner,
}

/** Milliseconds to decide what to do next among fifty articles, and to search for them. */
const measureChoice = async (): Promise<{ readonly choice: number[]; readonly search: number[] }> => {
  const choice: number[] = []
  const search: number[] = []
  for (const { opening } of cases) {
    const started = performance.now()
    const hits = await knowledge.search(`${opening} `, 50)
    search.push(performance.now() - started)
    const state = { ...freshState, said: [opening] }
    const found = hits.map(hit => ({
      article: hit.article,
      hit,
      likeness: UNKNOWN_LIKENESS,
      likelihood: hit.coverage ** 2,
    }))
    const begun = performance.now()
    decide(state, weigh(found, state, knowledge.catalog, 0), knowledge.catalog)
    choice.push(performance.now() - begun)
  }
  return { choice, search }
}

const round = (n: number): number => Math.round(n * 1000) / 1000
const figures: Record<string, Record<string, number | null>> = {}
for (const [name, way] of Object.entries(WAYS)) {
  const outcomes: (Outcome & { readonly of: Case })[] = []
  for (const [i, c] of cases.entries()) outcomes.push({ ...(await way(c, personOf(c, texts, i + 1))), of: c })
  const answerable = outcomes.filter(o => o.of.accept.length > 0)
  const others = outcomes.filter(o => o.of.accept.length === 0)
  const share = (some: readonly unknown[], of: readonly unknown[]): number | null =>
    of.length > 0 ? round(some.length / of.length) : null
  figures[name] = {
    right: share(
      answerable.filter(o => o.id !== undefined && isRight(o.id, o.of)),
      answerable,
    ),
    wrong: share(
      answerable.filter(o => o.id !== undefined && !isRight(o.id, o.of)),
      answerable,
    ),
    abstained: share(
      others.filter(o => o.id === undefined),
      others,
    ),
    questions: round(outcomes.reduce((sum, o) => sum + o.questions, 0) / outcomes.length),
  }
}
const NAMES: Readonly<Record<string, string>> = {
  searchAlone: 'Search alone',
  fixedForm: 'A fixed form',
  advise: 'Advise',
  bestQuestioner: 'Best order of questions',
}
const bars = Object.entries(figures).map(([name, { right, wrong, questions }]) => ({
  name: NAMES[name] ?? name,
  note: `${(questions ?? 0).toFixed(2)} questions`,
  parts: [
    { share: right ?? 0, colour: '#107c10', label: 'right article' },
    { share: 1 - (right ?? 0) - (wrong ?? 0), colour: '#d2d0ce', label: 'none' },
    { share: wrong ?? 0, colour: '#c50f1f', label: 'wrong article' },
  ],
}))
if (values.plot)
  writeFileSync(
    values.plot,
    plotBars(`${knowledge.size} articles, ${cases.filter(c => c.accept.length > 0).length} people`, bars),
  )
const { choice, search } = await measureChoice()
await library.close()

process.stdout.write(`${cases.length} people, ${knowledge.size} articles\n\n`)
process.stdout.write('way               right   wrong   abstained   questions\n')
for (const [name, f] of Object.entries(figures))
  process.stdout.write(
    `${name.padEnd(16)} ${[f.right, f.wrong, f.abstained, f.questions].map(n => (n === null || n === undefined ? '–' : n.toFixed(3)).padStart(7)).join('   ')}\n`,
  )
process.stdout.write(
  `${JSON.stringify({
    ...figures,
    choiceP50Ms: round(percentile(choice, 0.5)),
    choiceP99Ms: round(percentile(choice, 0.99)),
    choiceToSearchRatio: round(percentile(choice, 0.5) / percentile(search, 0.5)),
  })}\n`,
)
