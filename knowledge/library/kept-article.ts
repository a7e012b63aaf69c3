import type { Article, ArticleHead } from '../article.ts'
import { lately } from '../lately.ts'

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

/** Every turn looks at the same few heads: what they say is kept by its text, so that a changed article is another one. */
export const unpackHead = lately(1000, 20_000, head => JSON.parse(head) as ArticleHead)

/** A conversation is about few articles. */
const unpackParts = lately(32, 200_000, parts => JSON.parse(parts) as Parts)

export const unpackArticle = ({ head, parts }: PackedArticle): Article => ({
  ...unpackHead(head),
  ...unpackParts(parts),
})
