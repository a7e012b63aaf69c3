import { once, onceFor } from '../../lately.ts'
import {
  type Found,
  formOf,
  isErrorCode,
  isTelling,
  type Lexicon,
  PhraseFinder,
  phraseFinder,
  type TextWord,
} from '../../words/index.ts'
import { MENDING_GAP } from '../sentences/finders.ts'
import { denialReader, isDenied, isDeniedInside, takesDenial } from '../sentences/negations.ts'
import { range, type Segment, type SegmentedText } from '../sentences/segments.ts'
import { spanOfTimeFinder } from '../sentences/spans-of-time.ts'
import { harmlessFinder } from './harmless.ts'
import { isWordOf, kindPhrases, lastNameOf, namesInOne, type Told } from './kind-phrases.ts'
import { oncePerPart } from './once-per-part.ts'
import { unusedReader } from './other-ways/unused.ts'
import { comingsFinder } from './partly/comings.ts'
import type { Beside, Phrases } from './phrases.ts'
import { latenessReader } from './waiting/lateness.ts'

export type { Beside, Phrases } from './phrases.ts'

export const NOTHING: Beside = { things: [], broad: [], words: [], everything: [] }

/** Behind a verb, how far "gets nothing", "receives no …" may be. In words. */
const OBJECT_REACH = 2
/** Behind a thing, how far "is not involved" may be. In words. */
const UNINVOLVED_REACH = 2
/** Before how it ends, how far "before" may be. In words: "before it finally vanishes". */
const END_REACH = 3
/** What so few words part stands side by side. */
const NEXT = 2
/** Behind "gives", how far an error's code may be. In words. */
const CODE_REACH = 4
/** Lists of the grammar whose words may tell what a problem is about. */
const TELLING_LISTS: ReadonlySet<string> = new Set(
  'everyday ordinary switched-on switched-off activities said-absent degrees coming-at learning-at not-awaited another-one doing harmless stopping users-of-means unused-behind gone-for-good gone-adverbs all-of-it solved-openings cure-words over-times denied-so'.split(
    ' ',
  ),
)
/** More words beside a trouble tell no more. */
const MOST_BESIDE = 12

