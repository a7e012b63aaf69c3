import type { Trouble } from '../article.ts'
import type { Catalog } from '../catalog/index.ts'
import { lately, once } from '../lately.ts'
import { atOnce, inTurns, type OnceInSteps, onceInSteps, type Steps } from '../steps.ts'
import { anyOf, type Lexicon, phraseFinder, Speller, textWords } from '../words/index.ts'
import { spanOf } from './claims.ts'
import { doubtfulAnswerReader } from './doubtful-answers.ts'
import { introducingWords } from './introducing-words.ts'
import { machineReader, type NamedMachines, NO_MACHINES } from './machines/machines.ts'
import type { Claim } from './machines/verdicts.ts'
import { type Clause, clausesOf } from './sentences/clauses.ts'
import { createSegmenter, type SegmentedText, wordAt } from './sentences/segments.ts'
import { withPartedNotes } from './slashes.ts'
import { tableReader } from './tables.ts'
import { type TroubleWords, troubleReader } from './troubles/troubles.ts'
import type { Atom } from './versions/atoms.ts'
import { type BareBeside, bareReleaseFinder } from './versions/bare-releases.ts'
import { coordinatedReader } from './versions/binding/coordinated.ts'
import { atomFinder } from './versions/find-atoms.ts'
import type { ListReader, VersionList } from './versions/lists.ts'
import { numberReader } from './versions/number-words.ts'

/** A text with the pieces that versions are put together of, in parts that speak in one way each: whatever is known beside it. */
export interface PreparedText {
  readonly normal: string
  /** What is long is read in steps, with other work between. */
  readonly isLong: boolean
  /** As it was written, with the same places. */
  readonly written: string
  readonly clauses: () => readonly Clause[]
  readonly atoms: readonly Atom[]
  /** Numbers that may be releases, beside these pieces. */
  readonly bareBeside: BareBeside
  readonly listed: readonly VersionList[]
  readonly segmented: SegmentedText
  /** Places of the words that tell a trouble, or a thing that has a name of its own. */
  readonly troubleWords: OnceInSteps<TroubleWords>
  /** What is read beside these pieces: its own, or more of them. `systems`: names of machines that are known before. */
  readonly beside: (atoms: readonly Atom[], systems?: readonly string[]) => BesideVersions
}

interface BesideVersions {
  /** Places of the words of versions. */
  readonly taken: ReadonlySet<number>
  /** The same, and of what says that they are as they came. */
  readonly told: ReadonlySet<number>
  readonly machines: OnceInSteps<NamedMachines>
  readonly troubles: OnceInSteps<readonly Trouble[]>
  /** Where a trouble is claimed. */
  readonly claims: OnceInSteps<readonly Claim[]>
}

interface Preparer {
  /** `isOfPerson`: misspelt words are repaired that articles have right, and machines have names. */
  readonly at: (text: string, isOfPerson: boolean) => PreparedText
  /** The same of a person's text; between the parts of a long one other work goes on. */
  readonly inParts: (text: string) => Promise<PreparedText>
}

