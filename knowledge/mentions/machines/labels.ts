import { type Grammar, type PhraseFinder, phraseFinder, type TextWord, textWords } from '../../words/index.ts'
import { namelessWords, siteReader } from './sites.ts'

/** A name that stands before versions: "North = …", "Beta: …", "OLDMAIL runs …". */
export interface Label {
  /** Places of its first word, and behind its last. */
  readonly from: number
  readonly to: number
  /** What it is called elsewhere, where it is not called the same: "site North", "North". */
  readonly name?: string
}

/** Products of the version that begins at a word, where one does. */
export type NamedAt = ReadonlyMap<number, readonly string[]>

/**
 * Finds the names by which systems are told apart: two or more that stand before versions of one product, and wherever
 * else they stand. One alone is the name of a value: "Server: …".
 */
export type FindLabels = (
  text: string,
  words: readonly TextWord[],
  /** As it was written, with the same places. */
  written: string,
  taken: ReadonlySet<number>,
  named: NamedAt,
) => readonly Label[]

export const labelFinder = (grammar: Grammar): FindLabels => {
  const lists = NO_NAMES.map(list => phraseFinder(grammar[list]))
  const verbs = phraseFinder([...grammar.having, ...grammar.being])
  const filling = phraseFinder([...grammar.beside, ...grammar.between])
  const joining = phraseFinder(grammar.beside)
  const listing = phraseFinder([...grammar.listing, ...grammar.beside])
  const known = phraseFinder(namelessWords(grammar))
  const beside = phraseFinder([...grammar.beside, ...grammar.is])
  const described = phraseFinder([...grammar['machine-places'], ...grammar['machine-describers']])
  const siteOf = siteReader(grammar)
  const roles = phraseFinder([...grammar['own-machines'], ...grammar.articles, ...grammar.ours])
  return (text, words, written, taken, named) => {
    const isName = (from: number, to: number): boolean => {
      for (let at = from; at < to; at++) if (taken.has(at)) return false
      return (
        isLetter(from, to, words, written) ||
        lists.every(l => l.in(words, from, to).every(f => f.from > from || f.to < to))
      )
    }
    /** "ATLAS runs 2003, ZEUS 2008": behind such a name the verb is left out. */
    const gapped = (all: typeof found): typeof found =>
      [...named].flatMap(([at, products]) => {
        const name = { from: at - 1, to: at }
        const said = written.slice(words[at - 1]?.start, words[at - 1]?.end)
        const isListed = LISTED.test(text.slice(words[at - 2]?.end ?? 0, words[at - 1]?.start))
        const isBehind = at > 1 && (isListed || listing.in(words, at - 2, at - 1).length > 0)
        const isNew = PROPER.test(said) || CAPITALS.test(said)
        if (!isBehind || !isNew || !isName(name.from, at) || known.in(words, name.from, at).length > 0) return []
        const first = all.findLast(f => f.to < name.from && f.products.some(p => products.includes(p)))
        return first && !SENTENCE.test(text.slice(words[first.to]?.start, words[name.from]?.start))
          ? [{ ...name, products, name: nameOf(name, words) }]
          : []
      })
    const found = [...named].flatMap(([at, products]) => {
      const label =
        marked(at, text, words) ??
        headed(at, text, words, written, { roles, known }) ??
        leading(at, text, words, written, { verbs, filling, joining, known }) ??
        siteOf(at, { text, words, written, taken })
      return label && isName(label.from, label.to) ? [{ ...label, products, name: nameOf(label, words) }] : []
    })
    const labels = [...found, ...gapped(found)]
    const parallel = labels.filter(f =>
      labels.some(o => o.name !== f.name && o.products.some(p => f.products.includes(p))),
    )
    return parallel.length === 0
      ? []
      : everywhere(parallel, words, written, taken, { beside, known: [known, described] })
  }
}

/** What opens a line and is no name: "before: …", "works: …", "new: …". */
const NO_NAMES = [
  'earlier',
  'current',
  'had',
  'contrasting',
  'working',
  'failing',
  'over',
  'between',
  'expecting',
  'moving',
  'planning',
  'negations',
  'reporting-verbs',
  'having',
  'is',
  'asking',
] as const satisfies readonly (keyof Grammar)[]

/** "Scan station = …": the words from the beginning of their part up to the mark. */
const marked = (at: number, text: string, words: readonly TextWord[]): Label | undefined => {
  const gap = (place: number): string => text.slice(words[place - 1]?.end ?? 0, words[place]?.start)
  if (at === 0 || !MARK.test(gap(at))) return undefined
  let from = at - 1
  while (from > 0 && gap(from) === ' ' && at - from <= LONGEST) from--
  return at - from <= LONGEST ? { from, to: at } : undefined
}

/** "Leeds: mailbox server W2K8": what kind of machine it is stands between. */
const headed = (
  at: number,
  text: string,
  words: readonly TextWord[],
  written: string,
  { roles, known }: { readonly roles: PhraseFinder<string>; readonly known: PhraseFinder<string> },
): Label | undefined => {
  const gap = (place: number): string => text.slice(words[place - 1]?.end ?? 0, words[place]?.start)
  let mark = at
  while (mark > 0 && at - mark < LONGEST_ROLE && GAP.test(gap(mark))) {
    const role = roles.endingAt(words, mark, 0)
    if (!role) break
    mark = role.from
  }
  if (mark === at || mark === 0 || !MARK.test(gap(mark))) return undefined
  const name = written.slice(words[mark - 1]?.start, words[mark - 1]?.end)
  const isFirst = mark === 1 || OPENING.test(gap(mark - 1))
  return isFirst && (PROPER.test(name) || SITE.test(name)) && known.in(words, mark - 1, mark).length === 0
    ? { from: mark - 1, to: mark }
    : undefined
}

