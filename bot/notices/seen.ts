import { createHash } from 'node:crypto'
import type { Changed } from '../../dialogs/index.ts'
import type { Shelf } from '../articles/shelf.ts'

type Article = NonNullable<Awaited<ReturnType<Shelf['article']>>>

/** What an article says that somebody acts on, each part as a hash: to tell later which of them has changed. */
interface Seen {
  readonly conditions: string
  readonly before: string
  readonly steps: string
}

/** JSON, as it is kept. */
export const seenOf = ({ conditions, guidance }: Article): string => {
  const seen: Seen = {
    conditions: hash(conditions.map(({ facet, affected, fixed, works }) => [facet, affected, fixed, works])),
    before: hash(guidance.before),
    steps: hash([guidance.steps, guidance.workaround]),
  }
  return JSON.stringify(seen)
}

/** Undefined: nothing that matters. */
export const changedSince = (before: string, article: Article | undefined): Changed | undefined => {
  if (!article) return before === GONE ? undefined : 'gone'
  const now = seenOf(article)
  if (before === now) return undefined
  const [was, is] = [JSON.parse(before) as Partial<Seen>, JSON.parse(now) as Seen]
  const parts = PARTS.filter(part => was[part] !== is[part])
  return parts.length > 0 ? parts : undefined
}

/** What is kept of an article that is not there any more: it is told once, and if it comes back that is a change. */
export const GONE = '{}'

const PARTS = ['conditions', 'before', 'steps'] as const

const hash = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16)
