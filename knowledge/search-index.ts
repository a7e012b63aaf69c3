import MiniSearch from 'minisearch'
import type { Article, SectionKind } from './article.ts'
import { codesIn } from './codes.ts'
import { Speller } from './spelling.ts'
import { isTelling, termOf, tokenise, tokensOf } from './words.ts'

/** An article that speaks of what was asked, and why it was found. */
export interface Hit {
  readonly article: Article
  /** MiniSearch's BM25+ score: comparable within one search only. */
  readonly score: number
  /** The share of what was asked that the article speaks of, 0 to 1; a rare word counts more than a common one. */
  readonly coverage: number
  readonly matches: readonly Match[]
  /** How many of the words stand in its title or symptoms; parts of an unknown identifier count together as one. */
  readonly central: number
  /** True when one of them is an identifier, such as a function's name or an error code, that its title, symptoms or cause name. */
  readonly named: boolean
  /** True when both name error codes or events, and none in common: then it is another problem. */
  readonly contrary: boolean
}

interface Match {
  /** As the person wrote it. */
  readonly word: string
  readonly fields: readonly Field[]
}

export interface SearchIndex {
  /** The best `limit` articles for these words, best first. Never throws, whatever the words are. */
  readonly search: (words: string, limit?: number) => readonly Hit[]
}

const FIELDS = ['title', 'symptoms', 'cause', 'resolution', 'appliesTo', 'rest'] as const
type Field = (typeof FIELDS)[number]

/** What a match in a field is worth: people describe what they see, so title and symptoms count most. */
const BOOST: Readonly<Record<Field, number>> = {
  title: 3,
  symptoms: 2.5,
  cause: 1,
  resolution: 0.5,
  appliesTo: 0.6,
  rest: 0.4,
}

/** How far a match in a field shows that the article is about the word, 0 to 1: the best field counts. */
const ABOUT: Readonly<Record<Field, number>> = {
  title: 1,
  symptoms: 1,
  cause: 0.8,
  resolution: 0.3,
  appliesTo: 0.3,
  rest: 0.3,
}

const FIELD_OF: Readonly<Record<SectionKind, Field>> = {
  symptoms: 'symptoms',
  summary: 'symptoms',
  cause: 'cause',
  resolution: 'resolution',
  workaround: 'resolution',
  before: 'resolution',
  'applies-to': 'appliesTo',
  status: 'rest',
  'more-information': 'rest',
  references: 'rest',
  other: 'rest',
}

/**
 * How much the words that no article has count at most, compared with those that some have: a person's own words (host
 * names, programs of their own) say little.
 */
const MOST_UNKNOWN = 1.5

const isContrary = (asked: ReadonlySet<string>, named: ReadonlySet<string> | undefined): boolean =>
  asked.size > 0 && named !== undefined && named.size > 0 && ![...asked].some(c => named.has(c))

/** How much more than a plain word the name of a function, an error code or a file tells. */
const IDENTIFIER = 2

/** A description of more words is cut: nobody describes one problem in more, pasted logs do. */
const MAX_QUERY_WORDS = 150

