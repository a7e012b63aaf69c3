import { overlaps } from '../../catalog/index.ts'
import type { Mention } from '../mentions.ts'
import type { ReadingContext } from '../reading-context.ts'
import { distinct, isSameMachine } from './machine.ts'
import type { NamedMachines } from './machines.ts'

/**
 * Leaves to the system in question what is said of it alone. That is the machine that has the trouble, by this text or by
 * what was said before, or of several that are told apart by labels what the product runs on; else the only one of which versions are told. What another machine has, or one that is said to go
 * well, is elsewhere.
 */
export const settleMachines = (
  mentions: readonly Mention[],
  { all, troubled, working, singled, labelled }: NamedMachines,
  { machine: known, versions = {}, systems = [], corrects = false }: ReadingContext,
  /** Whether a name is that of what a product runs on. */
  isHome: (product: string, name: string) => boolean,
  /** Whether a product is what a server is for, and no system that other machines have, too. */
  isServed: (product: string) => boolean,
): { readonly mentions: readonly Mention[]; readonly machine: string | undefined } => {
  const owned = mentions.filter(m => m.hasVersion && m.machine !== undefined)
  const serving = distinct(owned.flatMap(m => (isServed(m.product) && m.machine ? [m.machine] : [])))
  // "APP1: Windows 2003. MBX1: Windows 2008, Exchange 2007": of the one that has Exchange, whatever feels it.
  const others = owned.flatMap(m =>
    m.machine && !serving.some(s => isSameMachine(s, m.machine ?? '')) ? [m.machine] : [],
  )
  // "Node A is 2003, node B is 2008, Exchange 2007 on both": what is called alike is for the same.
  const isSole = serving.length === 1 && others.length > 0 && !others.some(o => kindOf(o) === kindOf(serving[0] ?? ''))
  const homes = isSole
    ? serving
    : labelled.filter(l => owned.some(m => m.machine && isSameMachine(m.machine, l) && isHome(m.product, l)))
  // "Mailboxes = …, scan station = …": articles are about the mailbox server, whatever feels it.
  // Of those that were told apart before, the only one that is not said to go well.
  const left = working.length === 0 ? [] : systems.filter(s => !working.some(w => isSameMachine(w, s)))
  const found =
    homes.length === 1 ? homes[0] : troubled.length === 1 ? troubled[0] : left.length === 1 ? left[0] : undefined
  // "It is MBX2 that fails, MBX1 is fine": of those that were told apart another one is meant now.
  const isSpared = known !== undefined && working.some(w => isSameMachine(w, known))
  const onlyNamed = corrects && all.every(m => isSameMachine(m.name, all[0]?.name ?? '')) ? all[0]?.name : undefined
  const only = troubled.length === 1 ? troubled[0] : onlyNamed
  const isToldApart = only !== undefined && systems.some(s => isSameMachine(s, only))
  const isSwitched = isToldApart && (isSpared || corrects || singled.some(s => isSameMachine(s, only)))
  const current = isSwitched ? only : (known ?? found)
  const isOther = (machine: string): boolean =>
    current !== undefined ? !isSameMachine(machine, current) : working.some(w => isSameMachine(w, machine))
  const named = new Set(mentions.flatMap(m => m.machine?.toLowerCase() ?? []))
  /** "It is a Windows 2003 server": the name is nothing but its version, which is told anew. */
  const isByVersion = (m: Mention): boolean =>
    all.some(o => o.isVersion === true && isSameMachine(o.name, m.machine ?? ''))
  /** Of another than the system that has no name, by this text or by what was said before. */
  const isUnnamedOther = (m: Mention): boolean => {
    const unnamed = mentions.filter(
      o => o.machine === undefined && !o.shared && o.product === m.product && o.bearing === 'has',
    )
    const ranges = [
      ...unnamed.filter(o => o.hasVersion).map(o => o.ranges),
      ...(versions[m.product] && !(corrects && isByVersion(m)) ? [versions[m.product] ?? []] : []),
    ]
    // "The second node" is told apart from the one that was told of.
    const isApart = (m.isOfPlace && named.size === 1) || ranges.every(r => !overlaps(r, m.ranges))
    return current === undefined && ranges.length > 0 && isApart
  }
  const settled = mentions.map((m): Mention => {
    // "The other one has 2008": the other is the one in question, where it has the trouble.
    const isCurrent = m.machine !== undefined && current !== undefined && isSameMachine(m.machine, current)
    if (isCurrent && (m.bearing === 'elsewhere' || m.bearing === 'unclear')) return { ...m, bearing: 'has' }
    const isClaim = m.bearing === 'has' || m.bearing === 'unclear'
    // "MBX1 and MBX2 have 2003", and it is MBX3 that is in question.
    if (isClaim && m.shared?.every(isOther) === true) return { ...m, bearing: 'elsewhere' }
    if (!isClaim || m.machine === undefined) return m
    if (isOther(m.machine)) return { ...m, bearing: 'elsewhere' }
    return isUnnamedOther(m) ? { ...m, bearing: m.isOfPlace ? 'elsewhere' : 'unclear' } : m
  })
  const owners = [
    ...new Set(
      settled.flatMap(m => (m.bearing === 'has' && m.hasVersion && m.machine ? [m.machine.toLowerCase()] : [])),
    ),
  ]
  const owner = owners.length === 1 ? settled.find(m => m.machine?.toLowerCase() === owners[0])?.machine : undefined
  return { mentions: settled, machine: current ?? owner }
}

/** "Node" of "node B", "mbx" of "MBX1". */
const kindOf = (name: string): string => name.toLowerCase().replace(/[\s-]*(?:\d+|\b[a-h])$/, '')
