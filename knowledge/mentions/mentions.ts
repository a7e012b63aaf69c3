import type { Trouble } from '../article.ts'
import { type Catalog, isEmpty, isWithin, leaves, overlaps, type Ranges } from '../catalog/index.ts'
import { anyOf, type Lexicon, loadLexicon, PhraseFinder, Speller } from '../words/index.ts'
import type { Atom } from './atoms.ts'
import { bareAnswerFinder, bareReleasesIn, withBareReleases, withCoordinated } from './bare-releases.ts'
import { type Bearing, type Clause, clausesOf, saysItWorksAt, sentencesOf, turned } from './clauses.ts'
import { withComparison } from './comparisons.ts'
import { atomFinder } from './find-atoms.ts'
import { type Group, groupAtoms, type ReadingContext, rangesOf } from './grouping.ts'
import { type Standing, standingReader } from './licences.ts'
import { numberReader } from './number-words.ts'
import { createSegmenter, type SegmentedText } from './segments.ts'
import { troubleReader } from './troubles.ts'

/** A version of one product that a text speaks of. */
export interface Mention {
  readonly product: string
  readonly ranges: Ranges
  /** The words that were read. */
  readonly said: string
  readonly start: number
  readonly bearing: Bearing
  /** False when only the product was named. */
  readonly hasVersion: boolean
  readonly cannotTell?: string
}

/** What a text says about versions, and what else it says. */
export interface Reading {
  readonly mentions: readonly Mention[]
  /** The text without its versions and the tools that printed them; plain names of products stay. */
  readonly rest: string
  /** What goes wrong by this text. */
  readonly troubles: readonly Trouble[]
  /** Numbers that may be releases of products that were not named: "2008". */
  readonly bare: readonly string[]
}

/** What the text says of a group of pieces from `start` to `end`. */
type StandingOf = (group: Group, start: number, end: number) => Standing

export type ReadText = (text: string, context?: ReadingContext) => Reading

/** Reads with the names of a catalog and the lists of a language. */
export const textReader = (catalog: Catalog, lexicon: Lexicon = loadLexicon()): ReadText => {
  const findAtoms = atomFinder(catalog)
  const speller = new Speller(
    [...catalog.products.values()]
      .flatMap(p => [...p.file.names, ...p.file.alone, ...Object.values(p.file.kinds).flat()])
      .flatMap(n => n.toLowerCase().split(/[\s-]+/))
      .flatMap(w => [w, `${w}s`]),
  )
  const kinds = [...catalog.products.values()].flatMap(p => Object.values(p.file.kinds).flat())
  const withDigits = numberReader(kinds)
  /** Between the pieces of "E2K7SP1RU3". */
  const glued = new RegExp(`(?<=\\d)(?=${anyOf(kinds.filter(k => k.length === 2))}\\d)`, 'gi')
  const bareAnswers = new Map([...catalog.products.values()].map(p => [p.id, bareAnswerFinder(p)] as const))
  const elsewhere = new Map(
    [...catalog.products.values()].map(
      p =>
        [
          p.id,
          new PhraseFinder(
            p.file.elsewhere.map(w => [w, w] as const),
            { nouns: true },
          ),
        ] as const,
    ),
  )
  const segment = createSegmenter(lexicon.grammar)
  const troubles = troubleReader(lexicon)
  const readStanding = standingReader(lexicon.grammar)
  const products = [...catalog.products.values()].map(p => p.file)
  const plain = new Set(products.flatMap(p => p.name.toLowerCase().split(' ')))
  const tools = new Set(
    products
      .flatMap(p => p.howToFind.flatMap(h => h.marks))
      .flatMap(wordsOf)
      .concat('version', 'build'),
  )
  const readAnew = (text: string, context: ReadingContext): Reading => {
    const shown = withDigits(tidy(text, speller)).replace(glued, ' ')
    const normal = shown.toLowerCase()
    const clauses = clausesOf(normal)
    const segmented = segment(normal)
    const found = withCoordinated(findAtoms(normal).slice(0, MAX_ATOMS), normal, catalog.products)
    const asked = (context.asked ?? []).flatMap(id => catalog.products.get(id) ?? [])
    const answered = asked.reduce<readonly Atom[]>((all, { id }) => bareAnswers.get(id)?.(all, normal) ?? all, found)
    const atoms = withBareReleases(answered, bareReleasesIn(normal, answered), asked)
    const groups = groupAtoms(withoutUnreal(atoms, normal, segmented), normal, context)
    const taken = placesOf(
      atoms.filter(a => a.kind !== 'product'),
      segmented,
    )
    const troubleWords = troubles.wordsOf(segmented)
    const standingOf: StandingOf = (group, start, end) =>
      readStanding(wordAt(start, segmented), wordAt(end - 1, segmented) + 1, segmented, taken, {
        isAnswer: (context.asked ?? []).includes(group.product) || isOutput(normal, start),
        supposes: context.supposes ?? false,
        isTrouble: word => troubleWords.has(word),
        isTool: word => tools.has(segmented.words[word]?.word ?? ''),
        elsewhere: elsewhere.get(group.product) ?? NOWHERE,
      })
    const mentions = groups.map(g => mentionOf(g, normal, clauses, catalog, standingOf)).filter(m => !isEmpty(m.ranges))
    // Some letters change their length when made small: then places in the one text are not those of the other.
    const rest = restOf(shown.length === normal.length ? shown : normal, atoms, plain, tools)
    const bare = bareReleasesIn(normal, atoms).map(b => b.name)
    return {
      mentions: settleContrast(markUpgrades(mentions, normal)),
      rest,
      bare,
      get troubles() {
        return troubles.read(segmented, taken, context !== NO_CONTEXT)
      },
    }
  }
  const remembered = new Map<string, Reading>()
  return (text, context) => {
    if (context) return readAnew(text, context)
    const before = remembered.get(text)
    if (before) return before
    const reading = readAnew(text, NO_CONTEXT)
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    if (text.length <= LONGEST_REMEMBERED) remembered.set(text, reading)
    return reading
  }
}

