import type { Trouble } from '../article.ts'
import { type Catalog, isEmpty, isWithin, leaves, type Product, type Ranges } from '../catalog/index.ts'
import { anyOf, type Lexicon, loadLexicon, PhraseFinder, Speller } from '../words/index.ts'
import { changeReader, settleContrast } from './changes.ts'
import { ownerOfAtom, spanOf, withClaims, withOwner } from './claims.ts'
import { type Bearing, type Clause, clausesOf, saysItWorksAt, turned } from './clauses.ts'
import { introducingWords } from './introducing-words.ts'
import { type Standing, standingReader } from './licences.ts'
import { machineReader, NO_MACHINES } from './machines/machines.ts'
import { settleMachines } from './machines/settle-machines.ts'
import { restOf, wordsOf } from './rest.ts'
import { createSegmenter, type SegmentedText, wordAt } from './segments.ts'
import { troubleReader } from './troubles.ts'
import type { Atom } from './versions/atoms.ts'
import { bareAnswerFinder, bareReleasesIn, withBareReleases, withCoordinated } from './versions/bare-releases.ts'
import { comparingPhrases, comparisonReader, type WithComparison } from './versions/comparisons.ts'
import { atomFinder } from './versions/find-atoms.ts'
import { type Group, groupAtoms, type ReadingContext, rangesOf } from './versions/grouping.ts'
import { listReader } from './versions/lists.ts'
import { numberReader } from './versions/number-words.ts'

/** A version of one product that a text speaks of. */
export interface Mention {
  readonly product: string
  readonly ranges: Ranges
  /** The words that were read. */
  readonly said: string
  readonly start: number
  readonly bearing: Bearing
  /** What its list says as a whole, where it is a member of one: the newest of updates that are all there. */
  readonly claim?: Ranges
  /** The machine of that name has it: "MBX1", "server B". */
  readonly machine?: string
  /** True for a machine that is only told apart from others: "the second node". */
  readonly isOfPlace?: boolean
  /** False when only the product was named. */
  readonly hasVersion: boolean
  readonly cannotTell?: string
}

/** What a text says about versions, and what else it says. */
export interface Reading {
  /** The text as it was read, in which mentions have their places: lower case, names repaired. */
  readonly normal: string
  readonly mentions: readonly Mention[]
  /** The text without its versions and the tools that printed them; plain names of products stay. */
  readonly rest: string
  /** What goes wrong by this text. */
  readonly troubles: readonly Trouble[]
  /** The machine in question, where machines have names; and all that are named. */
  readonly machine: string | undefined
  readonly machines: readonly string[]
  /** Numbers that may be releases of products that were not named: "2008". */
  readonly bare: readonly string[]
}

/** What the text says of a group of pieces from `start` to `end`. */
type StandingOf = (group: Group, start: number, end: number) => Standing

export type ReadText = (text: string, context?: ReadingContext) => Reading

