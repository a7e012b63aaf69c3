import { type Catalog, overlaps, type Product, type Ranges } from '../../../catalog/index.ts'
import { onceFor } from '../../../lately.ts'
import { anyOf, type Grammar, phraseFinder } from '../../../words/index.ts'
import { isStated, type SegmentedText, segmentAt, wordAt } from '../../sentences/segments.ts'
import type { Atom } from '../atoms.ts'
import { type BareRelease, before, inOrder, releaseAtom, releaseNamed } from '../bare-releases.ts'
import { piecedYearFinder } from './pieced-years.ts'

/**
 * Puts the year of another machine to the product of which it is told apart: "from the Windows 2008 mailbox server nothing
 * comes; the 2003 mailbox server sends them". Where two products are named so, the year is of neither.
 */
export type WithMeantYears = (
  atoms: readonly Atom[],
  bare: readonly BareRelease[],
  text: string,
  segmented: SegmentedText,
  known: Readonly<Record<string, Ranges>>,
  /** Before it is known whether it answers what was asked: only what is no mere answer. */
  isAsked: boolean,
) => readonly Atom[]

export const yearReader = (catalog: Catalog, grammar: Grammar): WithMeantYears => {
  const products = [...catalog.products.values()]
  const own = new Set(grammar['own-machines'])
  const servers = products.filter(p => p.file.runsOn.some(r => own.has(r)))
  const ends = (words: readonly string[]): RegExp => new RegExp(`^[\\s-]+(?:${anyOf(words)})s?(?!\\p{L})`, 'u')
  const machine = ends([...grammar['machine-words'], ...servers.flatMap(p => [...p.file.runsOn, ...p.file.followedBy])])
  const pronoun = ends(grammar['machine-pronouns'])
  const alone = (words: readonly string[]): string => `(?<![\\p{L}\\d])(?:${anyOf(words)})\\s+`
  const pointed = new RegExp(
    `${alone([...grammar.articles, ...grammar.ours, ...grammar.pointing])}(?:\\p{L}+\\s+)?$`,
    'u',
  )
  const under = new RegExp(`${alone([...STANDING, ...grammar.is])}(?:\\p{L}+\\s+){0,2}$`, 'u')
  const apartOn = new RegExp(`${alone(grammar['apart-on'])}$`, 'u')
  const piecedYears = piecedYearFinder(products, grammar)
  const serverWords = phraseFinder(
    servers.flatMap(p => p.file.runsOn),
    { nouns: true },
  )
  const well = phraseFinder([...grammar.working, ...grammar.prompt])
  const partsOf = new Map(
    products
      .filter(p => p.file.parts.length > 0)
      .map(p => [p, new RegExp(`(?<![\\p{L}\\d])(?:${anyOf(p.file.parts)})(?![\\p{L}\\d])`, 'u')] as const),
  )
  return (atoms, bare, text, segmented, known, isAsked) => {
    const toldOf = onceFor((p: Product): readonly Ranges[] => {
      const told = atoms.flatMap(a => (a.kind === 'release' && a.isBare !== true ? [a.means.get(p.id) ?? []] : []))
      return told.filter(r => r.length > 0)
    })
    const namedOf = onceFor((p: Product): readonly Ranges[] => {
      const all = toldOf(p)
      return all.length === 0 && known[p.id] ? [known[p.id] ?? []] : all
    })
    const meantBy = (name: string, among: readonly Product[]): Product | undefined => {
      const able = among.filter(p => releaseNamed(p, name))
      const named = able.filter(p => namedOf(p).length > 0)
      // "The mailbox server is Windows 2008, the 2003 one does printing": of what is spoken of, and not only known.
      const spoken = named.filter(p => toldOf(p).length > 0)
      const apart = spoken.length > 0 ? spoken : named
      const differs = (p: Product): boolean => {
        const release = releaseNamed(p, name)
        return release !== undefined && namedOf(p).every(r => !overlaps(r, release.ranges))
      }
      // "Outlook 2003 and 2010. The 2003 ones are late": what was called so.
      const called = apart.filter(p => !differs(p))
      if (called.length > 0) return called.length === 1 ? called[0] : undefined
      // Beside Exchange 2007 on Windows 2008 it is of either, and never of what the clients have.
      const isOfServers = apart.every(p => servers.includes(p))
      return (apart.length === 1 || isOfServers) && apart.every(differs) ? apart[0] : undefined
    }
    const isWell = (start: number): boolean => {
      const part = segmentAt(wordAt(start, segmented), segmented)
      return (
        part !== undefined && isStated(part) && (part.works || well.in(segmented.words, part.from, part.to).length > 0)
      )
    }
    const atomOf = (name: string, start: number, end: number, among: readonly Product[]): Atom | undefined => {
      const product = meantBy(name, among)
      const release = product && releaseNamed(product, name)
      return release && { ...releaseAtom(product, release.ranges, start, end), isBare: true }
    }
    // "The mailbox server is 2007 SP1."
    const isOfServer = (start: number): boolean => {
      const part = segmentAt(wordAt(start, segmented), segmented)
      return part !== undefined && serverWords.in(segmented.words, part.from, wordAt(start, segmented)).length > 0
    }
    const isNamed = (p: Product): boolean =>
      known[p.id] !== undefined ||
      atoms.some(a => (ANCHORS.has(a.kind) || (a.kind === 'update' && a.means.size === 1)) && a.means.has(p.id))
    // "EWS crashes on my 2007 SP1 box": of what has that part.
    const hasPart = (p: Product): boolean => partsOf.get(p)?.test(text) === true
    const pieced = isAsked
      ? []
      : piecedYears(atoms, text, (able, year) => {
          const ofServer = isOfServer(year.start) ? able.filter(p => servers.includes(p)) : []
          const named = ofServer.length > 0 ? ofServer : able.filter(isNamed)
          const meant = named.length > 0 ? named : able.filter(hasPart)
          return meant.length === 1 ? meant[0] : undefined
        })
    const added = bare.flatMap(b => {
      const isMachine = machine.test(text.slice(b.end))
      const isOne = isMachine || pronoun.test(text.slice(b.end))
      const isPointed = isOne && pointed.test(before(b.start, text))
      if (pieced.some(a => a.start === b.start)) return []
      if (isAsked && !(isPointed && TELLING.test(text.slice(b.end)))) return []
      return isPointed || isWell(b.start) || apartOn.test(before(b.start, text))
        ? (atomOf(b.name, b.start, b.end, isMachine ? servers : products) ?? [])
        : []
    })
    const meant = atoms.map(a => {
      if (isAsked) return a
      // "Exchange 2007 on a 2003 server" is Windows; "mail on the 2003 server is fine" is what is compared.
      if (a.isBare !== true || (under.test(before(a.start, text)) && !isWell(a.start))) return a
      const [id] = a.means.keys()
      const isNamed = products.some(p => p.id === id && namedOf(p).length > 0)
      const part = segmentAt(wordAt(a.start, segmented), segmented)
      const isWith = (o: Atom): boolean =>
        o !== a && o.kind === 'release' && segmentAt(wordAt(o.start, segmented), segmented) === part
      const product =
        isNamed || atoms.some(isWith)
          ? undefined
          : atomOf(YEAR.exec(text.slice(a.start, a.end))?.[0] ?? '', a.start, a.end, servers)
      return product ?? a
    })
    const all = [...pieced, ...added]
    return all.length === 0 && meant.every((a, i) => a === atoms[i]) ? atoms : inOrder([...meant, ...all])
  }
}

/** Pieces that name a product. */
const ANCHORS: ReadonlySet<Atom['kind']> = new Set(['release', 'product', 'bundle'])

/** "2003 mailbox server sends them all": more than its name. */
const TELLING = /^(?:[\s-]+\p{L}+){4}/u

/** The "2003" of "2003 server". */
const YEAR = /^\S+(?: r2)?/

/** Before what something runs on. */
const STANDING = ['on', 'onto', 'upon', 'under', 'to', 'with']
