import { QUESTION, SWITCHED_OFF, SWITCHED_ON, type Trouble, WORKS } from '../../article.ts'
import { type Lexicon, type PhraseFinder, phraseFinder, textWords } from '../../words/index.ts'
import type { Reading, ReadText } from '../mentions.ts'

/** The problems of a message, in order, when it clearly tells several; else the message alone. */
export type ProblemsOf = (text: string) => readonly [string, ...string[]]

/** More are no message but a list; then nothing is parted. */
const MOST_PROBLEMS = 4
/** In characters: more is pasted. */
const LONGEST_MESSAGE = 3000

/** In words: how far behind "two problems" the list may begin, and how far into an item "what I tried" may stand. */
const ANNOUNCEMENT_REACH = 3
const LISTING_REACH = 4

/**
 * Parts a message where marks or words of `problems.yaml` stand between its parts, and each part by itself claims a trouble
 * of things that the others do not name. Versions that belong to no single problem stay with the first; what it leads to
 * is known when the others are looked at.
 */
export const problemReader = ({ problems }: Lexicon, read: ReadText): ProblemsOf => {
  const [adding, announcing, listing, joined] = [
    problems.adding,
    problems.announcing,
    problems.listing,
    problems.joined,
  ].map(list => phraseFinder(list)) as [Finder, Finder, Finder, Finder]
  const has = (finder: Finder, text: string): boolean => finder.in(textWords(text.toLowerCase())).length > 0

  /** "We have two problems here:": shortly before the end. */
  const isAnnouncement = (lead: string): boolean => {
    const words = textWords((sentencesIn(lead).at(-1) ?? '').toLowerCase())
    return announcing.in(words).some(f => f.to >= words.length - ANNOUNCEMENT_REACH)
  }
  const isListed = (item: string): boolean => {
    const words = textWords(item.toLowerCase())
    return listing.in(words, 0, Math.min(words.length, LISTING_REACH)).length > 0
  }

  const numbered = (text: string): Parted | undefined => {
    const marks = countedMarks(text)
    if (marks.length < 2) return undefined
    const lead = text.slice(0, marks[0]?.start)
    const items = marks.map((m, n) => text.slice(m.end, marks[n + 1]?.start))
    const isAnnounced = isAnnouncement(lead)
    // "Since the update:" is one cause of all that follows.
    if (!isAnnounced && (/:\s*$/.test(lead) || claims(read(lead, {})))) return undefined
    return { lead: isAnnounced ? withoutAnnouncement(lead) : lead, items, isSaid: isAnnounced }
  }
  const announced = (text: string): Parted | undefined => {
    const end = /[:.\n]\s/.exec(text)
    if (!end || !isAnnouncement(text.slice(0, end.index))) return undefined
    const sentences = sentencesIn(text.slice(end.index + 1))
    const told = sentences.filter(s => claims(read(s, {})))
    if (told.length === 1 && told[0]) {
      const items = told[0].split(/;\s|,?\s+and\s+/i)
      return items.length === 2
        ? { lead: sentences.filter(s => s !== told[0]).join(' '), items, isSaid: true }
        : undefined
    }
    return { lead: sentences.filter(s => !told.includes(s)).join(' '), items: told, isSaid: true }
  }
  const added = (text: string): Parted | undefined => {
    const words = textWords(text.toLowerCase())
    const cuts = adding
      .in(words)
      .map(f => ({ start: words[f.from]?.start ?? 0, end: words[f.to - 1]?.end ?? 0 }))
      .filter(c => OPENS.test(text.slice(0, c.start)))
    const starts = cuts.map(c => c.start - (OPENS.exec(text.slice(0, c.start))?.[1]?.length ?? 0))
    const items = [text.slice(0, starts[0]), ...cuts.map((c, n) => text.slice(c.end, starts[n + 1]))]
    return cuts.length > 0 ? { lead: '', items: items.map(i => i.replace(OPENED, '')), isSaid: true } : undefined
  }
  return text => {
    if (text.length > LONGEST_MESSAGE) return [text]
    const parted = numbered(text) ?? added(text) ?? announced(text)
    const items = parted?.items.map(i => i.trim()).filter(i => i !== '') ?? []
    if (!parted || items.length < 2 || items.length > MOST_PROBLEMS || has(listing, parted.lead)) return [text]
    const readings = items.map(i => read(i, {}))
    // "OnNotify was silent; closed that one. New issue: …"
    if (isSettled(readings[0], read(text, {}))) return [text]
    const isEach = readings.every(claims) && items.every((i, n) => !isListed(i) && (n === 0 || !has(joined, i)))
    if (!isEach || !areOfDifferentThings(readings, parted.isSaid)) return [text]
    const [first = '', ...others] = items.slice(0, -1)
    const { own, shared } = sharedIn(items.at(-1) ?? '', read)
    const together = [hasVersions(read(parted.lead, {})) ? parted.lead.trim() : '', first, shared]
    return [together.filter(Boolean).join(' '), ...others, own]
  }
}

