import {
  ALSO,
  type ArticleHead,
  CAUSE,
  EVERYWHERE,
  formOf,
  type Hit,
  isClaimed,
  isOppositeOf,
  ONLY,
  RELIEF,
  sharesThing,
  type Trouble,
  WITHOUT,
  WORKS,
} from '../../knowledge/index.ts'
import { GENERAL, isDenial, isOfOne, type Near } from './claimed.ts'
import { isShared, isTelling, sharesAny, type Topic, tells, tellsMoment, topicOf } from './topic.ts'

/** `cause`: the person has found another one. `told`: a part of what was told is not so of it. */
export type Against = 'cause' | 'told'

interface Alike {
  readonly near: Near
  /** A trouble is of one of the article's kinds. */
  readonly isNear: (t: Trouble) => boolean
  /** It is the article's trouble itself. */
  readonly isPlainly: boolean
  /** What must be so beside the versions was told to be so. */
  readonly isPlaced: boolean
}

/** What the person told may speak against an article, however alike the trouble is. */
export const againstOf = (
  told: readonly Trouble[],
  article: ArticleHead,
  hit: Hit | undefined,
  { near, isNear, isPlainly, isPlaced }: Alike,
): Against | undefined => {
  const topic = topicOf(article.troubles)
  // "Objects of type folder", and no sessions: an article that speaks of both may be about either.
  const isGone = (t: Trouble): boolean =>
    t.kind === WITHOUT && t.standing === 'claimed' && !t.occasion.some(x => topic.things.has(x) || topic.words.has(x))
  if (
    told.some(t => (isOpposed(t, article) && !isPlaced) || (isGone(t) && (tells(t, topic) || tellsMoment(t, topic)))) ||
    deniesMain(told, article, near, topic) ||
    comesAfterAll(told, article, near, topic) ||
    told.some(t => isRight(t, told, article) || isSoWhereItGoesWell(t, article, isNear)) ||
    told.some(t => isAnotherPart(t, told, topic, hit)) ||
    told.some(t => isDenial(t) && isNeeded(t, article) && !isNamedBy(told, t))
  )
    return 'told'
  // What a tool shows need not be the cause.
  const isSure = (t: Trouble): boolean => t.standing === 'named' || !isPlainly
  const isOwn = told.some(t => t.kind === CAUSE && isSure(t) && isOtherCause(t, told, topic, hit))
  return isOwn || told.some(t => isOtherRelief(t, told, topic, hit)) ? 'cause' : undefined
}

/** What the article's title tells is not so here, whatever else of it is: "the memory is flat, yet it hangs". */
const deniesMain = (told: readonly Trouble[], { troubles: [main] }: ArticleHead, near: Near, topic: Topic): boolean => {
  if (main === undefined || GENERAL.has(main.kind)) return false
  const denials = told.filter(t => t.kind === main.kind && t.standing === 'denied')
  const itself = topicOf([main])
  // "The alerts show up, but the shortcut is missing": what is not so is that of the title's own thing.
  const isItsOwn = denials.some(t => tells(t, itself))
  // "The folders come complete, but free/busy is not shown": that is another thing's.
  const isOfIt = (t: Trouble): boolean =>
    t.things.length === 0 || (isItsOwn ? sharesAny(t, itself) : t.kind === main.kind || sharesAny(t, topic))
  return denials.length > 0 && !told.some(t => isClaimed(t) && near(t.kind, main.kind) && isOfIt(t))
}

/** "Each message is there twice": it is not missing, as the article has it; and the other way round. */
const comesAfterAll = (told: readonly Trouble[], { troubles }: ArticleHead, near: Near, topic: Topic): boolean => {
  const [main] = troubles
  if (main === undefined) return false
  const contrary = COMING.has(main.kind) ? MISSING : MISSING.has(main.kind) ? COMING : undefined
  const isMain = (t: Trouble): boolean => isClaimed(t) && troubles.some(a => near(t.kind, a.kind))
  return (
    contrary !== undefined &&
    told.some(t => isClaimed(t) && contrary.has(t.kind) && tells(t, topic)) &&
    !told.some(isMain)
  )
}
/** Kinds of what comes, and of what does not. */
const COMING: ReadonlySet<string> = new Set(['duplicated', 'wrong-order'])
const MISSING: ReadonlySet<string> = new Set(['absent', 'not-shown', 'cannot-receive', 'lost'])

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

