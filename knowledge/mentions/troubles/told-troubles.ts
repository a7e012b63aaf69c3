import { isClaimed, QUESTION, type Trouble, WITHOUT, WORKS } from '../../article.ts'
import type { Steps } from '../../steps.ts'
import { range, type Segment, type SegmentedText } from '../sentences/segments.ts'
import type { Experiments } from './causing/experiments.ts'
import type { IsNoEffect } from './causing/no-effect.ts'
import { type FoundKind, kindsIn } from './found-kinds.ts'
import { troubleOf } from './named.ts'
import type { IsCleft } from './partly/clefts.ts'
import { withoutBelied } from './partly/comings.ts'
import type { IsEnding } from './partly/endings.ts'
import type { Parallels } from './partly/parallels.ts'
import { wholesOf } from './partly/wholes.ts'
import { type Beside, NOTHING, type Phrases } from './phrases/phrases.ts'
import { type ReadAfterthought, turnedBy } from './settled/afterthoughts.ts'
import type { onceReader } from './settled/once.ts'
import type { WithSettled } from './settled/settled.ts'
import type { StepReader } from './steps.ts'

// What goes wrong, part by part of a text, and what each of them says of what was told before.

/** So many parts of a text are read in one step. */
const PARTS_AT_ONCE = 60
export const isStepAt = (n: number): boolean => n % PARTS_AT_ONCE === PARTS_AT_ONCE - 1

/** What a reader of a language has. */
export interface Means {
  readonly phrases: Phrases
  readonly moments: ReadonlySet<string>
  readonly afterthought: ReadAfterthought
  readonly withSettled: WithSettled
  readonly withOnce: ReturnType<typeof onceReader>
  readonly unreachedIn: StepReader['unreachedIn']
  readonly isEnding: IsEnding
  readonly isCleft: IsCleft
  readonly parallels: Parallels
  readonly experiments: Experiments
  readonly isNoEffect: IsNoEffect
}

/** Whose text it is. */
export interface Author {
  readonly isPerson: boolean
  readonly quote: (segment: Segment) => string | undefined
  readonly isCompared: (segment: Segment, text: SegmentedText) => boolean
  /** What is told of a trial is so only then: that it does not crash without the add-in denies no crash. */
  readonly isApart: (segment: Segment) => boolean
}

