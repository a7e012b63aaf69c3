import {
  articleId,
  isWithin,
  type Knowledge,
  type Mention,
  nodesCalled,
  overlaps,
  type ReleaseNode,
  type TextWord,
  textWords,
  versionFact,
} from '../../knowledge/index.ts'
import type { State } from '../state.ts'
import { isPart, type Piece, pointsOf, type RequestMatch, type RequestName } from '../texts/request-words.ts'
import type { Texts } from '../texts/texts.ts'
import { hasLittleLeft, isAdvised, isPossible, leaning } from './asked-needs.ts'
import { claimsTrouble } from './claims.ts'
import { readingContext } from './reading-context.ts'
import { isIn, strangeVersionFinder } from './strange-versions.ts'

/** A version as it is asked about. */
export type NamedVersion = Pick<Mention, 'product' | 'ranges' | 'said'>

/** A message that wants something else than a diagnosis. */
export interface Asked {
  readonly request: RequestName
  /** The part of the message that asks. */
  readonly said: string
  /** What else the message says. */
  readonly rest: string
  /** The versions that it names, whosever they are. */
  readonly mentions: readonly NamedVersion[]
  /** The products that it names without a version. */
  readonly products: readonly string[]
  /** Service packs and updates that it names without saying of which release. */
  readonly called: readonly ReleaseNode[]
  /** Numbers of versions that the catalog does not have: "Exchange 2030", "build 99.1.2.3". */
  readonly strange: readonly string[]
  /** What it is about, in its words, where the request leads to something: "articles about public folders". */
  readonly topic: string | undefined
  /** An article by its number. */
  readonly article: string | undefined
}

/** Where what is asked is known, and nothing else that the message says. */
export const NOTHING_NAMED = {
  rest: '',
  mentions: [],
  products: [],
  called: [],
  strange: [],
  topic: undefined,
  article: undefined,
} as const

export type ReadAsked = (text: string, state: State) => Asked | undefined

