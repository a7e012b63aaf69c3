import { type Found, type Lexicon, type PhraseFinder, phraseFinder } from '../../../words/index.ts'
import { isDenied } from '../../sentences/negations.ts'
import type { Segment, SegmentedText } from '../../sentences/segments.ts'
import { unusedReader } from '../other-ways/unused.ts'
import type { IsDeniedAt } from './denied-things.ts'
import { NOTHING, type Phrases } from './phrases.ts'
import { thingMarks } from './things.ts'

/** Behind a thing, how far "is not involved" may be. In words. */
const UNINVOLVED_REACH = 2

type IsAbsent = (thing: Found<readonly string[]>, segment: Segment, text: SegmentedText) => boolean

/** Reads which things have no part in what is told. */
export const withoutReader = (
  lexicon: Lexicon,
  thingsIn: Phrases['thingsIn'],
  isDeniedAt: IsDeniedAt,
): Phrases['withoutIn'] => {
  const uninvolved = phraseFinder(lexicon.grammar.uninvolved)
  const isUnused = unusedReader(lexicon, thingsIn, isDeniedAt)
  const [isUninvolved, isUnmentioned] = [deniedPart(lexicon, isDeniedAt), unmentionedThing(lexicon)]
  return (segment, text) => {
    const { from, to } = segment
    const idle = uninvolved
      .in(text.words, from, to)
      .filter(f => !f.denied || isDenied(f.from, from, text.negations))
      .map(f => f.from)
    const absent = thingsIn(segment, text).filter(
      f =>
        isUnused(f, segment, text) ||
        isUninvolved(f, segment, text) ||
        isUnmentioned(f, segment, text) ||
        idle.some(at => f.to <= at && at - f.to <= UNINVOLVED_REACH),
    )
    return absent.length === 0 ? NOTHING : { ...NOTHING, things: absent.map(f => f.value) }
  }
}

/** "No add-ins", "no callbacks are involved". */
const deniedPart = (lexicon: Lexicon, isDeniedAt: IsDeniedAt): IsAbsent => {
  const { isPart } = thingMarks(lexicon)
  const involved = phraseFinder(lexicon.grammar.involved)
  return (f, segment, text) =>
    f.from > segment.from &&
    isDeniedAt(f.from, segment, text) &&
    (isPart(f.value) || isBehind(involved, f, segment, text))
}

/** "Nothing about callbacks anywhere." */
const unmentionedThing = ({ grammar }: Lexicon): IsAbsent => {
  const [unmentioned, anywhere] = [phraseFinder(grammar.unmentioned), phraseFinder(grammar.anywhere)]
  return (f, segment, text) =>
    unmentioned.endingAt(text.words, f.from, segment.from) !== undefined && isBehind(anywhere, f, segment, text)
}

const isBehind = (
  finder: PhraseFinder<string>,
  { to }: Found<unknown>,
  segment: Segment,
  text: SegmentedText,
): boolean => finder.in(text.words, to, segment.to).some(f => f.from - to <= UNINVOLVED_REACH)