/** What the first part tells is over by the whole. */
const isSettled = (first: Reading | undefined, whole: Reading): boolean =>
  first !== undefined && claimed(first).some(f => whole.troubles.some(t => t.standing === 'over' && t.kind === f.kind))

type Finder = PhraseFinder<string>

interface Parted {
  /** What stands before all problems. */
  readonly lead: string
  readonly items: readonly string[]
  /** True when words say that these are several problems; marks alone may count anything. */
  readonly isSaid: boolean
}

/** What may stand before words that open another problem: an end, and a few words: "I also have another problem". */
const OPENS = /(?:^|[.!?;\n]|\s[-–—]|,|\s(?=and\s))\s*((?:[\p{L}'’]+\s+){0,3})$/iu

/** What follows those words: "another thing: …", "another issue is that …". */
const OPENED = /^[\s,:;.–—-]*(?:is(?: that)?\b)?[\s:,]*/

/** "1) … 2) …", "1. … 2. …", "(a) … (b) …": marks that count up from the first. */
const countedMarks = (text: string): readonly { readonly start: number; readonly end: number }[] => {
  const all = [...text.matchAll(/(?<=^|[\s:;])\(?([1-9]|[a-d])[.)](?=\s)\s*/g)]
  return ['1', 'a'].reduce<readonly { readonly start: number; readonly end: number }[]>((found, first) => {
    if (found.length > 0) return found
    const marks: { readonly start: number; readonly end: number }[] = []
    let next = first
    for (const m of all)
      if (m[1] === next) {
        marks.push({ start: m.index, end: m.index + m[0].length })
        next = String.fromCharCode(next.charCodeAt(0) + 1)
      }
    return marks
  }, [])
}

const sentencesIn = (text: string): readonly string[] =>
  text
    .split(/(?<=[.!?])\s+|\n+/)
    .map(s => s.trim())
    .filter(s => s !== '')

/** "Hello. Exchange 2007 SP1 here. Two issues:" without its last sentence. */
const withoutAnnouncement = (lead: string): string => sentencesIn(lead.trim()).slice(0, -1).join(' ')

/** What goes well, is asked, or only says what is on or off. */
const NO_PROBLEMS: ReadonlySet<string> = new Set([WORKS, QUESTION, SWITCHED_ON, SWITCHED_OFF])

const claimed = ({ troubles }: Reading): readonly Trouble[] =>
  troubles.filter(t => (t.standing === 'claimed' || t.standing === 'one-of-many') && !NO_PROBLEMS.has(t.kind))

const claims = (reading: Reading): boolean => claimed(reading).length > 0

const hasVersions = ({ mentions }: Reading): boolean => mentions.some(m => m.hasVersion)

/** What the troubles of a part befall, with the groups that it is one of; what stands in many problems counts only alone. */
const thingsOf = (reading: Reading, orWords: boolean): readonly string[] => {
  const troubles = claimed(reading)
  const broad = new Set(troubles.flatMap(t => t.broad))
  const all = troubles.flatMap(t => t.things.flat())
  const telling = all.filter(t => !broad.has(t))
  const things = telling.length > 0 ? telling : all
  return things.length > 0 || !orWords ? things : troubles.flatMap(t => t.words)
}

const areOfDifferentThings = (readings: readonly Reading[], orWords: boolean): boolean => {
  const things = readings.map(r => thingsOf(r, orWords))
  return things.every(
    (own, n) => own.length > 0 && things.slice(n + 1).every(other => !own.some(thing => other.includes(thing))),
  )
}

/** Sentences at the end of the last part that only name versions are about all parts. */
const sharedIn = (last: string, read: ReadText): { readonly own: string; readonly shared: string } => {
  const sentences = sentencesIn(last)
  let from = sentences.length
  while (from > 1) {
    const reading = read(sentences[from - 1] as string, {})
    if (claims(reading) || !hasVersions(reading)) break
    from--
  }
  return { own: sentences.slice(0, from).join(' '), shared: sentences.slice(from).join(' ') }
}
