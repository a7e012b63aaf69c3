import {
  type Found,
  type Grammar,
  type PhraseFinder,
  phraseFinder,
  type TextWord,
  textWords,
} from '../../words/index.ts'
import { otherMachines } from '../machines/others.ts'
import { WANTED_GAP } from '../sentences/finders.ts'
import type { Segment, SegmentedText } from '../sentences/segments.ts'

// The words around a version that say whose it is and when; what follows from them stands in licences.ts.

export const hasAny = ({ from, to }: Segment, isOne: (word: number) => boolean): boolean => {
  for (let word = from; word < to; word++) if (isOne(word)) return true
  return false
}

/** "They are at Update Rollup 5": "at" opens a moment elsewhere, and here goes on with the verb before it. */
export const withVerb = (
  part: Segment,
  { segments, words, negations }: SegmentedText,
  { beside, being, having }: Lists,
): Segment => {
  const before = segments[segments.indexOf(part) - 1]
  const ends = (list: PhraseFinder<string>): boolean =>
    before !== undefined && list.all(words, before.from, before.to).some(f => f.to === before.to)
  const goesOn = part.opener !== undefined && beside.all(words, part.from, part.to).some(f => f.from === part.from)
  return goesOn && before?.sentence === part.sentence && (ends(being) || ends(having) || negations.has(before.to - 1))
    ? { ...part, from: before.from }
    : part
}

export const listsOf = (grammar: Grammar) => {
  const words = (phrases: readonly string[]) => phraseFinder(phrases)
  const nouns = (phrases: readonly string[]) => phraseFinder(phrases, { nouns: true })
  const { ours, having, being, bringing, moving } = grammar
  return {
    /** What says before "on", "with" that a system has it. */
    systemsHave: words([...ours, ...having, ...being, ...bringing, ...moving, ...grammar['machine-lying']]),
    between: words(grammar.between),
    joining: words(grammar.joining),
    ours: words(grammar.ours),
    having: words(grammar.having),
    being: words(grammar.being),
    inService: words(grammar['in-service']),
    is: words(grammar.is),
    wrong: words(grammar.wrong),
    fallen: phraseFinder(grammar['fallen-through'], { literal: true }),
    excepting: words(grammar.excepting),
    latest: words(grammar.latest),
    distributing: words(grammar.distributing),
    atFirst: words(grammar['at-first']),
    had: phraseFinder(grammar.had, { literal: true }),
    beside: words(grammar.beside),
    ofMatters: words(grammar['of-matters']),
    finding: words(grammar.finding),
    awaiting: words(grammar.awaiting),
    yetToCome: words(grammar['yet-to-come']),
    deciders: words(grammar.deciders),
    getting: words(grammar.getting),
    wanting: phraseFinder(grammar.wanting, { gap: WANTED_GAP }),
    namedAs: words(grammar['named-as']),
    standingOn: words(grammar['standing-on']),
    asking: words([...grammar.asking, ...grammar.presuming, ...grammar['asking-marked']]),
    adversative: words(grammar.adversative),
    renewals: words(grammar.renewals),
    bringing: words(grammar.bringing),
    movedClients: nouns(grammar['moved-clients']),
    madeFor: words(grammar['made-for']),
    sources: nouns(grammar.sources),
    saying: words([...grammar.saying, ...grammar['known-for-sure']]),
    telling: words(grammar['telling-that']),
    moving: words(grammar.moving),
    against: words(grammar.against),
    amid: words(grammar.amid),
    trying: words(grammar.trying),
    leaving: words(grammar.leaving),
    reaching: words(grammar.reaching),
    nothing: words(grammar.nothing),
    articles: words(grammar.articles),
    subordinating: words(grammar.subordinating),
    it: words(grammar.it),
    pointingBack: words(grammar['pointing-back']),
    troubledOnes: words(grammar['troubled-ones']),
    itIs: words(grammar['it-is']),
    behindVersions: words(grammar['behind-versions']),
    unmoved: phraseFinder(grammar.unmoved, { literal: true }),
    leftOut: words([...grammar['machine-left-out'], ...grammar['none-there']]),
    conditional: words(grammar.conditional),
    guests: nouns(grammar.guests),
    hosts: words(grammar.hosts),
    own: nouns(grammar['own-machines']),
    aged: words(grammar['aged-machines']),
    someOf: words(grammar['some-of-machines']),
    lying: words(grammar['machine-lying']),
    other: nouns(otherMachines(grammar)),
  }
}

