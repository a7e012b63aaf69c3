import {
  type Alternative,
  isSameMachine,
  type Knowledge,
  type Mention,
  overlaps,
  type Reading,
  systemsIn,
} from '../../knowledge/index.ts'
import type { Learned } from '../context.ts'
import { chooseOption } from '../questions/index.ts'
import { withAlternative } from '../questions/which.ts'
import { MOST_SYSTEMS, type State } from '../state.ts'

/** The names of the machines that were told apart: those that are offered to choose from, or that were told of before. */
export const systemsOf = ({ pending, systems }: State): readonly string[] =>
  (pending?.kind === 'which' ? pending.options : systems).flatMap(o => o.machine ?? [])

/** The systems that are told apart by now: those of this text, or of what was told before. */
export const systemsTold = (mentions: readonly Mention[], { systems }: State): readonly Alternative[] => {
  const told = systemsIn(mentions).slice(0, MOST_SYSTEMS)
  return told.length > 1 ? told : systems
}

/**
 * What is learned when a text says which of several systems is meant: of those that wait to be chosen from by the name of
 * its machine or by a version that only one of them has, or another one than it was until now.
 */
export const systemMeant = (
  mentions: readonly Mention[],
  /** The machine in question by this text, and all that it names. */
  machine: string | undefined,
  machines: readonly string[],
  state: State,
  knowledge: Knowledge,
): Learned | undefined => {
  const { pending } = state
  if (pending?.kind !== 'which') return switched(mentions, machine, state, knowledge)
  const { options } = pending
  const named = machine ?? (machines.length === 1 ? machines[0] : undefined)
  const byName = named === undefined ? -1 : options.findIndex(o => isNamed(o, named))
  const at = byName >= 0 ? byName : fittingOf(mentions, options)
  // What else it says of that one's versions may correct them.
  const isNew = mentions.some(m => m.bearing === 'has' && m.hasVersion && !isOf(options[at], m))
  return at < 0 || isNew ? undefined : chooseOption(pending, String(at), state, knowledge)
}

/** The only one of the systems that has what is claimed, and nothing of what goes well or is another one's; -1 if none. */
const fittingOf = (mentions: readonly Mention[], options: readonly Alternative[]): number => {
  const told = mentions.filter(m => m.hasVersion)
  const claimed = told.filter(m => m.bearing === 'has')
  const spared = told.filter(m => m.bearing === 'works' || m.bearing === 'elsewhere' || m.bearing === 'denied')
  if (claimed.length + spared.length === 0) return -1
  const fitting = options.filter(o => claimed.every(m => isOf(o, m)) && !spared.some(m => isOf(o, m)))
  return fitting.length === 1 && fitting[0] ? options.indexOf(fitting[0]) : -1
}

const isOf = (system: Alternative | undefined, { product, ranges }: Mention): boolean =>
  system?.versions.some(v => v.facet === product && overlaps(v.ranges, ranges)) ?? false

const isNamed = ({ machine }: Alternative, name: string): boolean =>
  machine !== undefined && isSameMachine(machine, name)

/** "It is BETA that fails, not ALPHA": what was known of the one before is not so of this one. */
const switched = (
  mentions: readonly Mention[],
  machine: string | undefined,
  state: State,
  knowledge: Knowledge,
): Learned | undefined => {
  const { systems } = state
  if (machine === undefined || state.machine === undefined || isSameMachine(machine, state.machine)) return undefined
  const { machine: known } = state
  const [now, before] = [systems.find(s => isNamed(s, machine)), systems.find(s => isNamed(s, known))]
  if (!now || mentions.some(m => m.bearing === 'has' && m.hasVersion)) return undefined
  const facets = new Set(before?.versions.map(v => v.facet))
  const facts = state.facts.filter(f => f.kind !== 'version' || !facets.has(f.facet))
  return { ...withAlternative(now, { ...state, facts }, knowledge), understood: true }
}

/**
 * Of the systems that a text tells apart, the one of which the trouble was told before anything was known of them: "nothing
 * comes for mailboxes on NANTES", and later "LYON is on 2003, NANTES on 2008".
 */
export const troubledBefore = (
  { mentions, machine }: Reading,
  state: State,
  knowledge: Pick<Knowledge, 'read'>,
): string | undefined => {
  if (machine !== undefined || state.machine !== undefined || state.systems.length > 0) return undefined
  const systems = systemsIn(mentions).flatMap(s => s.machine ?? [])
  return systems.length < 2 ? undefined : knowledge.read(state.wrote.join('\n'), { systems }).machine
}
