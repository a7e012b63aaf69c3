import { isClaimed, OWN_KINDS, QUESTION, type Trouble } from '../../../article.ts'
import { type Grammar, phraseFinder } from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import { partsOf, type Segment, type SegmentedText } from '../../sentences/segments.ts'
import { headingReader } from './headings.ts'
import { solvedReader } from './solved.ts'
import { tenseReader } from './tense.ts'

/** Where a trouble was told: the number of its part. */
type PlaceOf = (trouble: Trouble) => number | undefined

/** The same troubles; those that are over by what the text turns to in the end stand as over. */
export type WithSettled = (
  told: readonly Trouble[],
  placeOf: PlaceOf,
  text: SegmentedText,
  /** Parts that say that something comes, or goes well. */
  isWell: (segment: Segment, text: SegmentedText) => boolean,
  /** Places of what a part names: things and versions, and words of its own. */
  namesIn: (segment: Segment, text: SegmentedText) => readonly number[],
) => readonly Trouble[]

/** So many signs say that a trouble is over, where another matter follows. */
const ENOUGH = 2

/** Each trouble is compared with all others: who tells more has pasted them, and settles nothing. */
const MOST = 32

/** In words: "not again", and not "that it is not told is history". */
const NEXT = 1

/** In words: "their one remaining small complaint". */
const MATTER_REACH = 3
/** In words: "that we ever". */
const DEED_REACH = 3

/**
 * "OnNotify was silent. It is being called again. New ticket: every contact comes twice." Nobody need say that a trouble is
 * solved: who has told it as past, says that what failed goes well, or calls what follows the only thing left, asks about
 * what follows. One of these alone says little: people tell what goes wrong as past, too. Words that close it say it alone.
 */
