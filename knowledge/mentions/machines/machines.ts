import type { Steps } from '../../steps.ts'
import type { Grammar } from '../../words/index.ts'
import type { SegmentedText } from '../sentences/segments.ts'
import { labelFinder, type NamedAt } from './labels.ts'
import { isFound, isSameMachine, type Machine, type MachineLists, machineLists, namesOf } from './machine.ts'
import { machinesIn } from './names.ts'
import { ownersOf } from './owners.ts'
import { type Claim, verdictsOf } from './verdicts.ts'

/** The machines that a text names, and what it says of them. */
export interface NamedMachines {
  readonly all: readonly Machine[]
  /** Those that are told apart by what stands before their versions. */
  readonly labelled: readonly string[]
  /** Whose a version is, by the places of its first word and behind its last; none where it is nobody's. */
  readonly ownersOf: (from: number, to: number) => readonly Machine[]
  /** Those that have the trouble, and those that go well. */
  readonly troubled: readonly string[]
  readonly working: readonly string[]
  /** Of those that have the trouble, the ones that alone have it. */
  readonly singled: readonly string[]
  /** The text with blanks for the names and the verbs and prepositions beside them: what is left between versions is what joins them. */
  readonly without: (text: string) => string
}

/** `systems`: names of machines that are known before. */
export type ReadMachines = (
  text: SegmentedText,
  /** The text itself, and as it was written, with the same places. */
  normal: string,
  written: string,
  taken: ReadonlySet<number>,
  claims: () => readonly Claim[],
  named: NamedAt,
  systems: readonly string[],
) => Steps<NamedMachines>

export const machineReader = (grammar: Grammar): ReadMachines => {
  const lists = machineLists(grammar)
  const labelsIn = labelFinder(grammar)
  return function* (segmented, normal, written, taken, claims, named, systems) {
    const labels = labelsIn(normal, segmented.words, written, taken, named)
    yield
    const all = yield* machinesIn({ segmented, normal, written, taken, named, labels, systems }, lists)
    if (all.length === 0) return NO_MACHINES
    yield
    const verdicts = verdictsOf(all, segmented, taken, claims(), lists)
    const [troubled, working] = [namesOf(verdicts.troubled), namesOf(verdicts.working)]
    return {
      all,
      labelled: namesOf(all.filter(m => labels.some(l => l.from === m.from && l.to === m.to))),
      ownersOf: (from, to) => ownersOf(from, to, all, segmented, taken, lists),
      troubled,
      singled: namesOf(verdicts.singled),
      without: normal => withoutMachines(normal, segmented, all, lists),
      working: working.filter(w => !troubled.some(t => isSameMachine(t, w))),
    }
  }
}

export const NO_MACHINES: NamedMachines = {
  without: text => text,
  all: [],
  labelled: [],
  ownersOf: () => [],
  troubled: [],
  working: [],
  singled: [],
}

const withoutMachines = (
  text: string,
  { words }: SegmentedText,
  machines: readonly Machine[],
  { verbs, beside, articles }: MachineLists,
): string =>
  machines
    .filter(m => m.isVersion !== true)
    .reduce((left, { from, to }) => {
      let last = to
      while (last < words.length && [verbs, beside, articles].some(l => isFound(l, words, last, last + 1))) last++
      let first = from
      while (first > 0 && [beside, articles].some(l => isFound(l, words, first - 1, first))) first--
      const [start, end] = [words[first]?.start ?? 0, words[last - 1]?.end ?? 0]
      return left.slice(0, start) + ' '.repeat(end - start) + left.slice(end)
    }, text)