export function* troublesIn(
  text: SegmentedText,
  {
    phrases,
    moments,
    afterthought,
    withSettled,
    withOnce,
    unreachedIn,
    isEnding,
    isCleft,
    parallels,
    experiments,
    isNoEffect,
  }: Means,
  { isPerson, quote, isCompared, isApart }: Author,
): Steps<readonly Trouble[]> {
  const found: Trouble[] = []
  const places = new Map<Trouble, number>()
  const comings = new Set<Trouble>()
  const isMoment = (s: Segment | undefined): s is Segment => s?.opener !== undefined && moments.has(s.opener)
  const withWhole = wholesOf(text, phrases, isCompared)
  let subject = NOTHING
  /** What its sentence was about before it named what goes well, and that: the next sentence may go on with it. */
  let subjectBefore = NOTHING
  let subjectWell: Beside | undefined
  /** What was named last, and no place: the "callbacks" of "for mailboxes on A the callbacks come". */
  let [wellNamed, lastNamed] = [NOTHING, NOTHING]
  /** The sentence that named it. */
  let subjectOf: number | undefined
  /** What was last said to go well, and nothing else since. */
  let well: Trouble | undefined
  /** "Nothing is printed" was told last. */
  let isUndone = false
  /** The sentence that told a trouble last. */
  let told: number | undefined
  for (const [n, segment] of text.segments.entries()) {
    if (isStepAt(n)) yield
    placed(found, n - 1, places)
    if (lastNamed.things.length > 0) wellNamed = lastNamed
    lastNamed = parallels.namedIn(segment, text)
    if (segment.isLog || isApart(segment)) continue
    const beside = phrases.besideIn(phrases.untilSince(segment, text), text)
    if (subjectWell !== undefined && subjectOf !== segment.sentence) {
      subject = subjectWell
      subjectWell = undefined
    }
    const ownNamed = lastNamed
    // "They are late. Swapped the cable, no luck": a step changed nothing, and that is no other trouble.
    const isStep = found.some(isClaimed) && isNoEffect(segment, text)
    const kinds = isStep ? [] : kindsIn(segment, text, phrases, isPerson)
    const absent = phrases.withoutIn(segment, text)
    const unreached = unreachedIn(segment, text, kinds.length > 0 || told === segment.sentence)
    const without = { ...absent, things: [...absent.things, ...unreached] }
    if (without.things.length > 0) found.push(troubleOf(WITHOUT, without, standingOf(segment)))
    const after = afterthought(segment, text, {
      troubles: kinds.filter(k => !k.denied).length,
      things: beside.things.length,
      versions: isOfVersion(segment, text),
    })
    if (after !== undefined) {
      found.splice(0, found.length, ...turnedBy(after, found, subject))
      continue
    }
    const here = kinds.filter(k => without.things.length === 0 || !k.byDenial)
    // "… when I close the store" is the moment of what was said before it.
    const previous = text.segments[n - 1]
    const isAdded = segment.isBracketed && isMoment(previous)
    if ((isMoment(segment) || isAdded) && found.length > 0 && told === segment.sentence) {
      const last = found.pop() as Trouble
      const undone = isUndone && phrases.comesIn(segment, text) ? phrases.absentKinds : [last.kind]
      const occasion = [...new Set([...last.occasion, ...beside.everything])]
      found.push(...undone.map(kind => ({ ...last, kind, occasion })))
      if (here.length === 0) continue
    }
    // "I run the program; the mailbox is on 2008. It crashes": where that is is not what the next is about.
    const isWhere =
      here.length === 0 &&
      subject.things.length > 0 &&
      isOfVersion(segment, text) &&
      beside.things.every(([thing = '']) => beside.broad.includes(thing))
    // "It is a mail tool. When it logs off, a crash": when it is says not what that is about.
    const isOnlyMoment =
      subject.things.length > 0 && beside.things.length > 0 && phrases.momentsIn(beside).length === beside.things.length
    // "It gets them late", "this event never comes": what it is about stands before. "The tool (a MAPI client) closes", too.
    const goesOn = subjectOf === segment.sentence || phrases.pointsIn(segment, text)
    if (beside.things.length === 0 && subject.things.length > 0 && goesOn)
      subject = { ...beside, things: subject.things, broad: subject.broad }
    // "For the mailboxes on B it is deaf."
    else if (beside.things.length > 0 && subject.things.length > 0 && phrases.isOfIt(segment, text))
      subject = {
        ...beside,
        things: [...new Set([...subject.things, ...beside.things])],
        broad: [...subject.broad, ...beside.broad],
      }
    // "The agent is a MAPI client, and when it logs off, a dump is written": the moment is not what that is about.
    else if (
      beside.everything.length > 0 &&
      !isWhere &&
      !(isMoment(segment) && here.length === 0 && (subjectOf === segment.sentence || isOnlyMoment)) &&
      !(subject !== NOTHING && experiments.isTrial(segment, text))
    ) {
      subjectBefore = subjectOf === segment.sentence ? subject : NOTHING
      subject = beside
    }
    if (beside.things.length > 0 && !isWhere) subjectOf = segment.sentence
    const before = text.segments[n - 1]
    const isBefore =
      isMoment(before) &&
      before.sentence === segment.sentence &&
      !isMoment(segment) &&
      kindsIn(before, text, phrases, isPerson).length === 0
    const moment = isBefore ? phrases.besideIn(before, text).everything : []
    // "Crashes on logoff": that is when it does.
    const occasion = [...new Set([...moment, ...phrases.momentsIn(subject)])]
    // "Before that nobody complained": what goes well there is no denial of what goes wrong here.
    const isIncoming = isBefore && phrases.comesIn(before, text)
    isUndone = here.length === 1 && here[0]?.isOfNothing === true
    const isElsewhere = segment.isEarlier || isCompared(segment, text)
    const isOther = (k: FoundKind): boolean =>
      k.denied && (isElsewhere || (k.told.isNotSo === true && segment.mood !== 'now'))
    // "The store is fine. It's a viewer that crashes."
    if (beside.things.length === 0 && here.some(k => isCleft(segment, text, k.at))) subject = NOTHING
    for (const { told, denied, at } of here.filter(k => !isOther(k))) {
      const isNotThat = beside.things.length === 0 && isDeniedOf(told.kind, subject, found)
      // "On A the callbacks arrive. On B never."
      const isLeftOut = at === undefined && subject.things.length === 0 && previous !== undefined
      const left = isLeftOut && segment.sentence - previous.sentence <= 1 ? wellNamed : NOTHING
      const named = (ownNamed.things.length === 0 && parallels.ofSameVerb(at, segment, text)) || left
      const about = named.things.length > 0 ? { ...subject, things: named.things, broad: named.broad } : subject
      const own = isNotThat && named === left ? NOTHING : about
      const besides = withWhole(told.kind, phrases.withImplied(own, told))
      const standing = denied || segment.denies ? 'denied' : standingOf(segment)
      const kind = isIncoming && isUndone ? (phrases.absentKinds[0] ?? told.kind) : told.kind
      const trouble = withQuote(troubleOf(kind, besides, standing, occasion), quote(segment))
      if (told.comes) comings.add(trouble)
      found.push(trouble)
    }
    // "It gets them for an hour, then they stop": nothing comes, and nothing goes well.
    if (isEnding(segment, previous, text)) {
      if (well !== undefined) found.splice(found.indexOf(well), 1)
      if (!here.some(h => !h.denied)) {
        // "On A the events arrive, on B not": what does not come is named where it does.
        const named = subjectBefore.things.length > 0 ? subjectBefore : wellNamed
        const isNamedBefore = ownNamed.things.length === 0 && named.things.length > 0
        const about = isNamedBefore ? { ...subject, things: named.things, broad: named.broad } : subject
        found.push(
          ...phrases.absentKinds.map(kind =>
            withQuote(troubleOf(kind, withWhole(kind, about), standingOf(segment), occasion), quote(segment)),
          ),
        )
        told = segment.sentence
      }
      well = undefined
      continue
    }
    if (here.length > 0) told = segment.sentence
    if (here.some(h => !h.denied)) {
      well = undefined
      continue
    }
    if (segment.works) {
      well = troubleOf(WORKS, subject, standingOf(segment))
      if (!isElsewhere) found.push(well)
      // "The script logs on, reads the address book without a hitch, and fails": that goes on with the script.
      if (subjectBefore.things.length > 0 && beside.things.length > 0) {
        subjectWell = subject
        subject = subjectBefore
      }
    }
    // "…, but not on 2008": the same does not go well there.
    else if (here.length === 0 && isTurned(segment, text) && well !== undefined)
      found.push({ ...well, kind: 'fails', standing: 'claimed' })
    else if (here.length === 0 && segment.mood === 'asked') found.push(troubleOf(QUESTION, subject, 'asked'))
  }
  placed(found, text.segments.length - 1, places)
  const left = withoutBelied(found, comings)
  if (!isPerson) return left
  return withSettled(
    withOnce(left, t => places.get(t), text),
    t => places.get(t),
    text,
    s => s.works || phrases.comesIn(s, text),
    s => namesIn(s, text, phrases),
  )
}