/** Requests in the words of a language. */
export const requestReader = (knowledge: Knowledge, { requests }: Texts): ReadAsked => {
  const called = nodesCalled(knowledge.catalog)
  const products = [...knowledge.catalog.products.keys()]
  const strangeIn = strangeVersionFinder(knowledge.catalog)

  /** A part of a message, its words as patterns see them. */
  const partOf = (said: string, state: State, isBehind = false) => {
    const reading = knowledge.read(said, contextOf(state, products))
    const { normal, mentions, bare } = reading
    const words = textWords(normal, MOST_WORDS)
    const names = called(words)
    const isBare = (w: TextWord): boolean => bare.includes(w.word)
    const isCalled = (w: TextWord): boolean =>
      names.some(f => words[f.from] !== undefined && isBetween(w, words, f.from, f.to))
    const strange = strangeIn(words, mentions, { called: isCalled, bare: isBare })
    const pieces = words.map((w): Piece => {
      const mention = mentions.find(m => isIn(w, m))
      const isVersion = mention?.hasVersion || isCalled(w) || isBare(w) || strange.includes(w)
      return {
        form: requests.formOf(w.word),
        end: w.end,
        is: isVersion ? 'version' : mention ? 'product' : isArticle(w.word) ? 'article' : 'word',
      }
    })
    const article = words.map(w => w.word).find(isArticle)
    return {
      said,
      normal,
      words,
      pieces: joined(pieces),
      isQuestion: requests.isQuestion(said, pieces, isBehind),
      mentions: mentions
        .filter(m => m.hasVersion)
        .map(m =>
          narrowedBy(
            names.flatMap(f => f.value),
            m,
          ),
        ),
      products: mentions.filter(m => !m.hasVersion).map(m => m.product),
      called: names.flatMap(f => f.value),
      strange: strange.map(w => w.word),
      article: article === undefined ? undefined : articleId(article),
      own: requests.ownWords(pieces),
      // Read only where it decides something: most messages have no words of a request.
      get hasTrouble() {
        return claimsTrouble(reading)
      },
    }
  }
  type Part = ReturnType<typeof partOf>

  /** Its words as they are written, before it is known what is a version: what has a digit may be one. */
  const writtenIn = (said: string): readonly Piece[] =>
    textWords(said.toLowerCase(), MOST_WORDS).map(w => ({
      form: requests.formOf(w.word),
      is: /\d/.test(w.word) ? 'version' : 'word',
    }))

  /** A look at the words alone, which is quick: most messages are no requests. */
  const mayAsk = (
    said: string,
    pieces: readonly Piece[],
    state: State,
    isAny: (request: RequestName) => boolean,
  ): boolean => {
    const isQuestion = requests.isQuestion(said, pieces, false)
    return requests.matches(joined(pieces)).some(m => isAny(m.request) && hasLittleLeft(m, { isQuestion }, state))
  }

  /** The likeliest request of a sentence that may be one; none where another is as likely. */
  const matchIn = (part: Part, state: State): RequestMatch | undefined => {
    const [first, second] = requests
      .matches(part.pieces)
      .filter(m => isPossible(m, part, state))
      .map(match => ({ match, points: pointsOf(match) + leaning(match, state) }))
      .sort((a, b) => b.points - a.points)
    return first &&
      (first.match.left === 0 || first.points >= LEAST) &&
      first.points - (second?.points ?? Number.NEGATIVE_INFINITY) >= MARGIN
      ? first.match
      : undefined
  }

  return (text, state) => {
    if (text.length > MOST_ASKED) return undefined
    const whole = writtenIn(text)
    if (requests.ownWords(whole) > MOST_OWN) return undefined
    let before = 0
    for (const [n, cut] of CUTS.entries()) {
      const parts = text.split(cut).filter(t => /[\p{L}\p{N}]/u.test(t))
      // Cut as before, it says nothing else.
      if (parts.length > MOST_PARTS || parts.length === before) continue
      before = parts.length
      const isAny = (r: RequestName): boolean => n !== CLAUSES || isAdvised(state) || BY_CLAUSE.has(r)
      if (!parts.some(p => mayAsk(p, p === text ? whole : writtenIn(p), state, isAny))) continue
      const read = parts.map((p, i) => partOf(p, state, n === CLAUSES && i > 0))
      const found = read.flatMap((p, i) => [matchIn(p, state)].flatMap(m => (m ? [{ at: i, part: p, match: m }] : [])))
      const best = found.reduce<(typeof found)[number] | undefined>(
        (a, b) => (a && rankOf(a.match) >= rankOf(b.match) ? a : b),
        undefined,
      )
      if (!best || !isAny(best.match.request)) continue
      const { at, part, match } = best
      const others = read.filter((_, i) => i !== at)
      if (!mayStandBeside(match.request, others, at, state)) continue
      const { said, mentions, products: named, called: nodes, article } = part
      return {
        request: match.request,
        said,
        rest: others.map(p => p.said.trim()).join('. '),
        mentions: [mentions, others.flatMap(o => o.mentions), meantBy(nodes, state)].find(m => m.length > 0) ?? [],
        products: named,
        called: nodes,
        strange: part.strange,
        topic: topicOf(
          part.normal.length === said.length ? said : part.normal,
          part.pieces[match.topicFrom ?? -1]?.end,
        ),
        article: article ?? others.find(p => p.article)?.article,
      }
    }
    return undefined
  }
}

/** The words behind the request, without what ends a sentence. */
const topicOf = (text: string, from: number | undefined): string | undefined =>
  from === undefined
    ? undefined
    : text
        .slice(from)
        .replace(/[\s.?!]+$/u, '')
        .trim() || undefined

/** "Rollup 4 for Exchange 2007 SP1": the one of that service pack. */
const narrowedBy = (nodes: readonly ReleaseNode[], m: Mention): Mention => {
  const isFiner = (n: ReleaseNode): boolean => isWithin(n.ranges, m.ranges) && !isWithin(m.ranges, n.ranges)
  const [node, ...others] = nodes.filter(n => n.product === m.product && isFiner(n))
  return node && others.every(o => o.parent === node.parent) ? { ...m, ranges: node.ranges } : m
}

