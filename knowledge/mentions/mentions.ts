import type { Trouble } from '../article.ts'
import { type Catalog, isEmpty, type Ranges } from '../catalog/index.ts'
import { once } from '../lately.ts'
import { atOnce, inTurns, type Steps } from '../steps.ts'
import { type Lexicon, loadLexicon, phraseFinder, textWords } from '../words/index.ts'
import { settleAlike } from './alike/settle-alike.ts'
import { alikeReader } from './alike/there-too.ts'
import { changeReader, settleContrast } from './changes/changes.ts'
import { historyReader } from './changes/histories.ts'
import { mediaReader } from './changes/media.ts'
import { newerReader } from './changes/newer.ts'
import { putOnReader } from './changes/put-on.ts'
import { undoneReader } from './changes/undone.ts'
import { ownersOfAtom, withBases, withClaims, withOwner } from './claims.ts'
import { contrastReader } from './contrasts.ts'
import { productReader } from './machines/others.ts'
import { settleMachines } from './machines/settle-machines.ts'
import { mentionOf, PIECES, type StandingOf } from './mention-of.ts'
import { type PreparedText, textPreparer } from './prepare.ts'
import type { ReadingContext } from './reading-context.ts'
import { isOutput, namesOfTools, restOf } from './rest.ts'
import type { Bearing } from './sentences/clauses.ts'
import { isDenied } from './sentences/negations.ts'
import { type Segment, segmentAt, wordAt } from './sentences/segments.ts'
import { correctionReader } from './standings/corrections.ts'
import { guessReader } from './standings/guesses.ts'
import { standingReader } from './standings/licences.ts'
import { quotationReader } from './standings/quotations.ts'
import { bareAnswerFinder, withoutFilling } from './versions/answers/bare-answers.ts'
import { noneAnswerReader } from './versions/answers/none-answers.ts'
import type { Atom } from './versions/atoms.ts'
import { withBareReleases } from './versions/bare-releases.ts'
import { yearReader } from './versions/binding/years.ts'
import { comparingPhrases, comparisonReader } from './versions/comparisons.ts'
import { type Group, groupAtoms } from './versions/grouping.ts'
import { listReader } from './versions/lists.ts'

/** A version of one product that a text speaks of. */
export interface Mention {
  readonly product: string
  readonly ranges: Ranges
  /** The words that were read. */
  readonly said: string
  readonly start: number
  readonly bearing: Bearing
  /** True where nothing but a word beside it says so: "on 2003", "moved to 2003", and not "the server is 2003". */
  readonly isBeside?: boolean
  /** What its list says as a whole, where it is a member of one: the newest of updates that are all there. */
  readonly claim?: Ranges
  /** The machine of that name has it: "MBX1", "server B". */
  readonly machine?: string
  /** Those of several that have it: "MBX1 and MBX2 have …". */
  readonly shared?: readonly string[]
  /** True for a machine that is only told apart from others: "the second node". */
  readonly isOfPlace?: boolean
  /** False when only the product was named. */
  readonly hasVersion: boolean
  readonly cannotTell?: string
  /** True where somebody only guesses at it: "probably RU2". */
  readonly isGuessed?: boolean
  /** True where a word compares it: "without RU5", "SP1 or later". */
  readonly isCompared?: boolean
  /** The trouble is the same with it (`there`), or it changed nothing of it, so that it was before, too (`unchanged`). */
  readonly alike?: 'there' | 'unchanged'
}

/** What a text says about versions, and what else it says. */
export interface Reading {
  /** The text as it was read, in which mentions have their places: lower case, names repaired. */
  readonly normal: string
  readonly mentions: readonly Mention[]
  /** The text without its versions and the tools that printed them; a product that is named without one stays. */
  readonly rest: string
  /** What goes wrong by this text. */
  readonly troubles: readonly Trouble[]
  /** The machine in question, where machines have names; and all that are named. */
  readonly machine: string | undefined
  readonly machines: readonly string[]
  /** Numbers that may be releases of products that were not named: "2008". */
  readonly bare: readonly string[]
}

export interface ReadText {
  (text: string, context?: ReadingContext): Reading
  /** Reads what a person wrote, in the light of this and that; while a long text is made ready other work goes on. */
  readonly inParts: (text: string) => Promise<(context: ReadingContext) => Promise<Reading>>
}