/** A message is read several times in a turn, in the light of this and that: it is prepared once. */
export const textPreparer = (catalog: Catalog, lexicon: Lexicon, lists: ListReader): Preparer => {
  const findAtoms = atomFinder(catalog, lexicon)
  const bareReleasesIn = bareReleaseFinder(lexicon.grammar)
  const withCoordinated = coordinatedReader(lexicon.grammar, catalog.products, lists)
  const shipped = phraseFinder([...lexicon.comparing.shipped, ...lexicon.comparing['shipped-behind']])
  const segment = createSegmenter(lexicon.grammar)
  const troubles = troubleReader(lexicon)
  const readMachines = machineReader(lexicon.grammar)
  const shownAs = textTidier(catalog, lexicon)
  /** A step at a time. */
  function* preparing(text: string, isOfPerson: boolean): Steps<PreparedText> {
    const shown = yield* shownAs(text, isOfPerson)
    yield
    const normal = shown.toLowerCase()
    // Some letters change their length when made small: then places in the one text are not those of the other.
    const written = shown.length === normal.length ? shown : normal
    const found = yield* findAtoms(normal)
    yield
    const bareBeside = bareReleasesIn(normal)
    yield
    const atoms = withCoordinated(found.slice(0, MAX_ATOMS), normal, bareBeside, isOfPerson)
    yield
    const listed = lists.listsIn(atoms, normal)
    yield
    const segmented = yield* segment(normal, listed.map(spanOf))
    const beside = (some: readonly Atom[], systems: readonly string[]): BesideVersions => {
      const taken = placesOf(
        some.filter(a => a.kind !== 'product'),
        segmented,
      )
      // "As it came": no mail came.
      const told = new Set(taken)
      if (some.length > 0)
        for (const f of shipped.in(segmented.words)) for (let at = f.from; at < f.to; at++) told.add(at)
      const claims = onceInSteps(() => troubles.claimsIn(segmented, told))
      return {
        taken,
        told,
        claims,
        machines: onceInSteps(function* () {
          if (!isOfPerson) return NO_MACHINES
          const named = namedAt(some, segmented)
          return yield* readMachines(segmented, normal, written, taken, claims, named, systems)
        }),
        troubles: onceInSteps(() => troubles.read(segmented, told, isOfPerson ? written : undefined)),
      }
    }
    const besideOwn = once(() => beside(atoms, []))
    yield
    return {
      normal,
      isLong: text.length > LONGEST_PREPARED,
      written,
      clauses: once(() => clausesOf(normal)),
      atoms,
      bareBeside,
      listed,
      segmented,
      troubleWords: onceInSteps(() => troubles.wordsOf(segmented)),
      beside: (some, systems = []) => (some === atoms && systems.length === 0 ? besideOwn() : beside(some, systems)),
    }
  }
  const prepare = (text: string, isOfPerson: boolean): PreparedText => atOnce(preparing(text, isOfPerson))
  const ofPerson = lately(MOST_PREPARED, LONGEST_PREPARED, text => prepare(text, true))
  return {
    at: (text, isOfPerson) => (isOfPerson ? ofPerson(text) : prepare(text, false)),
    inParts: async text => (text.length <= LONGEST_PREPARED ? ofPerson(text) : inTurns(preparing(text, true))),
  }
}

/** Of the messages that are read just now: in texts, and in characters. */
const MOST_PREPARED = 16
const LONGEST_PREPARED = 8000

/** Pieces of version talk that are read in one text: each is compared with all others. */
const MAX_ATOMS = 200

