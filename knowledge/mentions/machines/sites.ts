import { type Grammar, phraseFinder, type TextWord } from '../../words/index.ts'
import { otherMachines } from './others.ts'

/** A text in which the places of versions are looked for. */
interface SiteText {
  readonly text: string
  readonly words: readonly TextWord[]
  /** As it was written, with the same places. */
  readonly written: string
  readonly taken: ReadonlySet<number>
}

/** Where the name of the site stands that the version beginning at a word is of: "in Oslo", "branch Lyon", "the Lille office". */
export type SiteOf = (at: number, read: SiteText) => { readonly from: number; readonly to: number } | undefined

/** Words that name no system, though they are written with a capital. */
export const namelessWords = (grammar: Grammar): readonly string[] => [
  ...grammar.everyday,
  ...grammar.pointing,
  ...grammar['own-machines'],
  ...otherMachines(grammar),
  ...grammar.occasions,
  ...grammar.beside,
  ...grammar.between,
  ...grammar.working,
]

/** In words: "the mailboxes of our people in Oslo are all on". */
const REACH = 8

export const siteReader = (grammar: Grammar): SiteOf => {
  const locations = phraseFinder(grammar['machine-locations'], { nouns: true })
  const inside = phraseFinder(grammar['machine-inside'])
  const articles = phraseFinder([...grammar.articles, ...grammar.ours])
  const filling = phraseFinder([...grammar.beside, ...grammar.between, ...grammar.listing])
  const known = phraseFinder([...namelessWords(grammar), ...grammar['units-of-time']])
  const verbs = phraseFinder([...grammar.having, ...grammar.being, ...grammar['machine-lying']])
  return (at, { text, words, written, taken }) => {
    const is = (list: typeof known, place: number): boolean =>
      place >= 0 && place < words.length && list.in(words, place, place + 1).length > 0
    const said = (place: number): string => written.slice(words[place]?.start, words[place]?.end)
    const gap = (place: number): string => text.slice(words[place - 1]?.end ?? 0, words[place]?.start)
    const isFree = (place: number): boolean => place >= 0 && place < words.length && !taken.has(place)
    /** "In Oslo", "in the Lille office", "site nord", "tenant A". */
    const isName = (place: number): boolean => {
      const isBehind = is(locations, place - 1) && gap(place) === ' ' && isFree(place - 1)
      // "Customer A": no article is written so.
      const isLetter = isBehind && LETTER.test(said(place))
      if (!isFree(place) || is(verbs, place) || (is(articles, place) && !isLetter)) return false
      const isProper = PROPER.test(said(place)) && !is(known, place)
      if (isBehind) return isProper || isLetter || /[:=]/.test(gap(place + 1))
      const leads = is(articles, place - 1) ? place - 2 : place - 1
      const isBefore = is(locations, place + 1) && gap(place + 1) === ' '
      return isProper && (is(inside, leads) || isBefore)
    }
    const nameAt = (place: number) => ({
      from: LETTER.test(said(place)) && is(locations, place - 1) ? place - 1 : place,
      to: place + 1,
    })
    // "Exchange 2010 on W2K8 in the Lille office": past what else is told of it.
    let end = at
    while (end < words.length && end - at <= LONGEST && (taken.has(end) || (is(filling, end) && taken.has(end + 1))))
      end++
    for (let place = end; place < Math.min(words.length, end + BEHIND); place++) {
      if (taken.has(place) || BREAK.test(gap(place))) break
      if (isName(place)) return nameAt(place)
      if (![verbs, inside, articles, locations].some(l => is(l, place))) break
    }
    for (let place = at - 1; place >= Math.max(0, at - REACH); place--) {
      if (taken.has(place) || SENTENCE.test(gap(place + 1))) break
      if (isName(place)) return nameAt(place)
    }
    return undefined
  }
}

/** In words: "Exchange Server 2007 SP1 Update Rollup 3 on Windows Server 2008 R2". */
const LONGEST = 16

/** In words: "sits in the Lille office". */
const BEHIND = 5

const BREAK = /[.,;:!?\n]/
const SENTENCE = /[.!?;]\s|\n/

/** "Paris", "ROM". */
const PROPER = /^\p{Lu}(?:\p{Ll}{2,}|\p{Lu}{2,})$/u

/** "Tenant A". */
const LETTER = /^[A-Z]$/
