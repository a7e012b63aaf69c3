import { type Grammar, type PhraseFinder, phraseFinder } from '../../words/index.ts'
import type { SegmentedText } from '../sentences/segments.ts'

/** From one place of a text's words to another. */
interface Part {
  readonly from: number
  readonly to: number
}

/** Whether a part leaves out what happens, or does not: with an auxiliary at its end, or with one and nothing but where it is so. */
export interface Ellipses {
  /** "The others don't", "they never", "it won't with the new driver". */
  readonly isDenied: (part: Part, text: Pick<SegmentedText, 'words'>) => boolean
  /** "They do on the second one". */
  readonly isAffirmed: (part: Part, text: Pick<SegmentedText, 'words'>) => boolean
}

/** `ending`: what leaves it out at the end of a part. */
export const ellipsisReader = (grammar: Grammar, ending: PhraseFinder<string>): Ellipses => {
  const [denying, affirming] = [phraseFinder(grammar['left-out-verbs']), phraseFinder(grammar['left-out-verbs-so'])]
  const echoing = phraseFinder(grammar['machine-echoing'])
  const places = phraseFinder(grammar['left-out-places'])
  const isBeforePlace =
    (list: PhraseFinder<string>) =>
    ({ from, to }: Part, { words }: Pick<SegmentedText, 'words'>): boolean =>
      list.in(words, from, to).some(f => f.to < to && places.in(words, f.to, f.to + 1).length > 0)
  const [isDeniedThere, isSoThere] = [isBeforePlace(denying), isBeforePlace(affirming)]
  const ends = (list: PhraseFinder<string>, { from, to }: Part, { words }: Pick<SegmentedText, 'words'>): boolean =>
    list.endingAt(words, to, from) !== undefined
  return {
    isDenied: (part, text) => ends(ending, part, text) || isDeniedThere(part, text),
    isAffirmed: (part, text) => ends(echoing, part, text) || isSoThere(part, text),
  }
}