export type Lists = ReturnType<typeof listsOf>
export type Is = (list: PhraseFinder<string>, place: number) => boolean
export type At = (list: PhraseFinder<string>, place: number) => Found<string> | undefined

/** "… and Windows Server 2003", "… + Exchange 2010": one more of what was listed. */
export const isJoined = (
  word: number,
  segment: Segment,
  taken: ReadonlySet<number>,
  isAdded: (word: number) => boolean,
  is: Is,
  lists: Lists,
): boolean => {
  if (word > segment.from && isAdded(word)) return [...taken].some(i => i >= segment.from && i < word)
  let place = word - 1
  while (place >= segment.from && is(lists.between, place) && !is(lists.joining, place)) place--
  return is(lists.joining, place) && [...taken].some(i => i >= segment.from && i < place)
}

/** "Between the clients and the Exchange 2000 server": a filter stands there, and both are there. */
export const isBetween = (
  word: number,
  { from }: Segment,
  taken: ReadonlySet<number>,
  is: Is,
  { articles, ours, joining, amid, having, being }: Lists,
): boolean => {
  let place = word - 1
  while (place >= from && (is(articles, place) || is(ours, place))) place--
  if (place < from || !is(joining, place)) return false
  for (let at = place - 1; at >= Math.max(from, place - BETWEEN_REACH); at--) {
    if (is(amid, at)) return true
    if (taken.has(at) || is(having, at) || is(being, at)) return false
  }
  return false
}

/** In words: "between the clients in the other building and". */
const BETWEEN_REACH = 7

/** "If the server has …": in the part, or in what it is put into. */
export const isConditional = (
  { from, sentence }: Segment,
  { segments, words }: SegmentedText,
  { conditional }: Lists,
): boolean =>
  segments.some(s => s.sentence === sentence && s.from <= from && conditional.in(words, s.from, s.from + 1).length > 0)

/** "Why does …", "any idea why …": nothing but what asks stands from one place to another. */
export const isAllAsking = (from: number, to: number, words: readonly TextWord[], { asking }: Lists): boolean => {
  let place = from
  while (place < to) {
    const next = asking.in(words, place, to).find(f => f.from === place)
    if (!next) return false
    place = next.to
  }
  return true
}

/**
 * "They come from 2003, but not from 2008": what does not come is left out, and 2008 is there. "It is on 2003, but not on
 * 2008" denies the version.
 */
export const isLeftOutThere = (
  denial: number,
  segment: Segment,
  { segments, words }: SegmentedText,
  taken: ReadonlySet<number>,
  { adversative, between, beside, having, being, moving, had }: Lists,
): boolean => {
  const prior = segments[segments.findIndex(s => s.from === segment.from) - 1]
  if (prior?.sentence !== segment.sentence) return false
  const isOne = (list: PhraseFinder<string>, place: number): boolean =>
    list.endingAt(words, place + 1, prior.from) !== undefined
  for (let at = segment.from; at < denial; at++) if (!isOne(adversative, at)) return false
  let at = prior.to - 1
  while (at >= prior.from && !taken.has(at)) at--
  while (at >= prior.from && (taken.has(at) || isOne(between, at))) at--
  const verb = at - 1
  return (
    verb >= prior.from && isOne(beside, at) && ![having, being, moving, had, beside].some(list => isOne(list, verb))
  )
}

/** "The 2008 one is the domain controller", "RU5 is what the client access server has", "2008 is the machine on which our program runs". */
export const isNamedOther = (
  end: number,
  { to }: Segment,
  { words }: SegmentedText,
  { is: verbs, articles, namedAs }: Lists,
  otherAt: (place: number) => Found<string> | undefined,
): boolean => {
  const verb = verbs.in(words, end, Math.min(to, end + 2))[0]
  if (!verb) return false
  const names = [articles, namedAs].some(l => l.in(words, verb.to, Math.min(to, verb.to + 1)).length > 0)
  // "The 2007 box is CAS and hub only."
  const isRole = [verb.to, verb.to + 1].some(last => last < to && otherAt(last)?.from === verb.to)
  if (!names && !isRole) return false
  for (let place = verb.to; place < to; place++) if (otherAt(place)) return true
  return false
}

