import { type Found, type Grammar, type PhraseFinder, phraseFinder, type TextWord } from '../words/index.ts'
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
  return (
    word,
    end,
    read,
    taken,
    { isAnswer, supposes, isMachine, isTrouble, isKind, isLabel, isTool, elsewhere, home },
  ) => {
    const part = segmentAt(word, read)
    if (!part) return { kind: 'unclear' }
    const segment = withVerb(part, read, lists)
    const at = (list: PhraseFinder<string>, place: number): Found<string> | undefined =>
      place < segment.to ? list.endingAt(read.words, place + 1, segment.from) : undefined
    const machineAt = (list: PhraseFinder<string>, place: number): Found<string> | undefined =>
      isVerb(place, read.words, lists.articles) ? undefined : at(list, place)
    /** A machine that another product runs on: a PC is Outlook's own. */
    const otherAt = (place: number): Found<string> | undefined =>
      machineAt(home, place) ? undefined : (machineAt(elsewhere, place) ?? machineAt(lists.other, place))
    const ownAt = (place: number): Found<string> | undefined => machineAt(lists.own, place) ?? machineAt(home, place)
    const is = (list: PhraseFinder<string>, place: number): boolean =>
      place >= segment.from && at(list, place) !== undefined
    const denies = (place: number): boolean => read.negations.has(place)

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
        if (isMachine(i)) return 'own'
        const [other, own] = [otherAt(i), ownAt(i)]
        // "Hub servers": what kind of server it is stands before.
        if (own && own.to - own.from === 1 && i > segment.from && otherAt(i - 1)) return 'other'
        if (other && other.to - other.from >= (own ? own.to - own.from : 0)) return 'other'
        if (own) return 'own'
      }
      return undefined
    }
    const has = (licence: Licence): Standing => ({ kind: 'has', licence })

    const before = back(word - 1)
    if (isCalledWrong(end, segment, at, lists)) return { kind: 'denied' }
    if (is(lists.ours, before)) return isOthers(end, segment, otherAt) ? { kind: 'elsewhere' } : has('ours')
    const isSo = isStated(segment) || (segment.presumes && hasAny(segment, isKind))
    if (!supposes && (!isSo || isConditional(segment, read, lists))) return { kind: 'not-now' }
    if (isOthers(end, segment, otherAt)) return { kind: 'elsewhere' }
    // "Before we moved from 2003 to 2008": what was reached is there now.
    const isReached = is(lists.reaching, before) && hasMoved(segment, before, is, lists)
    if (segment.isEarlier && isReached) return has('moved')
    if (segment.isEarlier || lists.formerly.in(read.words, segment.from, word).length > 0) return { kind: 'past' }
    // "Our file server (Server 2008)".
    if (
      before < segment.from &&
      segment.isBracketed &&
      [elsewhere, lists.other].some(l => isBefore(l, segment, read)) &&
      !isBefore(home, segment, read)
    )
      return { kind: 'elsewhere' }
    if (before < segment.from) return has(isAnswer ? 'answer' : 'bare')
    if (denies(before)) return { kind: 'denied' }
    if (is(lists.had, before)) return { kind: 'past' }
    if (is(lists.beside, before)) {
      const head = back(before - 1)
      // "Hears nothing from Exchange 2007": what is not heard is denied, not whom it is from.
      const isDeniedThere = denies(head) && !is(lists.nothing, head)
      if (head >= segment.from && isDeniedThere) {
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
        deniedVerb(head, segment, denies) &&
        machineBefore(head - 1) === 'own'
      )
        return { kind: 'denied' }
      if (isLeft(segment, before, is, lists)) return { kind: 'past' }
      // "Client on …" is the client's; "the client gets nothing on …" is not.
      if (head >= segment.from && machineBefore(head, 0) === 'other') return { kind: 'elsewhere' }
      // "The domain controllers are on …".
      if (head >= segment.from && is(lists.being, head) && machineBefore(head - 1) === 'other')
        return { kind: 'elsewhere' }
      // "The mailboxes are on …".
      const isOwn = head >= segment.from && is(lists.being, head) && machineBefore(head - 1) === 'own'
      return has(is(lists.reaching, before) ? 'moved' : isOwn ? 'having' : 'beside')
    }
    if (is(lists.having, before)) {
      if (deniedVerb(before, segment, denies)) return { kind: 'denied' }
      return machineBefore(before - 1) === 'other' ? { kind: 'elsewhere' } : has('having')
    }
    const machine = machineBefore(before)
    if (machine === 'other' && otherAt(before)) return { kind: 'elsewhere' }
    if (machine === 'own' && (ownAt(before) || isMachine(before))) return has('machine')
    if (isTrouble(before)) return has('trouble')
    if (isLabel(before) && machine !== 'other') return has('bare')
    if (isTool(before)) return has('answer')
    if (isJoined(word, segment, taken, is, lists)) return has('bare')
    return isAnswer ? has('answer') : { kind: 'unclear' }
  }
}

