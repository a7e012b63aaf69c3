import { isWithin } from '../../catalog/index.ts'
import { type Found, type Grammar, type PhraseFinder, phraseFinder, type TextWord } from '../../words/index.ts'
import type { Told } from '../mention-of.ts'
import type { Mention } from '../mentions.ts'
import { isDenied } from '../sentences/negations.ts'
import { isStated, type Segment, type SegmentedText, segmentAt, wordAt } from '../sentences/segments.ts'
import { goneReader } from './gone.ts'

/** Marks as past what was taken away again: "scrapped the 2008 one", "RU5 was removed", "had RU5, then uninstalled it". */
export type WithUndone = (told: Told, text: SegmentedText) => Told

export const undoneReader = (grammar: Grammar): WithUndone => {
  const replaced = phraseFinder(grammar['undone-passive'], { literal: true })
  const [undoing, ones] = [phraseFinder(grammar.undoing), phraseFinder(grammar['undone-ones'])]
  const goneIn = goneReader(grammar)
  const goneWords = phraseFinder(grammar['gone-for-good'], { literal: true })
  const leading = phraseFinder([...grammar.articles, ...grammar.between])
  const being = phraseFinder([...grammar.being, ...grammar.having])
  const had = phraseFinder(grammar.had)
  const putting = phraseFinder([...grammar.putting, ...grammar['went-on']], { literal: true })
  const passive = phraseFinder([
    ...grammar.between,
    ...grammar.being,
    ...grammar.having,
    ...grammar['machine-words'],
    ...grammar['machine-pronouns'],
  ])
  return (told, text) => {
    const { words, negations } = text
    const passives = replaced.in(words)
    const verbs = [...undoing.in(words), ...passives]
    // In most texts nothing is taken away.
    if (verbs.length === 0 && goneWords.in(words).length === 0) return told
    const areAll = (list: PhraseFinder<string>, from: number, to: number): boolean => {
      for (let at = from; at < to; at++) if (list.in(words, at, at + 1).length === 0) return false
      return true
    }
    const placed = told.map(([g, m]) => ({
      group: g,
      mention: m,
      from: wordAt(g.own?.start ?? Math.min(...g.atoms.map(a => a.start)), text),
      to: wordAt(Math.max(...g.atoms.map(a => a.end)) - 1, text) + 1,
    }))
    const undoneBy = (verb: Found<string>): readonly (typeof placed)[number][] => {
      const part = segmentAt(verb.from, text)
      if (!part || !isStated(part)) return []
      if (isDenied(verb.from, part.from, negations)) return []
      // Who replaced the disk of a server still has the server.
      const isPassive = passives.includes(verb)
      const object = isPassive
        ? undefined
        : placed.find(p => verb.to <= p.from && p.from < part.to && areAll(leading, verb.to, p.from))
      if (object) return object.mention.isCompared ? [] : [object]
      const subject = placed.findLast(
        p =>
          part.from <= p.from &&
          p.to <= verb.from &&
          areAll(passive, p.to, verb.from) &&
          (being.in(words, p.to, verb.from).length > 0 || isTold(p.to, verb, part, words)),
      )
      if (subject || isPassive) return subject ? [subject] : []
      const isPointed = ones.in(words, verb.from, Math.min(part.to, verb.to + 2)).some(f => f.from <= verb.to)
      if (!isPointed) return []
      // Of what is put on something: a server that "it" may mean is none.
      const last = placed.findLast(p => p.to <= verb.from)
      const isPut = last?.group.atoms.some(a => a.start >= (last.group.own?.start ?? 0) && PUT.has(a.kind))
      const sentence = last && segmentAt(last.from, text)?.sentence
      // "Then we removed it": nothing else is named between them.
      const isNext = sentence === part.sentence - 1 && text.segments.find(s => s.sentence === part.sentence) === part
      const isNear = sentence === part.sentence || (isNext && verb.from - part.from <= SUBJECT)
      return last && isPut && isNear ? [last] : []
    }
    const undone = [
      ...verbs.flatMap(v => undoneBy(v).map(p => ({ ...p, behind: v.to }))),
      ...goneIn(placed, text).map(p => ({ ...p, behind: p.to })),
    ]
    /** "We removed RU4, and later installed the final RU4": it is there again. */
    const isPutOnAgain = (m: Mention, behind: number): boolean => {
      const from = placed.find(p => p.mention === m)?.from ?? 0
      const part = behind <= from ? segmentAt(from, text) : undefined
      if (!part || !isStated(part)) return false
      return putting
        .in(words, Math.max(behind, part.from), part.to)
        .some(
          f =>
            !isDenied(f.from, part.from, negations) &&
            !negations.has(f.to) &&
            had.endingAt(words, f.from, part.from) === undefined,
        )
    }
    const isUndone = (m: Mention): boolean =>
      CLAIMS.has(m.bearing) &&
      undone.some(
        ({ mention: u, behind }) =>
          u === m || (u.product === m.product && isWithin(m.ranges, u.ranges) && !isPutOnAgain(m, behind)),
      )
    return undone.length === 0
      ? told
      : told.map(([g, m]) => [g, isUndone(m) ? { ...m, bearing: 'past' as const } : m] as const)
  }
}

/** "Exchange 2003 decommissioned": nothing else in its part, and the verb is left out. */
const isTold = (end: number, verb: Found<string>, { to }: Segment, words: readonly TextWord[]): boolean =>
  verb.from === end && verb.to === to && words[verb.from]?.word.endsWith('ed') === true

/** In words: "the next day we". */
const SUBJECT = 4

const PUT: ReadonlySet<string> = new Set(['level', 'update'])
const CLAIMS: ReadonlySet<Mention['bearing']> = new Set(['has', 'unclear', 'works'])
