import type { Found, PhraseFinder } from '../../words/index.ts'
import type { Segment, SegmentedText } from '../sentences/segments.ts'
import { type At, type Is, isOfRole, isVerb, type Lists } from './around-versions.ts'

/** What machines there are for the product that a version is of. */
interface Machines {
  /** Words that mean another machine, and those that mean its own. */
  readonly elsewhere: PhraseFinder<string>
  readonly home: PhraseFinder<string>
  /** True where the text tells of virtual machines. */
  readonly hasGuests: boolean
  /** A word of the name of a machine. */
  readonly isMachine: (word: number) => boolean
  /** True where a role is being set up before a place. */
  readonly isSetUpBefore: (behind: number) => boolean
}

interface MachinesNear {
  /** A machine that another product runs on, which ends at a place. */
  readonly otherAt: (place: number) => Found<string> | undefined
  readonly ownAt: (place: number) => Found<string> | undefined
  /** Whose it is, by the nearest machine up to so many words before a place. */
  readonly machineBefore: (place: number, reach?: number) => 'own' | 'other' | undefined
}

/** In words: what stands farther before a verb is not its subject. */
const SUBJECT_REACH = 5

/** Reads whose the machines are that a part of a text names around a version. */
export const machinesNear = (
  segment: Segment,
  read: SegmentedText,
  taken: ReadonlySet<number>,
  { elsewhere, home, hasGuests, isMachine, isSetUpBefore }: Machines,
  { at, is }: { readonly at: At; readonly is: Is },
  lists: Lists,
): MachinesNear => {
  // "My colleague's notes say": they tell of the system in question.
  const isOfPaper = (place: number): boolean =>
    lists.sources.in(read.words, place + 1, Math.min(segment.to, place + 2)).length > 0
  const machineAt = (list: PhraseFinder<string>, place: number): Found<string> | undefined =>
    isVerb(place, segment, read.words, lists) || at(lists.being, place) || isOfPaper(place)
      ? undefined
      : at(list, place)
  // A PC is Outlook's own, a file server is no server of Exchange's.
  const otherAt = (place: number): Found<string> | undefined => {
    const other =
      machineAt(elsewhere, place) ??
      machineAt(lists.other, place) ??
      (hasGuests ? machineAt(lists.hosts, place) : undefined)
    const own = machineAt(home, place)
    const isHome = own && other && own.to - own.from >= other.to - other.from
    return isHome || isSetUpBefore(place + 1) ? undefined : other
  }
  const ownAt = (place: number): Found<string> | undefined =>
    machineAt(lists.own, place) ?? machineAt(home, place) ?? (hasGuests ? undefined : machineAt(lists.hosts, place))
  const machineBefore: MachinesNear['machineBefore'] = (place, reach = SUBJECT_REACH) => {
    for (let i = place; i >= Math.max(segment.from, place - reach); i--) {
      if (taken.has(i)) continue
      // "CAS1".
      if (isMachine(i)) return isOfRole(i, read.words, lists) ? 'other' : 'own'
      // "The web server next to it".
      if (is(lists.it, i) && is(lists.beside, i - 1)) continue
      const [other, own] = [otherAt(i), ownAt(i)]
      // "Hub servers": what kind of server it is stands before.
      if (own?.size === 1 && i > segment.from && otherAt(i - 1) && !is(lists.guests, i)) return 'other'
      if (other && other.to - other.from >= (own ? own.to - own.from : 0)) return 'other'
      if (own) return 'own'
    }
    return undefined
  }
  return { otherAt, ownAt, machineBefore }
}
