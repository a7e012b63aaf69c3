/**
 * Compares the search with SQLite FTS5 on the same articles, in the same run.
 *
 *   npm run bench:search -- --corpus PATH --cases FILE [--rounds 3]
 *
 * PATH: a folder of articles. FILE: one case a line, {"opening": "what a person types", "accept": ["KB951251", …]}.
 * The last line is JSON; ratios are ours divided by FTS5's: below 1 is faster.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Article } from '../../knowledge/article.ts'
import { openKnowledge } from '../../knowledge/index.ts'
import { unpackArticle } from '../../knowledge/library/kept-article.ts'
import { FIELDS, type Field, textsOf } from '../../knowledge/reading/fields.ts'
import { SearchIndex } from '../../knowledge/search/search-index.ts'
import { percentile, type Quality, qualityOf, readCases } from './cases.ts'
import { type Document, Fts5, WEIGHTS, type Weights } from './fts5.ts'

const { values } = parseArgs({
  options: { corpus: { type: 'string' }, cases: { type: 'string' }, rounds: { type: 'string', default: '3' } },
})
if (!values.corpus || !values.cases) {
  process.stderr.write('Usage: npm run bench:search -- --corpus PATH --cases FILE [--rounds 3]\n')
  process.exit(2)
}

interface Measured extends Quality {
  /** Milliseconds. */
  readonly build: number
  readonly p50: number
  readonly p99: number
}

const folder = mkdtempSync(join(tmpdir(), 'advise-bench-'))
const { knowledge, library } = await openKnowledge([values.corpus], { thread: true, folder })
const cases = readCases(values.cases).filter(c => c.accept.length > 0)
const articles = await everyArticle()
const documents = articles.map(documentOf)
const { ours, theirs, weights } = await compare()
await library.close()
rmSync(folder, { recursive: true, force: true })
show()

async function everyArticle(): Promise<readonly Article[]> {
  const ids = await library.ids()
  const all: Article[] = []
  for (let at = 0; at < ids.length; at += 500)
    all.push(...(await library.articles(ids.slice(at, at + 500))).map(unpackArticle))
  return all
}

function documentOf(article: Article): Document {
  const texts = textsOf(article)
  const fields = Object.fromEntries(FIELDS.map(f => [f, texts[f].join('\n')])) as Record<Field, string>
  return { id: article.id, fields }
}

async function compare(): Promise<{ readonly ours: Measured; readonly theirs: Measured; readonly weights: Weights }> {
  const fts5 = new Fts5()
  const theirBuild = timed(() => fts5.build(documents))
  const ourBuild = timed(() => SearchIndex.of(articles))
  const found = (search: (words: string) => readonly string[]) => cases.map(c => search(c.opening))
  const weights = WEIGHTS.map(w => ({ w, quality: qualityOf(cases, found(fts5.searcher(w))) })).reduce((a, b) =>
    b.quality.mrr > a.quality.mrr ? b : a,
  ).w
  const peer = fts5.searcher(weights)
  const ask = async (words: string) => (await knowledge.search(words, 10)).map(h => h.article.id)
  for (const c of cases) await ask(c.opening)
  const ours = { times: [] as number[], found: [] as (readonly string[])[] }
  const theirs = { times: [] as number[], found: [] as (readonly string[])[] }
  // In turns, so that whatever else this machine does concerns both.
  for (let round = 0; round < Number(values.rounds); round++)
    for (const [i, c] of cases.entries()) {
      let started = performance.now()
      theirs.found[i] = peer(c.opening)
      theirs.times.push(performance.now() - started)
      started = performance.now()
      ours.found[i] = await ask(c.opening)
      ours.times.push(performance.now() - started)
    }
  fts5.close()
  const measured = (build: number, { times, found: ids }: typeof ours): Measured => ({
    build,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    ...qualityOf(cases, ids),
  })
  return { ours: measured(ourBuild, ours), theirs: measured(theirBuild, theirs), weights }
}

function timed(work: () => unknown): number {
  const started = performance.now()
  work()
  return performance.now() - started
}

function show(): void {
  const rows: readonly (readonly [string, keyof Measured, number])[] = [
    ['build, ms', 'build', 0],
    ['query p50, ms', 'p50', 2],
    ['query p99, ms', 'p99', 2],
    ['right article first', 'right1', 4],
    ['in the first five', 'right5', 4],
    ['mean reciprocal rank', 'mrr', 4],
  ]
  process.stdout.write(
    `${knowledge.size} articles, ${cases.length} cases; FTS5's best weights: ${weights.join(', ')}\n`,
  )
  process.stdout.write(`${''.padEnd(22)}${'Advise'.padStart(10)}${'FTS5'.padStart(10)}${'ratio'.padStart(8)}\n`)
  for (const [label, key, digits] of rows)
    process.stdout.write(
      `${label.padEnd(22)}${ours[key].toFixed(digits).padStart(10)}${theirs[key].toFixed(digits).padStart(10)}${(ours[key] / theirs[key]).toFixed(2).padStart(8)}\n`,
    )
  const round = (n: number): number => Math.round(n * 10_000) / 10_000
  process.stdout.write(
    `${JSON.stringify({
      documents: knowledge.size,
      p50Ratio: round(ours.p50 / theirs.p50),
      p99Ratio: round(ours.p99 / theirs.p99),
      buildRatio: round(ours.build / theirs.build),
      right1: round(ours.right1),
      peerRight1: round(theirs.right1),
      right5: round(ours.right5),
      peerRight5: round(theirs.right5),
      mrr: round(ours.mrr),
      peerMrr: round(theirs.mrr),
    })}\n`,
  )
}