/** Puts right what is written in several ways, or misspelt, before anything is read. */
const textTidier = (catalog: Catalog, lexicon: Lexicon): ((text: string, isOfPerson: boolean) => Steps<string>) => {
  const files = [...catalog.products.values()].map(p => p.file)
  const speller = new Speller(
    files
      .flatMap(f => [...f.names, ...f.alone, ...Object.values(f.kinds).flat()])
      .flatMap(n => n.toLowerCase().split(/[\s-]+/))
      .flatMap(w => [w, `${w}s`]),
  )
  const spelt = lately(MOST_WORDS, LONGEST_WORD, word => speller.repair(word.toLowerCase()) ?? word)
  // Of people's words alone: whoever reads articles never needs them.
  const introducing = once(() => introducingWords(catalog, lexicon))
  const repaired = lately(MOST_WORDS, LONGEST_WORD, word => introducing()(word))
  const kinds = files.flatMap(f => Object.values(f.kinds).flat())
  const withDigits = numberReader(kinds, lexicon.grammar)
  const { abbreviations } = lexicon
  const hyphens = new RegExp(`(?<=\\p{L})-(?=${anyOf(lexicon.grammar.hyphenated)}(?!\\p{L}))`, 'giu')
  const short = new RegExp(`(?<![\\p{L}\\p{N}])${anyOf(Object.keys(abbreviations))}(?![\\p{L}\\p{N}])`, 'giu')
  /** Between the pieces of "E2K7SP1RU3". */
  const glued = new RegExp(`(?<=\\d)(?=${anyOf(kinds.filter(k => k.length === 2))}\\d)`, 'gi')
  /** "Rollup: 2", "highest RU applied = 2". */
  const labelled = new RegExp(
    `(?<![\\p{L}\\p{N}])(${anyOf(kinds)})(?: ${anyOf(lexicon.grammar['of-level'])}){0,2}\\s?[:=]\\s?(?=\\d{1,2}\\s*(?:$|[,;)/\\n]|\\.(?!\\d)))`,
    'giu',
  )
  const { choosing, 'guessing-ahead': guessing } = lexicon.grammar
  /** "2008 or R2", "2008, maybe R2": the second release of that year. */
  const orSecond = new RegExp(
    `(?<![\\p{L}\\d.])((?:20|2k)\\d{1,2})(\\s?[,/(]?\\s?(?:(?:${anyOf([...choosing, ...guessing])})\\s){1,2})(?=r2(?![\\p{L}\\d]))`,
    'giu',
  )
  const asking = phraseFinder(lexicon.grammar.asking)
  /** "Exchange? 2007. Rollup? 3.": whoever answers at once names what follows. */
  const withOwnAnswers = (text: string): string =>
    text.replace(OWN_QUESTION, (all, name: string) =>
      asking.in(textWords(name.toLowerCase())).some(f => f.from === 0) ? all : `${name}:`,
    )
  const { interjections, 'interjected-before': notBefore, beside: prepositions } = lexicon.grammar
  /** "Okay, the driver was at fault", "ok our admin had a look": said to whoever asked, of nothing. */
  const opening = new RegExp(
    `(?<=^\\s*|[.!?]\\s+)${anyOf(interjections)}(?:\\s?[,!.]+\\s+|\\s+(?=\\p{L})(?!${anyOf([...notBefore, ...prepositions])}(?![\\p{L}'])))(?=\\S)`,
    'giu',
  )
  const withDoubtful = doubtfulAnswerReader(
    lexicon.grammar,
    files.flatMap(f => [...f.names, ...f.alone, ...Object.values(f.kinds).flat()]),
  )
  const withoutTables = tableReader(catalog, lexicon)
  return function* (text, isOfPerson) {
    const plain = text.slice(0, MAX_READ_LENGTH).normalize('NFKC')
    const lines = isOfPerson ? withPartedNotes(yield* withoutTables(plain)) : plain
    yield
    const tidied = lines
      .replace(/[^\S\n]+/g, ' ')
      .replace(/\n\s+/g, '\n')
      .replace(/[®™©]|\((?:r|tm)\)/gi, ' ')
      .replace(/[’‘]/g, "'")
      .replace(hyphens, ' ')
      .replace(short, found => abbreviations[found.toLowerCase()] ?? found)
    yield
    const named = tidied.replace(/\p{L}{6,}/gu, word => spelt(word))
    yield
    const right = isOfPerson ? named.replace(/\p{L}{5,}/gu, word => repaired(word)) : named
    yield
    return withDigits(
      isOfPerson
        ? withOwnAnswers(withDoubtful(right.replace(opening, '')))
            .replace(labelled, '$1 ')
            .replace(orSecond, '$1$2$1 ')
        : right,
    )
      .replace(glued, ' ')
      .replace(BITS, ' ')
  }
}

/** A few words with a question mark, and behind them a few that end without one. */
const OWN_QUESTION = /(?<=^|[.!?:\n]\s*)((?:[\p{L}-]+ ){0,2}[\p{L}-]+)\?(?=\s+(?:[^\s.!?]+[ ]?){1,5}(?:[.!\n]|$))/gu

/** Between "2k8" and "x64". */
const BITS = /(?<=\d\d\d|k\d{1,2}|r2)(?=x(?:64|86)(?![\p{L}\p{N}]))/giu

/** Words and their letters that are remembered when they were looked up once. */
const MOST_WORDS = 2000
const LONGEST_WORD = 30

/** In characters: more is pasted by mistake. */
const MAX_READ_LENGTH = 70_000

const namedAt = (atoms: readonly Atom[], segmented: SegmentedText): ReadonlyMap<number, readonly string[]> =>
  new Map(
    atoms
      .filter(a => a.kind === 'release' || a.kind === 'build' || a.kind === 'bundle')
      .map(a => [wordAt(a.start, segmented), [...a.means.keys()]]),
  )

const placesOf = (atoms: readonly Atom[], segmented: SegmentedText): ReadonlySet<number> => {
  const places = new Set<number>()
  for (const { start, end } of atoms) {
    const last = wordAt(end - 1, segmented)
    for (let place = wordAt(start, segmented); place <= last && (segmented.words[place]?.start ?? end) < end; place++)
      places.add(place)
  }
  return places
}
