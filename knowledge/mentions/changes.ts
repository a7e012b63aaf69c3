import { overlaps } from '../catalog/index.ts'
import { anyOf, type Grammar, phraseFinder, textWords } from '../words/index.ts'
import type { Mention } from './mentions.ts'
import { sentencesOf } from './sentences/clauses.ts'
import { isStated, type SegmentedText, segmentAt, wordAt } from './sentences/segments.ts'
import type { Atom } from './versions/atoms.ts'

/** What says in one language that one version took the place of another. */
interface ChangeReader {
  readonly withoutUnreal: (atoms: readonly Atom[], text: string, segmented: SegmentedText) => readonly Atom[]
  readonly markUpgrades: (mentions: readonly Mention[], text: string) => readonly Mention[]
}

export const changeReader = (grammar: Grammar): ChangeReader => {
  const { leaving, reaching, replacing, 'replaced-by': replacedBy } = grammar
  const alone = (phrases: readonly string[]): string => String.raw`(?<!\p{L})(?:${anyOf(phrases)})(?!\p{L})`
  const finder = phraseFinder(replacing)
  const words: Words = {
    replaces: text => finder.in(textWords(text)).length > 0,
    left: new RegExp(`${alone(leaving)}\\s+$`, 'u'),
    leads: new RegExp(`^\\s*(?:${alone(reaching)}|->|→)\\s*$`, 'u'),
    between: new RegExp(`${alone(replacedBy)}|->`, 'u'),
  }
  return {
    withoutUnreal: (atoms, text, segmented) => withoutUnreal(atoms, text, segmented, words),
    markUpgrades: (mentions, text) => markUpgrades(mentions, text, words),
  }
}

interface Words {
  /** True for words of a sentence in which "A to B" means that A was before. */
  readonly replaces: (text: string) => boolean
  /** "From", right before what was left. */
  readonly left: RegExp
  /** Nothing but "to" between what was left and what is there now. */
  readonly leads: RegExp
  readonly between: RegExp
}

/**
 * Without "SP1" of "from SP1 to SP2" and of "upgraded 2007 SP1 to SP2": what was left is no more; and without "RU4" of
 * "should we install RU4?": what is only intended is not there yet.
 */
const withoutUnreal = (
  atoms: readonly Atom[],
  text: string,
  segmented: SegmentedText,
  { replaces: saysReplaced, left, leads }: Words,
): readonly Atom[] => {
  const kept: Atom[] = []
  const sentences = atoms.length > 0 ? sentencesOf(text) : []
  let replaces = false
  for (const [i, atom] of atoms.entries()) {
    if (atom.kind !== 'level' && atom.kind !== 'update') {
      kept.push(atom)
      continue
    }
    if (isUnreal(atom, atoms, segmented)) continue
    const sentence = sentences.find(s => s.start <= atom.start && atom.start < s.end)
    const before = text.slice(sentence?.start ?? 0, atom.start)
    const next = atoms[i + 1]
    const isLeft =
      next?.kind === atom.kind &&
      leads.test(text.slice(atom.end, next.start)) &&
      (left.test(before) || saysReplaced(before))
    if (!isLeft) kept.push(replaces ? { ...atom, replaces } : atom)
    replaces = isLeft
  }
  return kept
}

/** Asked, planned or supposed, and not behind its release: "should we install RU4 on our Exchange 2007 SP1?" */
const isUnreal = (atom: Atom, atoms: readonly Atom[], segmented: SegmentedText): boolean => {
  const segment = segmentAt(wordAt(atom.start, segmented), segmented)
  if (!segment || isStated(segment)) return false
  const start = segmented.words[segment.from]?.start ?? 0
  return !atoms.some(a => a.kind === 'release' && start <= a.start && a.end <= atom.start)
}

/** "Upgraded Exchange 2003 to Exchange 2007": of two versions of one product joined by "to", the first is past. */
const markUpgrades = (
  mentions: readonly Mention[],
  text: string,
  { replaces, between: joins }: Words,
): readonly Mention[] => {
  if (mentions.length < 2) return mentions
  const sorted = [...mentions].sort((a, b) => a.start - b.start)
  const sentences = sentencesOf(text)
  return sorted.map(m => {
    const next = sorted.find(n => n.start > m.start && n.product === m.product)
    if (!next || m.bearing !== 'has') return m
    const between = text.slice(m.start + m.said.length, next.start)
    if (!joins.test(between)) return m
    const sentence = sentences.find(s => s.start <= m.start && m.start < s.end)
    const moved = sentence && next.start < sentence.end && replaces(text.slice(sentence.start, next.start))
    return moved ? { ...m, bearing: 'past' as const } : m
  })
}

/** "Works on 2003" is a contrast only for a product of which another version has the trouble; otherwise it is what there is. */
export const settleContrast = (mentions: readonly Mention[]): readonly Mention[] => {
  const troubled = (m: Mention) =>
    mentions.some(o => o.product === m.product && o.bearing === 'has' && !overlaps(o.ranges, m.ranges))
  const contrasts = mentions.some(m => m.bearing === 'works' && troubled(m))
  return mentions.map(m => (m.bearing === 'works' && contrasts && !troubled(m) ? { ...m, bearing: 'has' as const } : m))
}
