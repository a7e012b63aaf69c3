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

/** The head of an article as text, until somebody looks at what it says. */
export class KeptHead {
  #kept: string | ArticleHead

  constructor(text: string) {
    this.#kept = text
  }

  get text(): string {
    return typeof this.#kept === 'string' ? this.#kept : JSON.stringify(this.#kept)
  }

  /** The same object each time: what is concluded from a head is concluded once. */
  get head(): ArticleHead {
    if (typeof this.#kept === 'string') this.#kept = JSON.parse(this.#kept) as ArticleHead
    return this.#kept
  }
}

export const unpackHead = (head: string): ArticleHead => JSON.parse(head)

export const unpackArticle = ({ head, parts }: PackedArticle): Article => ({
  ...unpackHead(head),
  ...(JSON.parse(parts) as Parts),
})
