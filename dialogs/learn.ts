import {
  addFacts,
  type Catalog,
  type Change,
  describe,
  type Fact,
  factsOf,
  isEmpty,
  isWithin,
  type Knowledge,
  type Reading,
  subtract,
  tellingWords,
  versionFact,
} from '../knowledge/index.ts'
import { standingOf } from './candidates.ts'
import { PRODUCT } from './listed-products.ts'
import { askedAs } from './question.ts'
import type { Saying } from './say-why.ts'
import { type Pending, type State, withNewTopic, withSaid } from './state.ts'

/** A state that knows more, and what is worth saying about it. */
export interface Learned {
  readonly state: State
  readonly changes: readonly Change[]
  /** What is known of the versions that were told, beside the changes. */
  readonly noted?: readonly string[]
  /** False when nothing in the message could be used. */
  readonly understood: boolean
  /** True when it describes something of which no article speaks. */
  readonly leadsNowhere?: boolean
}

/** Takes what a free sentence says: versions become facts, the rest describes the problem. */
export const learnFromText = async (
  state: State,
  text: string,
  { knowledge, texts }: Pick<Saying, 'knowledge' | 'texts'>,
): Promise<Learned> => {
  const { mentions, rest } = await readingOf(state, text, texts.isCorrection(text), knowledge)
  const facts = factsOf(mentions, sourceOf(text), knowledge.catalog)
  const isTalk =
    facts.length > 0 && state.said.length > 0
      ? texts.isTalk(withoutProducts(rest, knowledge.catalog))
      : tellingWords(rest) === 0
  const description = isTalk ? '' : rest
  const added = addFacts(state.facts, facts, knowledge.catalog)
  const speaks = description !== '' && (await knowledge.search(description, 1)).length > 0
  const opens = state.said.length === 0 && (facts.length === 0 || tellingWords(description) >= TELLING)
  const describes = speaks || (description !== '' && opens)
  const base = describes && (await isNewTopic(state, description, knowledge)) ? withNewTopic(state) : state
  // Who is asked whether an article shall be checked, and tells a version, wants it checked.
  const focus = state.pending?.kind === 'check' && facts.length > 0 && !describes ? state.pending.article : base.focus
  const next: State = { ...base, facts: added.facts, focus, pending: undefined }
  return {
    state: describes ? withSaid(next, description) : next,
    changes: added.changes,
    noted: notedOf(facts, added),
    understood: facts.length > 0 || describes,
    leadsNowhere: describes && !speaks,
  }
}

