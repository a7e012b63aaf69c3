import {
  type Article,
  type ArticleHead,
  type Condition,
  isWithin,
  overlaps,
  versionFact,
} from '../../knowledge/index.ts'
import type { Context } from '../context.ts'
import type { Choice, Part, Reply } from '../reply.ts'
import type { State } from '../state.ts'
import { type Candidate, isLive, type Standing, type WholeCandidate } from '../weighing/candidates.ts'
import { articleButtons, buttons, seenChoices } from './buttons.ts'
import { findingLines } from './finding.ts'
import { caseSummary } from './parts/case-summary.ts'
import { remedyPart } from './parts/remedy.ts'
import { affectedOf, capital, dismissal, labelOf, otherLine, subjectOf, whyLines } from './why.ts'

export type Explanation = Extract<Reply, { kind: 'explanation' }>

export const explanation = (
  title: string,
  summary: string,
  parts: readonly Part[],
  article: ArticleHead | undefined,
  s: Context,
): Explanation => ({
  kind: 'explanation',
  title,
  about: article && { articleId: article.id, title: article.title, url: article.source },
  summary,
  parts: parts.filter(p => p.lines.length > 0),
  links: [],
  choices: buttons(['what-else', 'start-over'], s.texts),
})

export const titleOf = (article: ArticleHead, s: Context): string =>
  s.texts.say('article-shown', { article: article.id, title: article.title })

/** The article as it stands, asked for by its number. */
export const sayArticle = (article: Article, s: Context): Explanation => ({
  ...explanation(
    titleOf(article, s),
    article.guidance.summary,
    [ifPart(article, s), remedyPart(article, s)],
    article,
    s,
  ),
  choices: [],
})

/** The best candidates do not apply: which, and why. */
export const sayDismissed = (dismissed: readonly Candidate[], takenBack: string | undefined, s: Context): Reply => {
  const first = dismissed[0] as Candidate
  return explanation(
    titleOf(first.article, s),
    [...dismissed.map(c => dismissal(c, s, c.article.id === takenBack)), s.texts.say('nothing-next')].join(' '),
    [],
    first.article,
    s,
  )
}

/** No article fits: that it is so, what could help, and the case for whoever takes it over. */
export const sayNothing = (isTried: boolean, standing: Standing, s: Context): Reply => {
  const { texts, contact } = s
  const words = [
    texts.say(isTried ? 'tried-all' : 'nothing'),
    texts.say('nothing-next'),
    contact === undefined ? texts.say('nothing-team') : texts.say('nothing-contact', { contact }),
  ]
  const part = { ...caseSummary(standing, s), folded: true }
  return {
    ...explanation(texts.say('nothing-title'), words.join(' '), [part], undefined, s),
    choices: buttons(['start-over'], texts),
  }
}

/**
 * "It may be KB951251, if …": what would have to be true, how to find out, what to do then. `first`: choices before the
 * usual ones.
 */
export const sayConditional = (c: WholeCandidate, first: readonly Choice[], s: Context): Reply => {
  const missing = c.applicability.kind === 'unknown' ? c.applicability.missing : []
  const finding = missing.flatMap(x => findingLines(x.facet, 'level', s))
  const said = explanation(
    titleOf(c.article, s),
    s.texts.say(c.evident ? 'conditional' : 'conditional-symptom', { article: c.article.id }),
    [
      c.evident ? ifPart(c.article, s) : withSymptom(ifPart(c.article, s), c, s),
      { title: s.texts.say('part-find'), style: 'bullets', lines: [...new Set(finding)] },
      { ...remedyPart(c.article, s), title: s.texts.say(c.article.guidance.onlyTells ? 'part-says' : 'part-then') },
    ],
    c.article,
    s,
  )
  return { ...said, choices: [...first, ...said.choices] }
}

/** What is seen decides too, when the description leaves it open. */
const withSymptom = (part: Part, c: Candidate, s: Context): Part => ({
  ...part,
  lines: [s.texts.say('condition-symptom', { symptom: c.article.symptom }), ...part.lines],
})

