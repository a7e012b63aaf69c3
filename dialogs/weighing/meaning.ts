import {
  ALSO,
  type ArticleHead,
  EVERYWHERE,
  type Hit,
  NAMED,
  QUESTION,
  SWITCHED_OFF,
  SWITCHED_ON,
  type Trouble,
  WITHOUT,
  WORKS,
} from '../../knowledge/index.ts'

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
  tellsMoment,
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
  strangeKind: false,
  strangeThing: false,
}

export const likenessOf = (
  all: readonly Trouble[],
  article: ArticleHead,
  hit: Hit | undefined,
  near: Near,
): Likeness => {
  const told = article.troubles.some(isOfOne) ? asOfAll(all) : all
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
  return {
    meaning: meaningOf({ told, alike, bridged, isNear, near }, article, hit, topic),
    paired: claimed.reduce((most, t) => Math.max(most, pairedWith(t)), 0),
    telling: specific.some(t => tells(t, topic) && pairedWith(t) >= SHARED.least),
    bridged,
    about:
      isNamed(told, article) && claimed.every(t => !isStrange(t, topic) && (alike.includes(t) || !sharesAny(t, topic))),
    vague: claimed.length > 0 && claimed.every(t => VAGUE.has(t.kind) && !isPlain(t, article)),
    strangeKind: specific.length > 0 && !specific.some(isNear),
    strangeThing: telling.length > 0 && !telling.some(t => tells(t, topic)),
  }
}

/** "On one PC only", all others are spared. */
const isOfOne = (t: Trouble): boolean => t.standing === 'one-of-many'

/** Where the article says so, too, it speaks for it. */
const asOfAll = (told: readonly Trouble[]): readonly Trouble[] => {
  const known = ofAll.get(told)
  if (known) return known
  const made = told.some(isOfOne) ? told.map(t => (isOfOne(t) ? { ...t, standing: 'claimed' as const } : t)) : told
  ofAll.set(told, made)
  return made
}
const ofAll = new WeakMap<readonly Trouble[], readonly Trouble[]>()

/** What a person claims, and of that what says something by its kind, or by a thing. */
interface Side {
  readonly claimed: readonly Trouble[]
  readonly specific: readonly Trouble[]
  readonly telling: readonly Trouble[]
}

const sideOf = (told: readonly Trouble[]): Side => {
  const known = sides.get(told)
  if (known) return known
  const claimed = told.filter(isClaimed)
  const side = {
    claimed,
    specific: claimed.filter(t => !GENERAL.has(t.kind)),
    telling: claimed.filter(t => t.things.some(thing => isTelling(thing, t))),
  }
  sides.set(told, side)
  return side
}

/** In a turn the same troubles are compared with those of dozens of articles. */
const sides = new WeakMap<readonly Trouble[], Side>()

/** What people may tune. */
const MEANING = {
  /** Where only everyday words stand beside it: what the search must have found of the description instead. */
  central: 2,
  together: 0.45,
} as const

/** True when people call the one kind by the other's name. */
type Near = (kind: string, other: string) => boolean

/** "It is told at once, and then takes five minutes": who says that it is not late calls nothing else so. */
const nearUnlessDenied = (told: readonly Trouble[], near: Near): Near => {
  const denied = new Set(told.flatMap(t => (t.standing === 'denied' ? [t.kind] : [])))
  for (const t of told) if (isClaimed(t)) denied.delete(t.kind)
  return denied.size === 0 ? near : (kind, other) => !denied.has(other) && near(kind, other)
}

/** What was told, in the light of one article: which of it is its kind of trouble at its moment. */
interface Told {
  readonly told: readonly Trouble[]
  readonly alike: readonly Trouble[]
  readonly bridged: boolean
  readonly isNear: (t: Trouble) => boolean
  readonly near: Near
}

