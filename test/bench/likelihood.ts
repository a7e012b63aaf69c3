/**
 * Fits the weights of dialogs/weighing/likelihood.ts.
 *
 *   npm run bench:likelihood -- ARTICLES=CASES …
 *
 * ARTICLES: files and folders with commas; CASES: files with commas, one case a line, {"opening": "what a person wrote",
 * "accept": ["KB951251", …]}, nothing accepted where no article answers it. Name knowledge bases of several sizes: few
 * articles make a lead easy. Prints how often the article found most probable was the right one, by the probability that
 * it was given (each case is judged by weights that were fitted without it), and the weights.
 */
import { amongHits, type Sign, signsOf } from '../../dialogs/weighing/likelihood.ts'
import { likenessOf } from '../../dialogs/weighing/meaning.ts'
import { openKnowledge } from '../../knowledge/index.ts'
import { isRight, readCases } from './cases.ts'

const pairs = process.argv.slice(2).map(pair => pair.split('=').map(paths => paths.split(',')))
if (pairs.length === 0 || pairs.some(pair => pair.length !== 2)) {
  process.stderr.write('Usage: npm run bench:likelihood -- ARTICLES=CASES …\n')
  process.exit(2)
}

/** One article that was found for a case. */
interface Row {
  readonly group: number
  readonly signs: readonly number[]
  readonly isRight: boolean
}

const FOUND = 25
/** Groups of cases; each is judged by the weights of the others. */
const GROUPS = 5
/** Keeps weights small that little speaks for. */
const RIDGE = 0.5

let names: readonly Sign[] = []
const byCase: (readonly Row[])[] = []
for (const [articles = [], files = []] of pairs) {
  const { knowledge, library } = await openKnowledge(articles)
  for (const c of files.flatMap(readCases)) {
    const { rest, troubles } = knowledge.read(c.opening)
    const said = rest === '' ? c.opening : rest
    const hits = await knowledge.search(said, FOUND)
    const among = amongHits(hits, said, knowledge.size)
    const group = byCase.length % GROUPS
    byCase.push(
      hits.map(hit => {
        const signs = signsOf(hit, likenessOf(troubles, hit.article, hit, knowledge.near), among)
        names = Object.keys(signs) as Sign[]
        return { group, signs: Object.values(signs), isRight: isRight(hit.article.id, c) }
      }),
    )
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
    for (const { signs, isRight } of rows) {
      const p = sigmoid(dot(weights, signs))
      for (let i = 0; i < n; i++) {
        const x = signs[i] as number
        if (x === 0) continue
        gradient[i] = (gradient[i] as number) + x * (Number(isRight) - p)
        const row = curvature[i] as number[]
        for (let j = 0; j < n; j++) row[j] = (row[j] as number) + x * (signs[j] as number) * p * (1 - p)
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

const judged = Array.from({ length: GROUPS }, (_, group) => {
  const weights = fitWeights(byCase.flat().filter(r => r.group !== group))
  return byCase
    .filter(rows => rows[0]?.group === group)
    .map(rows =>
      rows
        .map(r => ({ p: sigmoid(dot(weights, r.signs)), isRight: r.isRight }))
        .reduce((best, r) => (r.p > best.p ? r : best), { p: 0, isRight: false }),
    )
}).flat()

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
  const mean = (values: readonly number[]): string => (values.reduce((a, b) => a + b, 0) / values.length).toFixed(2)
  if (some.length > 0)
    console.log(
      `${from.toFixed(1)} to ${to.toFixed(1)}   ${String(some.length).padStart(6)}   ${mean(some.map(j => j.p))}   ${mean(some.map(j => Number(j.isRight)))}`,
    )
}
const weights = fitWeights(byCase.flat())
console.log(
  JSON.stringify(
    Object.fromEntries(names.map((name, i) => [name, Number((weights[i] as number).toFixed(2))])),
    null,
    2,
  ),
)
process.exit(0)
