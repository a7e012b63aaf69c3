import { onceFor } from '../../lately.ts'
import { type Lexicon, type PhraseFinder, phraseFinder, type TextWord } from '../../words/index.ts'
import { isColonBefore } from '../sentences/before-colons.ts'
import { firstOf, type Segment, type SegmentedText } from '../sentences/segments.ts'

/** The words of a text, with what "they" and "it" stand for in their places, where a phrase of the finder may begin with it. */
type StandingIn = (finder: PhraseFinder<unknown>, text: SegmentedText) => readonly TextWord[]

/** A pronoun, and from where on what it stands for may have been named. */
interface StandIn {
  readonly at: number
  readonly since: number
}

/** "I rang the customers: they wait, too", "the tunnel is old. It was never cut". */
export const standInReader = ({ grammar, things }: Lexicon): StandingIn => {
  const pronouns = phraseFinder(grammar['stand-ins'], { literal: true })
  const determiners = phraseFinder([...grammar.articles, ...grammar.ours, ...grammar['the-known']])
  const names = new Set(Object.values(things).flatMap(({ said }) => said))
  const standInsOf = onceFor(({ words, segments }: SegmentedText): readonly StandIn[] =>
    segments.flatMap((segment): readonly StandIn[] => {
      const found = pronouns
        .in(words, segment.from, segment.to)
        .find(({ from }) => from - segment.from < REACH || isColonBefore(from, words))
      return found === undefined ? [] : [{ at: found.from, since: sinceOf(segment, segments) }]
    }),
  )
  return (finder, text) => {
    const standIns = standInsOf(text)
    if (standIns.length === 0) return text.words
    const heads = new Set(finder.beginnings())
    const { words } = text
    const isNamed = (at: number, since: number): boolean => {
      const { word = '', form = '' } = words[at] ?? {}
      return heads.has(form) && (names.has(word) || determiners.endingAt(words, at, since) !== undefined)
    }
    let replaced: TextWord[] | undefined
    for (const { at, since } of standIns) {
      let named = at - 1
      while (named >= since && !isNamed(named, since)) named--
      if (named < since) continue
      replaced ??= [...words]
      replaced[at] = words[named] as TextWord
    }
    return replaced ?? words
  }
}

/** Behind "and", "but", "since". In words. */
const REACH = 2

/** The sentence before it. */
const sinceOf = ({ sentence, from }: Segment, segments: readonly Segment[]): number =>
  segments[firstOf(segments, s => s.sentence >= sentence - 1)]?.from ?? from