/** Reads with the names of a catalog and the lists of a language. */
export const textReader = (catalog: Catalog, lexicon: Lexicon = loadLexicon()): ReadText => {
  const findAtoms = atomFinder(catalog, lexicon.grammar)
  const speller = new Speller(
    [...catalog.products.values()]
      .flatMap(p => [...p.file.names, ...p.file.alone, ...Object.values(p.file.kinds).flat()])
      .flatMap(n => n.toLowerCase().split(/[\s-]+/))
      .flatMap(w => [w, `${w}s`]),
  )
  const repaired = introducingWords(catalog, lexicon)
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
  const lists = listReader(lexicon.grammar)
  const troubles = troubleReader(lexicon)
  const readStanding = standingReader(lexicon.grammar)
  const { withoutUnreal, markUpgrades } = changeReader(lexicon.grammar)
  const withComparison = comparisonReader(lexicon.comparing)
  const comparing = comparingPhrases(lexicon.comparing)
  const readMachines = machineReader(lexicon.grammar)
  const products = [...catalog.products.values()].map(p => p.file)
  const plain = new Set(products.flatMap(p => p.name.toLowerCase().split(' ')))
  const tools = new Set(
    products
      .flatMap(p => p.howToFind.flatMap(h => h.marks))
      .flatMap(wordsOf)
      .concat('version', 'build'),
  )
  const readAnew = (text: string, context: ReadingContext): Reading => {
    const tidied = tidy(text, speller)
    const shown = withDigits(context === NO_CONTEXT ? tidied : tidied.replace(LONG_WORD, repaired)).replace(glued, ' ')
    const normal = shown.toLowerCase()
    const clauses = clausesOf(normal)
    const found = withCoordinated(findAtoms(normal).slice(0, MAX_ATOMS), normal, catalog.products)
    const listed = lists.listsIn(found, normal)
    const segmented = segment(normal, listed.map(spanOf))
    const asked = (context.asked ?? []).flatMap(id => catalog.products.get(id) ?? [])
    const answered = asked.reduce<readonly Atom[]>((all, { id }) => bareAnswers.get(id)?.(all, normal) ?? all, found)
    const atoms = withBareReleases(answered, bareReleasesIn(normal, answered), asked)
    const taken = placesOf(
      atoms.filter(a => a.kind !== 'product'),
      segmented,
    )
    // Some letters change their length when made small: then places in the one text are not those of the other.
    const written = shown.length === normal.length ? shown : normal
    const machines =
      context === NO_CONTEXT
        ? NO_MACHINES
        : readMachines(segmented, written, taken, () => troubles.claimsIn(segmented, taken))
    const ownerOf = (atom: Atom) => ownerOfAtom(atom, machines, segmented)
    const groups = groupAtoms(withoutUnreal(atoms, normal, segmented), normal, context, lists, {
      unnamed: machines.without(normal),
      ownerOf: atom => ownerOf(atom)?.name.toLowerCase(),
    })
    const troubleWords = troubles.wordsOf(segmented)
    const standingOf: StandingOf = (group, start, end) =>
      readStanding(wordAt(start, segmented), wordAt(end - 1, segmented) + 1, segmented, taken, {
        isAnswer: (context.asked ?? []).includes(group.product) || isOutput(normal, start),
        supposes: context.supposes ?? false,
        isMachine: word => machines.all.some(m => m.from <= word && word < m.to),
        isTrouble: word => troubleWords.has(word),
        isTool: word => (segmented.words[word]?.word ?? '').split('.').some(w => tools.has(w)),
        elsewhere: elsewhere.get(group.product) ?? NOWHERE,
      })
    const read = groups.map(
      g =>
        [
          g,
          withOwner(
            g,
            mentionOf(g, normal, clauses, catalog.products.get(g.product), withComparison, standingOf),
            ownerOf,
          ),
        ] as const,
    )
    const mentions = withClaims(read, listed).filter(m => !isEmpty(m.ranges))
    const settled = settleMachines(settleContrast(markUpgrades(mentions, normal)), machines, context)
    const rest = restOf(written, atoms, plain, tools, comparing)
    const bare = bareReleasesIn(normal, atoms).map(b => b.name)
    let told: readonly Trouble[] | undefined
    return {
      normal,
      ...settled,
      machines: machines.all.map(m => m.name),
      rest,
      bare,
      get troubles() {
        told ??= troubles.read(segmented, taken, context === NO_CONTEXT ? undefined : written)
        return told
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

const LONG_WORD = /\p{L}{5,}/gu

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

const mentionOf = (
  g: Group,
  text: string,
  clauses: readonly Clause[],
  product: Product | undefined,
  withComparison: WithComparison,
  standingOf: StandingOf,
): Mention => {
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
      const standing = standingOf(g, g.own?.start ?? start, Math.max(...g.atoms.map(a => a.end)))
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