/** Those that have no place yet were told in this part. */
const placed = (found: readonly Trouble[], part: number, places: Map<Trouble, number>): void => {
  for (let n = found.length - 1; n >= 0; n--) {
    const trouble = found[n] as Trouble
    if (places.has(trouble)) return
    places.set(trouble, part)
  }
}

/** "It is told at once, but each call takes seconds": what was said to be in time is not what is late. */
const isDeniedOf = (kind: string, { things }: Beside, found: readonly Trouble[]): boolean => {
  const own = new Set(things.map(([thing]) => thing))
  const last = found.at(-1)
  return (
    last !== undefined &&
    last.kind === kind &&
    last.standing === 'denied' &&
    last.things.length > 0 &&
    last.things.every(([thing]) => own.has(thing))
  )
}

const withQuote = (t: Trouble, said: string | undefined): Trouble => (said === undefined ? t : { ...t, said })

const standingOf = (segment: Segment): Trouble['standing'] =>
  segment.mood === 'now' || segment.presumes ? (segment.oneOfMany ? 'one-of-many' : 'claimed') : segment.mood

/** Places of versions, of things, and of words that tell something of their own. */
const namesIn = (segment: Segment, text: SegmentedText, phrases: Phrases): readonly number[] => {
  const own = new Set(phrases.besideIn(segment, text).words)
  const things = new Set(phrases.thingsIn(segment, text).flatMap(f => range(f.from, f.to)))
  return range(segment.from, segment.to).filter(at => {
    const { word = '', form = '' } = text.words[at] ?? {}
    return word === '' || things.has(at) || own.has(form)
  })
}

/** A version stands in it: its words are left out. */
export const isOfVersion = ({ from, to }: Segment, { words }: SegmentedText): boolean =>
  words.slice(from, to).some(w => w.word === '')

const isTurned = ({ from, to, opener }: Segment, { negations }: SegmentedText): boolean =>
  opener !== undefined && range(from, Math.min(to, from + 3)).some(i => negations.has(i))
