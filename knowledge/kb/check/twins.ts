import type { Article } from '../../article.ts'
import { digest } from '../../digest.ts'
import { problemOf } from '../../problem.ts'
import { type Check, type Finding, namesOf } from './finding.ts'

/**
 * Articles that no question tells apart: the same products and versions, the same error codes, and the same words for
 * what is seen. Everything that the bot can ask is answered alike for both.
 */
export const indistinguishable = (): Check => {
  const groups = new Map<number, { readonly first: string; readonly others: { id: string; file: string }[] }>()
  return {
    see: article => {
      const key = digest(JSON.stringify(askable(article)))
      const group = groups.get(key)
      if (group) group.others.push({ id: article.id, file: article.file })
      else groups.set(key, { first: article.id, others: [] })
    },
    findings: () =>
      [...groups.values()].flatMap(({ first, others }): readonly Finding[] => {
        const [other] = others
        if (!other) return []
        const articles = [first, ...others.map(o => o.id)]
        const named = namesOf({ articles: articles.slice(0, MOST_NAMED), count: articles.length })
        return [problemOf('indistinguishable', { file: other.file }, { articles: named })]
      }),
  }
}

const MOST_NAMED = 5

const askable = (article: Article): unknown => [
  article.conditions.map(c => JSON.stringify([c.facet, c.affected, c.fixed, c.works])).sort(),
  article.products.map(p => words(`${p.name} ${p.version ?? ''}`)).sort(),
  [...article.codes].sort(),
  words(article.symptom),
  words(
    article.sections
      .filter(s => s.kind === 'symptoms' || s.kind === 'summary')
      .flatMap(s => s.blocks.map(b => b.text))
      .join(' '),
  ),
]

const words = (text: string): string => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
