import {
  articleId,
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
import { isPart, type Piece, type RequestMatch, type RequestName } from '../texts/request-words.ts'
import type { Texts } from '../texts/texts.ts'

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
  /** An article by its number. */
  readonly article: string | undefined
}

export type ReadAsked = (text: string, state: State) => Asked | undefined

/** Requests in the words of a language. */
export const requestReader = (knowledge: Knowledge, { requests }: Texts): ReadAsked => {
  const called = nodesCalled(knowledge.catalog)
  const products = [...knowledge.catalog.products.keys()]

  /** A part of a message, its words as patterns see them. */
  const partOf = (said: string, state: State) => {
    const { normal, mentions, bare, troubles } = knowledge.read(said, contextOf(state, products))
    const words = textWords(normal, MOST_WORDS)
    const names = called(words)
    const pieces = words.map((w): Piece => {
      const mention = mentions.find(m => m.start <= w.start && w.end <= m.start + m.said.length)
      const isCalled = names.some(f => words[f.from] !== undefined && isBetween(w, words, f.from, f.to))
      const isVersion = mention?.hasVersion || isCalled || bare.includes(w.word)
      return { form: w.form, is: isVersion ? 'version' : mention ? 'product' : isArticle(w.word) ? 'article' : 'word' }
    })
    const article = words.map(w => w.word).find(isArticle)
    return {
      said,
      words,
      pieces: joined(pieces),
      isQuestion: requests.isQuestion(said, pieces),
      mentions: mentions.filter(m => m.hasVersion),
      products: mentions.filter(m => !m.hasVersion).map(m => m.product),
      called: names.flatMap(f => f.value),
      article: article === undefined ? undefined : articleId(article),
      hasTrouble: troubles.some(t => t.standing === 'claimed'),
    }
  }
  type Part = ReturnType<typeof partOf>

  const matchIn = (part: Part, state: State): RequestMatch | undefined =>
    requests.matches(part.pieces).find(m => isPossible(m, part, state))

  return (text, state) => {
    if (text.length > MOST_ASKED) return undefined
    for (const cut of CUTS) {
      const parts = text.split(cut).filter(t => /[\p{L}\p{N}]/u.test(t))
      if (parts.length > MOST_PARTS) continue
      const read = parts.map(p => partOf(p, state))
      const found = read.flatMap((p, i) => [matchIn(p, state)].flatMap(m => (m ? [{ at: i, part: p, match: m }] : [])))
      const first = found.find(f => !IS_TALK.has(f.match.request)) ?? found[0]
      if (!first) continue
      const { at, part, match } = first
      const others = read.filter((_, i) => i !== at)
      if (!mayStandBeside(match.request, others, state)) continue
      const { said, mentions, products: named, called: nodes, article } = part
      return {
        request: match.request,
        said,
        rest: others.map(p => p.said.trim()).join('. '),
        mentions: [mentions, others.flatMap(o => o.mentions), meantBy(nodes, state)].find(m => m.length > 0) ?? [],
        products: named,
        called: nodes,
        article: article ?? others.find(p => p.article)?.article,
      }
    }
    return undefined
  }
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

/** What else is told must not be lost: a version, or a trouble where no advice stands. */
const mayStandBeside = (
  request: RequestName,
  others: readonly { readonly mentions: readonly Mention[]; readonly hasTrouble: boolean }[],
  state: State,
): boolean =>
  TAKES_REST.has(request) ||
  (request === 'also' && !others.some(o => o.mentions.some(m => m.bearing === 'has'))) ||
  (!others.some(o => o.mentions.length > 0) &&
    (!others.some(o => o.hasTrouble) || (state.recommended !== undefined && isPart(request))))

/** Said around another request: "one moment, where do I get it?". */
const IS_TALK: ReadonlySet<RequestName> = new Set(['hold', 'new-problem'])

/** What is told beside these is read as well. */
const TAKES_REST: ReadonlySet<RequestName> = new Set(['new-problem', 'did-not-help', 'partly', 'worked', 'person'])

/** Whole, by sentences, by what commas cut off. */
const CUTS = [/$^/, /(?<=[.!?;])\s+|\n+/, /(?<=[.!?;:])\s+|\n+|,\s+|\s+[-–—]+\s+/]

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
const contextOf = ({ facts, pending }: State, products: readonly string[]) => {
  const versions = facts.flatMap(f => (f.kind === 'version' ? [[f.facet, f.ranges] as const] : []))
  const asked = pending?.kind === 'version' ? [pending.facet] : []
  return {
    known: versions.map(([facet]) => facet),
    versions: Object.fromEntries(versions),
    asked: [...new Set([...asked, ...versions.map(([facet]) => facet), ...products])],
    supposes: true,
  }
}

/**
 * Words of the sentence's own that a request may have. Where an advice stands, a question that has a request's words is
 * hardly anything else; before that, most that is typed tells a problem.
 */
const LEFT: Partial<Record<RequestName, number>> = {
  also: 12,
  back: 6,
  person: 4,
  list: 2,
  summary: 3,
  'new-problem': 2,
}
const LEFT_BESIDE_ADVICE = { question: 4, else: 1 } as const

const mostLeft = ({ request, size, isTelling }: RequestMatch, { isQuestion }: PartLike, state: State): number => {
  if (size < 2 && !isTelling) return 0
  const own = LEFT[request]
  if (own !== undefined) return own
  if (state.recommended === undefined) return isTelling && isQuestion ? 1 : 0
  return isPart(request) && isQuestion ? LEFT_BESIDE_ADVICE.question : LEFT_BESIDE_ADVICE.else
}

const isPossible = (match: RequestMatch, part: PartLike, state: State): boolean =>
  match.left.length <= mostLeft(match, part, state) &&
  (match.left.length === 0 || !part.hasTrouble || ASKS_OF_TROUBLE.has(match.request)) &&
  NEEDS[match.request]?.(state, part) !== false

/** A sentence that tells a trouble is no request, but for these. */
const ASKS_OF_TROUBLE: ReadonlySet<RequestName> = new Set(['also', 'back', 'cause'])

interface PartLike {
  readonly isQuestion: boolean
  readonly hasTrouble: boolean
  readonly mentions: readonly Mention[]
  readonly called: readonly ReleaseNode[]
  readonly article: string | undefined
}

type Need = (state: State, part: PartLike) => boolean

const advised: Need = state => state.recommended !== undefined && state.pending === undefined
const isReport: Need = (state, part) => advised(state, part) && !part.isQuestion && part.mentions.length === 0
const versioned: Need = (_, { mentions, called }) => mentions.length > 0 || called.length > 0
/** An advice, or an update by name: else "how do I install …" is a question that no part of an article answers. */
const aboutArticle: Need = (state, part) =>
  part.article !== undefined || state.recommended !== undefined || state.focus !== undefined || !versioned(state, part)

/** What must be there for a request to be one. */
const NEEDS: Partial<Record<RequestName, Need>> = {
  download: aboutArticle,
  link: aboutArticle,
  install: aboutArticle,
  reboot: aboutArticle,
  workaround: aboutArticle,
  cause: aboutArticle,
  prerequisites: aboutArticle,
  show: aboutArticle,
  version: versioned,
  combination: (_, { mentions }) => new Set(mentions.map(m => m.product)).size > 1,
  also: (state, part) => part.isQuestion && (advised(state, part) || (state.said.length > 0 && versioned(state, part))),
  worked: isReport,
  partly: isReport,
  'did-not-help': isReport,
  hold: (_, { mentions, called }) => mentions.length === 0 && called.length === 0,
  back: state => state.earlier.length > 0,
}
