import { type Grammar, type PhraseFinder, phraseFinder, type TextWord } from '../../words/index.ts'

/** What says that somebody advises something: "he says just go to SP3". */
export interface AdviceFinders {
  readonly saying: PhraseFinder<string>
  readonly imperatives: PhraseFinder<string>
  readonly leading: PhraseFinder<string>
}

export const adviceFinders = (grammar: Grammar): AdviceFinders => ({
  saying: phraseFinder(grammar['saying-to']),
  imperatives: phraseFinder(grammar['advised-to'], { literal: true }),
  leading: phraseFinder(grammar['advised-leading'], { literal: true }),
})

/**
 * True for a part that gives what somebody else says is to be done: "they told me to go to SP3", and behind a verb of saying
 * earlier in its sentence "that is the bug, install RU5". `start`: of the sentence.
 */
export const isAdvised = (
  { from, to }: { readonly from: number; readonly to: number },
  start: number,
  words: readonly TextWord[],
  { saying, imperatives, leading }: AdviceFinders,
): boolean => {
  const heads = imperatives.in(words, from, to)
  if (heads.length === 0) return false
  return heads.some(f => {
    let at = f.from
    while (at > from && leading.in(words, at - 1, at).length > 0) at--
    // What was said to be done opens its part, or stands right behind the verb.
    return at === from ? saying.in(words, start, from).length > 0 : saying.endingAt(words, at, from) !== undefined
  })
}