/** "SP3" alone is that of the release that is known. */
const meantBy = (nodes: readonly ReleaseNode[], { facts }: State): readonly NamedVersion[] =>
  nodes
    .filter(n => {
      const known = versionFact(facts, n.product)?.ranges
      return (
        known !== undefined && overlaps((n.kind === 'update' ? n.parent?.ranges : releaseOf(n).ranges) ?? [], known)
      )
    })
    .map(n => ({ product: n.product, ranges: n.ranges, said: n.name }))

const releaseOf = (node: ReleaseNode): ReleaseNode => (node.parent ? releaseOf(node.parent) : node)

interface OtherPart {
  readonly mentions: readonly Mention[]
  readonly hasTrouble: boolean
  readonly own: number
}

/** What else is told must not be lost: a version, or a trouble where no advice stands. */
const mayStandBeside = (request: RequestName, others: readonly OtherPart[], at: number, state: State): boolean => {
  const own = others.reduce((sum, o) => sum + o.own, 0)
  if (own > (isAdvised(state) ? MOST_BESIDE.advice : MOST_BESIDE.else))
    return TAKES_REST.has(request) && own <= MOST_BESIDE.rest && (at === 0 || !REPORTS.has(request))
  if (REPORTS.has(request) && at > 0 && own > MOST_BESIDE.report) return false
  return (
    TAKES_REST.has(request) ||
    (request === 'also' && !others.some(o => o.mentions.some(m => m.bearing === 'has'))) ||
    (!others.some(o => o.mentions.length > 0) &&
      (!others.some(o => o.hasTrouble) || (state.recommended !== undefined && isPart(request))))
  )
}

/** In the weight of words: what a request must have, and be ahead of the next. */
const LEAST = 1.5
const MARGIN = 0.1

/** Words of their own in the sentences beside a request: who tells more tells a problem. */
const MOST_BESIDE = { advice: 8, else: 4, rest: 12, report: 3 } as const

/** Whoever has so many words of their own tells a problem, whatever else is asked. */
const MOST_OWN = 18

/** How an advice went is said first; later in a message it tells what else works. */
const REPORTS: ReadonlySet<RequestName> = new Set(['worked', 'partly', 'did-not-help'])

/** Said around another request: "one moment, where do I get it?". */
const IS_TALK: ReadonlySet<RequestName> = new Set(['hold', 'new-problem'])
const rankOf = (match: RequestMatch): number => pointsOf(match) - (IS_TALK.has(match.request) ? TALK : 0)
const TALK = 3

/** What is told beside these is read as well. */
const TAKES_REST: ReadonlySet<RequestName> = new Set(['new-problem', 'did-not-help', 'partly', 'worked', 'person'])

/** Whole, by sentences, by what commas cut off. */
const CUTS = [/$^/, /(?<=[.!?;])\s+|\n+/, /(?<=[.!?;:])\s+|\n+|,\s+|\s+[-–—]+\s+/]
const CLAUSES = 2
/** Where nothing was said yet, a clause alone asks for nothing else: what stands around it tells a problem. */
const BY_CLAUSE: ReadonlySet<RequestName> = new Set(['person', 'hold', 'new-problem'])

/** In characters, words and parts: what is longer tells a problem. */
const MOST_ASKED = 400
const MOST_WORDS = 60
const MOST_PARTS = 8

const ARTICLE = /^(?:kb|q)\d{5,7}$/
const isArticle = (word: string): boolean => ARTICLE.test(word)

const isBetween = (w: TextWord, words: readonly TextWord[], from: number, to: number): boolean =>
  w.start >= (words[from] as TextWord).start && w.end <= (words[to - 1] as TextWord).end

/** Words of one version are one piece. */
const joined = (pieces: readonly Piece[]): readonly Piece[] =>
  pieces.filter((p, i) => p.is === 'word' || p.is !== pieces[i - 1]?.is)

/** What "SP2" and "2010" are of, where they stand alone: of what is known, else of the first product that has them. */
const contextOf = (state: State, products: readonly string[]) => {
  const context = readingContext(state)
  const asked = state.pending?.kind === 'version' ? context.asked : []
  return { ...context, asked: [...new Set([...asked, ...(context.known ?? []), ...products])], supposes: true }
}
