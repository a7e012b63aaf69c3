import { segmentAt } from '../sentences/segments.ts'
import { distinct, isFound, isSameMachine, type Machine, type MachineLists } from './machine.ts'
import type { MachineText } from './names.ts'

/**
 * Gives what only points to a machine the name of that one: "the latter", "the second", "the other one", where machines
 * were introduced in order, in this text or before. What points to none of them names a machine itself, or nothing.
 */
export const withReferences = (
  machines: readonly Machine[],
  text: MachineText,
  lists: MachineLists,
): readonly Machine[] => {
  const all = [...machines, ...bareIn(machines, text, lists)].toSorted((a, b) => a.from - b.from)
  const { words } = text.segmented
  const isIn = (list: MachineLists['other'], m: Machine): boolean => isFound(list, words, m.from, m.from + 1)
  const isSame = (a: Machine, b: Machine): boolean => words[a.from]?.form === words[b.from]?.form
  const placed = machines.filter(m => m.isPlace && !isIn(lists.other, m))
  // "The first server" and "the second server" are names, where no others are; the second time they are the same.
  const own = machines.filter(m => !m.isPlace)
  const introduced = distinct([...text.systems, ...own.map(m => m.name)])
  const systems =
    introduced.length > 1
      ? introduced
      : distinct([
          ...introduced,
          ...placed.filter((m, i) => placed.findIndex(p => isSame(p, m)) === i).map(m => m.name),
        ])
  const bare = new Set(all.filter(m => !machines.includes(m)).map(m => words[m.from]?.form))
  const isApart = introduced.length === 0 && (placed.length > 0 || bare.size > 1)
  const named: Machine[] = []
  for (const m of all) {
    const name = m.isPlace ? nameOf(m, systems, named.at(-1)?.name) : m.name
    if (name !== undefined) named.push({ ...m, name, isPlace: m.isPlace && !introduced.includes(name) })
  }
  return named

  function nameOf(m: Machine, order: readonly string[], before: string | undefined): string | undefined {
    // "One server has …, the other has …": told apart from that one, by whatever stands for it.
    const alike = introduced.length < 2 ? named.find(n => n.isPlace && isSame(n, m)) : undefined
    const own =
      alike?.name ??
      (machines.includes(m) || isApart || (isIn(lists.other, m) && order.length === 1) ? m.name : undefined)
    if (isIn(lists.other, m)) {
      const others = order.filter(s => before !== undefined && !isSameMachine(s, before))
      return order.length === 2 && others.length === 1 ? others[0] : own
    }
    if (order.length < 2 || alike) return own
    if (isIn(lists.former, m)) return order[0]
    if (isIn(lists.latter, m)) return order.at(-1)
    const ordinal = lists.ordinals.findIndex(o => isIn(o, m))
    return (ordinal < 0 ? undefined : order[ordinal]) ?? own
  }
}

/** "The former", "the second is where …": without a noun. */
const bareIn = (machines: readonly Machine[], text: MachineText, lists: MachineLists): readonly Machine[] => {
  const { words } = text.segmented
  const isWithin = (at: number): boolean => machines.some(m => m.from <= at && at < m.to)
  return words.flatMap((_, at): readonly Machine[] => {
    if (text.taken.has(at) || isWithin(at) || !isFound(lists.articles, words, at - 1, at)) return []
    const is = (list: MachineLists['other']): boolean => isFound(list, words, at, at + 1)
    const isLatter = is(lists.latter)
    if (!isLatter && !is(lists.former) && !is(lists.other) && !lists.ordinals.some(is)) return []
    const ends = segmentAt(at, text.segmented)?.to === at + 1
    const leads =
      text.taken.has(at + 1) ||
      isFound(lists.verbs, words, at + 1, at + 2) ||
      isFound(lists.leading, words, at + 1, at + 2)
    return isLatter || ends || leads ? [{ name: words[at]?.word ?? '', from: at, to: at + 1, isPlace: true }] : []
  })
}
