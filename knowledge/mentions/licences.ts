import { once } from '../lately.ts'
import type { Found, Grammar, PhraseFinder } from '../words/index.ts'
import {
  behindDenial,
  deniedVerb,
  hasAny,
  hasMoved,
  isAllAsking,
  isBefore,
  isBetween,
  isCalledWrong,
  isConditional,
  isJoined,
  isLeft,
  isLeftOutThere,
  isNamedOther,
  isOfRole,
  isOnOther,
  isOthers,
  isVerb,
  isWrongAbout,
  isYetToReach,
  listsOf,
  withVerb,
} from './around-versions.ts'
import { setUpReader } from './machines/set-up.ts'
import { formerlyFinder } from './sentences/formerly.ts'
import { placeReader } from './sentences/places.ts'
import { isStated, type Segment, type SegmentedText, segmentAt } from './sentences/segments.ts'

/**
 * What a text says of a version that it mentions. Only what a rule licenses is a fact about the system in question; what
 * no rule licenses is unclear, and decides nothing.
 */
export type Standing =
  /** The system in question has it now. */
  | { readonly kind: 'has'; readonly licence: Licence }
  /** It was so before. */
  | { readonly kind: 'past' }
  /** It is not so: "it is not 2008", "2008 is wrong". */
  | { readonly kind: 'denied' }
  /** Another machine has it. */
  | { readonly kind: 'elsewhere' }
  /** Asked, planned, supposed, or reported. */
  | { readonly kind: 'not-now' }
  /** Nothing says whose it is. */
  | { readonly kind: 'unclear' }

/** Why a version counts as said. */
type Licence =
  /** Nothing stands before it in its part of the sentence: "E2K7 SP1 RU3 / W2K8". */
  | 'bare'
  /** "Our Exchange 2007 server": claims it whatever else is said. */
  | 'ours'
  /** "We have", "it runs", "is". */
  | 'having'
  /** "Fails on …", "with …". */
  | 'beside'
  /** "Moved to …". */
  | 'moved'
  /** "Mailbox server: …". */
  | 'machine'
  /** A trouble, or the thing that it befalls, stands right before it: "no events E2K7". */
  | 'trouble'
  /** What was asked, or printed by a tool. */
  | 'answer'

/** Places of the words that versions and their pieces take up. */
type Taken = ReadonlySet<number>

interface StandingContext {
  /** It was asked for, or a tool printed it. */
  readonly isAnswer: boolean
  /** The whole text only supposes: is that article right for …? */
  readonly supposes: boolean
  /** A word of the name of a machine. */
  readonly isMachine: (word: number) => boolean
  readonly isTrouble: (word: number) => boolean
  /** A sign before it adds it to what stands before: "… + Exchange 2010". */
  readonly isAdded: (word: number) => boolean
  /** A word of a service pack or an update. */
  readonly isPiece: (word: number) => boolean
  /** A word that tells what goes wrong, and no thing alone. */
  readonly isKind: (word: number) => boolean
  /** A word with which a label ends: "Product: …". */
  readonly isLabel: (word: number) => boolean
  /** A tool that prints versions of this product. */
  readonly isTool: (word: number) => boolean
  /** Words that mean another machine where this product is meant, and those that mean its own. */
  readonly elsewhere: PhraseFinder<string>
  readonly home: PhraseFinder<string>
}

export type ReadStanding = (
  /** Places of its first word, and behind its last. */
  word: number,
  end: number,
  read: SegmentedText,
  taken: Taken,
  context: StandingContext,
) => Standing

/** In words: what stands farther before a verb is not its subject. */
const SUBJECT_REACH = 5

