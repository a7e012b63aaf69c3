import type { OpenedKnowledge } from '../knowledge.ts'
import type { Hit } from '../search/index.ts'
import { type Output, visible } from './output.ts'

const MOST_HITS = 10

/** Shows which articles these words find, and why; gives the exit status. */
export const search = async (
  { knowledge }: OpenedKnowledge,
  words: string,
  json: boolean,
  write: Output['write'],
): Promise<number> => {
  const hits = await knowledge.search(words, MOST_HITS)
  if (json) write(JSON.stringify({ words, hits: hits.map(asData) }, null, 2))
  else if (hits.length === 0) write('No article speaks of these words.')
  else for (const hit of hits) write(asText(hit))
  return hits.length > 0 ? 0 : 1
}

const asData = ({ article, score, coverage, together, named, contrary, matches }: Hit) => ({
  id: article.id,
  title: article.title,
  score,
  coverage,
  together,
  named,
  contrary,
  matches,
})

const asText = (hit: Hit): string => {
  const remarks = [
    `${percent(hit.together)} in one passage`,
    ...(hit.named ? ['names what was named'] : []),
    ...(hit.contrary ? ['about another error code'] : []),
  ]
  return [
    `${hit.article.id}  ${percent(hit.coverage)}  ${hit.article.title}`,
    `    ${hit.matches.map(m => `${m.word} (${m.fields.join(', ')})`).join('; ')}`,
    `    ${remarks.join('; ')}`,
  ]
    .map(visible)
    .join('\n')
}

const percent = (share: number): string => `${Math.round(share * 100)} %`