const GAP = /^,? $/

/** In words: "our mailbox server". */
const LONGEST_ROLE = 4

/** Before what opens a sentence or a line; "1) ". */
const OPENING = /[.!?;)]\s+$|\n/

/** "HQ". */
const SITE = /^\p{Lu}{2,}\d*$/u

const MARK = /^\s?[=:]\s?$/

/** In words. */
const LONGEST = 3

/** "OLDMAIL is on …", "HAWK with …", "HAWK (…)". */
const leading = (
  at: number,
  text: string,
  words: readonly TextWord[],
  written: string,
  { verbs, filling, joining, known }: Leading,
): Label | undefined => {
  const isOf = (list: PhraseFinder<string>, place: number): boolean =>
    place > 0 && list.in(words, place, place + 1).length > 0
  const said = (place: number): string => written.slice(words[place]?.start, words[place]?.end)
  if (BRACKET.test(text.slice(words[at - 1]?.end ?? 0, words[at]?.start)))
    return CAPITALS.test(said(at - 1)) || (SHORT.test(said(at - 1)) && !isOf(known, at - 1))
      ? { from: at - 1, to: at }
      : undefined
  let verb = at - 1
  while (!isOf(verbs, verb) && isOf(filling, verb)) verb--
  if (!isOf(verbs, verb)) {
    // The first of what stands between, as no verb does.
    verb++
    if (verb >= at || !isOf(joining, verb)) return undefined
    return CAPITALS.test(said(verb - 1)) && !CAPITALS.test(said(verb)) ? { from: verb - 1, to: verb } : undefined
  }
  const name = said(verb - 1)
  const isProper = (PROPER.test(name) || SHORT.test(name)) && verb > 0 && known.in(words, verb - 1, verb).length === 0
  // Where all is written in capitals, they name nothing.
  return (CAPITALS.test(name) || isProper) && !CAPITALS.test(said(verb)) ? { from: verb - 1, to: verb } : undefined
}

interface Leading {
  readonly verbs: PhraseFinder<string>
  /** What may stand between them and a version: "still on". */
  readonly filling: PhraseFinder<string>
  readonly joining: PhraseFinder<string>
  /** Words that are no names, though they open a sentence. */
  readonly known: PhraseFinder<string>
}

/** Or a dash: "HAWK – …". */
const BRACKET = /^(?:\s?\(|\s[–—-]\s)$/

/** Before the next of those that are told apart. */
const LISTED = /^[,;]\s$/

const SENTENCE = /[.!?]\s|\n/

/** Words in capitals only, without a digit; "M1". */
const CAPITALS = /^(?:\p{Lu}{4,}|\p{Lu}\d{1,2})$/u

/** "EXA (…)". */
const SHORT = /^\p{Lu}{3}$/u

/** "Paris". */
const PROPER = /^\p{Lu}\p{Ll}{2,}$/u

/** The "A" of "A: …". */
const isLetter = (from: number, to: number, words: readonly TextWord[], written: string): boolean =>
  to === from + 1 && /^[A-H]$/.test(written.slice(words[from]?.start, words[from]?.end))

const nameOf = ({ from, to }: Label, words: readonly TextWord[]): string =>
  words
    .slice(from, to)
    .map(w => w.word.replace(POSSESSIVE, ''))
    .join(' ')

/** "Oslo's". */
const POSSESSIVE = /'s?$/

/** Each of their places; of a name of several words also the one that tells it from the others: "North" of "site North". */
const everywhere = (
  labels: readonly Label[],
  words: readonly TextWord[],
  written: string,
  taken: ReadonlySet<number>,
  { beside, known }: { readonly beside: PhraseFinder<string>; readonly known: readonly PhraseFinder<string>[] },
): readonly Label[] => {
  const called = new Map(labels.toReversed().map(l => [nameOf(l, words), l] as const))
  const tellings = [...called].flatMap(([name, label]) => {
    const own = name.split(' ')
    const others = [...called.keys()].filter(n => n !== name).map(n => n.split(' '))
    const telling = own.filter(w => !others.some(o => o.includes(w)))
    const [word = ''] = telling
    const isOne = own.length > 1 && telling.length === 1 && others.every(o => o.length === own.length)
    return isOne && known.every(l => l.in(textWords(word)).length === 0) ? [[word, label] as const] : []
  })
  const names = new Map([...tellings, ...called])
  const isFirst = (from: number): boolean => labels.some(l => l.from === from)
  const all: Label[] = []
  for (let from = 0; from < words.length; from++) {
    const to = Array.from({ length: LONGEST }, (_, i) => from + LONGEST - i).find(
      end => end <= words.length && names.has(nameOf({ from, to: end }, words)),
    )
    const first = to === undefined ? undefined : names.get(nameOf({ from, to }, words))
    if (to === undefined || first === undefined || taken.has(from)) continue
    // "On A", and no article.
    const isOneLetter = to === from + 1 && words[from]?.word.length === 1
    const isNamed = isLetter(from, to, words, written) && from > 0 && beside.in(words, from - 1, from).length > 0
    const name = written.slice(words[first.from]?.start, words[first.to - 1]?.end)
    if (isFirst(from) || !isOneLetter || isNamed) all.push({ from, to, name })
  }
  return all
}
