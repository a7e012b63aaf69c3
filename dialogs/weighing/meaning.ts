import {
  type ArticleHead,
  formOf,
  type Hit,
  isClaimed,
  NAMED,
  OWN_KINDS,
  onceFor,
  type Trouble,
  WORKS,
} from '../../knowledge/index.ts'
import { type Against, againstOf } from './against.ts'
import { GENERAL, isDenial, isOfOne, type Near } from './claimed.ts'
import {
  isAllOf,
  isBare,
  isShared,
  isStrange,
  isTelling,
  SHARED,
  sharedBy,
  sharesAny,
  sharesNothing,
  sharesTopic,
  type Topic,
  tells,
  topicOf,
} from './topic.ts'

/**
 * What the person's troubles mean for an article:
 * - `same`: the same kind of trouble befalls the same thing;
 * - `other`: another kind of trouble, or another moment;
 * - `denied`: it is not so, is over, or concerns one of many only;
 * - `asked`: nothing goes wrong, something is asked;
 * - `unknown`: one of the two says nothing that is understood.
 */
type Meaning = 'same' | 'other' | 'denied' | 'asked' | 'unknown'

/** What a person told of an article's circumstances. */
export interface CircumstancesTold {
  /** Those that are so, as the article has them. */
  readonly so: readonly string[]
  /** The first that is otherwise, as the article has it: it is not the right one. */
  readonly otherwise: string | undefined
  /** The first of which they say that they do not know whether it is so. */
  readonly open: string | undefined
}

/** How alike what the person told and an article are, by their troubles. */
export interface Likeness {
  readonly meaning: Meaning
  /** The share of what stands beside a trouble that the article tells of, too, beside the same kind of trouble; the best pair. */
  readonly paired: number
  /** True when the same kind of trouble befalls mostly the same, and neither is in every second problem. */
  readonly telling: boolean
  /** The same kind of trouble befalls what has no name of its own, and the article's thing is named beside it. */
  readonly bridged: boolean
  /** What the article is about is named, and no trouble of another thing, or of another kind of the same thing, is told. */
  readonly about: boolean
  /** All that goes wrong may go wrong with anything, and neither its thing nor its moment is the article's: "it crashes". */
  readonly vague: boolean
  /** What of that which the person told speaks against it, however alike it is. */
  readonly against: Against | undefined
  readonly circumstances: CircumstancesTold
  /** The person tells of kinds of trouble that say something, and the article of none of them. */
  readonly strangeKind: boolean
  /** The person tells of things that say something, and the article of none of them. */
  readonly strangeThing: boolean
}

/** Of an article that was not found by what was described. */
export const UNKNOWN_LIKENESS: Likeness = {
  meaning: 'unknown',
  paired: 0,
  telling: false,
  bridged: false,
  about: false,
  vague: false,
  against: undefined,
  circumstances: { so: [], otherwise: undefined, open: undefined },
  strangeKind: false,
  strangeThing: false,
}

export const likenessOf = (
  all: readonly Trouble[],
  article: ArticleHead,
  hit: Hit | undefined,
  near: Near,
  circumstances: CircumstancesTold = UNKNOWN_LIKENESS.circumstances,
): Likeness => {
  // Whoever has what only this article speaks of may be one of many, unless its cause lies where all of them are.
  const mayBeOne = circumstances.so.length > 0 && !liesWithAll(article)
  const told = article.troubles.some(isOfOne) || mayBeOne ? asOfAll(all) : all
  const topic = topicOf(article.troubles)
  const { claimed, specific, telling } = sideOf(told)
  const nearHere = nearUnlessDenied(told, near)
  const isNear = (t: Trouble): boolean => article.troubles.some(a => nearHere(t.kind, a.kind))
  const alike = claimed.filter(t => isIts(t, article, nearHere))
  const bridged = isBridged(told, article, nearHere)
  const pairedWith = (t: Trouble): number => {
    let most = 0
    for (const a of article.troubles) if (nearHere(t.kind, a.kind)) most = Math.max(most, sharedBy(t, a))
    return most
  }
  const isPlainly = alike.some(t => sharesTopic(t, topic) && tells(t, topic))
  const isPlaced = circumstances.so.length >= MEANING.placed
  const against = againstOf(told, article, hit, { near, isNear, isPlainly, isPlaced })
  const meaning = meaningOf({ told, alike, bridged, isNear, against, isPlaced }, article, hit, topic)
  return {
    // Whoever has what only this article speaks of calls its trouble by another name.
    meaning: isPlaced && meaning === 'other' ? 'unknown' : meaning,
    circumstances,
    against,
    paired: claimed.reduce((most, t) => Math.max(most, pairedWith(t)), 0),
    telling: specific.some(t => tells(t, topic) && pairedWith(t) >= SHARED.least),
    bridged,
    about:
      isNamed(told, article) && claimed.every(t => !isStrange(t, topic) && (alike.includes(t) || !sharesAny(t, topic))),
    vague: claimed.length > 0 && claimed.every(t => VAGUE.has(t.kind) && !isPlain(t, article)),
    strangeKind: specific.length > 0 && !specific.some(t => isNear(t) || isOfErrorIn(t, hit)),
    strangeThing: telling.length > 0 && !telling.some(t => tells(t, topic)),
  }
}