/** `absent`: kinds that tell that something does not come. */
export const settledReader = (grammar: Grammar, absent: ReadonlySet<string>): WithSettled => {
  const isPast = tenseReader(grammar)
  const headingsIn = headingReader(grammar)
  const solvedIn = solvedReader(grammar)
  const ended = phraseFinder(grammar['ended-when'], { literal: true })
  const causal = new Set(grammar.subordinating)
  const [closing, returning] = [phraseFinder(grammar.closing), phraseFinder(grammar.returning)]
  const [left, matters] = [phraseFinder(grammar['left-open']), phraseFinder(grammar.matters)]
  const [only, asBefore] = [phraseFinder(grammar['only-left']), phraseFinder(grammar['as-before'])]
  const [good, pronouns] = [phraseFinder([...grammar.coming, ...grammar.prompt]), phraseFinder(grammar.pointing)]
  const doers = phraseFinder(grammar.doers, { literal: true })
  const deeds = phraseFinder([...grammar.touched, ...grammar['past-deeds']], { literal: true })
  const isIn = (finder: typeof good, { from, to }: Segment, { words, negations }: SegmentedText): boolean =>
    finder.in(words, from, to).some(f => !isDenied(f.from, from, negations, NEXT))

  /** The first part that tells what is left, such as "their only complaint: …". */
  const turnIn = (text: SegmentedText): number => {
    // "The only thing I did was …": that is no complaint.
    const isDeed = (at: number, to: number): boolean => {
      const [who] = doers.in(text.words, at, Math.min(to, at + DEED_REACH))
      return who !== undefined && deeds.in(text.words, who.to, Math.min(to, who.to + DEED_REACH)).length > 0
    }
    const isTurn = ({ from, to }: Segment): boolean =>
      left.in(text.words, from, to).length > 0 ||
      only
        .in(text.words, from, to)
        .some(o => matters.in(text.words, o.to, Math.min(to, o.to + MATTER_REACH)).some(m => !isDeed(m.to, to)))
    return text.segments.findIndex(isTurn)
  }

  return (told, placeOf, text, isWell, namesIn) => {
    const { segments } = text
    if (told.length > MOST || !told.some(isSettleable)) return told
    const turn = turnIn(text)
    const { isDone, isDated } = headingsIn(text)
    const troubled = new Set(told.filter(isClaimed).map(placeOf))
    const { isSolved, isWellNow } = solvedIn(
      text,
      (s, aside) =>
        namesIn(s, text).some(at => at < aside.from || at >= aside.to) ||
        [...troubled].some(place => segments[place ?? -1] === s),
    )
    const isGood = (s: Segment, n: number): boolean =>
      s.mood === 'now' &&
      !troubled.has(n) &&
      !isPast(s, text) &&
      (isWell(s, text) || isIn(asBefore, s, text) || (isIn(good, s, text) && (isIn(pronouns, s, text) || s.mends)))
    const settled = told.map(t => {
      const place = placeOf(t)
      const own = place === undefined ? undefined : segments[place]
      if (place === undefined || own === undefined || !isSettleable(t)) return t
      if (isDone(own)) return over(t)
      const later = told.filter(o => (placeOf(o) ?? -1) > place)
      if (later.some(o => o.kind === t.kind && o.standing === 'claimed' && sharesAny(o, t))) return t
      const isApart = (at: number): boolean =>
        (segments[at]?.sentence ?? 0) > own.sentence || (turn > place && at >= turn)
      // "Alarm gone", "that chapter is closed" tell no other one.
      const closes = (o: Trouble): boolean => {
        const part = segments[placeOf(o) ?? -1]
        return part !== undefined && (isIn(asBefore, part, text) || isIn(closing, part, text))
      }
      const others = later.filter(o => isMatter(o) && isApart(placeOf(o) ?? -1) && isOther(o, t) && !closes(o))
      const next = Math.min(segments.length, ...others.map(o => placeOf(o) ?? segments.length))
      // "Please close ticket 4711 (no notifications)."
      const between = segments.slice(own.isBracketed && place > 0 ? place - 1 : place, next + 1)
      if (between.some(s => isIn(returning, s, text))) return t
      if (between.some(s => isIn(closing, s, text))) return over(t)
      if (isPast(own, text) && (isSolved(own) || isWellNow(own))) return over(t)
      // "The flood of errors ended when …": of what does not come, that it stopped is the trouble.
      if (!absent.has(t.kind) && isIn(ended, sentenceOf(own, text), text)) return over(t)
      const nextPart = segments[next]
      const signs = [
        isPast(own, text),
        nextPart !== undefined && isDated(own) && isDated(nextPart) && nextPart.sentence > own.sentence,
        turn > place && turn <= next,
        between.some((s, n) => n > 0 && n < between.length - 1 && isGood(s, next - between.length + 1 + n)),
      ]
      return others.length > 0 && signs.filter(Boolean).length >= ENOUGH ? over(t) : t
    })
    // "It does without Advise, so that the notifications that did not come are history": both are one.
    const gone = settled.filter((t, n) => t !== told[n])
    // "It did not start because the disk was full. It is up again": neither is what caused it.
    const partOf = (t: Trouble): Segment | undefined => segments[placeOf(t) ?? -1]
    const goneIn = new Set(told.flatMap((t, n) => (settled[n] === t ? [] : [partOf(t)?.sentence])))
    const isCause = (t: Trouble): boolean => {
      const part = partOf(t)
      return part?.opener !== undefined && causal.has(part.opener) && goneIn.has(part.sentence)
    }
    const isOne = (t: Trouble): boolean => isCause(t) || gone.some(g => g.kind === t.kind && sharesAny(g, t))
    return gone.length === 0 ? told : settled.map(t => (isSettleable(t) && isOne(t) ? over(t) : t))
  }
}

/** As far as its sentence reaches. */
const sentenceOf = (part: Segment, text: SegmentedText): Segment => {
  const parts = partsOf(part.sentence, text)
  return { ...part, from: parts[0]?.from ?? part.from, to: parts.at(-1)?.to ?? part.to }
}

const over = (t: Trouble): Trouble => ({ ...t, standing: 'over' })

const isSettleable = (t: Trouble): boolean =>
  !OWN_KINDS.has(t.kind) && (t.standing === 'claimed' || t.standing === 'one-of-many')

/** What may be a matter of its own: another trouble, or a question. */
const isMatter = (t: Trouble): boolean => isSettleable(t) || t.standing === 'asked' || t.kind === QUESTION

const sharesAny = (a: Trouble, b: Trouble): boolean =>
  a.things.length === 0 || b.things.length === 0 || a.things.some(([thing]) => b.things.some(([own]) => own === thing))

/** Another kind of trouble, or a question about something else. */
const isOther = (o: Trouble, t: Trouble): boolean =>
  o.standing === 'asked' || o.kind === QUESTION
    ? o.things.some(([thing]) => !t.things.some(([own]) => own === thing)) ||
      o.words.filter(w => !t.words.includes(w)).length > 1
    : o.kind !== t.kind
