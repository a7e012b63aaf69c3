/**
 * Fits the weights of dialogs/weighing/likelihood.ts.
 *
 *   npm run bench:likelihood -- ARTICLES=CASES[=WEIGHT] …
 *
 * ARTICLES: files and folders with commas; CASES: files with commas, one case a line, {"opening": "what a person wrote",
 * "accept": ["KB951251", …]}, nothing accepted where no article answers it; WEIGHT: what one of these cases counts, 1 when
 * not said. Name knowledge bases of several sizes: few articles make a lead easy. Prints for each pair how often the article
 * found most probable was right and wrong from some probabilities on, and the log loss; how often it was right by the
 * probability that it was given; and the weights. Each case is judged by weights that were fitted without it, and without
 * those beside it in its file: they may tell of the same article.
 */
import { amongHits, type Sign, signsOf } from '../../dialogs/weighing/likelihood.ts'
import { likenessOf } from '../../dialogs/weighing/meaning.ts'
import { openKnowledge } from '../../knowledge/index.ts'
import { isRight, readCases } from './cases.ts'

const pairs = process.argv.slice(2).map(pair => pair.split('=').map(paths => paths.split(',')))
if (pairs.length === 0 || pairs.some(pair => pair.length < 2 || pair.length > 3)) {
  process.stderr.write('Usage: npm run bench:likelihood -- ARTICLES=CASES[=WEIGHT] …\n')
  process.exit(2)
}

/** One article that was found for a case. */
interface Row {
  readonly group: number
  readonly weight: number
  readonly signs: readonly number[]
  readonly isRight: boolean
}

const FOUND = 25
/** Groups of cases; each is judged by the weights of the others. */
const GROUPS = 5
/** Cases beside each other that are in one group: a message and its subject line, of two troubles. */
const BESIDE = 4
/** Keeps weights small that little speaks for. */
const RIDGE = 0.5

/** All that was found for a case, and which pair of articles and cases it is of. */
interface Found {
  readonly pair: number
  readonly group: number
  readonly rows: readonly Row[]
}

let names: readonly Sign[] = []
const byCase: Found[] = []
for (const [pair, [articles = [], files = [], [weighed = '1'] = []]] of pairs.entries()) {
  const { knowledge, library } = await openKnowledge(articles)
  for (const [i, c] of files.flatMap(readCases).entries()) {
    const { rest, troubles } = knowledge.read(c.opening)
    const said = rest === '' ? c.opening : rest
    const hits = await knowledge.search(said, FOUND)
    const among = amongHits(hits, said, knowledge.size)
    const group = Math.floor(i / BESIDE) % GROUPS
    const rows = hits.map(hit => {
      const signs = signsOf(hit, likenessOf(troubles, hit.article, hit, knowledge.near), among)
      names = Object.keys(signs) as Sign[]
      return { group, weight: Number(weighed), signs: Object.values(signs), isRight: isRight(hit.article.id, c) }
    })
    byCase.push({ pair, group, rows })
  }
  await library.close()
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0)
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

/** Ridge logistic regression by Newton's method; the first weight, for what is always there, is free. */
const fitWeights = (rows: readonly Row[]): readonly number[] => {
  const n = names.length
  const weights = new Array<number>(n).fill(0)
  for (let step = 0; step < 30; step++) {
    const gradient = weights.map((w, i) => (i === 0 ? 0 : -RIDGE * w))
    const curvature = weights.map((_, i) => weights.map((__, j) => (i === j && i > 0 ? RIDGE : i === j ? 1e-9 : 0)))
    for (const { signs, isRight, weight } of rows) {
      const p = sigmoid(dot(weights, signs))
      for (let i = 0; i < n; i++) {
        const x = signs[i] as number
        if (x === 0) continue
        gradient[i] = (gradient[i] as number) + weight * x * (Number(isRight) - p)
        const row = curvature[i] as number[]
        for (let j = 0; j < n; j++) row[j] = (row[j] as number) + weight * x * (signs[j] as number) * p * (1 - p)
      }
    }
    for (const [i, change] of solve(curvature, gradient).entries()) weights[i] = (weights[i] as number) + change
  }
  return weights
}

/** Gauss' elimination. */
const solve = (matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] => {
  const a = matrix.map((row, i) => [...row, right[i] as number])
  for (let i = 0; i < a.length; i++) {
    const pivot = a[i] as number[]
    for (const [k, row] of a.entries()) {
      if (k === i) continue
      const times = (row[i] as number) / (pivot[i] as number)
      for (let j = i; j <= a.length; j++) row[j] = (row[j] as number) - times * (pivot[j] as number)
    }
  }
  return a.map((row, i) => (row[a.length] as number) / (row[i] as number))
}

/** The article found most probable for a case, and how badly all that was found for it was judged. */
interface Judged {
  readonly pair: number
  readonly p: number
  readonly isRight: boolean
  readonly loss: number
}

const judge = ({ pair, rows }: Found, weights: readonly number[]): Judged => {
  const all = rows.map(r => ({ p: sigmoid(dot(weights, r.signs)), isRight: r.isRight }))
  const best = all.reduce((most, r) => (r.p > most.p ? r : most), { p: 0, isRight: false })
  return { pair, ...best, loss: -all.reduce((sum, r) => sum + Math.log(r.isRight ? r.p : 1 - r.p), 0) }
}

const judged = Array.from({ length: GROUPS }, (_, group) => {
  const weights = fitWeights(byCase.filter(c => c.group !== group).flatMap(c => c.rows))
  return byCase.filter(c => c.group === group).map(c => judge(c, weights))
}).flat()

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

console.log('cases                                     log loss   right/wrong from 0.25      from 0.6')
for (const [i, [, files = []]] of pairs.entries()) {
  const some = judged.filter(j => j.pair === i)
  const share = (from: number, isRight: boolean): string =>
    mean(some.map(j => Number(j.p >= from && j.isRight === isRight))).toFixed(3)
  console.log(
    `${files.join().slice(-40).padEnd(42)}${mean(some.map(j => j.loss)).toFixed(3)}      ${[0.25, 0.6].map(from => `${share(from, true)}/${share(from, false)}`).join('            ')}`,
  )
}
console.log('probability   cases  given  right')
for (const [from, to] of [
  [0, 0.1],
  [0.1, 0.2],
  [0.2, 0.4],
  [0.4, 0.6],
  [0.6, 0.8],
  [0.8, 1],
] as const) {
  const some = judged.filter(j => j.p >= from && j.p < to)
  if (some.length > 0)
    console.log(
      `${from.toFixed(1)} to ${to.toFixed(1)}   ${String(some.length).padStart(6)}   ${mean(some.map(j => j.p)).toFixed(2)}   ${mean(some.map(j => Number(j.isRight))).toFixed(2)}`,
    )
}
const weights = fitWeights(byCase.flatMap(c => c.rows))
console.log(
  JSON.stringify(
    Object.fromEntries(names.map((name, i) => [name, Number((weights[i] as number).toFixed(2))])),
    null,
    2,
  ),
)
process.exit(0)
