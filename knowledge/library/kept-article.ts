import type { Article, ArticleHead } from '../article.ts'

/**
 * An article as text, to be kept and sent. Its head is apart: every turn looks at those of many articles, and at all of the
 * one that it tells of.
 */
export interface PackedArticle {
  readonly head: string
  /** The rest of it. */
  readonly parts: string
}

type Parts = Omit<Article, keyof ArticleHead>

export const packArticle = ({ sections, links, guidance, ...head }: Article): PackedArticle => ({
  head: JSON.stringify(head satisfies ArticleHead),
  parts: JSON.stringify({ sections, links, guidance } satisfies Parts),
})

/**
 * Of two articles with one id the newer is used: the one whose value comes later. By its own date, else by its file's
 * time, in milliseconds; on one day by its revision.
 */
export const newnessOf = (
  { reviewed, revision }: Pick<ArticleHead, 'reviewed' | 'revision'>,
  mtimeMs: number,
): string => {
  const numbers = (revision ?? '').match(/\d{1,6}/g) ?? []
  return [reviewed ?? new Date(mtimeMs).toISOString().slice(0, 19), ...numbers.map(n => n.padStart(6, '0'))].join(' ')
}

/** The same text gives the same object: what is concluded from an article alone can be kept by it. */
export const unpackHead = (head: string): ArticleHead => {
  const before = unpacked.get(head)
  if (before) return before
  const read = JSON.parse(head) as ArticleHead
  if (unpacked.size >= MOST_UNPACKED) unpacked.clear()
  unpacked.set(head, read)
  return read
}

/** Heads that were read lately: a turn weighs 25 of them, and the next turn mostly the same ones. */
const unpacked = new Map<string, ArticleHead>()
const MOST_UNPACKED = 1000

export const unpackArticle = ({ head, parts }: PackedArticle): Article => ({
  ...unpackHead(head),
  ...(JSON.parse(parts) as Parts),
})
