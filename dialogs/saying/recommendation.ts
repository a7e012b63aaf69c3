import { type Article, isWithin, knownRanges, versionFact } from '../../knowledge/index.ts'
import type { Context } from '../context.ts'
import type { Citation, Part, Reply } from '../reply.ts'
import type { SentenceKey } from '../texts/texts.ts'
import type { Candidate, WholeCandidate } from '../weighing/candidates.ts'
import { buttons, OUTCOMES } from './buttons.ts'
import { dateInWords } from './dates.ts'
import { remedyPart, workaroundPart } from './parts/remedy.ts'
import { quoted } from './quoted.ts'
import { reasonsOf, whyLines } from './why.ts'

export const sayRecommendation = (c: WholeCandidate, others: readonly WholeCandidate[], s: Context): Reply => {
  const sure = untold(c).length === 0 ? 'certain' : 'fits'
  const certainty = s.texts.say(isCertain(c, s) ? sure : 'likely')
  return {
    kind: 'recommendation',
    citation: citationOf(c),
    others: others.map(citationOf),
    certainty,
    because: becauseOf(c, certainty, s),
    parts: partsOf(c, s),
    links: c.article.links.slice(0, MOST_LINKS).map(l => ({ title: l.text, url: l.url })),
    followUp: s.texts.say('follow-up'),
    choices: buttons(OUTCOMES, s.texts),
  }
}

const partsOf = (c: WholeCandidate, s: Context): readonly Part[] =>
  [
    part('bullets', 'part-before', beforeLines(c, s), s),
    stepsPart(c, s),
    folded(part('bullets', 'part-why', whyLines(c, s), s)),
    folded(workaroundPart(c.article, s)),
    folded(
      part('paragraphs', 'part-more', [summaryOf(c.article), ...moreOf(c.article), ...endOfSupportLines(c, s)], s),
    ),
  ]
    .filter(p => p.lines.length > 0)
    .map(p => ({ ...p, code: c.article.guidance.code, ways: c.article.guidance.ways }))

const folded = (part: Part): Part => ({ ...part, folded: true, lines: part.lines.filter(line => line !== '') })

/** How sure and why is one line of a card: what the person wrote has the room that the versions leave. */
const becauseOf = (c: Candidate, certainty: string, s: Context): string => {
  const { versions, told } = reasonsOf(c, s)
  const room = LONGEST_LINE - certainty.length - s.texts.say('because', { reasons: '' }).length
  const named = versions.length > 0 ? [quoted(versions.join(BETWEEN), room)] : []
  const left = room - named.join('').length - AROUND_QUOTE
  const quote = told !== undefined && left >= LEAST_QUOTED ? [`"${quoted(told, left)}"`] : []
  const reasons = [...named, ...quote].join(BETWEEN)
  return reasons === '' ? '' : s.texts.say('because', { reasons })
}

const BETWEEN = ' · '

/** Characters of a line on a card; of a quote that still says something; of what stands around one. */
const LONGEST_LINE = 92
const LEAST_QUOTED = 20
const AROUND_QUOTE = BETWEEN.length + 4

/** The advice stands: said instead of the whole card again. */
export const sayStill = (c: Candidate, s: Context): Reply => ({
  kind: 'text',
  text: s.texts.say('still', { article: c.article.id, title: c.article.title }),
  choices: buttons(OUTCOMES, s.texts),
})

const MOST_LINKS = 4

const part = (style: Part['style'], title: SentenceKey, lines: readonly string[], s: Context): Part => ({
  title: s.texts.say(title),
  style,
  lines,
})

const citationOf = (c: WholeCandidate): Citation => ({
  articleId: c.article.id,
  title: c.article.title,
  url: c.article.source,
  abstract: c.article.guidance.summary,
})

/** Versions and trouble were both claimed, every condition is met, and nothing else comes near. */
export const isCertain = (c: Candidate, s: Context): boolean =>
  c.belief >= CERTAIN.belief &&
  (c.likeness.meaning === 'same' || c.likelihood >= CERTAIN.likelihood) &&
  c.applicability.kind === 'applies' &&
  c.applicability.conditions.some(v => v.kind === 'met' && versionFact(s.state.facts, v.condition.facet))

/** What people may tune. */
const CERTAIN = { belief: 0.8, likelihood: 0.6 } as const

const stepsPart = (c: WholeCandidate, s: Context): Part => {
  const part = remedyPart(c.article, s)
  return part.lines.length > 0 ? part : { ...part, marks: '', lines: [s.texts.say('no-steps')] }
}

/** A line that is only the title of a link stands among the links. */
const moreOf = ({ guidance, links }: Article): readonly string[] =>
  guidance.more.filter(line => links.every(({ text }) => text !== line))

/** What only repeats the title says nothing. */
const summaryOf = ({ title, guidance }: Article): string =>
  guidance.summary.replace(/[.!?]$/, '') === title.replace(/[.!?]$/, '') ? '' : guidance.summary

/** What must be so beside the versions, and was not told. */
const untold = ({ article, likeness }: Candidate): readonly string[] =>
  article.circumstances.map(({ that }) => that).filter(that => !likeness.circumstances.so.includes(that))

const MOST_UNTOLD = 2

/**
 * What to check before the fix is applied: what must be so and was not told, the article's own list, what updates always
 * need, what the versions tell.
 */
const beforeLines = (c: WholeCandidate, s: Context): readonly string[] => {
  const own = c.article.guidance.before
  const update = c.article.conditions.some(x => x.fixedIn !== undefined)
  const open = untold(c).slice(0, MOST_UNTOLD)
  return [
    ...(open.length > 0 ? [s.texts.say('before-circumstances', { those: open.join(' ') })] : []),
    ...own,
    ...(update && own.length === 0 ? [s.texts.say('before-update'), s.texts.say('before-newest')] : []),
    ...unsupportedLines(s),
  ]
}

const unsupportedLines = (s: Context): readonly string[] =>
  s.knowledge.catalog.conflicts
    .filter(
      x =>
        x.kind === 'unsupported' &&
        Object.entries(x.when).every(([f, r]) => isWithin(knownRanges(s.state.facts, f) ?? [{ from: [] }], r)),
    )
    .map(x => s.texts.say('unsupported', { because: x.because }))

const endOfSupportLines = (c: Candidate, s: Context): readonly string[] =>
  c.article.conditions.flatMap(x => {
    const known = knownRanges(s.state.facts, x.facet)
    const release = known && s.knowledge.catalog.products.get(x.facet)?.releases.find(r => isWithin(known, r.ranges))
    if (!release?.endOfSupport) return []
    const date = dateInWords(release.endOfSupport, s.texts.say('locale'))
    return [s.texts.say('end-of-support', { release: release.label, date })]
  })
