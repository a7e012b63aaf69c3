import { once, onceFor } from '../../lately.ts'
import type { Found, Grammar, PhraseFinder } from '../../words/index.ts'
import { setUpReader } from '../machines/set-up.ts'
import { behindDenial } from '../sentences/before-colons.ts'
import { formerlyFinder } from '../sentences/formerly.ts'
import { placeReader } from '../sentences/places.ts'
import { isStated, partsOf, range, type Segment, type SegmentedText, segmentAt } from '../sentences/segments.ts'
import {
  deniedVerb,
  hasAny,
  hasMoved,
  isAllAsking,
  isBefore,
  isBetween,
  isConditional,
  isJoined,
  isLeft,
  isLeftOutThere,
  isNamedOther,
  isOthers,
  isSubjectOther,
  isYetToReach,
  listsOf,
  moveBefore,
  withVerb,
} from './around-versions.ts'
import { answerBehindReader } from './behind/answers.ts'
import { isInService, isOnOther, isOnOwn } from './behind/places.ts'
import { isCalledWrong, isWrongAbout } from './corrections.ts'
import { namingReader } from './eras.ts'
import { machinesNear } from './machines-near.ts'
import { isExcepted, isFallenThrough } from './never-there.ts'
import type { Licence, ReadStanding, Standing } from './standings.ts'
import { isStandingOnOwn, isStillOnAged } from './told-that.ts'

const PARTICIPLE = /ing$/

/** In words: from a tool to what it printed. */
const TOOL_REACH = 2