export const buildIndex = (articles: readonly Article[]): SearchIndex => {
  const byId = new Map(articles.map(a => [a.id, a]))
  const engine = new MiniSearch<Record<string, string>>({
    fields: [...FIELDS],
    tokenize: tokenise,
    processTerm: term => (isTelling(term) ? termOf(term) : null),
    searchOptions: { boost: BOOST, combineWith: 'OR', tokenize: text => text.split(' '), processTerm: term => term },
  })
  const codesOf = new Map<string, ReadonlySet<string>>()
  const words = new Set<string>()
  const holding = new Map<string, Set<string>>()
  for (const article of articles) {
    const document = fieldsOf(article)
    engine.add({ id: article.id, ...document })
    codesOf.set(article.id, codesIn(`${article.title}\n${document.symptoms}`))
    for (const word of new Set(Object.values(document).flatMap(tokenise))) {
      words.add(word)
      const term = termOf(word)
      const ids = holding.get(term) ?? new Set<string>()
      ids.add(article.id)
      holding.set(term, ids)
    }
  }
  const speller = new Speller(words)
  // A word that no article has counts like a middling one: it says little about which article, something about "none".
  const middling = Math.sqrt(articles.length) / 2
  const weigh = (term: string): number =>
    Math.log(1 + (articles.length + 10) / ((holding.get(term)?.size ?? middling) + 1))
  return { search: (text, limit = 20) => search(text, limit) }

  function search(text: string, limit: number): readonly Hit[] {
    const asked = queryTerms(text, term => holding.has(term), speller)
    if (asked.size === 0) return []
    const value = (term: string): number => weigh(term) * (asked.get(term)?.worth ?? 1)
    const sumOf = (terms: readonly string[]): number => terms.reduce((sum, term) => sum + value(term), 0)
    const known = sumOf([...asked.keys()].filter(term => holding.has(term)))
    const unknown = sumOf([...asked.keys()].filter(term => !holding.has(term)))
    const total = known + Math.min(unknown, known * MOST_UNKNOWN)
    const codes = codesIn(text)
    return engine
      .search([...asked.keys()].join(' '))
      .slice(0, limit)
      .flatMap(result => {
        const article = byId.get(String(result.id))
        if (!article) return []
        const found = Object.entries(result.match) as [string, Field[]][]
        const covered = found.reduce(
          (sum, [term, fields]) => sum + value(term) * Math.max(...fields.map(f => ABOUT[f])),
          0,
        )
        const matches = found.map(([term, fields]) => ({ word: asked.get(term)?.word ?? term, fields }))
        const isCentral = (fields: readonly Field[]): boolean => fields.some(f => f === 'title' || f === 'symptoms')
        return [
          {
            article,
            score: result.score,
            coverage: total > 0 ? covered / total : 0,
            matches,
            central: found.reduce(
              (sum, [term, fields]) => sum + (isCentral(fields) ? (asked.get(term)?.share ?? 0) : 0),
              0,
            ),
            named: found.some(
              ([term, fields]) =>
                asked.get(term)?.isIdentifier === true && (isCentral(fields) || fields.includes('cause')),
            ),
            contrary: isContrary(codes, codesOf.get(article.id)),
          },
        ]
      })
  }
}

/** A word that is searched for. */
interface Asked {
  /** As the person wrote it. */
  readonly word: string
  readonly isIdentifier: boolean
  /** 1; for a part of an unknown identifier, its share of it. */
  readonly share: number
  /** How much it counts in the coverage. */
  readonly worth: number
}

/**
 * The terms to search for. A word that the index does not know is repaired when a known one is near; an identifier is
 * searched whole where the index knows it so, and by its parts where not.
 */
const queryTerms = (text: string, isKnown: (term: string) => boolean, speller: Speller): ReadonlyMap<string, Asked> => {
  const terms = new Map<string, Asked>()
  for (const { whole, parts, isIdentifier } of tokensOf(text)) {
    const words = parts.length === 0 || isKnown(termOf(whole)) ? [whole] : parts
    for (const word of words) {
      if (!isTelling(word) || terms.size >= MAX_QUERY_WORDS) continue
      const known = isKnown(termOf(word)) ? word : (speller.repair(word) ?? word)
      if (!terms.has(termOf(known)))
        terms.set(termOf(known), {
          word,
          isIdentifier: isIdentifier && words.length === 1,
          share: 1 / words.length,
          worth: (isIdentifier ? IDENTIFIER : 1) / words.length,
        })
    }
  }
  return terms
}

const fieldsOf = (article: Article): Record<Field, string> => {
  const fields: Record<Field, string[]> = {
    title: [article.title, article.id, article.id.replace(/^KB/, '')],
    symptoms: [article.symptom],
    cause: [],
    resolution: [],
    appliesTo: [...article.appliesTo],
    rest: [...article.keywords],
  }
  for (const section of article.sections)
    for (const block of section.blocks) fields[FIELD_OF[section.kind]].push(block.text)
  return Object.fromEntries(FIELDS.map(f => [f, fields[f].join('\n')])) as Record<Field, string>
}
