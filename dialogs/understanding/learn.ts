import {
  addFacts,
  type Catalog,
  type Fact,
  factsOf,
  isWithin,
  type Knowledge,
  type Mention,
  onceFor,
  overlaps,
  type Reading,
  tellingWords,
  versionFact,
} from '../../knowledge/index.ts'
import type { Context, Learned } from '../context.ts'
import { goesOn } from '../questions/index.ts'
import { type State, withNewTopic, withSaid } from '../state.ts'
import { standingOf } from '../weighing/candidates.ts'
import { speakingOf } from '../weighing/found.ts'
import { claimsOf, claimsTrouble, leftOpen, tellsOnce, withoutOnce, withPast } from './claims.ts'
import { askedFacets, readingContext } from './reading-context.ts'
import { systemMeant, systemsTold, troubledBefore } from './systems.ts'
import { withoutWrong } from './without-wrong.ts'

/**
 * Takes what a free sentence says: versions become facts, the rest describes the problem. `supposes`: of a system that may
 * be nobody's ("does KB951251 apply to Exchange 2010?").
 */
export const learnFromText = async (
  state: State,
  text: string,
  { knowledge, texts }: Pick<Context, 'knowledge' | 'texts'>,
  supposes = false,
): Promise<Learned> => {
  const corrects = texts.isCorrection(text)
  const { rest, troubles, machine, machines, ...reading } = await readingOf(
    state,
    text,
    { corrects, supposes },
    knowledge,
  )
  const mentions = corrects ? reading.mentions : reading.mentions.map(m => besideAdvice(m, state))
  const chosen = systemMeant(mentions, machine, machines, state, knowledge)
  if (chosen) return chosen
  const { facts, options, eitherOf } = claimsOf(
    mentions,
    sourceOf(text),
    corrects ? [] : state.facts,
    knowledge.catalog,
  )
  const retracted = retractedBy(mentions, facts, state.facts, corrects)
  const isTalk =
    (facts.length > 0 || mentions.some(isDenied)) && state.said.length > 0
      ? texts.isTalk(withoutProducts(rest, knowledge.catalog))
      : tellingWords(rest, 1) === 0
  const description = isTalk ? '' : rest
  const left = retracted.reduce((known, f) => withoutWrong(known, f.facet, knowledge), state.facts)
  const added = addFacts(left, facts, knowledge.catalog)
  const open = leftOpen(mentions, { asked: askedFacets(state), saysUnsure: () => saysUnsure(text, texts) })
  const speaks = description !== '' && (await speakingOf(description, knowledge)).length > 0
  const opens = state.said.length === 0 && (facts.length === 0 || tellingWords(description, TELLING) >= TELLING)
  const isPast = tellsOnce(troubles)
  const describes = speaks || (description !== '' && opens) || isPast
  // "Correction: I was on the backup server. Exchange runs on 2008": who only puts right what was said goes on with it.
  const isPutRight = corrects && facts.length > 0 && !claimsTrouble({ troubles })
  const isNew = describes && !isPutRight && (await isNewTopic(state, description, troubles, knowledge))
  const base = isNew ? withNewTopic(state) : isPast ? withPast(state) : state
  // Who is asked whether an article shall be checked, and tells a version, wants it checked.
  const focus = state.pending?.kind === 'check' && facts.length > 0 && !describes ? state.pending.article : base.focus
  const doubt = doubtIn(mentions, added.facts)
  const next: State = {
    ...base,
    facts: [...added.facts, ...open],
    machine: machine ?? state.machine,
    systems: systemsTold(mentions, state),
    focus,
    pending: undefined,
  }
  const which = options.length > 1 && {
    pending: { kind: 'which' as const, options },
    eitherOf: addFacts(added.facts, eitherOf, knowledge.catalog).facts,
  }
  return {
    state: describes ? withSaid(next, description || text.trim(), withoutOnce(troubles), text.trim()) : next,
    changes: added.changes,
    retracted,
    noted: notedOf(facts, added) ?? [],
    doubt,
    which: which || undefined,
    understood:
      facts.length > 0 ||
      retracted.length > 0 ||
      options.length > 1 ||
      isOfOther(mentions) ||
      describes ||
      doubt !== undefined,
    leadsNowhere: describes && !speaks,
  }
}

/** "…, not sure which". */
const saysUnsure = (text: string, texts: Context['texts']): boolean =>
  text.split(/[.,;:!?()\n]|\s[–-]\s/).some(part => texts.phraseOf(part.trim()) === 'unsure')

/** "It is not 2008": what is known, and denied now without something else in its place. */
const retractedBy = (
  mentions: readonly Mention[],
  claimed: readonly Fact[],
  known: readonly Fact[],
  corrects: boolean,
): readonly VersionFact[] => {
  // "Sorry, RU5 is what the client access server has."
  const isOthers = (m: Mention): boolean =>
    corrects && m.bearing === 'elsewhere' && m.machine === undefined && m.hasVersion
  const denied = mentions.filter(m => isDenied(m) || isOthers(m))
  return [...new Set(denied.map(m => m.product))].flatMap(facet => {
    const fact = versionFact(known, facet)
    const isDenied = denied.some(m => m.product === facet && fact && isWithin(fact.ranges, m.ranges))
    return fact && isDenied && !claimed.some(f => f.facet === facet && f.kind === 'version') ? [fact] : []
  })
}

