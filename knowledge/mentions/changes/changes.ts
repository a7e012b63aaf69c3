import { overlaps } from '../../catalog/index.ts'
import { anyOf, type Comparing, type Grammar, type PhraseFinder, phraseFinder, textWords } from '../../words/index.ts'
import type { Mention } from '../mentions.ts'
import { sentencesOf } from '../sentences/clauses.ts'
import { isStated, type SegmentedText, segmentAt, wordAt } from '../sentences/segments.ts'
import { ARROW, type Atom } from '../versions/atoms.ts'

/** What says in one language that one version took the place of another. */
interface ChangeReader {
  readonly withoutUnreal: (atoms: readonly Atom[], text: string, segmented: SegmentedText) => readonly Atom[]
  readonly markUpgrades: (mentions: readonly Mention[], text: string) => readonly Mention[]
}

export const changeReader = (grammar: Grammar, comparing: Comparing): ChangeReader => {
  const { leaving, reaching, replacing, 'replaced-by': replacedBy, 'swapped-for': swappedFor } = grammar
  const alone = (phrases: readonly string[]): string => String.raw`(?<!\p{L})(?:${anyOf(phrases)})(?!\p{L})`
  const [finder, laying, swapping] = [replacing, grammar.laying, grammar.swapping].map(l => phraseFinder(l))
  const negations = phraseFinder(grammar.negations)
  const failing = phraseFinder([...grammar.failing, ...grammar['machine-failing']])
  const isIn = (list: PhraseFinder<string> | undefined, text: string): boolean => list?.in(textWords(text)).length !== 0
  const words: Words = {
    replaces: text => isIn(finder, text),
    swaps: text => isIn(swapping, text),
    swapped: new RegExp(alone(swappedFor), 'u'),
    succeeds: new RegExp(
      `${alone(grammar.succeeding)}\\s+(?:(?:${anyOf([...grammar.articles, ...grammar.between])})\\s+)*$`,
      'u',
    ),
    notPutOn: new RegExp(`^[\\s-]*${alone(grammar['not-put-on'])}`, 'u'),
    left: new RegExp(`${alone(leaving)}\\s+$`, 'u'),
    leads: new RegExp(`^\\s*(?:${alone(reaching)}|${ARROW})\\s*$`, 'u'),
    between: new RegExp(`${alone(replacedBy)}|${ARROW}`, 'u'),
    noneSince: new RegExp(`^\\s+${alone(comparing['none-since'])}`, 'u'),
    denies: text => {
      const said = textWords(text)
      return [finder, swapping].some(list =>
        list
          ?.in(said)
          .some(f => NOT.test(said[f.from - 1]?.word ?? '') || negations.endingAt(said, f.from, 0) !== undefined),
      )
    },
    lays: text => isIn(laying, text),
    over: new RegExp(
      `${alone(grammar['laid-over'])}(?!\\s+(?:${anyOf([...grammar.articles, ...grammar.pointing])}\\s+)?${alone(grammar['over-times'])})|^[\\s-]+${alone(grammar.media)}\\s+(?:(?:${anyOf([...grammar.joining, ...grammar.media])})\\s+)*${alone(grammar['standing-on'])}`,
      'u',
    ),
    notGotOn: new RegExp(`${alone(grammar['not-got-on'])}\\s+(?:${anyOf(grammar.articles)}\\s+)?$`, 'u'),
    tried: new RegExp(
      `^\\W*(?:${anyOf(grammar.articles)}\\s+)?${alone(grammar['tried-putting'])}\\s+(?:${anyOf(grammar.articles)}\\s+)?$`,
      'u',
    ),
    failed: new RegExp(
      `^\\s+(?:${alone([...grammar.renewals, ...grammar.auxiliaries])}\\s+)*${alone(grammar['failed-change'])}`,
      'u',
    ),
    fails: text => isIn(failing, text),
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
  /** The same of a sentence in which "A for B" means it. */
  readonly swaps: (text: string) => boolean
  readonly swapped: RegExp
  /** "Took over from", right before what was there before. */
  readonly succeeds: RegExp
  /** "Installer", "refuses to install", right behind what is not there. */
  readonly notPutOn: RegExp
  /** "Since", right behind "no rollup". */
  readonly noneSince: RegExp
  /** True where that verb is denied: "we won't give up …". */
  readonly denies: (text: string) => boolean
  /** The same of a sentence in which "A over B" means that B was before. */
  readonly lays: (text: string) => boolean
  readonly over: RegExp
  /** "Cannot install", right before what is not there; and "installing", where something fails behind it. */
  readonly notGotOn: RegExp
  readonly tried: RegExp
  /** "Upgrade failed", right behind what was meant to come. */
  readonly failed: RegExp
  readonly fails: (text: string) => boolean
}

/**
 * Without "SP1" of "from SP1 to SP2" and of "upgraded 2007 SP1 to SP2": what was left is no more; and without "RU4" of
 * "should we install RU4?": what is only intended is not there yet.
 */
const withoutUnreal = (
  atoms: readonly Atom[],
  text: string,
  segmented: SegmentedText,
  { replaces: saysReplaced, left, leads, notPutOn, noneSince, notGotOn, tried, fails, failed }: Words,
): readonly Atom[] => {
  const kept: Atom[] = []
  const sentences = atoms.length > 0 ? sentencesOf(text) : []
  const lost = new Set<Atom>()
  let replaces = false
  for (const [i, atom] of atoms.entries()) {
    if (atom.kind !== 'level' && atom.kind !== 'update') {
      kept.push(atom)
      continue
    }
    if (isUnreal(atom, atoms, segmented) || (atom.kind === 'update' && notPutOn.test(text.slice(atom.end)))) continue
    const sentence = sentences.find(s => s.start <= atom.start && atom.start < s.end)
    const before = text.slice(sentence?.start ?? 0, atom.start)
    const behind = text.slice(atom.end, sentence?.end ?? text.length)
    if (lost.has(atom)) continue
    if (notGotOn.test(before) || (tried.test(before) && fails(behind))) continue
    const next = atoms[i + 1]
    if (isNoneSince(atom, atoms, text, noneSince)) continue
    const isLeft = isLeftFor(i, atoms, text, gap => {
      if (!leads.test(gap)) return false
      const ahead = text.slice(sentence?.start ?? 0, rowStart(i, atoms, text))
      return LEADS_ON.test(gap) || left.test(ahead) || saysReplaced(before)
    })
    // "We plan to go from SP1 RU2 to SP2": that is where we are.
    if (isLeft && segmentAt(wordAt(atom.start, segmented), segmented)?.mood === 'planned') {
      const reached = atoms.findIndex((a, at) => at > i && !isNextTo(atoms[at - 1], a, text))
      for (let at = reached; atoms[at] && (at === reached || isNextTo(atoms[at - 1], atoms[at], text)); at++)
        lost.add(atoms[at] as Atom)
      kept.push(atom)
      continue
    }
    // "SP1 => SP2 failed": nobody knows which it is now.
    if (isLeft && next && failed.test(text.slice(next.end))) {
      lost.add(next)
      continue
    }
    if (!isLeft) kept.push(replaces ? { ...atom, replaces } : atom)
    replaces = isLeft
  }
  return kept
}

/** "RU3 to RU4", "SP1 RU3 to SP2", "SP2 RU3 to SP2 RU4": a service pack is left with its update, and an update for another pack. */
const isLeftFor = (i: number, atoms: readonly Atom[], text: string, leadsOn: (gap: string) => boolean): boolean => {
  const isRow = (at: number): boolean => isNextTo(atoms[at], atoms[at + 1], text)
  const last = atoms[i]?.kind === 'level' && atoms[i + 1]?.kind === 'update' && isRow(i) ? i + 1 : i
  const [end, next] = [atoms[last], atoms[last + 1]]
  const isAlike = next?.kind === 'level' || (next?.kind === 'update' && atoms[i]?.kind === 'update')
  return end !== undefined && next !== undefined && isAlike && leadsOn(text.slice(end.end, next.start))
}

/** Where the row begins that a piece is of: "2010 SP2 RU3". */
const rowStart = (i: number, atoms: readonly Atom[], text: string): number => {
  let first = i
  while (isNextTo(atoms[first - 1], atoms[first], text)) first--
  return atoms[first]?.start ?? 0
}

const isNextTo = (a: Atom | undefined, b: Atom | undefined, text: string): boolean =>
  a !== undefined && b !== undefined && /^\s*$/.test(text.slice(a.end, b.start))

/** "Rollup 3 is on it, no rollup since": the one that was named is the last. */
const isNoneSince = (atom: Atom, atoms: readonly Atom[], text: string, since: RegExp): boolean =>
  atom.kind === 'update' &&
  !/\d/.test(text.slice(atom.start, atom.end)) &&
  since.test(text.slice(atom.end)) &&
  atoms.some(a => a.kind === 'update' && a.end <= atom.start && /\d/.test(text.slice(a.start, a.end)))

/** Asked, planned or supposed, and not behind its release: "should we install RU4 on our Exchange 2007 SP1?" */
const isUnreal = (atom: Atom, atoms: readonly Atom[], segmented: SegmentedText): boolean => {
  const segment = segmentAt(wordAt(atom.start, segmented), segmented)
  if (!segment || isStated(segment)) return false
  const start = segmented.words[segment.from]?.start ?? 0
  return !atoms.some(a => a.kind === 'release' && start <= a.start && a.end <= atom.start)
}

/**
 * Of two versions of one product in a sentence that tells of a change one is past: the first of "upgraded 2003 to 2007", and
 * the second of "ran the 2008 DVD over the 2003 installation".
 */
const markUpgrades = (mentions: readonly Mention[], text: string, words: Words): readonly Mention[] => {
  if (mentions.length < 2) return mentions
  const sorted = [...mentions].sort((a, b) => a.start - b.start)
  const sentences = sentencesOf(text)
  const marked = new Map<Mention, Mention['bearing']>()
  for (const m of sorted) {
    const next = sorted.find(n => n.start > m.start && n.product === m.product)
    const sentence = sentences.find(s => s.start <= m.start && m.start < s.end)
    if (!next || !sentence || next.start >= sentence.end) continue
    const between = text.slice(m.start + m.said.length, next.start)
    const before = text.slice(sentence.start, next.start)
    const leadsOn =
      LEADS_ON.test(between) ||
      (words.between.test(between) && words.replaces(before)) ||
      (words.swapped.test(between) && words.swaps(before)) ||
      opensWithBoth(
        before.slice(0, m.start - sentence.start),
        between,
        text.slice(next.start + next.said.length, sentence.end),
        words,
      )
    const isKept = leadsOn && words.denies(before)
    const isReplaced = next.bearing !== 'past' && leadsOn && !isKept
    if (isKept) marked.set(next, 'not-now')
    else if ((m.bearing === 'has' || m.bearing === 'unclear') && isReplaced) marked.set(m, 'past')
    else if (
      STATED.has(m.bearing) &&
      overlapsNot(m, next) &&
      words.succeeds.test(text.slice(0, next.start)) &&
      !isReplaced
    )
      marked.set(m, 'has').set(next, 'past')
    // "Ran the 2008 DVD": it is the DVD that ran, and no more does.
    else if (STATED.has(m.bearing) && words.over.test(between) && words.lays(before))
      marked.set(m, 'has').set(next, 'past')
  }
  return sorted.map(m => ({ ...m, bearing: marked.get(m) ?? m.bearing }))
}

/** "From 2003 to 2008, three weeks ago": where hardly more is said, that is a change. */
const opensWithBoth = (before: string, between: string, behind: string, { left, leads }: Words): boolean =>
  left.test(before) &&
  leads.test(between) &&
  textWords(before).length <= LONGEST_OPENING &&
  textWords(behind).length <= LONGEST_END

/** In words: "it was from", and "Standard, three weeks ago". */
const LONGEST_OPENING = 3
const LONGEST_END = 4

/** Nothing but an arrow between two versions: the second took the place of the first, whatever the verb. */
const LEADS_ON = new RegExp(`^\\s*${ARROW}\\s*$`, 'u')

/** "Won't". */
const NOT = /n['’]t$/

const overlapsNot = (a: Mention, b: Mention): boolean => !overlaps(a.ranges, b.ranges)

const STATED: ReadonlySet<Mention['bearing']> = new Set(['has', 'past', 'unclear'])

/** "Works on 2003" is a contrast only for a product of which another version has the trouble; otherwise it is what there is. */
export const settleContrast = (mentions: readonly Mention[]): readonly Mention[] => {
  const troubled = (m: Mention) =>
    mentions.some(o => o.product === m.product && o.bearing === 'has' && !overlaps(o.ranges, m.ranges))
  const contrasts = mentions.some(m => m.bearing === 'works' && troubled(m))
  return mentions.map(m => (m.bearing === 'works' && contrasts && !troubled(m) ? { ...m, bearing: 'has' as const } : m))
}