/** It has the name of an error that the article has, too, whatever people call what it does: "refused with MAPI_E_NO_SUPPORT". */
const isOfErrorIn = ({ words }: Trouble, hit: Hit | undefined): boolean =>
  words.some(w => ERROR_NAME.test(w)) &&
  hit?.matches.some(
    m =>
      words.includes(formOf(m.word.toLowerCase())) &&
      ERROR_NAME.test(m.word) &&
      m.fields.some(f => f === 'title' || f === 'symptoms'),
  ) === true
const ERROR_NAME = /^(?:\p{L}+_)?e_\p{L}[\p{L}_]+$/iu

/** "The cause lies in the server, whatever the person or mailbox." */
const liesWithAll = ({ circumstances }: ArticleHead): boolean =>
  circumstances.some(c => c.liesIn !== undefined && !c.liesIn.some(aspect => OF_ONE.has(aspect)))
/** What one of many people has for themselves. */
const OF_ONE: ReadonlySet<string> = new Set(['person', 'computer', 'mailbox'])

/** What befalls one of many, taken as if it befell all: where the article says so, too, it speaks for it. */
export const asOfAll = onceFor((told: readonly Trouble[]): readonly Trouble[] =>
  told.some(isOfOne) ? told.map(t => (isOfOne(t) ? { ...t, standing: 'claimed' as const } : t)) : told,
)

/** What a person told, whatever article it is compared with. */
interface Side {
  readonly claimed: readonly Trouble[]
  /** Of what is claimed what says something by its kind, or by a thing. */
  readonly specific: readonly Trouble[]
  readonly telling: readonly Trouble[]
  /** What is no kind of the reader's own. */
  readonly real: readonly Trouble[]
  /** The things that it is about. */
  readonly named: readonly Trouble[]
  /** Kinds that are denied, and not claimed besides. */
  readonly denied: ReadonlySet<string>
}

/** In a turn the same troubles are compared with those of dozens of articles. */
const sideOf = onceFor((told: readonly Trouble[]): Side => {
  const claimed = told.filter(isClaimed)
  const denied = new Set(told.flatMap(t => (t.standing === 'denied' ? [t.kind] : [])))
  for (const t of claimed) denied.delete(t.kind)
  return {
    claimed,
    real: told.filter(t => !OWN_KINDS.has(t.kind)),
    named: told.filter(t => t.kind === NAMED),
    denied,
    specific: claimed.filter(t => !GENERAL.has(t.kind)),
    telling: claimed.filter(t => t.things.some(thing => isTelling(thing, t))),
  }
})

/** What people may tune. */
const MEANING = {
  /** So many of its circumstances are as it has them: a mode or a step that was told may be where it goes well. */
  placed: 2,
  /** Where only everyday words stand beside it: what the search must have found of the description instead. */
  central: 2,
  together: 0.45,
} as const

/** "It is told at once, and then takes five minutes": who says that it is not late calls nothing else so. */
const nearUnlessDenied = (told: readonly Trouble[], near: Near): Near => {
  const { denied } = sideOf(told)
  return denied.size === 0 ? near : (kind, other) => !denied.has(other) && near(kind, other)
}

/** What was told, in the light of one article: which of it is its kind of trouble at its moment. */
interface Told {
  readonly told: readonly Trouble[]
  readonly alike: readonly Trouble[]
  readonly bridged: boolean
  readonly isNear: (t: Trouble) => boolean
  readonly against: Against | undefined
  readonly isPlaced: boolean
}