const meaningOf = (
  { told, alike, bridged, isNear, near }: Told,
  article: ArticleHead,
  hit: Hit | undefined,
  topic: Topic,
): Meaning => {
  const real = told.filter(t => !PSEUDO.has(t.kind))
  // Whatever was told of, nobody says that it is so.
  if (real.length > 0 && !real.some(isClaimed)) return real.some(isDenial) ? 'denied' : 'asked'
  if (article.troubles.length === 0 || told.length === 0) return 'unknown'
  if (told.some(t => isOpposed(t, article) || isSoWhereItGoesWell(t, article, isNear))) return 'denied'
  if (told.some(t => t.kind === WITHOUT && t.standing === 'claimed' && (tells(t, topic) || tellsMoment(t, topic))))
    return 'denied'
  if (deniesMain(told, article, near) || told.some(t => isRight(t, told, article))) return 'denied'
  const isAbout = (t: Trouble): boolean => sharesTopic(t, topic)
  const { claimed } = sideOf(told)
  if (alike.some(t => isAbout(t) && (!VAGUE.has(t.kind) || isPlain(t, article)))) return 'same'
  // "Registers fine, the callback is not called": a part of it goes well, and not all of it.
  const isByName = hit?.named === true && alike.length > 0
  const isPartly = isByName || alike.some(t => t.things.length > 0 && t.things.every(thing => isShared(thing, topic)))
  const isDenied = (t: Trouble): boolean => isDenial(t) && !(isPartly && t.kind === WORKS)
  if (told.some(t => isDenied(t) && (tells(t, topic) || isAllOf(t, topic)))) return 'denied'
  if (bridged) return 'same'
  // "The vendor says that the store crashes": the article's trouble, and nobody has it.
  if (alike.length === 0 && told.some(t => !isClaimed(t) && isNear(t) && tells(t, topic))) return 'asked'
  // A bare trouble is the article's only if all that was told may be: "no mail, because the mailbox is full" is not.
  const rest = claimed.filter(t => !alike.includes(t))
  if (rest.every(isBare) && alike.some(isBare) && isFound(hit)) return 'same'
  if (claimed.length === 0 && told.some(t => t.standing === 'asked')) return 'asked'
  // "Does not work as expected" may be any trouble.
  if (article.troubles.every(a => GENERAL.has(a.kind))) return 'unknown'
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
  const named = told.filter(t => t.kind === NAMED)
  const isOf = (a: Trouble): boolean => named.some(n => n.things.some(thing => isTelling(thing, n) && isOwn(thing, a)))
  const topic = topicOf(article.troubles)
  // "The calendar is slow": of anything else it says nothing.
  const may = sideOf(told).specific.filter(t => !VAGUE.has(t.kind) || !isStrange(t, topic))
  return may.some(t =>
    article.troubles.some(a => !GENERAL.has(a.kind) && near(t.kind, a.kind) && sameMoment(t, a) && isOf(a)),
  )
}

/** Named as a whole, and not a part of its name alone: "MAPI" is no "MAPI notification". */
const isOwn = ([thing = '']: readonly string[], a: Trouble): boolean => a.things.some(([own]) => own === thing)

/** The same kind of trouble, and not at another moment. */
const isIts = (t: Trouble, article: ArticleHead, near: Near): boolean =>
  article.troubles.some(a => near(t.kind, a.kind) && sameMoment(t, a))

/** What the article's title tells is not so here, whatever else of it is: "the memory is flat, yet it hangs". */
const deniesMain = (told: readonly Trouble[], { troubles: [main] }: ArticleHead, near: Near): boolean => {
  const isMain = (t: Trouble): boolean => main !== undefined && near(t.kind, main.kind)
  return (
    main !== undefined &&
    !GENERAL.has(main.kind) &&
    told.some(t => t.kind === main.kind && t.standing === 'denied') &&
    !told.some(t => isClaimed(t) && isMain(t))
  )
}