export const phrasesOf = onceFor((lexicon: Lexicon): Phrases => {
  const namesOf = (thing: string): readonly string[] => [thing, ...(lexicon.things[thing]?.of ?? [])]
  const kinds = kindPhrases(lexicon, namesOf)
  const things = new PhraseFinder(
    Object.entries(lexicon.things).flatMap(([thing, { said }]) => {
      const names = namesOf(thing)
      return said.map(s => [s, names] as const)
    }),
    { inflected: true },
  )
  const { everyday } = lexicon.grammar
  const grammar = Object.entries(lexicon.grammar).filter(
    ([list]) => !TELLING_LISTS.has(list) && !list.includes('machine'),
  )
  const formsOf = (phrases: readonly string[]) => new Set(phrases.filter(p => !p.includes(' ')).map(formOf))
  const [saysHow, isEveryday] = [formsOf(grammar.flatMap(([, words]) => words)), formsOf(everyday)]

  const { lateIn, laterIn, promptIn } = latenessReader(lexicon, namesOf)
  const harmlessIn = harmlessFinder(lexicon)
  const spansIn = spanOfTimeFinder(lexicon.grammar)
  const comingsIn = comingsFinder(lexicon, namesOf)
  const thingsIn: Phrases['thingsIn'] = oncePerPart(({ from, to }, { words }) => {
    const found = things.in(words, from, to).map(f => {
      const numbered = NUMBER.test(words[f.to]?.word ?? '') ? lexicon.things[f.value[0] ?? '']?.numbered : undefined
      return numbered === undefined ? f : { ...f, value: namesOf(numbered) }
    })
    // "Sink.OnNotify", "IMsgStore::Advise": the last of its names is the thing, where the whole is none.
    const last = words.slice(from, to).map(lastNameOf)
    const isFree = (f: Found<unknown>): boolean => !found.some(o => o.from < f.to && f.from < o.to)
    // "MAPI-notifications": as it is without the hyphen.
    const joined = range(from, to).flatMap(at =>
      things.in(namesInOne(words[at])).map(f => ({ ...f, from: at, to: at + 1 })),
    )
    const inside = last.every((w, i) => w === words[from + i])
      ? []
      : things.in(last).map(f => ({ ...f, from: f.from + from, to: f.to + from }))
    return [...found, ...[...inside, ...joined].filter(isFree)]
  })
  const deniesBefore = phraseFinder(lexicon.grammar['denied-behind'])
  const joining = phraseFinder(lexicon.grammar.joining)
  const parting = phraseFinder([...lexicon.grammar.joining, ...lexicon.grammar['there-is']])
  // "It registers and nothing comes": that is no object.
  const objectEnd = (from: number, to: number, words: readonly TextWord[]): number =>
    parting.in(words, from, to)[0]?.from ?? to
  const denials = denialReader(lexicon.grammar)
  const giving = phraseFinder(lexicon.grammar.giving)
  const bounds = phraseFinder(lexicon.grammar.bounds)
  const mending = phraseFinder(lexicon.grammar.mending, { gap: MENDING_GAP })
  const hasCodeBehind = (from: number, to: number, words: readonly TextWord[]): boolean =>
    giving
      .in(words, from, to)
      .some(f => words.slice(f.to, Math.min(to, f.to + CODE_REACH)).some(w => isErrorCode(w.word)))
  const hasCode = (from: number, to: number, words: readonly TextWord[]): boolean =>
    words.slice(from, to).some(w => isErrorCode(w.word))
  const kindsIn: Phrases['kindsIn'] = oncePerPart((segment, text) => {
    const { from, to } = segment
    const { words, failings, negations } = text
    const isReallyDenied = (f: Found<Told>): boolean =>
      f.from >= segment.wantedFrom ||
      (lexicon.troubles[f.value.kind]?.tried === true && hasCodeBehind(f.to, to, words)) ||
      isDenied(denials.verbAt(f, from, words), from, failings) ||
      denials.isFronted(f, segment, words) ||
      denials.isBehind(f, to, text) ||
      deniesBefore
        .in(words, f.from + 1, objectEnd(f.to, Math.min(to, f.to + OBJECT_REACH), words))
        .some(d => failings.has(d.from) && (!negations.has(d.from) || !denials.isNoun(f, from, words)))
    const isWeak = (f: Found<Told>): boolean => !f.denied && isDeniedInside(f, text)
    const all = kinds.in(words, from, to, isReallyDenied, isWeak)
    const isHarmless = harmlessIn(segment, text, all)
    // "'Has stopped working' every evening": what is a part of one kind denies no other.
    const there = new Set(thingsIn(segment, text).flatMap(n => n.value))
    const ofThings = kinds.ofThings(words, from, to, isReallyDenied).filter(o => there.has(o.thing))
    const isLasting = (f: Found<Told>): boolean => lexicon.troubles[f.value.kind]?.lasting === true
    const remains = [...all, ...ofThings.map(o => o.f)].some(isLasting)
    // "It sits there for a while before it vanishes": that is how it ends each time.
    const isEnd = (f: Found<Told>): boolean =>
      remains && !isLasting(f) && bounds.in(words, Math.max(from, f.from - END_REACH), f.from).length > 0
    const found = all.filter(
      f => !isHarmless(f) && !isEnd(f) && (!f.denied || !all.some(o => o.to <= f.from && takesDenial(o, f, text))),
    )
    // "Still there for a minute": told as late already.
    const isWaited = (f: Found<Told>): boolean =>
      remains && lexicon.troubles[f.value.kind]?.waited === true && !f.denied
    const isAllLasting = [...found, ...ofThings.map(o => o.f)].every(f => isLasting(f) || isWaited(f))
    const late = isAllLasting ? lateIn(segment, text, remains) : []
    if (late.length > 0) return late
    const later = laterIn(segment, text, found, next => kinds.in(words, next.from, next.to, isReallyDenied))
    if (later.length > 0) return later
    // "No store events": what is a part of a thing's name tells no trouble.
    const names = thingsIn(segment, text)
    const isPartOf = (f: Found<Told>, n: Found<readonly string[]>): boolean =>
      n.to - n.from > f.to - f.from && n.from <= f.from && f.to <= n.to
    // But "told about" is what "not told" is about.
    const isImplied = (f: Found<Told>, thing: readonly string[]): boolean => thing.includes(f.value.implies?.[0] ?? '')
    // "Each further call comes back with 0x8007000E": that is how it fails.
    const comings = comingsIn(segment, text, there).filter(c => !hasCode(c.from, to, words))
    // "It does not start by itself": nothing happens. "The services come up by themselves": that is as it should be.
    const isUndone = (f: Found<Told>): boolean =>
      lexicon.troubles[f.value.kind]?.happening === true &&
      (found.some(o => o.denied && o.to <= f.from && f.from - o.to < NEXT) ||
        comings.some(c => c.from < f.from && f.from - c.to < NEXT))
    // "How do I stop the notifications?": who wants an end of them misses none.
    const isWantedToEnd = (f: Found<Told>): boolean =>
      segment.mood === 'asked' && mending.in(words, from, to).some(m => f.from < m.to && m.to <= f.to)
    // "A minute or two late for every mail": what is counted there is time.
    const spans = once(() => spansIn(words, from, to))
    const isOfTime = (f: Found<Told>): boolean =>
      f.to - f.from > 1 && spans().some(s => s.from <= f.from && f.from < s.to && s.to < f.to && !isWordOf(s.unit, f))
    const isTold = (f: Found<Told>): boolean => !isUndone(f) && !isWantedToEnd(f) && !isOfTime(f)
    const own = found.filter(f => isTold(f) && !names.some(n => isPartOf(f, n) && !isImplied(f, n.value)))
    const ofThem = ofThings.filter(o => isTold(o.f)).map(o => o.f)
    if (own.length + ofThem.length === 0) return [...promptIn(segment, text, there), ...comings]
    return [...own.filter(f => !ofThem.some(o => o.from < f.to && f.from < o.to)), ...ofThem].sort(
      (a, b) => a.from - b.from,
    )
  })
  const { nothing: nothings, lacking, beside: besideWords, articles: articleWords } = lexicon.grammar
  const [isNothing, isLacking] = [phraseFinder(nothings), phraseFinder(lacking)]
  const leftOut = phraseFinder(lexicon.grammar['left-out'])
  const [besides, articles] = [phraseFinder(besideWords), phraseFinder(articleWords)]
  const nothing = Object.keys(lexicon.troubles).filter(kind => lexicon.troubles[kind]?.nothing)
  const incoming = phraseFinder(lexicon.grammar.incoming)
  const comesIn: Phrases['comesIn'] = ({ from, to }, { words }) => incoming.in(words, from, to).length > 0
  const nothingIn: Phrases['nothingIn'] = (segment, text) =>
    thingsIn(segment, text).some(
      f => !isPart(f.value) && !isMoment(f.value) && f.from > segment.from && isDeniedAt(f.from, segment, text),
    ) || isLeftOut(segment, text, thingsIn(segment, text).length > 0)
      ? nothing
      : []
  // "Those on the old server get them, mine don't", "OnNotify never": what does not happen is left out.
  const isLeftOut = (segment: Segment, { words }: SegmentedText, isThing: boolean): boolean =>
    segment.to - segment.from > 1 &&
    leftOut.endingAt(words, segment.to, segment.from) !== undefined &&
    (isThing || isNothing.endingAt(words, segment.to, segment.from) === undefined)
  // "No callbacks", "without new callbacks", "nothing from the callback".
  const isDeniedAt = (place: number, { from }: Segment, { words, negations }: SegmentedText): boolean => {
    const ends = (finder: PhraseFinder<string>, at: number): boolean => {
      const found = at > from ? finder.endingAt(words, at, from) : undefined
      return found !== undefined && (!found.denied || negations.has(found.from - 1))
    }
    const named = ends(articles, place) ? place - 1 : place
    return (
      negations.has(place - 1) ||
      ends(isLacking, place) ||
      ends(isLacking, place - 1) ||
      (ends(besides, named) && ends(isNothing, named - 1))
    )
  }
  const isPart = ([thing = '']: readonly string[]): boolean => lexicon.things[thing]?.part === true
  // "With no logoff": that nobody does it is no trouble.
  const isMoment = ([thing = '']: readonly string[]): boolean => lexicon.things[thing]?.moment === true
  const uninvolved = phraseFinder(lexicon.grammar.uninvolved)
  const involved = phraseFinder(lexicon.grammar.involved)
  const [unmentioned, anywhere] = [phraseFinder(lexicon.grammar.unmentioned), phraseFinder(lexicon.grammar.anywhere)]
  const isUnused = unusedReader(lexicon, isDeniedAt)
  const isBehind = (finder: PhraseFinder<string>, { to }: Found<unknown>, segment: Segment, text: SegmentedText) =>
    finder.in(text.words, to, segment.to).some(f => f.from - to <= UNINVOLVED_REACH)
  const withoutIn: Phrases['withoutIn'] = (segment, text) => {
    const { from, to } = segment
    const idle = uninvolved
      .in(text.words, from, to)
      .filter(f => !f.denied || isDenied(f.from, from, text.negations))
      .map(f => f.from)
    const absent = thingsIn(segment, text).filter(
      f =>
        isUnused(f, segment, text) ||
        (f.from > from &&
          isDeniedAt(f.from, segment, text) &&
          (isPart(f.value) || isBehind(involved, f, segment, text))) ||
        // "Nothing about callbacks anywhere."
        (unmentioned.endingAt(text.words, f.from, from) !== undefined && isBehind(anywhere, f, segment, text)) ||
        idle.some(at => f.to <= at && at - f.to <= UNINVOLVED_REACH),
    )
    return absent.length === 0 ? NOTHING : { ...NOTHING, things: absent.map(f => f.value) }
  }
  const wholes = Object.entries(lexicon.things)
    .map(([thing, { of }]) => [thing, ...of] as const)
    .filter(([, ...of]) => of.length > 1)
  const withWhole: Phrases['withWhole'] = (beside, all) => {
    const own = new Set(beside.things.flat())
    const whole = wholes.filter(
      ([thing, ...of]) =>
        !own.has(thing) && of.some(part => own.has(part)) && of.every(part => own.has(part) || all.has(part)),
    )
    return whole.length === 0 ? beside : { ...beside, things: [...beside.things, ...whole] }
  }
  const broadOf = (things: readonly (readonly string[])[]): readonly string[] =>
    things.flatMap(([thing = '']) => (lexicon.things[thing]?.broad ? [thing] : []))
  const withImplied: Phrases['withImplied'] = (beside, { implies }) => {
    if (implies === undefined || beside.things.some(names => names.includes(implies[0] ?? ''))) return beside
    return { ...beside, things: [...beside.things, implies], broad: [...beside.broad, ...broadOf([implies])] }
  }
  const working = phraseFinder(lexicon.grammar.working)
  const besideIn: Phrases['besideIn'] = (segment, text) => {
    const { from, to } = segment
    const found = thingsIn(segment, text)
    const well = working.in(text.words, from, to)
    const taken = new Set([...found, ...kindsIn(segment, text), ...well].flatMap(f => range(f.from, f.to)))
    const isRest = (w: TextWord, place: number): boolean =>
      !taken.has(place) && !text.negations.has(place) && tells(w) && !saysHow.has(w.form)
    const rest = text.words.slice(from, to).filter((w, i) => isRest(w, from + i))
    const forms = [...new Set(rest.map(w => w.form))]
    const all = [...new Set(found.map(f => f.value))]
    return {
      things: all,
      broad: broadOf(all),
      words: forms.filter(f => !isEveryday.has(f)).slice(0, MOST_BESIDE),
      everything: [...all.flat(), ...forms].slice(0, MOST_BESIDE),
    }
  }
  const momentsIn: Phrases['momentsIn'] = ({ things }) =>
    things.flatMap(([thing = '']) => (lexicon.things[thing]?.moment ? [thing] : []))
  const sinceWhen = phraseFinder(lexicon.grammar['since-when'])
  const untilSince: Phrases['untilSince'] = (segment, { words }) => {
    // "And since May our client misses them": what follows is told.
    const led = joining.in(words, segment.from, segment.to).find(f => f.from === segment.from)
    const since = sinceWhen.in(words, (led?.to ?? segment.from) + 1, segment.to)[0]
    return since === undefined ? segment : { ...segment, to: since.from }
  }
  const pointing = phraseFinder(lexicon.grammar.pointing)
  const pointsIn: Phrases['pointsIn'] = ({ from, to }, { words }) => pointing.in(words, from, to).length > 0
  const its = phraseFinder([...lexicon.grammar.it, ...lexicon.grammar['it-is']])
  const isOfIt: Phrases['isOfIt'] = (segment, text) => {
    const { from, to } = segment
    const { words } = text
    const it = its.in(words, from, to).find(f => besides.endingAt(words, f.from, from) === undefined)
    const opens = besides.in(words, from, Math.min(to, from + 1)).length > 0
    const isBehind = (f: Found<unknown> | undefined): boolean => it !== undefined && f !== undefined && it.to <= f.from
    return opens && isBehind(kindsIn(segment, text)[0]) && !thingsIn(segment, text).some(isBehind)
  }
  return {
    isOfIt,
    kindsIn,
    denials,
    comesIn,
    absentKinds: nothing,
    thingsIn,
    nothingIn,
    besideIn,
    withoutIn,
    untilSince,
    momentsIn,
    pointsIn,
    withWhole,
    withImplied,
  }
})

/** Of an event, or the like: shorter ones count. */
const NUMBER = /^\d{3,}$/

const tells = ({ word }: TextWord): boolean => word !== '' && isTelling(word) && !/^\d[\d.]*$/.test(word)
