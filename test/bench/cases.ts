import { readFileSync } from 'node:fs'

/** A person with a problem, as in a file of cases: one JSON object a line. */
export interface Case {
  /** Ids of the articles that are right; empty: none is. */
  readonly accept: readonly string[]
  /** What the person types first. */
  readonly opening: string
  /** Their products with versions, one a line. */
  readonly system?: readonly string[]
  /** What they see, in sentences. */
  readonly symptoms?: string
}

export const readCases = (file: string): readonly Case[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as Case)

const bare = (id: string): string => id.replace(/^(?:KB|Q)/i, '')

export const isRight = (id: string, { accept }: Case): boolean => accept.some(a => bare(a) === bare(id))

/** How well found articles answer cases, each from 0 to 1. */
export interface Quality {
  /** Share of the cases whose first article is right. */
  readonly right1: number
  /** … one of whose first five is right. */
  readonly right5: number
  /** Mean reciprocal rank within the first ten. */
  readonly mrr: number
}

export const qualityOf = (cases: readonly Case[], found: readonly (readonly string[])[]): Quality => {
  const ranks = cases.map((c, i) => {
    const right = new Set(c.accept.map(bare))
    return (found[i] ?? []).slice(0, 10).findIndex(id => right.has(bare(id)))
  })
  const share = (count: number): number => count / cases.length
  return {
    right1: share(ranks.filter(r => r === 0).length),
    right5: share(ranks.filter(r => r >= 0 && r < 5).length),
    mrr: share(ranks.reduce((sum, r) => sum + (r < 0 ? 0 : 1 / (r + 1)), 0)),
  }
}

/** The value below which `share` of all lie. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
