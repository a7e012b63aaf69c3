import type { Atom } from '../atoms.ts'
import type { Group } from './group.ts'

/** What was named before it in its sentence: "Exchange 2007 and Windows Server 2008, both with SP1". */
export const namedBefore = (atom: Atom, anchors: readonly Group[], text: string): readonly Group[] => {
  let start = atom.start
  while (start > 0 && !SENTENCE_SIGNS.has(text.charAt(start - 1))) start--
  return anchors.filter(g => {
    const end = g.atoms[0]?.end ?? 0
    return start <= end && end <= atom.start && atom.means.has(g.product)
  })
}
const SENTENCE_SIGNS: ReadonlySet<string> = new Set(['.', ';', '!', '?', '\n'])

/** Where the last piece of theirs ends that stands before this one. */
export const lastEnd = (groups: readonly Group[], atom: Atom): number =>
  Math.max(...groups.flatMap(g => g.atoms.map(a => a.end)).filter(end => end <= atom.start))