/** Beside an advice, "on 2003" may be of whatever is compared with it: that is asked, before the advice is taken back. */
const besideAdvice = (m: Mention, { recommended, facts }: State): Mention => {
  const isClaim = m.isBeside === true && m.bearing === 'has'
  const known = recommended === undefined || !isClaim ? undefined : versionFact(facts, m.product)
  return known && !overlaps(known.ranges, m.ranges) ? { ...m, bearing: 'unclear' } : m
}

const isDenied = (m: Mention): boolean => m.bearing === 'denied' && m.hasVersion

type VersionFact = Extract<Fact, { kind: 'version' }>

/** "MBX2 has SP1": understood, though it changes nothing. */
const isOfOther = (mentions: readonly Mention[]): boolean =>
  mentions.some(m => m.machine !== undefined && m.hasVersion && m.bearing === 'elsewhere')

/** "The service pack of Windows is": what products and their updates are called tells nothing beside their versions. */
const withoutProducts = (text: string, catalog: Catalog): string => {
  const called = namesIn(catalog)
  return text
    .split(/\s+/)
    .filter(w => !called.has(w.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')))
    .join(' ')
}

const namesIn = onceFor((catalog: Catalog): ReadonlySet<string> => {
  const all = [...catalog.products.values()].flatMap(({ file }) => [
    file.name,
    ...file.names,
    ...Object.values(file.kinds).flat(),
  ])
  return new Set(all.flatMap(n => n.toLowerCase().split(/[\s-]+/)))
})

/** The first version that nobody claims and that the known one rules out. */
const doubtIn = (mentions: readonly Mention[], facts: readonly Fact[]): Learned['doubt'] => {
  const found = mentions.find(m => {
    const known = m.hasVersion && m.bearing === 'unclear' ? versionFact(facts, m.product) : undefined
    return known !== undefined && !overlaps(known.ranges, m.ranges)
  })
  return found && { kind: 'mention', facet: found.product, ranges: found.ranges }
}

const notedOf = (facts: readonly Fact[], { facts: all, changes }: ReturnType<typeof addFacts>): Learned['noted'] =>
  facts
    .filter(f => f.kind === 'version' && !changes.some(c => c.facet === f.facet))
    .flatMap(f => versionFact(all, f.facet) ?? [])

/** In the light of what is known and asked. "2008" is a release of what the articles in question depend on. */
const readingOf = async (
  state: State,
  text: string,
  how: { readonly corrects: boolean; readonly supposes: boolean },
  knowledge: Knowledge,
): Promise<Reading> => {
  const known = readingContext(state)
  const context = { ...known, ...how }
  const read = await knowledge.readInParts(text)
  const first = await read(context)
  const machine = troubledBefore(first, state, knowledge)
  const here = machine === undefined ? context : { ...context, machine }
  const reading = machine === undefined ? first : await read(here)
  if (reading.bare.length === 0) return reading
  const others = await productsOfBare(reading, state, knowledge)
  return others.length > 0 ? read({ ...here, asked: [...known.asked, ...others], unasked: others }) : reading
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
  const { facts } = addFacts(state.facts, factsOf(mentions, 'typed'), catalog)
  const now = { ...state, facts }
  const { candidates } = await standingOf(state.said.length > 0 ? now : withSaid(now, rest), knowledge)
  const facets = [...new Set(candidates.flatMap(c => c.article.conditions.map(x => x.facet)))]
  return bare.flatMap(name => {
    const named = facets.filter(f => catalog.products.get(f)?.releases.some(r => r.names.includes(name)))
    // Beside an advice it is about what the advice rests on.
    const known = state.recommended === undefined ? [] : named.filter(f => isWholeRelease(f, facts, catalog))
    if (known.length === 1) return known
    const open = named.find(f => versionFact(facts, f) === undefined)
    return open ?? (named.length === 1 ? named : [])
  })
}

/** Who told a service pack or an update does not mean that product by a bare number. */
const isWholeRelease = (facet: string, facts: readonly Fact[], catalog: Catalog): boolean => {
  const fact = versionFact(facts, facet)
  return fact !== undefined && catalog.products.get(facet)?.releases.some(r => isWithin(r.ranges, fact.ranges)) === true
}

/** True when the words lead clearly to an article by themselves that the earlier words did not lead to. */
const isNewTopic = async (
  state: State,
  description: string,
  troubles: State['troubles'],
  knowledge: Knowledge,
): Promise<boolean> => {
  if (state.said.length === 0 || goesOn(state)) return false
  const now = await standingOf({ ...withNewTopic(state), said: [description], troubles }, knowledge)
  const clear = now.candidates.find(c => c.likelihood >= CLEAR_TOPIC)
  if (!clear) return false
  const before = await standingOf(state, knowledge)
  return !before.candidates.some(c => c.article.id === clear.article.id && c.likelihood >= SAME_TOPIC)
}

/** How likely an article must be to be what new words are about, and to have been what the earlier ones were about. */
const CLEAR_TOPIC = 0.6
const SAME_TOPIC = 0.1

/** Long or many-lined text was copied from somewhere. */
const sourceOf = (text: string): 'typed' | 'pasted' => (text.length > 400 || text.includes('\n') ? 'pasted' : 'typed')

/** Words that describe something, even if no article has them: with the versions alone the bot would ask what goes wrong. */
const TELLING = 2