export const standingReader = (grammar: Grammar): ReadStanding => {
  const lists = listsOf(grammar)
  const isOfOthers = placeReader(grammar)
  const formerly = formerlyFinder(grammar)
  const isSetUp = setUpReader(grammar)
  return (
    word,
    end,
    read,
    taken,
    { isAnswer, supposes, isMachine, isAdded, isPiece, isTrouble, isKind, isLabel, isTool, elsewhere, home },
  ) => {
    const part = segmentAt(word, read)
    if (!part) return { kind: 'unclear' }
    const segment = behindDenial(word, withVerb(part, read, lists), read, taken, isLabel, lists)
    const denies = (place: number): boolean => read.negations.has(place)
    /** "Not right" is found where "right" is denied. */
    const at = (list: PhraseFinder<string>, place: number): Found<string> | undefined => {
      const found = place < segment.to ? list.endingAt(read.words, place + 1, segment.from) : undefined
      return found?.denied && !denies(found.from - 1) ? undefined : found
    }
    // "My colleague's notes say": they tell of the system in question.
    const isOfPaper = (place: number): boolean =>
      lists.sources.in(read.words, place + 1, Math.min(segment.to, place + 2)).length > 0
    const machineAt = (list: PhraseFinder<string>, place: number): Found<string> | undefined =>
      isVerb(place, segment, read.words, lists) || at(lists.being, place) || isOfPaper(place)
        ? undefined
        : at(list, place)
    const sentence = read.segments.filter(s => s.sentence === segment.sentence)
    const isTroubled = once(() => sentence.some(s => hasAny(s, isKind)) || hasAny(segment, i => is(lists.trying, i)))
    const isSetUpBefore = (behind: number): boolean =>
      isSetUp(behind, sentence[0]?.from ?? segment.from, read) && isTroubled()
    /** A machine that another product runs on: a PC is Outlook's own. */
    const otherAt = (place: number): Found<string> | undefined =>
      machineAt(home, place) || isSetUpBefore(place + 1)
        ? undefined
        : (machineAt(elsewhere, place) ?? machineAt(lists.other, place))
    const ownAt = (place: number): Found<string> | undefined => machineAt(lists.own, place) ?? machineAt(home, place)
    const is = (list: PhraseFinder<string>, place: number): boolean =>
      place >= segment.from && at(list, place) !== undefined

    /** The nearest word before that says something: past other versions and what may stand between. */
    const back = (from: number): number => {
      let place = from
      while (place >= segment.from && (taken.has(place) || (is(lists.between, place) && !denies(place)))) place--
      return place
    }
    /** Whose it is, by the nearest machine up to so many words before a place. */
    const machineBefore = (place: number, reach = SUBJECT_REACH): 'own' | 'other' | undefined => {
      for (let i = place; i >= Math.max(segment.from, place - reach); i--) {
        if (taken.has(i)) continue
        // "CAS1".
        if (isMachine(i)) return isOfRole(i, read.words, lists) ? 'other' : 'own'
        // "The web server next to it".
        if (is(lists.it, i) && is(lists.beside, i - 1)) continue
        const [other, own] = [otherAt(i), ownAt(i)]
        // "Hub servers": what kind of server it is stands before.
        if (own?.size === 1 && i > segment.from && otherAt(i - 1) && !is(lists.guests, i)) return 'other'
        if (other && other.to - other.from >= (own ? own.to - own.from : 0)) return 'other'
        if (own) return 'own'
      }
      return undefined
    }
    /** "The file server is silent since it's on …": "it" is what the sentence is about. */
    const isOfOtherSubject = (verb: number): boolean => {
      const isShort = is(lists.itIs, verb)
      const it = isShort ? verb : verb - 1
      if (!isShort && !is(lists.it, it)) return false
      return is(lists.subordinating, it - 1) && machineBefore(it - 2) === 'other'
    }
    /** "Previously it had …", "no rollup was on it in the beginning". */
    const isAtFirst = ({ from, to }: Segment, place: number): boolean =>
      formerly(read.words, from, place).length > 0 || lists.atFirst.in(read.words, from, to).length > 0
    /** "The domain controllers moved", and not the clients, whose mailboxes did. */
    const movesOther = (verb: number): boolean =>
      is(lists.moving, verb) && lists.movedClients.in(read.words, segment.from, verb).length === 0
    const has = (licence: Licence): Standing => ({ kind: 'has', licence })

    const before = back(word - 1)
    if (isCalledWrong(end, segment, at, lists)) return { kind: 'denied' }
    if (is(lists.ours, before)) return isOthers(end, segment, isLabel, otherAt) ? { kind: 'elsewhere' } : has('ours')
    if (isOfOthers(word, read)) return { kind: 'elsewhere' }
    const isPresumed = sentence.some(s => s.presumes && hasAny(s, isKind))
    // "Which update makes it come: RU4?": what is asked about is not there yet, but what it is for.
    const isOfCure = segment.mood === 'asked' && segment.wants
    const isGot =
      is(lists.getting, back(word - 1)) &&
      lists.wanting.in(read.words, segment.from, segment.to).some(f => f.from < word && word < f.to)
    if (isPresumed && (isGot || back(word - 1) === segment.wantedFrom - 1)) return has('beside')
    const isCure = isOfCure && !is(lists.standingOn, before) && word < segment.wantedFrom
    // "Which update (RU4?) makes …": only what stands behind a version tells more of it.
    const isStray =
      segment.isBracketed &&
      sentence.some(s => s.mood === 'asked' && s.wants) &&
      !taken.has(segment.from - 1) &&
      lists.own.endingAt(read.words, segment.from, 0) === undefined
    const isSo = isStated(segment)
      ? !isStray
      : segment.mood === 'asked' && isPresumed && (segment.presumes || isOfCure) && !isCure
    // "We plan to go from 2003 to 2010": that is where we are.
    if (segment.mood === 'planned' && isLeft(segment, before, is, lists)) return has('beside')
    // "Trying to install SP1 on Exchange 2010": that is there already.
    if (segment.mood === 'planned' && is(lists.standingOn, before) && isPiece(before - 1)) return has('beside')
    if (!supposes && (!isSo || isConditional(segment, read, lists))) return { kind: 'not-now' }
    if (isOthers(end, segment, isLabel, otherAt) || isNamedOther(end, segment, read, lists, otherAt))
      return { kind: 'elsewhere' }
    // "Before we moved from 2003 to 2008": what was reached is there now.
    const isReached = is(lists.reaching, before) && hasMoved(segment, before, is, lists)
    if (segment.isEarlier && isReached) return has('moved')
    if (segment.isEarlier || isAtFirst(segment, word)) return { kind: 'past' }
    // "Our file server (Server 2008)".
    if (
      before < segment.from &&
      segment.isBracketed &&
      [elsewhere, lists.other].some(l => isBefore(l, segment, read)) &&
      !isBefore(home, segment, read) &&
      !isSetUpBefore(segment.from)
    )
      return { kind: 'elsewhere' }
    if (before < segment.from && isOnOther(end, segment, read, lists, otherAt)) return { kind: 'elsewhere' }
    if (before < segment.from || (!isStated(segment) && isAllAsking(segment.from, before + 1, read.words, lists)))
      return has(isAnswer ? 'answer' : 'bare')
    if (denies(before) || isWrongAbout(before, segment, is, lists)) return { kind: 'denied' }
    if (is(lists.had, before))
      return lists.latest.in(read.words, segment.from, before).length > 0 ? has('having') : { kind: 'past' }
    if (is(lists.madeFor, before)) return { kind: 'elsewhere' }
    if (is(lists.beside, before)) {
      const head = back(before - 1)
      if (is(lists.reaching, before) && isYetToReach(head, segment, read.words, lists)) return { kind: 'not-now' }
      // "Hears nothing from Exchange 2007": what is not heard is denied, not whom it is from.
      const isDeniedThere = denies(head) && !is(lists.nothing, head)
      if (head >= segment.from && isDeniedThere) {
        if (isLeftOutThere(head, segment, read, taken, lists)) return has('beside')
        const verb = back(head - 1)
        // "The file server is not on 2008."
        const isOther = machineBefore(is(lists.being, verb) ? verb - 1 : head - 1) === 'other'
        return { kind: isOther ? 'elsewhere' : 'denied' }
      }
      if (head >= segment.from && is(lists.had, head)) return { kind: 'past' }
      if (head >= segment.from && is(lists.awaiting, head)) return { kind: 'not-now' }
      // "It does not run on …"; of a program that would be the trouble.
      if (
        head >= segment.from &&
        is(lists.having, head) &&
        deniedVerb(head, segment, denies, is, lists) &&
        machineBefore(head - 1) === 'own'
      )
        return { kind: 'denied' }
      if (isLeft(segment, before, is, lists)) return { kind: 'past' }
      // "We never went to SP2"; that something does not come on it is a trouble.
      const isUnreached = is(lists.reaching, before) && is(lists.moving, head)
      if (head >= segment.from && isUnreached && deniedVerb(head, segment, denies, is, lists)) return { kind: 'denied' }
      // "Client on …" is the client's; "the client gets nothing on …" is not.
      if (head >= segment.from && machineBefore(head, 0) === 'other' && !is(lists.against, before))
        return { kind: 'elsewhere' }
      // "The domain controllers are on …", "the file server came with …".
      if (head >= segment.from && (is(lists.being, head) || movesOther(head)) && machineBefore(head - 1) === 'other')
        return { kind: 'elsewhere' }
      if (head >= segment.from && isOfOtherSubject(head)) return { kind: 'elsewhere' }
      // "The mailboxes are on …".
      const isOwn = head >= segment.from && is(lists.being, head) && machineBefore(head - 1) === 'own'
      return has(is(lists.reaching, before) ? 'moved' : isOwn ? 'having' : 'beside')
    }
    if (is(lists.having, before)) {
      if (deniedVerb(before, segment, denies, is, lists)) return { kind: 'denied' }
      const isOther = machineBefore(before - 1) === 'other' || isOfOtherSubject(before)
      return isOther ? { kind: 'elsewhere' } : has('having')
    }
    // "The refresh brought …", "the mailbox server was given …".
    if (is(lists.bringing, before)) {
      if (deniedVerb(before, segment, denies, is, lists)) return { kind: 'denied' }
      const whose = machineBefore(before - 1)
      if (whose === 'other') return { kind: 'elsewhere' }
      if (whose === 'own' || lists.renewals.in(read.words, segment.from, before).length > 0) return has('moved')
    }
    if (isBetween(word, segment, taken, is, lists)) return has('beside')
    const machine = machineBefore(before)
    if (machine === 'other' && otherAt(before)) return { kind: 'elsewhere' }
    if (machine === 'own' && (ownAt(before) || isMachine(before))) return has('machine')
    if (isTrouble(before)) return has('trouble')
    if (isLabel(before) && machine !== 'other') return has('bare')
    if (isTool(before)) return has('answer')
    if (isJoined(word, segment, taken, isAdded, is, lists)) return has('bare')
    // "We restored the Windows 2008 machine": there is one.
    const [article, machineBehind] = [
      at(lists.articles, word - 1),
      [end + 1, end].some(i => i < segment.to && ownAt(i)),
    ]
    if (word > segment.from && article && machineBehind) return has('beside')
    // "Both carry 2007 SP1": whatever the verb.
    if (before <= segment.from + 1 && is(lists.distributing, segment.from)) return has('having')
    return isAnswer ? has('answer') : { kind: 'unclear' }
  }
}
