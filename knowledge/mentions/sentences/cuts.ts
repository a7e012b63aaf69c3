import type { Found, PhraseFinder, TextWord } from '../../words/index.ts'

/** A part of a sentence, as signs and openers cut it. */
export interface Cut {
  readonly from: number
  readonly to: number
  readonly sentence: number
  /** True when the sentence ends with a question mark. */
  readonly marked: boolean
  readonly opener: string | undefined
  readonly isFirst: boolean
  readonly isBracketed: boolean
  /** True behind "expected:". */
  readonly isExpected: boolean
}

/** What stands before a colon: a name of what follows, which opens a sentence of its own; or a part of it. */
export type Label = 'asks' | 'expects' | undefined

/** In words: "what is meant to happen then"; a longer part tells something itself. */
const LONGEST_LABEL = 6

/** "Which hotfix: …", "what should happen: …", "other thing: how …". A machine's name belongs to what follows. */
export const labelOf = (
  from: number,
  to: number,
  words: readonly TextWord[],
  finders: Readonly<Record<'expecting' | 'asking' | 'matters' | 'asides', PhraseFinder<string>>>,
): Label => {
  const { expecting, asking, matters, asides } = finders
  const opensAt = (place: number, end: number): boolean => asking.in(words, place, end).some(f => f.from === place)
  const isShort = to - from <= LONGEST_LABEL
  if (isShort && expecting.in(words, from, to).length > 0) return 'expects'
  const isMatter = isShort && matters.endingAt(words, to, from) !== undefined
  // "Before you ask: …"
  const isAside = isShort && asides.in(words, from, to).some(f => f.from === from)
  return isAside || opensAt(from, to) || (isMatter && opensAt(to, words.length)) ? 'asks' : undefined
}

/**
 * In words: nobody says more in one part or sentence, and what is pasted without a stop would have each of its words looked
 * at beside all others.
 */
const LONGEST_PART = 100
const LONGEST_SENTENCE = 300
/** Nobody tells more; what stands behind them is not read. */
const MOST_SENTENCES = 2000

/** `labels`: what the words before a colon are. */
export const cutsOf = (
  text: string,
  words: readonly TextWord[],
  clauses: readonly Found<string>[],
  occasions: readonly Found<string>[],
  whole: readonly Span[],
  labels: (from: number, to: number) => Label,
  /** The opener of what stands before an arrow; undefined where it is no moment. */
  momentOf: (from: number, to: number) => string | undefined,
): readonly Cut[] => {
  const openers = new Map([...clauses, ...occasions].map(f => [f.from, f.value] as const))
  const cuts: Omit<Cut, 'marked'>[] = []
  const marks: boolean[] = []
  let sentence = 0
  let from = 0
  let isFirst = true
  let isExpected = false
  let first = 0
  const cut = (to: number): void => {
    if (to > from) {
      const isBracketed = OPENS_BRACKET.test(text.slice(words[from - 1]?.end ?? 0, words[from]?.start))
      cuts.push({ from, to, sentence, opener: openers.get(from), isFirst, isBracketed, isExpected })
      isFirst = false
    }
    from = to
  }
  for (let i = 0; i < words.length && sentence < MOST_SENTENCES; i++) {
    const { end } = words[i] as TextWord
    if (whole.some(w => w.start < end && end < w.end)) continue
    const gap = text.slice(end, words[i + 1]?.start ?? text.length)
    if (openers.has(i) && i > from) cut(i)
    const label = LABELS.test(gap) ? labels(first, i + 1) : undefined
    const ends = /[.!?;](?:\s|$|["')])|[!?]|\n/.exec(gap)
    if (ends || i === words.length - 1 || i - first >= LONGEST_SENTENCE) {
      cut(i + 1)
      marks[sentence] = gap.includes('?')
      sentence++
      isFirst = true
      isExpected = false
      first = i + 1
    } else if (label) {
      isExpected = label === 'expects'
      cut(i + 1)
      sentence++
      isFirst = true
      first = i + 1
    } else if (ARROW.test(gap)) {
      // "Send a letter -> it hangs": when that is done.
      const moment = openers.has(from) ? undefined : momentOf(from, i + 1)
      if (moment !== undefined) {
        openers.set(from, moment)
        cut(i + 1)
      }
    } else if (PART_ENDS.test(gap) || i - from >= LONGEST_PART) cut(i + 1)
  }
  return cuts.map(c => ({ ...c, marked: marks[c.sentence] ?? false }))
}

/** "The wrapper (old)": no part of its own. */
export const ONE_WORD_IN_BRACKETS = /[([](\s*[\p{L}\p{N}.+#-]+\s*)[)\]]/gu

const OPENS_BRACKET = /[([]\s*$/

/** Behind what names the rest of a line. */
const LABELS = /^\s*:\s/

/** "->", "=>", "→". */
const ARROW = /\s(?:[-=]+>|[→⇒])\s/u

/** A comma, a dash, a bracket, or a picture. */
const PART_ENDS = /,|\s[-–—]+\s|[–—…()[\]]|\p{Extended_Pictographic}/u

/** From one place of a text to another. */
export interface Span {
  readonly start: number
  readonly end: number
}
