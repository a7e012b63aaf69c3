import { type Grammar, type PhraseFinder, phraseFinder, type TextWord } from '../../words/index.ts'
import { ellipsisReader } from '../alike/ellipses.ts'
import { otherMachines } from './others.ts'

/** A machine that is told apart from others: "MBX1", "server B", "the second node", "NORTH = …", "the old server". */
export interface Machine {
  /** As it was written first, without an article. */
  readonly name: string
  /** Places of its first word, and behind its last. */
  readonly from: number
  readonly to: number
  /** True for one that is only told apart from others: "the second node". */
  readonly isPlace: boolean
  /** True for one that has its version as a name: "the 2008 box". */
  readonly isVersion?: boolean
}

export const isSameMachine = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Each once, as it was written first. */
export const namesOf = (machines: readonly Machine[]): readonly string[] => distinct(machines.map(m => m.name))

export const distinct = (all: readonly string[]): readonly string[] => {
  const names = new Map<string, string>()
  for (const name of all) if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name)
  return [...names.values()]
}

export const machineLists = (grammar: Grammar) => {
  const words = (phrases: readonly string[], nouns = false) => phraseFinder(phrases, { nouns })
  return {
    words: words(grammar['machine-words'], true),
    places: words(grammar['machine-places']),
    pronouns: words(grammar['machine-pronouns']),
    right: words(grammar['machine-right']),
    leftHand: words(grammar['machine-left']),
    describing: words(grammar['machine-describers']),
    numbers: words(grammar['machine-numbers']),
    roles: words([...grammar['own-machines'], ...otherMachines(grammar), ...grammar.everyday]),
    ordinals: grammar['machine-ordinals'].map(o => words([o])),
    former: words(grammar['machine-former']),
    latter: words(grammar['machine-latter']),
    other: words(grammar['machine-other']),
    leading: words(grammar['machine-leading']),
    same: words(grammar['same-machine']),
    singling: words(grammar.singling),
    failing: words(grammar['machine-failing']),
    goingWell: words([...grammar.working, ...grammar['machine-going-well']]),
    onlyWell: words(grammar['machine-only-well']),
    only: words(grammar['only-before'].filter(p => !p.includes(' '))),
    not: words(grammar['machine-not']),
    alike: words(grammar['machine-alike']),
    ellipses: ellipsisReader(grammar, words(grammar['machine-left-out'])),
    beside: words(grammar.beside),
    articles: words(grammar.articles),
    lying: words(grammar['machine-lying']),
    verbs: words([...grammar.having, ...grammar.being, ...grammar.had]),
    listing: words(grammar.listing),
    there: words(grammar['machine-there']),
    distributing: words(grammar.distributing),
  }
}

export type MachineLists = ReturnType<typeof machineLists>

export const isFound = (list: PhraseFinder<string>, words: readonly TextWord[], from: number, to: number): boolean =>
  from >= 0 && from < to && to <= words.length && list.in(words, from, to).length > 0
