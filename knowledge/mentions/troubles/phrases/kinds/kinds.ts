import { type Found, isErrorCode, type Lexicon, type TextWord } from '../../../../words/index.ts'
import type { Denials } from '../../../sentences/negations.ts'
import { kindPhrases, type Told } from '../../kind-phrases.ts'
import { oncePerPart } from '../../once-per-part.ts'
import { comingsFinder } from '../../partly/comings.ts'
import { latenessReader } from '../../waiting/lateness.ts'
import type { Phrases } from '../phrases.ts'
import { endsInName, type NamesOf } from '../things.ts'
import { kindDenials } from './denied.ts'
import { saidKindsReader } from './said.ts'
import { toldKindsReader } from './told.ts'

/** Reads which kinds of trouble a part tells. */
export const kindsReader = (
  lexicon: Lexicon,
  namesOf: NamesOf,
  thingsIn: Phrases['thingsIn'],
  denials: Denials,
): Phrases['kindsIn'] => {
  const kinds = kindPhrases(lexicon, namesOf)
  const [deniedIn, saidIn, toldIn] = [
    kindDenials(lexicon, denials),
    saidKindsReader(lexicon, kinds),
    toldKindsReader(lexicon),
  ]
  const { lateIn, laterIn, promptIn } = latenessReader(lexicon, namesOf)
  const comingsIn = comingsFinder(lexicon, namesOf)
  return oncePerPart((segment, text) => {
    const { words } = text
    const names = thingsIn(segment, text)
    const things = new Set(names.flatMap(n => n.value))
    const isReallyDenied = deniedIn(segment, text)
    const { found, ofThings, remains, isAllLasting } = saidIn(segment, text, things, isReallyDenied)
    const late = isAllLasting ? lateIn(segment, text, remains) : []
    if (late.length > 0) return late
    const later = laterIn(segment, text, found, next => kinds.in(words, next.from, next.to, isReallyDenied))
    if (later.length > 0) return later
    // "Each further call comes back with 0x8007000E": that is how it fails.
    const comings = comingsIn(segment, text, things).filter(c => !hasCode(c.from, segment.to, words))
    const isTold = toldIn(segment, text, found, comings)
    const own = found.filter(f => isTold(f) && !names.some(n => isOfName(f, n) || endsInName(f, n)))
    const ofThem = ofThings.filter(isTold)
    if (own.length + ofThem.length === 0) return [...promptIn(segment, text, things), ...comings]
    return inOrder(own, ofThem)
  })
}

const hasCode = (from: number, to: number, words: readonly TextWord[]): boolean =>
  words.slice(from, to).some(w => isErrorCode(w.word))

/** "No store events": what is a part of a thing's name tells no trouble. But "told about" is what "not told" is about. */
const isOfName = (f: Found<Told>, name: Found<readonly string[]>): boolean =>
  name.to - name.from > f.to - f.from &&
  name.from <= f.from &&
  f.to <= name.to &&
  !name.value.includes(f.value.implies?.[0] ?? '')

/** What is told of a thing stands instead of what its words tell of anything. */
const inOrder = (own: readonly Found<Told>[], ofThings: readonly Found<Told>[]): readonly Found<Told>[] =>
  [...own.filter(f => !ofThings.some(o => o.from < f.to && f.from < o.to)), ...ofThings].sort((a, b) => a.from - b.from)
