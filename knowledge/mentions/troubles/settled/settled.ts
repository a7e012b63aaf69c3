import { OWN_KINDS, QUESTION, type Trouble } from '../../../article.ts'
import { type Grammar, phraseFinder } from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'
import { tenseReader } from './tense.ts'

/** Where a trouble was told: the number of its part. */
export type PlaceOf = (trouble: Trouble) => number | undefined

/** The same troubles; those that are over by what the text turns to in the end stand as over. */
export type WithSettled = (
  told: readonly Trouble[],
  placeOf: PlaceOf,
  text: SegmentedText,
  /** Parts that say that something comes, or goes well. */
  isWell: (segment: Segment, text: SegmentedText) => boolean,
) => readonly Trouble[]

/** So many signs say that a trouble is over, where another matter follows; words that close it say it alone. */
const ENOUGH = 2
const CLOSED = 2

/** In words: "their one remaining small complaint". */
const MATTER_REACH = 3

/**
 * "OnNotify was silent. It is being called again. New ticket: every contact comes twice." Nobody need say that a trouble is
 * solved: who has told it as past, says that what failed goes well, or calls what follows the only thing left, asks about
 * what follows. One of these alone says little: people tell what goes wrong as past, too.
 */
export const settledReader = (grammar: Grammar): WithSettled => {
  const isPast = tenseReader(grammar)
  const [closing, returning] = [phraseFinder(grammar.closing), phraseFinder(grammar.returning)]
  const [left, matters] = [phraseFinder(grammar['left-open']), phraseFinder(grammar.matters)]
  const [only, asBefore] = [phraseFinder(grammar['only-left']), phraseFinder(grammar['as-before'])]
  const [good, pronouns] = [phraseFinder([...grammar.coming, ...grammar.prompt]), phraseFinder(grammar.pointing)]
  const isIn = (finder: typeof good, { from, to }: Segment, { words, negations }: SegmentedText): boolean =>
    finder.in(words, from, to).some(f => !isDenied(f.from, from, negations))

  /** The first part that tells what is left, such as "their only complaint: …". */
  const turnIn = (text: SegmentedText): number => {
    const isTurn = ({ from, to }: Segment): boolean =>
      left.in(text.words, from, to).length > 0 ||
      only
        .in(text.words, from, to)
        .some(o => matters.in(text.words, o.to, Math.min(to, o.to + MATTER_REACH)).some(m => m.from >= o.to))
    return text.segments.findIndex(isTurn)
  }

  return (told, placeOf, text, isWell) => {
    const { segments } = text
    const matters = told.filter(t => isMatter(t))
    if (!told.some(isSettleable)) return told
    const turn = turnIn(text)
    const isGood = (s: Segment, n: number): boolean =>
      s.mood === 'now' &&
      !told.some(t => placeOf(t) === n && t.standing === 'claimed' && !OWN_KINDS.has(t.kind)) &&
      !isPast(s, text) &&
      (isWell(s, text) || isIn(asBefore, s, text) || (isIn(good, s, text) && (isIn(pronouns, s, text) || s.mends)))
    return told.map(t => {
      const place = placeOf(t)
      const own = place === undefined ? undefined : segments[place]
      if (place === undefined || own === undefined || !isSettleable(t)) return t
      if (isIn(closing, own, text)) return over(t)
      const isLater = (o: Trouble): boolean => {
        const at = placeOf(o) ?? -1
        return at > place && ((segments[at]?.sentence ?? 0) > own.sentence || (turn > place && at >= turn))
      }
      const others = matters.filter(o => isLater(o) && isOther(o, t))
      const isAgain = told.some(
        o => (placeOf(o) ?? -1) > place && o.kind === t.kind && o.standing === 'claimed' && sharesAny(o, t),
      )
      if (others.length === 0 || isAgain) return t
      const next = Math.min(...others.map(o => placeOf(o) ?? segments.length))
      const between = segments.slice(place, next + 1)
      if (between.some(s => isIn(returning, s, text))) return t
      const signs =
        (isPast(own, text) ? 1 : 0) +
        (turn > place && turn <= next ? 1 : 0) +
        (between.some((s, n) => n > 0 && n < between.length - 1 && isGood(s, place + n)) ? 1 : 0) +
        (between.some(s => isIn(closing, s, text)) ? CLOSED : 0)
      return signs >= ENOUGH ? over(t) : t
    })
  }
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