/** "It is equally late in OWA", "on all PCs": what the article says to go well does not, so that the trouble is another one. */
const isSoWhereItGoesWell = (t: Trouble, { troubles, well }: ArticleHead, isNear: (t: Trouble) => boolean): boolean => {
  if (t.kind === EVERYWHERE) return troubles.some(isOfOne)
  if (t.kind !== ALSO && !(isClaimed(t) && isNear(t))) return false
  const isIn = (some: readonly Trouble[], thing: string): boolean =>
    some.some(a => a.things.some(([own]) => own === thing))
  const of = t.things.filter(thing => isTelling(thing, t)).map(([thing = '']) => thing)
  const isControl = (thing: string): boolean => isIn(well, thing) && !isIn(troubles, thing)
  return t.kind === ALSO ? of.some(isControl) : of.length > 0 && of.every(isControl)
}
/** "The path is correct", where the article's program fails because its path is not. */
const isRight = (t: Trouble, told: readonly Trouble[], { troubles }: ArticleHead): boolean =>
  t.kind === WORKS &&
  t.standing === 'claimed' &&
  t.words.length > 0 &&
  troubles.some(
    a =>
      t.words.every(x => a.words.includes(x)) &&
      t.things.every(([thing]) => a.things.some(([own]) => own === thing)) &&
      !told.some(c => isClaimed(c) && c.kind === a.kind),
  )

/** "IPv6 is enabled", where the article is about one that was disabled. */
const isOpposed = (t: Trouble, { troubles }: ArticleHead): boolean => {
  const opposite = OPPOSITES.get(t.kind)
  const isOf = (a: Trouble): boolean => a.things.some(([own]) => t.things.some(([thing]) => thing === own))
  return (
    opposite !== undefined &&
    troubles.some(a => a.kind === opposite && isOf(a)) &&
    !troubles.some(a => a.kind === t.kind && isOf(a))
  )
}
const OPPOSITES: ReadonlyMap<string, string> = new Map([
  [SWITCHED_ON, SWITCHED_OFF],
  [SWITCHED_OFF, SWITCHED_ON],
])

const isNamed = (told: readonly Trouble[], article: ArticleHead): boolean =>
  told.some(
    n => n.kind === NAMED && n.things.some(thing => isTelling(thing, n) && article.troubles.some(a => isOwn(thing, a))),
  )

/** A trouble that somebody has now. */
export const isClaimed = (t: Trouble): boolean => t.standing === 'claimed' && !PSEUDO.has(t.kind)

/** What goes well, is not there, asked or named is no trouble. */
const PSEUDO: ReadonlySet<string> = new Set([
  WORKS,
  WITHOUT,
  QUESTION,
  NAMED,
  SWITCHED_ON,
  SWITCHED_OFF,
  ALSO,
  EVERYWHERE,
])

/** That something fails, or that a message is shown, is so in half of all articles: it says nothing beside itself. */
const GENERAL: ReadonlySet<string> = new Set(['fails', 'error'])

/** That something crashes or is slow is so of anything: its own thing, or the moment, must be the article's. */
const VAGUE: ReadonlySet<string> = new Set(['crash', 'hang', 'slow', 'slow-start'])

const isAtItsMoment = (t: Trouble, { troubles }: ArticleHead): boolean =>
  troubles.some(a => t.occasion.some(x => a.occasion.includes(x)))

const isPlain = (t: Trouble, article: ArticleHead): boolean =>
  isAtItsMoment(t, article) ||
  article.troubles.some(a => t.things.some(thing => isOwn(thing, a)) || t.words.some(x => a.words.includes(x)))

/** It goes well, is not so, is over, or concerns one of many. */
const isDenial = ({ kind, standing }: Trouble): boolean =>
  kind === WORKS || kind === WITHOUT
    ? standing === 'claimed'
    : standing === 'denied' || standing === 'over' || standing === 'one-of-many'

const isFound = (hit: Hit | undefined): boolean =>
  hit !== undefined && hit.central >= MEANING.central && hit.together >= MEANING.together

/** Where both tell when it happens, they must have something of it in common. */
const sameMoment = (t: Trouble, a: Trouble): boolean =>
  t.occasion.length === 0 ||
  a.occasion.length === 0 ||
  [...t.occasion, ...t.things.flat()].some(x => a.occasion.includes(x)) ||
  a.things.flat().some(x => t.occasion.includes(x))