/** "The service pack of Windows is": what products and their updates are called tells nothing beside their versions. */
const withoutProducts = (text: string, { products }: Catalog): string => {
  const names = [...products.values()].flatMap(({ file }) => [
    file.name,
    ...file.names,
    ...Object.values(file.kinds).flat(),
  ])
  const called = new Set(names.flatMap(n => n.toLowerCase().split(/[\s-]+/)))
  return text
    .split(/\s+/)
    .filter(w => !called.has(w.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')))
    .join(' ')
}

const notedOf = (facts: readonly Fact[], { facts: all, changes }: ReturnType<typeof addFacts>): readonly string[] =>
  facts
    .filter(f => f.kind === 'version' && !changes.some(c => c.facet === f.facet))
    .flatMap(f => versionFact(all, f.facet)?.label ?? [])

/** In the light of what is known and asked. "2008" is a release of what the articles in question depend on. */
const readingOf = async (state: State, text: string, corrects: boolean, knowledge: Knowledge): Promise<Reading> => {
  const versions = state.facts.flatMap(f => (f.kind === 'version' ? [[f.facet, f.ranges] as const] : []))
  const asked = state.pending?.kind === 'version' ? [state.pending.facet] : []
  const context = { known: versions.map(([facet]) => facet), versions: Object.fromEntries(versions), asked, corrects }
  const reading = knowledge.read(text, context)
  if (reading.bare.length === 0) return reading
  const others = await productsOfBare(reading, state, knowledge)
  return others.length > 0 ? knowledge.read(text, { ...context, asked: [...asked, ...others] }) : reading
}

/**
 * The products that bare numbers are releases of: one whose version nobody has told yet, or else the only one, whose
 * version is then corrected.
 */
const productsOfBare = async (
  { mentions, rest, bare }: Reading,
  state: State,
  knowledge: Knowledge,
): Promise<readonly string[]> => {
  const { catalog } = knowledge
  const { facts } = addFacts(state.facts, factsOf(mentions, 'typed', catalog), catalog)
  const now = { ...state, facts }
  const { candidates } = await standingOf(state.said.length > 0 ? now : withSaid(now, rest), knowledge)
  const facets = [...new Set(candidates.flatMap(c => c.article.conditions.map(x => x.facet)))]
  return bare.flatMap(name => {
    const named = facets.filter(f => catalog.products.get(f)?.releases.some(r => r.names.includes(name)))
    const open = named.find(f => versionFact(facts, f) === undefined)
    return open ?? (named.length === 1 ? named : [])
  })
}

/** True when the words lead clearly to articles, and none of them is one that the earlier words led to. */
const isNewTopic = async (state: State, description: string, knowledge: Knowledge): Promise<boolean> => {
  if (state.said.length === 0 || TELLS_MORE.has(state.pending?.kind ?? '')) return false
  const now = await knowledge.search(description, TOPIC_HITS)
  if ((now[0]?.coverage ?? 0) < CLEAR_TOPIC || (now[0]?.central ?? 0) < TOPIC_WORDS) return false
  const before = new Set((await knowledge.search(state.said.join(' '), TOPIC_HITS * 2)).map(h => h.article.id))
  return now.every(h => !before.has(h.article.id))
}

/** Answers to these go on with the same problem. */
const TELLS_MORE: ReadonlySet<string> = new Set(['description', 'version', 'product', 'more'])

/** How many hits stand for a topic, and which share of the words the first must cover. */
const TOPIC_HITS = 5
const CLEAR_TOPIC = 0.5
/** And how many words of its title and symptoms: one telling word is no new topic. */
const TOPIC_WORDS = 2

/** Takes one of the offered choices. */
export const learnFromChoice = (state: State, pending: Pending, index: number, knowledge: Knowledge): Learned => {
  const next: State = { ...state, pending: undefined }
  if (pending.kind === 'version') {
    const choice = pending.choices[index]
    if (!choice) return { state, changes: [], understood: false }
    const fact: Fact = {
      kind: 'version',
      facet: pending.facet,
      ranges: choice.ranges,
      label: choice.title,
      said: choice.title,
      source: 'chosen',
    }
    const added = addFacts(state.facts, [fact], knowledge.catalog)
    return { state: { ...next, facts: added.facts }, changes: added.changes, understood: true }
  }
  if (pending.kind === 'symptom')
    return {
      state: {
        ...next,
        chosen: pending.choices[index]?.article,
        denied: [...state.denied, ...pending.choices.filter((_, i) => i !== index).map(c => c.article)],
      },
      changes: [],
      understood: true,
    }
  if (pending.kind === 'product') return learnProduct(state, pending, index, knowledge)
  if (pending.kind === 'contradiction') {
    const drop = pending.choices[index]?.drop
    const settled: State =
      drop === undefined
        ? { ...next, confirmed: [...state.confirmed, pending.because] }
        : { ...next, facts: withoutWrong(state.facts, drop, knowledge) }
    return { state: settled, changes: [], understood: true }
  }
  return { state: pending.kind === 'check' ? { ...next, focus: pending.article } : next, changes: [], understood: true }
}

/** A product as articles list it; what the catalog knows of it is a version as well. */
const learnProduct = (
  state: State,
  pending: Extract<Pending, { kind: 'product' }>,
  index: number,
  knowledge: Knowledge,
): Learned => {
  const name = pending.choices[index]?.title
  const listed: Fact = { kind: 'listed', facet: PRODUCT, name, not: name === undefined ? titlesOf(pending) : [] }
  const versions = name === undefined ? [] : factsOf(knowledge.read(name).mentions, 'chosen', knowledge.catalog)
  const added = addFacts(state.facts, [listed, ...versions], knowledge.catalog)
  return { state: { ...state, pending: undefined, facts: added.facts }, changes: added.changes, understood: true }
}

const titlesOf = ({ choices }: Extract<Pending, { kind: 'product' }>): readonly string[] => choices.map(c => c.title)

/** "2007 RTM is not right" leaves the other service packs of 2007; when nothing is left, the fact goes. */
const withoutWrong = (facts: readonly Fact[], facet: string, knowledge: Knowledge): readonly Fact[] => {
  const wrong = versionFact(facts, facet)
  const product = knowledge.catalog.products.get(facet)
  const release = wrong && product?.releases.find(r => isWithin(wrong.ranges, r.ranges))
  const left = wrong && release ? subtract(release.ranges, wrong.ranges) : []
  const others = facts.filter(f => f !== wrong)
  return wrong && product && !isEmpty(left)
    ? [...others, { ...wrong, ranges: left, label: describe(product, left) }]
    : others
}

/** Takes "not sure". */
export const learnUnsure = (state: State): State => {
  const { pending } = state
  const next: State = { ...state, pending: undefined }
  if (
    pending?.kind === 'version' ||
    pending?.kind === 'symptom' ||
    pending?.kind === 'product' ||
    pending?.kind === 'more'
  )
    return {
      ...next,
      facts: [...state.facts, { kind: 'unsure', facet: askedAs(pending) }],
    }
  if (pending?.kind === 'contradiction') return { ...next, confirmed: [...state.confirmed, pending.because] }
  return next
}

/** Takes "none of these" (or a "no" to a single offer). */
export const learnNone = (state: State): State | undefined => {
  const { pending } = state
  if (pending?.kind === 'product') {
    const not: Fact = { kind: 'listed', facet: PRODUCT, name: undefined, not: titlesOf(pending) }
    return { ...state, pending: undefined, facts: [...state.facts, not] }
  }
  if (pending?.kind === 'symptom')
    return { ...state, pending: undefined, denied: [...state.denied, ...pending.choices.map(c => c.article)] }
  if (pending?.kind === 'check') return { ...state, pending: undefined }
  // Nothing more is seen: then it need not be asked again.
  return pending?.kind === 'more' ? learnUnsure(state) : undefined
}

/** Long or many-lined text was copied from somewhere. */
const sourceOf = (text: string): 'typed' | 'pasted' => (text.length > 400 || text.includes('\n') ? 'pasted' : 'typed')

/** Words that describe something, even if no article has them: with the versions alone the bot would ask what goes wrong. */
const TELLING = 2
