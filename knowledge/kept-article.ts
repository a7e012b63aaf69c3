import type { Article } from './article.ts'

/**
 * An article as text, to be kept and sent: two lines of JSON. The first has what every turn needs of many candidates, the
 * second the long parts, which are needed of the one that is recommended.
 */
export const packArticle = ({ sections, links, ...head }: Article): string =>
  `${JSON.stringify(head)}\n${JSON.stringify({ sections, links } satisfies LongParts)}`

/** The article again. Its long parts are read when they are first asked for. */
export const unpackArticle = (text: string): Article => {
  const end = text.indexOf('\n')
  const head = JSON.parse(text.slice(0, end)) as Omit<Article, keyof LongParts>
  let parts: LongParts | undefined
  const longParts = (): LongParts => {
    parts ??= JSON.parse(text.slice(end + 1)) as LongParts
    return parts
  }
  return {
    ...head,
    get sections() {
      return longParts().sections
    },
    get links() {
      return longParts().links
    },
  }
}

type LongParts = Pick<Article, 'sections' | 'links'>