/** "IPv6 is enabled", where the article is about one that was disabled. */
const isOpposed = (t: Trouble, { troubles }: ArticleHead): boolean =>
  troubles.some(a => isOppositeOf(t, a)) && !troubles.some(a => a.kind === t.kind && sharesThing(a, t))

/** It goes well, and without its trouble the article's does not come: "hangs while a domain controller is down". */
const isNeeded = (t: Trouble, { troubles }: ArticleHead): boolean => {
  const [main, ...rest] = troubles
  const isOfMoment = t.things.some(x => isTelling(x, t) && main?.occasion.includes(x[0] ?? ''))
  const isAway = (a: Trouble): boolean =>
    a.kind === AWAY && a.things.length > 0 && a.things.every(([own]) => t.things.some(([thing]) => thing === own))
  return (t.kind === WORKS && isOfMoment) || (main?.kind !== AWAY && rest.some(isAway))
}
const AWAY = 'cannot-connect'

/** Some trouble of the same thing is claimed: it goes well in a part. */
const isNamedBy = (told: readonly Trouble[], { things }: Trouble): boolean =>
  told.some(
    c => isClaimed(c) && things.some(([thing = '']) => c.things.flat().includes(thing) || c.occasion.includes(thing)),
  )

/** "With the scanner unloaded they arrive": the article speaks of no such thing, wherever that is. */
const isOtherRelief = (t: Trouble, told: readonly Trouble[], topic: Topic, hit: Hit | undefined): boolean => {
  if (t.kind !== RELIEF) return false
  // What it befalls is not what is changed: "with the tool's filter unloaded".
  const isBefallen = ([thing = '']: readonly string[]): boolean =>
    told.some(c => isClaimed(c) && c.things.flat().includes(thing))
  const things = t.things.filter(thing => !isBefallen(thing))
  if (things.length + t.words.length === 0 || isNamedIn(things, topic)) return false
  const own = foundIn(hit?.matches ?? [])
  return !t.words.some(x => topic.words.has(x) || own.has(x))
}

/** A cause of the person's own: the article speaks neither of its things nor by its words. */
const isOtherCause = (
  { things, words }: Trouble,
  told: readonly Trouble[],
  topic: Topic,
  hit: Hit | undefined,
): boolean => {
  // The program itself is new: what else it may be only a particular trouble can tell.
  if (things.length + words.length === 0) return told.every(t => !isClaimed(t) || GENERAL.has(t.kind))
  if (isNamedIn(things, topic)) return false
  const isKnown = knownTo(topic, hit)
  // Of "group policy" the one word alone is another thing.
  return !(things.length === 1 ? words.every(isKnown) : words.some(isKnown))
}

/** "Only the permissions are not taken along": the article speaks of no such part, and nothing else of it is told. */
const isAnotherPart = (t: Trouble, told: readonly Trouble[], topic: Topic, hit: Hit | undefined): boolean => {
  if (t.kind !== ONLY || isNamedIn(t.things, topic) || t.words.some(knownTo(topic, hit))) return false
  const isOfPart = (c: Trouble): boolean =>
    t.things.some(([thing]) => c.things.some(([own]) => own === thing)) || t.words.some(x => c.words.includes(x))
  if (told.some(c => isClaimed(c) && tells(c, topic) && !isOfPart(c))) return false
  // "Only the fax gets no notifications": the article's thing is told of, unless the rest of that goes well.
  const goesWell = (w: Trouble): boolean => (w.kind === WORKS && w.standing === 'claimed') || w.standing === 'denied'
  return !t.occasion.some(x => topic.things.has(x)) || told.some(w => goesWell(w) && tells(w, topic))
}

const isNamedIn = (things: Trouble['things'], topic: Topic): boolean =>
  things.some(thing => isShared(thing, topic) || topic.words.has(thing[0] ?? ''))

/** The article has the word where it says what happens and why. */
const knownTo = (topic: Topic, hit: Hit | undefined): ((word: string) => boolean) => {
  const own = explainedBy(hit)
  return word => topic.words.has(word) || own.has(word)
}

/** Words of the description, as stems, that the article has where it says what happens and why. */
const explainedBy = (hit: Hit | undefined): ReadonlySet<string> =>
  foundIn((hit?.matches ?? []).filter(m => m.fields.some(f => f === 'title' || f === 'symptoms' || f === 'cause')))

/** Words that were found, as stems. */
const foundIn = (matches: Hit['matches']): ReadonlySet<string> =>
  new Set(matches.map(m => formOf(m.word.toLowerCase())))