const ifPart = ({ conditions, circumstances }: ArticleHead, s: Context): Part => ({
  title: s.texts.say('part-if'),
  style: 'bullets',
  lines: [
    ...conditions.map(x =>
      capital(
        s.texts.say(isLeftOpen(x, s) ? 'condition-left-open' : 'condition-version', {
          subject: subjectOf(x, conditions, s),
          affected: affectedOf(x, s),
          label: labelOf(x.facet, s),
        }),
      ),
    ),
    ...circumstances.map(({ that }) => that),
  ],
})

/** "2008 or R2, I don't know": what was told may be what is affected, or not. */
const isLeftOpen = ({ facet, affected }: Condition, { state }: Context): boolean => {
  const told = versionFact(state.facts, facet)?.ranges ?? []
  return overlaps(told, affected) && !isWithin(told, affected)
}

/** "These might be it": each with what is seen, its name, and what would have to be true; chosen by its number. */
export const saySuggestions = (candidates: readonly Candidate[], s: Context): Reply => ({
  kind: 'text',
  text: s.texts.say(candidates.length === 1 ? 'suggestion' : 'suggestions'),
  choices: [
    ...seenChoices(
      candidates.map(c => [c.article, suggested(c, s)]),
      s.texts,
    ),
    ...buttons(['none', 'start-over'], s.texts),
  ],
})

const suggested = ({ article, applicability }: Candidate, s: Context): string => {
  const missing = applicability.kind === 'unknown' ? applicability.missing : []
  return [
    article.symptom,
    ...(missing.length > 0
      ? [s.texts.say('suggestion-only', { affected: missing.map(x => affectedOf(x, s)).join('; ') })]
      : []),
  ].join(' ')
}

/** "Why this article?" */
export const sayWhy = (c: WholeCandidate, s: Context): Reply => {
  const lines = isLive(c) ? whyLines(c, s) : [dismissal(c, s)]
  const said = explanation(
    titleOf(c.article, s),
    c.article.guidance.summary,
    [{ title: s.texts.say('part-why'), style: 'bullets', lines }],
    c.article,
    s,
  )
  // Whoever asks why has still to say how it went.
  return c.article.id === s.state.recommended ? { ...said, choices: buttons(AFTER_WHY, s.texts) } : said
}

const AFTER_WHY = ['worked', 'partly', 'did-not-help', 'what-else'] as const

/** "What else could it be?" Each can be opened. `related`: what the article that was recommended names. */
export const sayOthers = (others: readonly Candidate[], related: readonly ArticleHead[], s: Context): Reply => {
  const named = s.texts.say('others-related', { article: s.state.recommended ?? '' })
  const lines = [
    ...others.map(c => otherLine(c, s)),
    ...related.map(a => s.texts.say('others-line', { article: a.id, title: a.title, why: named })),
  ]
  const part: Part = { title: s.texts.say('part-others'), style: 'bullets', lines }
  return {
    ...explanation(s.texts.say('others-title'), '', [part], undefined, s),
    choices: [
      ...articleButtons([...others.map(c => c.article.id), ...related.map(a => a.id)]),
      ...buttons(['start-over'], s.texts),
    ],
  }
}

/**
 * The candidates beside the recommended one, those that are asked about, and those that were tried or refused, best first; as many as are told. Those that the
 * facts rule out only where no other is left: then it is told why not.
 */
export const othersIn = (standing: Standing, { recommended, tried, denied, pending }: State): readonly Candidate[] => {
  const asked = pending?.kind === 'symptom' ? pending.articles : []
  const told = new Set([...tried, ...denied, ...asked, ...(recommended === undefined ? [] : [recommended])])
  const others = standing.candidates.filter(c => !told.has(c.article.id) && c.likelihood >= LEAST_LIKELY)
  const live = others.filter(isLive)
  return (live.length > 0 ? live : others).slice(0, MOST_OTHERS)
}

export const MOST_OTHERS = 5

/** One less likely than this is not worth a look. */
const LEAST_LIKELY = 0.01
