import type { Catalog } from '../../catalog/index.ts'
import type { Steps } from '../../steps.ts'
import { type Lexicon, startsIn } from '../../words/index.ts'
import { otherMachines } from '../machines/others.ts'
import type { Atom, FindAtoms } from './atoms.ts'
import { buildFinders } from './build-atoms.ts'
import { levelFinder } from './level-atoms.ts'
import { nothingFinder } from './nothing-atoms.ts'
import { bareReleaseFinder, bundleFinder, completeNameFinder, releaseFinder } from './release-atoms.ts'

/** Compiles the names of a catalog and the lists of a language once; the function it gives expects lower case. */
export const atomFinder = (
  catalog: Catalog,
  { grammar, comparing }: Lexicon,
): ((text: string) => Steps<readonly Atom[]>) => {
  const products = [...catalog.products.values()].sort((a, b) => a.file.priority - b.file.priority)
  const finders: readonly FindAtoms[] = [
    ...products.flatMap(p => [
      releaseFinder(p, otherMachines(grammar)),
      bareReleaseFinder(p),
      completeNameFinder(p),
      bundleFinder(p, catalog),
    ]),
    levelFinder(products, grammar),
    nothingFinder(products, comparing),
    ...buildFinders(products),
  ]
  return function* (text) {
    const starts = startsIn(text)
    const found: Atom[] = []
    for (const find of finders) {
      for (const atom of find(text, starts)) found.push(atom)
      yield
    }
    return withoutOverlaps(found.filter(a => !isMachineName(a, text, found)))
  }
}

/** The "EX03" of "EX01, EX02 and EX03", of which not all are releases. */
const isMachineName = ({ kind, start, end }: Atom, text: string, all: readonly Atom[]): boolean => {
  const [, stem] = NUMBERED.exec(text.slice(start, end)) ?? []
  if (kind !== 'release' || stem === undefined) return false
  const others = text.matchAll(new RegExp(`(?<![\\p{L}\\d-])${stem}-?0\\d(?![\\p{L}\\d])`, 'gu'))
  return [...others].some(o => !all.some(a => a.start <= o.index && o.index < a.end))
}

const NUMBERED = /^(\p{L}+)-?0\d$/u

/** Of overlapping pieces the longest stays: "SQL Server 2008" wins over "Server 2008". */
const withoutOverlaps = (atoms: readonly Atom[]): readonly Atom[] => {
  const taken = new Set<number>()
  const kept: Atom[] = []
  for (const atom of [...atoms].sort((a, b) => b.end - b.start - (a.end - a.start))) {
    if (taken.has(atom.start) || taken.has(atom.end - 1)) continue
    for (let at = atom.start; at < atom.end; at++) taken.add(at)
    kept.push(atom)
  }
  return kept.sort((a, b) => a.start - b.start)
}