/** Of what articles say: people are read in the light of what was said before. */
const NO_CONTEXT: ReadingContext = {}

const NOWHERE = new PhraseFinder<string>([])

/** "Applies to" has the same lines in thousands of articles: those short texts are read once. */
const MOST_REMEMBERED = 5000
const LONGEST_REMEMBERED = 160

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}.-]*[\p{L}\p{N}]/gu) ?? []

/** "Name : MBX1", "OS Name: …" on lines of their own: what tools print, not what anybody describes. */
const OUTPUT_LINE = /^[ \t]*(?:[\p{L}\d()]+[ \t]){0,3}[\p{L}\d()]+[ \t]*:(?=[ \t]|$).*$/gmu

/** What compares a version with others tells nothing once the version is read. */
const COMPARING =
  /\b(?:(?:not |no |nothing )?(?:newer|later|higher|older|earlier|lower|more recent) than|up to(?: and including)?|or (?:later|newer|higher|older|earlier|lower|above|below)|prior to|at most)\b/gi

const restOf = (
  text: string,
  atoms: readonly Atom[],
  plain: ReadonlySet<string>,
  tools: ReadonlySet<string>,
): string => {
  const versions = atoms.filter(a => a.kind !== 'product')
  if (versions.length === 0) return text.trim()
  let rest = ''
  let at = 0
  for (const atom of versions) {
    const names = text
      .slice(atom.start, atom.end)
      .split(/[\s-]+/)
      .filter(w => plain.has(w.toLowerCase()))
    rest += `${text.slice(at, atom.start)} ${names.join(' ')} `
    at = atom.end
  }
  return (rest + text.slice(at))
    .replace(text.includes('\n') ? OUTPUT_LINE : /$^/, ' ')
    .replace(COMPARING, ' ')
    .split(/\s+/)
    .filter(w => wordsOf(w).some(part => !tools.has(part)))
    .join(' ')
}

/** In characters: more is pasted by mistake. */
const MAX_READ_LENGTH = 70_000

/** Pieces of version talk that are read in one text: each is compared with all others. */
const MAX_ATOMS = 200

const tidy = (text: string, speller: Speller): string =>
  text
    .slice(0, MAX_READ_LENGTH)
    .normalize('NFKC')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\n\s+/g, '\n')
    .replace(/[®™©]|\((?:r|tm)\)/gi, ' ')
    .replace(/[’‘]/g, "'")
    .replace(/\p{L}{6,}/gu, word => speller.repair(word.toLowerCase()) ?? word)

/**
 * Without "SP1" of "from SP1 to SP2" and of "upgraded 2007 SP1 to SP2": what was left is no more; and without "RU4" of
 * "should we install RU4?": what is only intended is not there yet.
 */
const withoutUnreal = (atoms: readonly Atom[], text: string, segmented: SegmentedText): readonly Atom[] => {
  const kept: Atom[] = []
  let replaces = false
  for (const [i, atom] of atoms.entries()) {
    if (atom.kind !== 'level' && atom.kind !== 'update') {
      kept.push(atom)
      continue
    }
    if (isUnreal(atom, atoms, segmented)) continue
    const sentence = sentencesOf(text).find(s => s.start <= atom.start && atom.start < s.end)
    const before = text.slice(sentence?.start ?? 0, atom.start)
    const next = atoms[i + 1]
    const isLeft =
      next?.kind === atom.kind &&
      /^\s*(?:up )?(?:to|->|→)\s*$/.test(text.slice(atom.end, next.start)) &&
      (/\bfrom\s+$/.test(before) || MOVED.test(before))
    if (!isLeft) kept.push(replaces ? { ...atom, replaces } : atom)
    replaces = isLeft
  }
  return kept
}