/** Reads with the names of a catalog and the lists of a language. */
export const textReader = (catalog: Catalog, lexicon: Lexicon = loadLexicon()): ReadText => {
  const bareAnswers = new Map([...catalog.products.values()].map(p => [p.id, bareAnswerFinder(p)] as const))
  const machines = (words: readonly string[]) => phraseFinder(words, { nouns: true })
  const files = [...catalog.products.values()].map(p => p.file)
  const elsewhere = new Map(files.map(f => [f.id, machines(f.elsewhere)] as const))
  const home = new Map(files.map(f => [f.id, machines(f.runsOn)] as const))
  const served = new Set(
    files.filter(f => !f.personal && f.elsewhere.length === 0 && f.runsOn.length > 0).map(f => f.id),
  )
  const withNoneAnswer = noneAnswerReader(lexicon.grammar, lexicon.comparing)
  const withMeantYears = yearReader(catalog, lexicon.grammar)
  const lists = listReader(lexicon.grammar)
  const prepare = textPreparer(catalog, lexicon, lists)
  const productsIn = productReader(lexicon.grammar)
  const readStanding = standingReader(lexicon.grammar)
  const isGuess = guessReader(lexicon.grammar)
  const withCorrections = correctionReader(lexicon.grammar)
  const withQuotations = quotationReader(lexicon.grammar)
  const { withoutUnreal, markUpgrades } = changeReader(lexicon.grammar, lexicon.comparing)
  const withMedia = mediaReader(lexicon.grammar)
  const withUndone = undoneReader(lexicon.grammar)
  const withPutOn = putOnReader(lexicon.grammar)
  const withNewer = newerReader(lexicon.grammar)
  const withHistories = historyReader(lexicon.grammar, lists)
  const markAlike = alikeReader(lexicon.comparing, lexicon.grammar)
  const settleContrasts = contrastReader(lexicon.grammar)
  const withComparison = comparisonReader(lexicon.comparing)
  const comparing = comparingPhrases(lexicon.comparing)
  const marks = files.flatMap(p => p.howToFind.flatMap(h => h.marks)).concat('version', 'build')
  const tools = machines(marks.flatMap(m => [m, `${m}.exe`]))
  const toolNames = namesOfTools(marks)
  function* reading(prepared: PreparedText, context: ReadingContext): Steps<Reading> {
    const { normal, written, segmented } = prepared
    const asked = (context.asked ?? []).flatMap(id => catalog.products.get(id) ?? [])
    const unfilled = once(() => withoutFilling(normal))
    const meantIn = (all: readonly Atom[], isAsked: boolean): readonly Atom[] =>
      withMeantYears(all, prepared.bareBeside(all), normal, segmented, context.versions ?? {}, isAsked)
    const answered = asked.reduce<readonly Atom[]>(
      (all, { id }) => bareAnswers.get(id)?.(all, unfilled) ?? all,
      asked.length > 0 ? meantIn(prepared.atoms, true) : prepared.atoms,
    )
    const kinds = once(
      () => new Set([...prepared.troubleWords()].flatMap(([place, tells]) => (tells === 'kind' ? [place] : []))),
    )
    const answeredOrNone = asked.reduce<readonly Atom[]>((all, p) => {
      const known = context.versions?.[p.id]
      return known ? withNoneAnswer(all, normal, p, known, kinds) : all
    }, answered)
    const withAnswers = meantIn(answeredOrNone, false)
    const unnamed = prepared.bareBeside(withAnswers)
    const atoms = withBareReleases(withAnswers, unnamed, asked)
    const listed = atoms === prepared.atoms ? prepared.listed : lists.listsIn(atoms, normal)
    const beside = prepared.beside(atoms, context.systems)
    const { taken, told: toldWords, troubles, claims } = beside
    if (prepared.isLong) {
      yield* prepared.troubleWords.steps()
      yield* claims.steps()
      yield* beside.machines.steps()
    }
    const machines = beside.machines()
    yield
    const isProduct = productsIn(segmented.words, written, taken)
    const isMachine = (word: number): boolean => machines.all.some(m => m.from <= word && word < m.to)
    const isLabel = (word: number): boolean => {
      const end = segmented.words[word]?.end ?? normal.length
      return LABEL.test(normal.slice(end, end + 3))
    }
    const ownersOf = (atom: Atom) => ownersOfAtom(atom, machines, segmented)
    const real = withoutUnreal(atoms, normal, segmented)
    yield
    const groups = yield* groupAtoms(real, normal, context, lists, {
      unnamed: machines.without(normal),
      ownerOf: atom => soleOf(ownersOf(atom))?.name.toLowerCase(),
      isNotSo: atom => {
        const word = wordAt(atom.start, segmented)
        const part = segmentAt(word, segmented)
        return part?.mood === 'reported' || (part !== undefined && isDenied(word, part.from, segmented.negations))
      },
    })
    const isPiece = (word: number): boolean => {
      const { start, end: behind } = segmented.words[word] ?? { start: 0, end: 0 }
      return atoms.some(a => PIECES.has(a.kind) && a.start < behind && start < a.end)
    }
    const besideGuess = {
      isPiece,
      isVersion: (word: number) => taken.has(word),
      isTroubled: (part: Segment) => claims().some(c => c.segment.from === part.from),
    }
    const standingOf: StandingOf = (group, start, end) => {
      const [first, behind] = [wordAt(start, segmented), wordAt(end - 1, segmented) + 1]
      const isAnswer = (context.asked ?? []).includes(group.product) || isOutput(normal, start)
      const standing = readStanding(first, behind, segmented, taken, {
        isAnswer,
        supposes: context.supposes ?? false,
        isMachine,
        isAdded: word => ADDED.test(normal.slice(segmented.words[word - 1]?.end ?? 0, segmented.words[word]?.start)),
        isPiece,
        isTrouble: word => prepared.troubleWords().has(word),
        isKind: word => kinds().has(word),
        isLabel,
        isProduct: word => (elsewhere.get(group.product)?.isEmpty ?? true) === false && isProduct(word),
        isTool: word => tools.endingAt(segmented.words, word + 1, 0) !== undefined,
        elsewhere: elsewhere.get(group.product) ?? NOWHERE,
        home: home.get(group.product) ?? NOWHERE,
      })
      // Who was asked answers as well as they know.
      const isAsked = isAnswer && context.unasked?.includes(group.product) !== true
      const isSure = isAsked || context === NO_CONTEXT || (standing.kind !== 'has' && standing.kind !== 'unclear')
      return isSure || !isGuess(first, behind, segmented, besideGuess) ? standing : { kind: 'unclear', isGuessed: true }
    }
    yield
    const read: (readonly [Group, Mention])[] = []
    for (const g of groups) {
      const product = catalog.products.get(g.product)
      const mention = mentionOf(g, normal, prepared.clauses(), product, withComparison, standingOf)
      read.push([g, withOwner(g, mention, ownersOf)])
      if (read.length % GROUPS_AT_ONCE === 0) yield
    }
    const undone = withUndone(read, segmented)
    // Articles say themselves which versions they are about.
    const ofPerson = function* (): Steps<typeof undone> {
      const history = withHistories(undone, segmented, normal, taken, besideGuess.isTroubled)
      const putOn = withPutOn(history, segmented, taken, context)
      return yield* markAlike(withNewer(putOn, segmented, isLabel), { segmented, taken, claims })
    }
    const told = context === NO_CONTEXT ? undone : yield* ofPerson()
    const claimed = withClaims(withBases(told), listed).filter(m => !isEmpty(m.ranges))
    const mentions =
      context === NO_CONTEXT ? claimed : withCorrections(withQuotations(claimed, normal, segmented), segmented)
    yield
    const compared = yield* settleContrasts(settleAlike(withMedia(markUpgrades(mentions, normal), normal), context), {
      segmented,
      told: toldWords,
      claims,
      kinds,
      isMachine,
      isLabel,
      context,
    })
    yield
    const isHome = (product: string, name: string): boolean => {
      const words = textWords(name.toLowerCase())
      return home.get(product)?.endingAt(words, words.length, 0) !== undefined
    }
    const settled = settleMachines(settleContrast(compared), machines, context, isHome, id => served.has(id))
    const tellsTrouble = (start: number, end: number): boolean => {
      const last = wordAt(end - 1, segmented)
      for (let place = wordAt(start, segmented); place <= last; place++) if (kinds().has(place)) return true
      return false
    }
    const rest = once(() => restOf(written, atoms, toolNames, comparing, tellsTrouble))
    if (prepared.isLong) {
      yield* troubles.steps()
      rest()
      yield
    }
    const bare = (atoms === withAnswers ? unnamed : prepared.bareBeside(atoms)).map(b => b.name)
    return {
      normal,
      ...settled,
      machines: machines.all.map(m => m.name),
      bare,
      get rest() {
        return rest()
      },
      get troubles() {
        return troubles()
      },
    }
  }
  const remembered = new Map<string, Reading>()
  const read = (text: string, context?: ReadingContext): Reading => {
    if (context) return atOnce(reading(prepare.at(text, true), context))
    const before = remembered.get(text)
    if (before) return before
    const own = atOnce(reading(prepare.at(text, false), NO_CONTEXT))
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    if (text.length <= LONGEST_REMEMBERED) remembered.set(text, own)
    return own
  }
  return Object.assign(read, {
    inParts: async (text: string) => {
      const prepared = await prepare.inParts(text)
      return async (context: ReadingContext) =>
        prepared.isLong ? inTurns(reading(prepared, context)) : atOnce(reading(prepared, context))
    },
  })
}

const soleOf = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined)

/** So many groups are read in one step. */
const GROUPS_AT_ONCE = 10

/** Of what articles say: people are read in the light of what was said before. */
const NO_CONTEXT: ReadingContext = {}

/** "Outlook 2003 + Exchange 2010". */
const ADDED = /^\s*[+&]\s*$/

/** What stands behind a label. */
const LABEL = /^\s?[:=]/

const NOWHERE = phraseFinder([])

/** "Applies to" has the same lines in thousands of articles: those short texts are read once. */
const MOST_REMEMBERED = 5000
const LONGEST_REMEMBERED = 160