export const standingReader = (grammar: Grammar): ReadStanding => {
  const lists = listsOf(grammar)
  const isOfOthers = placeReader(grammar)
  const formerly = formerlyFinder(grammar)
  const isSetUp = setUpReader(grammar)
  const answerBehind = answerBehindReader(grammar)
  const namedAs = namingReader(grammar)
  // "A guest on a 2012 R2 host", "published on a 2012 R2 host".
  const hasGuests = onceFor(({ words }: SegmentedText): boolean => lists.guests.in(words).length > 0)
  return (
    word,
    end,
    read,
    taken,
    { isAnswer, supposes, isMachine, isAdded, isPiece, isTrouble, isKind, isLabel, isTool, isProduct, elsewhere, home },
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
    const sentence = partsOf(segment.sentence, read)
    const isTroubled = once(() => sentence.some(s => hasAny(s, isKind)) || hasAny(segment, i => is(lists.trying, i)))
    const isSetUpBefore = (behind: number): boolean =>
      isSetUp(behind, sentence[0]?.from ?? segment.from, read) && isTroubled()
    const is = (list: PhraseFinder<string>, place: number): boolean =>
      place >= segment.from && at(list, place) !== undefined

    const machines = { elsewhere, home, hasGuests: hasGuests(read), isMachine, isSetUpBefore }
    const { otherAt, ownAt, machineBefore } = machinesNear(segment, read, taken, machines, { at, is }, lists)
    const isNumber = (place: number): boolean => !taken.has(place) && /^v?\d[\d.]*$/.test(read.words[place]?.word ?? '')
    /** The "server" of "file server" says which one it is. */
    const isOfName = ({ from, to }: Found<string>): boolean =>
      [elsewhere, lists.other].some(list => (at(list, to - 1)?.from ?? from) < from)
    /** The nearest word before that says something: past other versions and what may stand between. */
    const back = (from: number): number => {
      let place = from
      while (place >= segment.from) {
        const found = taken.has(place) || denies(place) ? undefined : at(lists.between, place)
        const filling = found && !isOfName(found) ? found : undefined
        if (!filling && !taken.has(place)) break
        place = filling ? filling.from - 1 : place - 1
      }
      return place
    }
    const isOfOwn = (verb: number): boolean => machineBefore(verb - 1) === 'own'
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
    const isBehindOther = (one: Segment): boolean =>
      isProduct(one.from - 1) ||
      ([elsewhere, lists.other].some(l => isBefore(l, one, read)) &&
        !isBefore(home, one, read) &&
        !isSetUpBefore(one.from))
    const isMachineBehind = [end + 1, end].some(i => i < segment.to && ownAt(i))
    /** "A book on 2007", "the quote for 2007 on 2008": what is about a version has it not. "A school with 2008" has it. */
    const isOfMatter = (preposition: number): boolean => {
      const head = back(preposition - 1)
      if (head < segment.from || denies(head) || isMachineBehind || !is(lists.ofMatters, preposition)) return false
      if (hasAny({ ...segment, from: preposition, to: word }, i => !taken.has(i) && ownAt(i) !== undefined))
        return false
      if (isTroubled() || hasAny(segment, i => !taken.has(i) && isTrouble(i))) return false
      if (is(lists.beside, head)) return isOfMatter(head)
      // "Installed the real RU4 for SP1", "the service pack of 2008 is SP2": a piece of it stands there.
      if (isPiece(preposition - 1) || hasAny({ ...segment, from: word, to: end }, i => is(lists.being, i))) return false
      const isOwn = machineBefore(preposition - 1, preposition - 1 - head) === 'own'
      return !isOwn && !is(lists.systemsHave, head) && !is(lists.systemsHave, preposition)
    }
    const has = (licence: Licence): Standing => ({ kind: 'has', licence })

    const before = back(word - 1)
    const hasArticle = word > segment.from && at(lists.articles, word - 1) !== undefined
    if (isCalledWrong(end, segment, at, lists)) return { kind: 'denied' }
    if (isFallenThrough(end, segment, word, read.words, lists)) return { kind: 'not-now' }
    if (isExcepted(sentence, end, read, lists, home)) return { kind: 'elsewhere' }
    const answer = answerBehind(word, end, read, { isVersion: i => taken.has(i), isLabel, isTrouble })
    if (answer === 'yes') return has('having')
    if (answer !== undefined) return answer === 'no' ? { kind: 'denied' } : { kind: 'unclear', isGuessed: true }
    const named = namedAs(read.words, segment, word, end)
    if (named !== undefined) return { kind: named === 'era' ? 'past' : 'not-now' }
    if (is(lists.ours, before)) return isOthers(end, segment, isLabel, otherAt) ? { kind: 'elsewhere' } : has('ours')
    if (isOfOthers(word, read, { isVersion: i => taken.has(i), isTrouble: isKind })) return { kind: 'elsewhere' }
    // "The print server 2003": the name of the version begins with the machine's last word.
    if ((otherAt(word)?.from ?? word) < word) return { kind: 'elsewhere' }
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
    // "Our file server (Server 2008)"; "the file server, a 2008 box"; "the file server, that's 2008".
    const isAside = segment.isBracketed || (hasArticle && isMachineBehind)
    const opened = is(lists.joining, segment.from) ? segment.from + 1 : segment.from
    const pointing = lists.pointingBack.in(read.words, segment.from, word).find(f => f.from === opened)
    // "Our tool, running on 2008".
    const isPointing =
      pointing !== undefined && (before < pointing.to || (before === pointing.to && is(lists.standingOn, before)))
    // "I have a service, written in C and running on 2008, …".
    const isOfSubject =
      isPointing &&
      PARTICIPLE.test(pointing.value) &&
      isSubjectOther(sentence[0]?.from ?? segment.from, segment.from, read.words, lists.own, elsewhere)
    if (isOfSubject || ((isPointing || (before < segment.from && isAside)) && isBehindOther(segment)))
      return { kind: 'elsewhere' }
    // "Host: … Guest: …".
    if (isLabel(before) && is(lists.hosts, before) && hasGuests(read)) return { kind: 'elsewhere' }
    if (before < segment.from && isOnOther(end, segment, read, lists, otherAt)) return { kind: 'elsewhere' }
    if (before < segment.from || (!isStated(segment) && isAllAsking(segment.from, before + 1, read.words, lists)))
      return has(isAnswer ? 'answer' : 'bare')
    // "I had it wrong: …" leads to what is right.
    const isLed = isLabel(word - 1) && word - 1 > segment.from
    if (denies(before) || (!isLed && isWrongAbout(before, segment, is, lists))) return { kind: 'denied' }
    if (isStillOnAged(before, segment, read, is, back, isOfOwn, lists)) return has('having')
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
      if (head >= segment.from && isStillOnAged(head, segment, read, is, back, isOfOwn, lists)) return has('having')
      if (head >= segment.from && is(lists.had, head)) return { kind: 'past' }
      if (head >= segment.from && is(lists.awaiting, head)) return { kind: 'not-now' }
      // "The hub server has 2007 on 2008": so it has both. "A tool running on 2008".
      const isItsOwn = range(head + 1, before).some(i => taken.has(i)) || PARTICIPLE.test(read.words[head]?.word ?? '')
      if (isItsOwn && is(lists.having, head) && machineBefore(head - 1) === 'other') return { kind: 'elsewhere' }
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
      const move = is(lists.reaching, before) ? moveBefore(before, segment, is, lists) : undefined
      if (move !== undefined && deniedVerb(move, segment, denies, is, lists)) return { kind: 'denied' }
      // "Client on …" is the client's, "Unity 7 on …" Unity's; "the client gets nothing on …" is not.
      const isOther = isProduct(head) || machineBefore(isNumber(head) ? head - 1 : head, 0) === 'other'
      if (head >= segment.from && isOther && !is(lists.against, before)) return { kind: 'elsewhere' }
      if (head >= segment.from && is(lists.being, head) && isProduct(back(head - 1))) return { kind: 'elsewhere' }
      // "The domain controllers are on …", "the file server came with …".
      if (head >= segment.from && (is(lists.being, head) || movesOther(head)) && machineBefore(head - 1) === 'other')
        return { kind: 'elsewhere' }
      if (head >= segment.from && isOfOtherSubject(head)) return { kind: 'elsewhere' }
      // "The mailboxes are on …".
      const isOwn = head >= segment.from && is(lists.being, head) && machineBefore(head - 1) === 'own'
      const isOfTroubled = lists.troubledOnes.in(read.words, sentence[0]?.from ?? segment.from, before).length > 0
      const isThere = is(lists.reaching, before) || (head >= segment.from && is(lists.being, head))
      if (isOfTroubled && isThere) return has('having')
      if (!isOwn && !is(lists.reaching, before) && isOfMatter(before))
        return isAnswer ? has('answer') : { kind: 'unclear' }
      return has(is(lists.reaching, before) ? 'moved' : isOwn ? 'having' : 'beside')
    }
    if (is(lists.having, before) && !otherAt(before)) {
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
    if ((isLabel(before) || isLabel(word - 1)) && machine !== 'other') return has('bare')
    // "ExSetup.exe gives 8.1.263.1".
    if (range(Math.max(segment.from, before - TOOL_REACH), before + 1).some(isTool)) return has('answer')
    if (isJoined(word, segment, taken, isAdded, is, lists)) return has('bare')
    // "We restored the Windows 2008 machine": there is one.
    if (hasArticle && isMachineBehind) return machine === 'other' ? { kind: 'elsewhere' } : has('beside')
    // "Both carry 2007 SP1": whatever the verb.
    if (before <= segment.from + 1 && is(lists.distributing, segment.from)) return has('having')
    // "Event 9646 ex2003 sp1: …", "9646 for a user on ex2007 mbx": what a line is headed by, and what a server is.
    const isVerbless = [lists.having, lists.being, lists.had].every(
      l => l.in(read.words, segment.from, segment.to).length === 0,
    )
    if (machine !== 'other' && isVerbless && (isLabel(end - 1) || isMachineBehind)) return has('machine')
    if (is(lists.finding, before) && isOnOwn(end, segment, read, lists, ownAt)) return has('machine')
    if (isInService(end, segment, read, lists)) return has('having')
    if (isStandingOnOwn(word, segment, read, taken, lists)) return has('beside')
    return isAnswer ? has('answer') : { kind: 'unclear' }
  }
}
