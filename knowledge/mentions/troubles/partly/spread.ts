import { ALSO, EVERYWHERE, WORKS } from '../../../article.ts'
import { type Grammar, type Lexicon, nearIn, phraseFinder } from '../../../words/index.ts'
import { excessReader } from '../../alike/excess.ts'
import { range, type Segment, type SegmentedText } from '../../sentences/segments.ts'
import { wellFinder } from '../causing/going-well.ts'
import type { Phrases } from '../phrases/phrases.ts'

/** Where else a trouble is told to be: with these things, too (`ALSO`), or everywhere (`EVERYWHERE`). */
interface Spread {
  readonly kind: typeof ALSO | typeof EVERYWHERE
  readonly things: readonly (readonly string[])[]
  readonly occasion?: undefined
}

/** `isPlace`: false for what was changed, which is no other place. */
export type FindSpread = (text: SegmentedText, isPlace: (segment: Segment) => boolean) => readonly Spread[]

/** In parts: what was told before that is told of something else. */
const LOOKED_BACK = 40
/** In words: "on the new Bristol box". */
const MACHINE_REACH = 3

/** "It is equally late in OWA", "none there either", "on all 40 PCs": of troubles that there are now. */
export const spreadFinder = (lexicon: Lexicon, phrases: Phrases): FindSpread => {
  const { grammar, troubles } = lexicon
  const [wellIn, near] = [wellFinder(lexicon), nearIn(troubles)]
  const [thereToo, alike] = [phraseFinder(grammar['there-too']), phraseFinder(grammar.alike)]
  const goingWell = phraseFinder(grammar.prompt)
  const [everyone, beside] = [phraseFinder(grammar.everyone), phraseFinder(grammar.beside)]
  const machines = phraseFinder(grammar['machine-words'], { literal: true })
  /** "For every mailbox on the new box": that is one place. */
  const isOfOneMachine = ({ from, to }: Segment, { words }: SegmentedText): boolean =>
    everyone.in(words, from, to).some(f => {
      const end = Math.min(to, f.to + 1 + MACHINE_REACH)
      return beside.in(words, f.to, to).some(b => b.from === f.to) && machines.in(words, f.to + 1, end).length > 0
    })
  const isExcess = excessReader(grammar)
  return (text, isPlace) => {
    const { words, segments } = text
    const tellsTrouble = (s: Segment): boolean =>
      phrases.kindsIn(s, text).length > 0 || phrases.nothingIn(s, text).length > 0
    const kindsOf = (s: Segment): readonly string[] => phrases.kindsIn(s, text).map(f => f.value.kind)
    // A text may have thousands of parts: what was told is added up once.
    const told = new Set<string>()
    let counted = 0
    const toldBefore = (n: number): readonly string[] => {
      for (const s of segments.slice(counted, n)) for (const kind of kindsOf(s)) told.add(kind)
      counted = n
      return [...told]
    }
    // "The shortcut is gone, and it isn't listed there either": one more trouble, and not the same elsewhere.
    const isAnother = (s: Segment, n: number): boolean => {
      const [own, before] = [kindsOf(s), toldBefore(n)]
      return own.length > 0 && before.length > 0 && !own.some(k => before.some(b => near(k, b)))
    }
    // "The same done in OWA = everything arrives."
    const isWell = (s: Segment): boolean =>
      wellIn(s, text).length > 0 && !range(s.from, s.to).some(at => text.negations.has(at))
    const thingsOf = (s: Segment): Spread['things'] => phrases.thingsIn(s, text).map(f => f.value)
    // "I logged on to a full desktop: no toast there either": what it is told of was told already, and where stands before.
    const placesOf = (s: Segment, n: number): Spread['things'] => {
      const earlier = segments.slice(Math.max(0, n - LOOKED_BACK), n)
      const toldOf = new Set(earlier.filter(tellsTrouble).flatMap(o => thingsOf(o).map(([name]) => name)))
      const own = thingsOf(s).filter(([name]) => !toldOf.has(name))
      if (own.length > 0) return own
      const sentence = earlier.filter(o => o.sentence === s.sentence && !tellsTrouble(o))
      const before = sentence.length > 0 ? sentence : segments.slice(Math.max(0, n - 1), n)
      const there = before.flatMap(thingsOf)
      return there.length > 0 ? there : thingsOf(s)
    }
    return segments.flatMap((s, n): readonly Spread[] => {
      if (s.mood !== 'now' || s.isLog || s.works || s.denies || !isPlace(s)) return []
      const { from, to } = s
      if (goingWell.in(words, from, to).length > 0) return []
      // "It is so everywhere": the trouble that was told.
      if (!tellsTrouble(s) && !alike.in(words, from, to).some(f => !isOfVersion(f, text))) return []
      const isToo = thereToo.in(words, from, to).some(f => !isExcess(f, words, to) && !isOfVersion(f, text))
      if (!s.everyone && !isToo) return []
      if (isWell(s)) return []
      if (s.everyone) return isOfOneMachine(s, text) ? [] : [{ kind: EVERYWHERE, things: [] }]
      if (isAnother(s, n)) return []
      const things = placesOf(s, n)
      return things.length > 0 ? [{ kind: ALSO, things }] : []
    })
  }
}

/** "It has the same Exchange 2010": the version is what is the same. A version's words are left out. */
const isOfVersion = ({ to }: { readonly to: number }, { words }: SegmentedText): boolean => words[to]?.word === ''

/** What an article says to go well (`WORKS`), so that it is not there: "Outlook Web App, a phone, or online mode shows them". */
interface Control {
  readonly kind: typeof WORKS
  readonly things: readonly (readonly string[])[]
}

/** A member of a list has so few words. */
const LONGEST_MEMBER = 4

/** Versions that go well are conditions, and read elsewhere. */
export const controlFinder = (grammar: Grammar, phrases: Phrases): ((text: SegmentedText) => readonly Control[]) => {
  const prompt = phraseFinder(grammar.prompt)
  return text => {
    const { words, segments } = text
    const hasVersion = ({ from, to }: Segment): boolean => words.slice(from, to).some(w => w.word === '')
    const isFree = (s: Segment): boolean =>
      s.mood === 'now' && !s.isLog && !s.denies && !hasVersion(s) && phrases.kindsIn(s, text).length === 0
    const goesWell = (s: Segment): boolean => s.works || prompt.in(words, s.from, s.to).length > 0
    /** With the members of its list that stand before it. */
    const listed = (n: number): readonly Segment[] => {
      const [s, before] = [segments[n], segments[n - 1]]
      if (!s) return []
      const isMember =
        before?.sentence === s.sentence &&
        before.to - before.from <= LONGEST_MEMBER &&
        isFree(before) &&
        !goesWell(before)
      return isMember ? [...listed(n - 1), s] : [s]
    }
    return segments.flatMap((s, n): readonly Control[] => {
      if (!isFree(s) || !goesWell(s)) return []
      const things = listed(n).flatMap(part => phrases.thingsIn(part, text).map(f => f.value))
      return things.length > 0 ? [{ kind: WORKS, things }] : []
    })
  }
}
