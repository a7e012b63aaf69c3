import { isWithin, knownRanges } from '../knowledge/index.ts'
import type { Candidate, WholeCandidate } from './candidates.ts'
import { linesOf, stepsOf, summaryOf } from './guidance.ts'
import type { Choice, Citation, Part, Reply } from './reply.ts'
import { type Saying, whyLines } from './say-why.ts'
import type { SentenceKey } from './texts.ts'

export const sayRecommendation = (c: WholeCandidate, others: readonly WholeCandidate[], s: Saying): Reply => ({
  kind: 'recommendation',
  citation: citationOf(c),
  others: others.map(citationOf),
  certainty: s.texts.say(isCertain(c) ? 'certain' : 'likely'),
  summary: summaryOf(c.article),
  parts: [
    part('steps', 'part-steps', stepLines(c, s), s),
    part('bullets', 'part-why', whyLines(c, s), s),
    part('bullets', 'part-before', beforeLines(c, s), s),
    part('paragraphs', 'part-workaround', workaroundLines(c), s),
    { ...part('paragraphs', 'part-more', linesOf(c.article, 'more-information').slice(0, MOST_MORE), s), folded: true },
  ].filter(p => p.lines.length > 0),
  links: c.article.links.slice(0, MOST_LINKS).map(l => ({ title: l.text, url: l.url })),
  choices: buttons(['worked', 'partly', 'did-not-help', 'why-this-article', 'what-else'], s),
})

/** The advice stands: said instead of the whole card again. */
export const sayStill = (c: Candidate, s: Saying): Reply => ({
  kind: 'text',
  text: s.texts.say('still', { article: c.article.id, title: c.article.title }),
  choices: buttons(['worked', 'partly', 'did-not-help', 'why-this-article', 'what-else'], s),
})

const MOST_MORE = 6
const MOST_LINKS = 4

export const buttons = (keys: readonly SentenceKey[], s: Pick<Saying, 'texts'>): readonly Choice[] =>
  keys.map(key => ({ title: s.texts.say(key), value: s.texts.say(key) }))

const part = (style: Part['style'], title: SentenceKey, lines: readonly string[], s: Saying): Part => ({
  title: s.texts.say(title),
  style,
  lines,
})

const citationOf = (c: WholeCandidate): Citation => ({
  articleId: c.article.id,
  title: c.article.title,
  url: c.article.source,
  abstract: summaryOf(c.article),
})

/** Every condition of the article is known to be met, and nothing else comes near. */
const isCertain = (c: Candidate): boolean =>
  c.belief >= 0.8 && c.applicability.kind === 'applies' && c.article.conditions.length > 0

const stepLines = (c: WholeCandidate, s: Saying): readonly string[] => {
  const steps = stepsOf(c.article)
  return steps.length > 0 ? steps : [s.texts.say('no-steps')]
}

/** What helps until the fix can be applied; nothing when it is the fix itself. */
const workaroundLines = (c: WholeCandidate): readonly string[] => {
  const lines = linesOf(c.article, 'workaround')
  return lines.join() === stepsOf(c.article).join() ? [] : lines
}

/** What to check before the fix is applied: the article's own list, what updates always need, what the versions tell. */
const beforeLines = (c: WholeCandidate, s: Saying): readonly string[] => {
  const own = linesOf(c.article, 'before')
  const update = c.article.conditions.some(x => x.fixedIn !== undefined)
  return [
    ...own,
    ...(update && own.length === 0 ? [s.texts.say('before-update'), s.texts.say('before-newest')] : []),
    ...supportLines(c, s),
  ]
}

const supportLines = (c: Candidate, s: Saying): readonly string[] => {
  const unsupported = s.knowledge.catalog.conflicts
    .filter(
      x =>
        x.kind === 'unsupported' &&
        Object.entries(x.when).every(([f, r]) => isWithin(knownRanges(s.state.facts, f) ?? [{ from: [] }], r)),
    )
    .map(x => s.texts.say('unsupported', { because: x.because }))
  const ends = c.article.conditions.flatMap(x => {
    const known = knownRanges(s.state.facts, x.facet)
    const release = known && s.knowledge.catalog.products.get(x.facet)?.releases.find(r => isWithin(known, r.ranges))
    return release?.endOfSupport
      ? [s.texts.say('end-of-support', { release: release.label, date: dateInWords(release.endOfSupport) })]
      : []
  })
  return [...unsupported, ...ends]
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** "2017-04-11" → "11 April 2017"; "2017-04" → "April 2017". */
const dateInWords = (iso: string): string => {
  const [year, month, day] = iso.split('-')
  return [day === undefined ? '' : String(Number(day)), MONTHS[Number(month) - 1] ?? '', year].filter(Boolean).join(' ')
}