/**
 * "W2K8 file server", "2008 R2 domain controllers", "2008: domain controllers": the machine stands right behind. What a colon
 * leads to ("setup on 2008: the hub role fails") is no name of what stands before it, unless it is all there is.
 */
export const isOthers = (
  end: number,
  segment: Segment,
  isLabel: (word: number) => boolean,
  otherAt: (place: number) => Found<string> | undefined,
): boolean =>
  [end + 1, end].some(last => {
    const other = last < segment.to ? otherAt(last) : undefined
    return other?.from === end && (!isLabel(end - 1) || other.to === segment.to)
  })

/** True where the last machine that is named between two places is another one. */
export const isSubjectOther = (
  from: number,
  to: number,
  words: readonly TextWord[],
  own: PhraseFinder<string>,
  elsewhere: PhraseFinder<string>,
): boolean => {
  const lastOf = (list: PhraseFinder<string>): number => list.in(words, from, to).at(-1)?.from ?? -1
  return lastOf(elsewhere) > lastOf(own)
}

/** "CAS1": what a machine is stands in its name. */
export const isOfRole = (place: number, words: readonly TextWord[], { other }: Lists): boolean => {
  const role = /^\p{L}+(?=-?\d)/u.exec(words[place]?.word ?? '')?.[0]
  return role !== undefined && role.length > 1 && other.in(textWords(role)).length > 0
}

/** "When we move to 2010", and not "when we moved". */
export const isYetToReach = (
  verb: number,
  { from }: Segment,
  words: readonly TextWord[],
  { yetToCome, moving, deciders }: Lists,
): boolean =>
  (yetToCome.in(words, from, from + 1).length > 0 || yetToCome.endingAt(words, verb - 1, from) !== undefined) &&
  moving.in(words, verb, verb + 1).some(f => f.value === words[verb]?.word) &&
  deciders.in(words, verb - 1, verb).length > 0

export const isBefore = (list: PhraseFinder<string>, { from }: Segment, { words }: SegmentedText): boolean =>
  list.all(words, Math.max(0, from - LONGEST_MACHINE), from).some(f => f.to === from)

/** In words: "client access server". */
export const LONGEST_MACHINE = 3

/** "Server 2008 hosts the mailbox role": what an article follows in its part is no machine. */
export const isVerb = (place: number, { to }: Segment, words: readonly TextWord[], { articles }: Lists): boolean =>
  words[place]?.word.endsWith('s') === true && articles.in(words, place + 1, Math.min(to, place + 2)).length > 0

/** "It does not run …", "we don't have …", "isn't …", and not "gets nothing since they're on …". */
export const deniedVerb = (
  verb: number,
  segment: Segment,
  denies: (place: number) => boolean,
  is: Is,
  { subordinating }: Lists,
): boolean => {
  for (let i = verb; i >= Math.max(segment.from, verb - 2); i--) {
    if (denies(i)) return true
    if (is(subordinating, i)) return false
  }
  return false
}

export const hasMoved = (segment: Segment, place: number, is: Is, lists: Lists): boolean => {
  for (let i = place - 1; i >= segment.from; i--) if (is(lists.moving, i)) return true
  return false
}

/** The verb of "upgraded (the mailbox server) to …": what was moved may stand between. */
export const moveBefore = (place: number, { from }: Segment, is: Is, { moving }: Lists): number | undefined => {
  for (let i = place - 1; i >= Math.max(from, place - 1 - LONGEST_MOVED); i--) if (is(moving, i)) return i
  return undefined
}

/** In words: "the old mailbox server over". */
const LONGEST_MOVED = 5

/** "Moved from …": no notifications "from Exchange 2007" says where they come from. */
export const isLeft = (segment: Segment, place: number, is: Is, lists: Lists): boolean => {
  return is(lists.leaving, place) && hasMoved(segment, place, is, lists)
}
