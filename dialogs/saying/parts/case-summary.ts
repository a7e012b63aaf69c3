import { type Context, knownVersions, nameOfVersions } from '../../context.ts'
import type { Part } from '../../reply.ts'
import { isOut, type Standing } from '../../weighing/candidates.ts'
import { nearMisses } from '../../weighing/near-misses.ts'
import { dismissal } from '../why.ts'

/** What a colleague needs who takes the case over: to copy into a ticket. */
export const caseSummary = (standing: Standing, context: Context): Part => ({
  title: context.texts.say('part-summary'),
  // As text, and not as code: no-break spaces would be copied along.
  style: 'paragraphs',
  lines: summaryLines(standing, context),
})

const summaryLines = (standing: Standing, context: Context): readonly string[] => {
  const { state, texts } = context
  const titleOf = (id: string): string => {
    const found = standing.candidates.find(c => c.article.id === id)?.article
    return found ? texts.say('article-shown', { article: id, title: found.title }) : id
  }
  const versions = knownVersions(context)
  const works = state.facts.flatMap(f => (f.kind === 'works' ? [nameOfVersions(f.facet, f.ranges, context)] : []))
  const out = nearMisses(standing, context).filter(c => isOut(c.applicability))
  const line = (key: 'problem' | 'system' | 'works' | 'ruled-out' | 'tried' | 'recommended', what: readonly string[]) =>
    what.map(w => texts.say(`summary-${key}`, { what: w }))
  return [
    ...line(
      'problem',
      state.wrote.length > 0 ? [state.wrote.map(oneLine).join(' / ')] : [texts.say('summary-nothing')],
    ),
    ...line('system', versions.length > 0 ? [versions.join(', ')] : []),
    ...line('works', works.length > 0 ? [works.join(', ')] : []),
    ...line(
      'ruled-out',
      out.map(c => dismissal(c, context)),
    ),
    ...line('tried', state.tried.map(titleOf)),
    ...line('recommended', state.recommended === undefined ? [] : [titleOf(state.recommended)]),
  ]
}

const oneLine = (said: string): string => said.replace(/\s+/g, ' ').trim()