const hasAny = ({ from, to }: Segment, isOne: (word: number) => boolean): boolean => {
  for (let word = from; word < to; word++) if (isOne(word)) return true
  return false
}

/** "They are at Update Rollup 5": "at" opens a moment elsewhere, and here goes on with the verb before it. */
const withVerb = (part: Segment, { segments, words }: SegmentedText, { beside, being, having }: Lists): Segment => {
  const before = segments[segments.indexOf(part) - 1]
  const ends = (list: PhraseFinder<string>): boolean =>
    before !== undefined && list.all(words, before.from, before.to).some(f => f.to === before.to)
  const goesOn = part.opener !== undefined && beside.all(words, part.from, part.to).some(f => f.from === part.from)
  return goesOn && before?.sentence === part.sentence && (ends(being) || ends(having))
    ? { ...part, from: before.from }
    : part
}

const listsOf = (grammar: Grammar) => {
  const words = (phrases: readonly string[]) => phraseFinder(phrases)
  const nouns = (phrases: readonly string[]) => phraseFinder(phrases, { nouns: true })
  return {
    between: words(grammar.between),
    joining: words(grammar.joining),
    ours: words(grammar.ours),
    having: words(grammar.having),
    being: words(grammar.being),
    wrong: words(grammar.wrong),
    formerly: words(grammar.formerly),
    had: words(grammar.had),
    beside: words(grammar.beside),
    awaiting: words(grammar.awaiting),
    moving: words(grammar.moving),
    leaving: words(grammar.leaving),
    reaching: words(grammar.reaching),
    nothing: words(grammar.nothing),
    articles: words(grammar.articles),
    conditional: words(grammar.conditional),
    own: nouns(grammar['own-machines']),
    other: nouns(grammar['other-machines']),
  }
}

type Lists = ReturnType<typeof listsOf>
type Is = (list: PhraseFinder<string>, place: number) => boolean
type At = (list: PhraseFinder<string>, place: number) => Found<string> | undefined

/** "… and Windows Server 2003": one more of what was listed. */
const isJoined = (word: number, segment: Segment, taken: Taken, is: Is, lists: Lists): boolean => {
  let place = word - 1
  while (place >= segment.from && is(lists.between, place) && !is(lists.joining, place)) place--
  return is(lists.joining, place) && [...taken].some(i => i >= segment.from && i < place)
}

/** "If the server has …": in the part, or in what it is put into. */
const isConditional = (
  { from, sentence }: Segment,
  { segments, words }: SegmentedText,
  { conditional }: Lists,
): boolean =>
  segments.some(s => s.sentence === sentence && s.from <= from && conditional.in(words, s.from, s.from + 1).length > 0)

/** "W2K8 file server", "2008 R2 domain controllers": the machine stands right behind. */
const isOthers = (end: number, segment: Segment, otherAt: (place: number) => Found<string> | undefined): boolean =>
  [end + 1, end].some(last => last < segment.to && otherAt(last)?.from === end)

const isBefore = (list: PhraseFinder<string>, { from }: Segment, { words }: SegmentedText): boolean =>
  list.all(words, Math.max(0, from - LONGEST_MACHINE), from).some(f => f.to === from)

/** In words: "client access server". */
const LONGEST_MACHINE = 3

/** "Server 2008 hosts the mailbox role": what an article follows is no machine. */
const isVerb = (place: number, words: readonly TextWord[], articles: PhraseFinder<string>): boolean =>
  words[place]?.word.endsWith('s') === true &&
  articles.in(words, place + 1, Math.min(words.length, place + 2)).length > 0

/** "SP1 was wrong", "2008 is a mistake". */
const isCalledWrong = (end: number, { to }: Segment, at: At, lists: Lists): boolean => {
  for (let place = end; place < Math.min(to, end + LONGEST_VERDICT); place++) {
    const verdict = at(lists.wrong, place)
    const verb = at(lists.being, end) ?? at(lists.had, end)
    if (verdict && (verdict.from === end || (verb && verdict.from <= verb.to + 1))) return true
  }
  return false
}

/** In words: "was of course a mistake". */
const LONGEST_VERDICT = 6

/** "It does not run …", "we don't have …", "isn't …". */
const deniedVerb = (verb: number, segment: Segment, denies: (place: number) => boolean): boolean =>
  [verb, verb - 1, verb - 2].some(i => i >= segment.from && denies(i))

const hasMoved = (segment: Segment, place: number, is: Is, lists: Lists): boolean => {
  for (let i = place - 1; i >= segment.from; i--) if (is(lists.moving, i)) return true
  return false
}

/** "Moved from …": no notifications "from Exchange 2007" says where they come from. */
const isLeft = (segment: Segment, place: number, is: Is, lists: Lists): boolean => {
  return is(lists.leaving, place) && hasMoved(segment, place, is, lists)
}