/** Asked, planned or supposed, and not behind its release: "should we install RU4 on our Exchange 2007 SP1?" */
const isUnreal = (atom: Atom, atoms: readonly Atom[], segmented: SegmentedText): boolean => {
  const word = wordAt(atom.start, segmented)
  const segment = segmented.segments.find(s => s.from <= word && word < s.to)
  if (!segment || segment.mood === 'now' || segment.mood === 'over') return false
  const start = segmented.words[segment.from]?.start ?? 0
  return !atoms.some(a => a.kind === 'release' && start <= a.start && a.end <= atom.start)
}

/** The place of the word that stands at a place of the text, or behind it. */
const wordAt = (place: number, { words }: SegmentedText): number => {
  const at = words.findIndex(w => w.end > place)
  return at < 0 ? words.length : at
}

const placesOf = (atoms: readonly Atom[], segmented: SegmentedText): ReadonlySet<number> => {
  const places = new Set<number>()
  for (const { start, end } of atoms) {
    const last = wordAt(end - 1, segmented)
    for (let place = wordAt(start, segmented); place <= last && (segmented.words[place]?.start ?? end) < end; place++)
      places.add(place)
  }
  return places
}

/** "OS Name: …": the version stands behind the name of a value, alone on its line. */
const isOutput = (text: string, start: number): boolean =>
  /(?:^|\n)[ \t]*(?:[\p{L}\d()]+[ \t]){0,3}[\p{L}\d()]+[ \t]*:[^\n]*$/u.test(
    text.slice(Math.max(0, start - LONGEST_NAME), start),
  ) && text.includes('\n')

/** In characters. */
const LONGEST_NAME = 120

/** Words of a sentence in which "A to B" means that A was before. */
const MOVED = /\b(?:upgrad|migrat|mov|replac|transition|switch|updat)\w*/

const mentionOf = (
  g: Group,
  text: string,
  clauses: readonly Clause[],
  catalog: Catalog,
  standingOf: StandingOf,
): Mention => {
  const product = catalog.products.get(g.product)
  const { ranges: stated, said } = withComparison(g, text, product)
  const start = Math.min(...g.atoms.map(a => a.start))
  const at = clauses.findIndex(c => c.start <= start && start < c.end)
  const isCompared = JSON.stringify(stated) !== JSON.stringify(rangesOf(g))
  const isExact = product && leaves(product).some(l => isWithin(stated, l.ranges))
  const cannotTell =
    isExact || g.atoms.some(a => a.kind === 'update')
      ? undefined
      : g.atoms.find(a => a.cannotTell !== undefined)?.cannotTell
  return {
    product: g.product,
    ranges: stated,
    said,
    start,
    bearing: bearingOf(start, text, clauses[at], clauses[at - 1], () => {
      const standing = standingOf(g, start, Math.max(...g.atoms.map(a => a.end)))
      // "RU4 is not installed": what is denied is read already.
      return standing.kind === 'past' && isCompared ? 'has' : standing.kind
    }),
    hasVersion: g.atoms.some(a => a.kind !== 'product'),
    ...(cannotTell === undefined ? {} : { cannotTell }),
  }
}

const bearingOf = (
  start: number,
  text: string,
  clause: Clause | undefined,
  clauseBefore: Clause | undefined,
  standing: () => Bearing,
): Bearing => {
  const before = text.slice(clause?.start ?? 0, start)
  const contrary = turned(before, clauseBefore?.text ?? '')
  if (contrary) return contrary
  if (clause && saysItWorksAt(clause.text, start - clause.start) && !/\bfrom\b[^,]*$/.test(before)) return 'works'
  return standing()
}

/** "Upgraded Exchange 2003 to Exchange 2007": of two versions of one product joined by "to", the first is past. */
const markUpgrades = (mentions: readonly Mention[], text: string): readonly Mention[] => {
  const sorted = [...mentions].sort((a, b) => a.start - b.start)
  return sorted.map(m => {
    const next = sorted.find(n => n.start > m.start && n.product === m.product)
    if (!next || m.bearing !== 'has') return m
    const sentence = sentencesOf(text).find(s => s.start <= m.start && m.start < s.end)
    const between = text.slice(m.start + m.said.length, next.start)
    const moved = sentence && MOVED.test(text.slice(sentence.start, next.start))
    return moved && next.start < sentence.end && /\bto\b|\bby\b|\bwith\b|->/.test(between)
      ? { ...m, bearing: 'past' as const }
      : m
  })
}

/** "Works on 2003" is a contrast only for a product of which another version has the trouble; otherwise it is what there is. */
const settleContrast = (mentions: readonly Mention[]): readonly Mention[] => {
  const troubled = (m: Mention) =>
    mentions.some(o => o.product === m.product && o.bearing === 'has' && !overlaps(o.ranges, m.ranges))
  const contrasts = mentions.some(m => m.bearing === 'works' && troubled(m))
  return mentions.map(m => (m.bearing === 'works' && contrasts && !troubled(m) ? { ...m, bearing: 'has' as const } : m))
}