const meaningOf = (
  { told, alike, bridged, isNear, against, isPlaced }: Told,
  article: ArticleHead,
  hit: Hit | undefined,
  topic: Topic,
): Meaning => {
  const { claimed, real } = sideOf(told)
  // Whatever was told of, nobody says that it is so.
  if (real.length > 0 && !real.some(isClaimed)) {
    // "Nobody complains": who tells what only this article speaks of has something all the same.
    if (isPlaced && real.every(t => t.standing === 'denied' && GENERAL.has(t.kind))) return 'unknown'
    return real.some(isDenial) ? 'denied' : 'asked'
  }
  if (article.troubles.length === 0 || told.length === 0) return 'unknown'
  if (against !== undefined) return 'denied'
  const isAbout = (t: Trouble): boolean => sharesTopic(t, topic)
  if (alike.some(t => isAbout(t) && (!VAGUE.has(t.kind) || isPlain(t, article)))) return 'same'
  // "Registers fine", "without an error", "the callback is not called": a part of it goes well, and not all of it.
  // "MSExchangeTransport is running, but the product key is refused": a name alone makes that none of the article's.
  const isForeign = (t: Trouble): boolean =>
    t.things.some(x => isTelling(x, t)) && t.things.every(x => !isShared(x, topic)) && sharesNothing(t, topic)
  const isByName = hit?.named === true && alike.some(t => !isForeign(t))
  const isPartly = isByName || alike.some(t => t.things.length > 0 && t.things.every(thing => isShared(thing, topic)))
  const isWell = (t: Trouble): boolean =>
    t.kind === WORKS ||
    (GENERAL.has(t.kind) &&
      told.some(w => w.kind === WORKS && w.things.every(([x]) => t.things.some(([own]) => own === x))))
  const isDenied = (t: Trouble): boolean => isDenial(t) && !(isPartly && isWell(t))
  if (told.some(t => isDenied(t) && (tells(t, topic) || isAllOf(t, topic)))) return 'denied'
  // "Outlook stayed disconnected … they are all connected now. What remains: …"
  const isOfItsKind = (t: Trouble): boolean => article.troubles.some(a => a.kind === t.kind)
  if (real.some(t => t.standing === 'over' && isNear(t)) && !claimed.some(isOfItsKind)) return 'denied'
  if (bridged) return 'same'
  // "The vendor says that the store crashes": the article's trouble, and nobody has it.
  if (alike.length === 0 && real.some(t => !isClaimed(t) && isNear(t) && tells(t, topic))) return 'asked'
  // A bare trouble is the article's only if all that was told may be: "no mail, because the mailbox is full" is not.
  const rest = claimed.filter(t => !alike.includes(t))
  if (rest.every(isBare) && alike.some(isBare) && isFound(hit)) return 'same'
  if (claimed.length === 0 && told.some(t => t.standing === 'asked')) return 'asked'
  // "Does not work as expected" may be any trouble.
  if (article.troubles.every(a => GENERAL.has(a.kind) || OWN_KINDS.has(a.kind))) return 'unknown'
  if (alike.length === 0 && claimed.some(t => tells(t, topic) && isAbout(t))) return 'other'
  // What it calls by its code or its name is the article's, whatever the rest is called.
  if (isByName) return 'unknown'
  const specific = claimed.filter(t => !isBare(t) && !GENERAL.has(t.kind))
  // "Alerts" may be the article's, by another name.
  const isVague = (t: Trouble): boolean => alike.includes(t) && !t.things.some(x => isTelling(x, t))
  const isStrangest = (t: Trouble): boolean => sharesNothing(t, topic) && !isVague(t) && !isAtItsMoment(t, article)
  return specific.length > 0 && specific.every(isStrangest) ? 'other' : 'unknown'
}

/**
 * A message is about one thing: "the program registers with MAPI, and reacts only after a minute". What the trouble befalls in
 * the article stands elsewhere in the message.
 */
const isBridged = (told: readonly Trouble[], article: ArticleHead, near: Near): boolean => {
  const { named, specific } = sideOf(told)
  const isOf = (a: Trouble): boolean => named.some(n => n.things.some(thing => isTelling(thing, n) && isOwn(thing, a)))
  const topic = topicOf(article.troubles)
  // "The calendar is slow": of anything else it says nothing.
  const may = specific.filter(t => !VAGUE.has(t.kind) || !isStrange(t, topic))
  return may.some(t =>
    article.troubles.some(a => !GENERAL.has(a.kind) && near(t.kind, a.kind) && sameMoment(t, a) && isOf(a)),
  )
}

/** Named as a whole, and not a part of its name alone: "MAPI" is no "MAPI notification". */
const isOwn = (thing: readonly string[], a: Trouble): boolean => a.things.some(own => own[0] === (thing[0] ?? ''))

/** The same kind of trouble, and not at another moment. */
const isIts = (t: Trouble, article: ArticleHead, near: Near): boolean =>
  article.troubles.some(a => near(t.kind, a.kind) && sameMoment(t, a))

const isNamed = (told: readonly Trouble[], article: ArticleHead): boolean =>
  sideOf(told).named.some(n =>
    n.things.some(thing => isTelling(thing, n) && article.troubles.some(a => isOwn(thing, a))),
  )

/** That something crashes or is slow is so of anything: its own thing, or the moment, must be the article's. */
const VAGUE: ReadonlySet<string> = new Set(['crash', 'hang', 'slow', 'slow-start'])

const isAtItsMoment = (t: Trouble, { troubles }: ArticleHead): boolean =>
  troubles.some(a => t.occasion.some(x => a.occasion.includes(x)))

const isPlain = (t: Trouble, article: ArticleHead): boolean =>
  isAtItsMoment(t, article) ||
  article.troubles.some(a => t.things.some(thing => isOwn(thing, a)) || t.words.some(x => a.words.includes(x)))

const isFound = (hit: Hit | undefined): boolean =>
  hit !== undefined && hit.central >= MEANING.central && hit.together >= MEANING.together

/** Where both tell when it happens, they must have something of it in common. */
const sameMoment = (t: Trouble, a: Trouble): boolean =>
  t.occasion.length === 0 ||
  a.occasion.length === 0 ||
  t.occasion.some(x => a.occasion.includes(x)) ||
  t.things.some(thing => thing.some(x => a.occasion.includes(x))) ||
  a.things.some(thing => thing.some(x => t.occasion.includes(x)))
