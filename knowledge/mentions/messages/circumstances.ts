import type { Circumstance } from '../../article.ts'
import { lately, onceFor } from '../../lately.ts'
import { atOnce } from '../../steps.ts'
import { type Aspect, type Found, type Lexicon, type PhraseFinder, phraseFinder } from '../../words/index.ts'
import { denialReader, isDenied, isDeniedInside } from '../sentences/negations.ts'
import { createSegmenter, type Segment, type SegmentedText } from '../sentences/segments.ts'
import { trialReader } from '../troubles/causing/trials.ts'
import { heldReader } from './beliefs.ts'
import { type Comparison, comparisonReader } from './comparisons.ts'
import { standInReader } from './stand-ins.ts'
import { type Phrase, type ToldOf, unhyphened, wordingsOf } from './wordings.ts'

export type { ToldOf } from './wordings.ts'

/** What each of an article's circumstances is by a text, in their order; undefined where it says nothing of it, or both. */
export type CircumstancesIn = (text: string, all: readonly Circumstance[]) => readonly (ToldOf | undefined)[]

/** "30", "2.5gb"; and behind one of them "s", "min". */
const NUMBER = /^\d[\d.,]*\p{L}*$/u
const UNIT = /^\p{L}{1,3}$/u
/** "Isn't". */
const NEGATED_VERB = /n['’]t$/u
/** How far before a phrase what denies it may stand, in words: in "no permission to log on" it denies something else. */
const DENIAL_REACH = 2
/** The same behind "or". */
const LISTED_REACH = 4
/** Behind a phrase, how far "is not involved" may be, and how long it is. In words. */
const UNINVOLVED_REACH = 2
const LONGEST_UNINVOLVED = 4
/** How far before the word that opens a part "to find out" may begin. In words. */
const UNSURE_REACH = 2
/** How far before a phrase "without" and "at the other site" may stand, in words. */
const PLACE_REACH = 3

/**
 * What is claimed of now, or was done: no question, plan, supposition or hearsay, nothing of another system, and nothing that
 * tells where it goes well. A denied circumstance is otherwise; to deny what would be otherwise says nothing.
 */
export const circumstanceReader = (lexicon: Lexicon): CircumstancesIn => {
  const { comparing, grammar } = lexicon
  const alike = phraseFinder(comparing.alike)
  const leadsOn = phraseFinder([...comparing['alike-in'], ...grammar.beside, ...grammar.articles])
  // "The same PC", where a phrase means that it is the same.
  const isOfNoun = (f: Found<Phrase>, { words }: SegmentedText): boolean =>
    alike
      .in(words, f.from, f.to)
      .filter(({ to }) => to === f.to || f.to - f.from > f.value.words)
      .some(({ to }) => words[to] !== undefined && leadsOn.in(words, to, to + 1).length === 0)
  const { triedIn, cameOf, cameOfUndoing, isRemoved } = trialReader(lexicon)
  const comparisonsIn = comparisonReader(lexicon)
  const denials = denialReader(grammar)
  const [contrasting, places, unable] = (['contrasting', 'other-places', 'unable'] as const).map(list =>
    phraseFinder(grammar[list]),
  ) as [PhraseFinder<string>, PhraseFinder<string>, PhraseFinder<string>]
  const [listing, uninvolved] = [
    phraseFinder(grammar.alternating),
    phraseFinder([...grammar.uninvolved, ...grammar['not-there']]),
  ]
  const goingWell = phraseFinder([...grammar.working, ...grammar.prompt, ...grammar.spared, ...grammar.coming])
  // "Can't resolve names": who tries it does what it is about.
  const denying = onceFor(
    ({ words, negations }: SegmentedText): ReadonlySet<number> =>
      new Set([...negations].filter(at => unable.endingAt(words, at + 1, 0) === undefined)),
  )
  // "No sessions or objects": that is denied, too.
  const isListed = (at: number, from: number, { words }: SegmentedText): boolean =>
    at - 1 > from && listing.endingAt(words, at, from) !== undefined
  const isDeniedAt = (f: Found<unknown>, { from }: Segment, text: SegmentedText): boolean => {
    const verb = denials.verbAt(f, from, text.words)
    // "No 30 s timeout": how much there is of it stands between.
    let at = verb
    const is = (sign: RegExp, place: number): boolean => place > from && sign.test(text.words[place - 1]?.word ?? '')
    while (is(NUMBER, at) || (is(UNIT, at) && is(NUMBER, at - 1))) at--
    return isDenied(at, from, denying(text), isListed(verb, from, text) ? LISTED_REACH : DENIAL_REACH)
  }
  // "PUSH_NOTIFY is nowhere in it", "NAT is not involved".
  const isUninvolved = ({ to }: Found<unknown>, segment: Segment, { words, negations }: SegmentedText): boolean =>
    uninvolved
      .in(words, to, Math.min(segment.to, to + UNINVOLVED_REACH + LONGEST_UNINVOLVED))
      .some(u => u.from - to <= UNINVOLVED_REACH && (!u.denied || isDenied(u.from, to, negations)))
  const [only, denier] = [phraseFinder(grammar['not-only']), phraseFinder(grammar.negations)]
  // "It isn't only the list": what is only so elsewhere denies nothing, and here is what is denied.
  const isMoreThan = ({ from }: Found<unknown>, { words }: SegmentedText): boolean =>
    only.in(words, from, from + 1).length > 0 &&
    (NEGATED_VERB.test(words[from - 1]?.word ?? '') || denier.endingAt(words, from, 0) !== undefined)
  const isElsewhere = (f: Found<unknown>, segment: Segment, text: SegmentedText): boolean =>
    contrasting.in(text.words, segment.from, f.from).length > 0
  // "Without NAT it works", "in the office, next to the server, all is well".
  const isWhereItGoesWell = (f: Found<unknown>, segment: Segment, text: SegmentedText): boolean =>
    places.in(text.words, Math.max(segment.from, f.from - PLACE_REACH), f.to).length > 0 &&
    text.segments.some(
      s =>
        s.sentence === segment.sentence &&
        s.from <= segment.to &&
        s.to >= segment.from &&
        goingWell
          .in(text.words, s.from, s.to)
          .some(g => g.denied === isDenied(g.from, Math.max(s.from, f.to), text.negations)),
    )
  /** What a phrase says of it by itself; nothing where what would be otherwise is denied. */
  const saidBy = ({ value: { says } }: Found<Phrase>, isNot: boolean): ToldOf | undefined =>
    !isNot ? says : says === 'so' ? 'otherwise' : undefined
  const unsure = phraseFinder(grammar['unsure-whether'])
  // "I can't tell whether it is the old package or the new one."
  const isOpen = (f: Found<unknown>, { from, opener }: Segment, { words }: SegmentedText): boolean =>
    // "To find out | if there is …".
    unsure.in(words, opener === undefined ? from : Math.max(0, from - UNSURE_REACH), f.from).some(u => u.to > from)
  const [adversative, untrue, afterAll, absent] = [
    phraseFinder(grammar.adversative),
    phraseFinder(grammar['not-after-all']),
    phraseFinder(grammar['there-after-all']),
    phraseFinder([...grammar['not-there'], ...grammar.undoing, ...grammar['switched-off'], ...grammar['said-absent']]),
  ] as const
  // "They said the shortcut was deleted, but it's there", "… that we have NAT. But we don't."
  const isTurnedDown = (n: number, { words, segments, negations }: SegmentedText): boolean => {
    const [own, next] = [segments[n], segments[n + 1]]
    if (own === undefined || next === undefined || next.mood !== 'now') return false
    const but = adversative.in(words, next.from, Math.min(next.to, next.from + 1))[0]
    const says = (finder: PhraseFinder<string>): boolean =>
      but !== undefined && finder.in(words, but.to, next.to).some(f => f.from === but.to)
    return (
      says(untrue) ||
      (says(afterAll) && absent.all(words, own.from, own.to, f => isDenied(f.from, own.from, negations)).length > 0)
    )
  }
  const held = heldReader(grammar)
  const standingIn = standInReader(lexicon)
  // "First I thought of NAT, but …"
  const isTurned = (n: number, { words, segments }: SegmentedText): boolean =>
    segments.slice(n, n + 2).some(s => adversative.in(words, s.from, Math.min(s.to, s.from + 1)).length > 0)
  const told = (finder: PhraseFinder<Phrase>, text: SegmentedText): ToldOf | undefined => {
    const words = standingIn(finder, text)
    const [plain, tried, opined] = [new Set<ToldOf>(), new Set<ToldOf>(), new Set<ToldOf>()]
    for (const [n, segment] of text.segments.entries()) {
      const isDown = isTurnedDown(n, text)
      const isSo = (segment.mood === 'now' || segment.presumes) && !segment.isEarlier
      const isFulfilled = (f: Found<Phrase>): boolean =>
        isDeniedAt(f, segment, text) || isDeniedInside(f, text) || isUninvolved(f, segment, text) || isMoreThan(f, text)
      for (const f of finder.in(words, segment.from, segment.to, isFulfilled)) {
        // "It", by itself, tells nothing that was not told where that was named.
        const isStandIn = f.to - f.from === 1 && words[f.from] !== text.words[f.from]
        if (isStandIn || isOfNoun(f, text)) continue
        if (isOpen(f, segment, text)) {
          plain.add('open')
          continue
        }
        const said = saidBy(f, !f.denied && (isFulfilled(f) || segment.denies))
        if (said === undefined) continue
        const belief = held(f.from, segment, text)
        if (belief === 'mistaken') {
          if (isTurned(n, text)) plain.add(OPPOSITE[said])
          continue
        }
        if (isDown) {
          if (said === 'so') plain.add('otherwise')
          continue
        }
        const came = segment.isLog ? undefined : cameOf(f, text)
        const shown = came && shownBy(isRemoved(f, text) ? 'otherwise' : said, came)
        const isOnlyTried = came === 'well' || (came === 'same' && triedIn(text).has(segment))
        if (shown) tried.add(shown)
        else if (!isOnlyTried && isSo && !isElsewhere(f, segment, text) && !isWhereItGoesWell(f, segment, text)) {
          const kept = belief === 'opined' ? opined : plain
          kept.add(said)
          const undone = cameOfUndoing(f, text)
          if (undone !== undefined) tried.add(undone === 'well' ? said : OPPOSITE[said])
        }
      }
    }
    if (plain.size > 1) plain.delete('open')
    const all = [tried, plain, opined].find(x => x.size > 0) ?? plain
    return all.size === 1 ? [...all][0] : undefined
  }
  const finderOf = wordingsOf(grammar)
  const segment = createSegmenter(grammar)
  const segmented = lately(MOST_KEPT, LONGEST_KEPT, text => atOnce(segment(unhyphened(text.toLowerCase()))))
  // What was written is compared with the same articles in each of its turns.
  const toldIn = onceFor((text: SegmentedText) =>
    onceFor((c: Circumstance) => (c.liesIn ? comparedWith(c.liesIn, comparisonsIn(text)) : told(finderOf(c), text))),
  )
  return (text, all) => (all.length === 0 ? NOTHING : all.map(toldIn(segmented(text))))
}

/** A cause lies elsewhere than in what is the same where it goes well, or another one where it is as bad. */
const comparedWith = (liesIn: readonly Aspect[], all: readonly Comparison[]): ToldOf | undefined =>
  all.some(({ aspect, came }) =>
    came === 'well' ? !liesIn.includes(aspect) : liesIn.length === 1 && liesIn.includes(aspect),
  )
    ? 'otherwise'
    : undefined

const OPPOSITE = { so: 'otherwise', otherwise: 'so', open: 'open' } as const

/**
 * What an experiment shows. Where it goes well, what was tried is not what it was: "without NAT they arrive". What stays the
 * same without it never came from it: "no NAT any more: no difference"; that it stays with it shows nothing.
 */
const shownBy = (tried: ToldOf, came: 'well' | 'same'): ToldOf | undefined =>
  came === 'well' ? OPPOSITE[tried] : tried === 'otherwise' ? tried : undefined

const NOTHING: ReturnType<CircumstancesIn> = []

/** Texts of those who talk at the moment; in characters. */
const MOST_KEPT = 64
const LONGEST_KEPT = 8000
