import { type Grammar, type PhraseFinder, phraseFinder, textWords } from '../../words/index.ts'
import type { Mention } from '../mentions.ts'
import { sentencesOf } from '../sentences/clauses.ts'

/** Marks what a medium brought to a machine as there, and what that ran before as past. */
export type WithMedia = (mentions: readonly Mention[], text: string) => readonly Mention[]

/** In words: "upgrade straight over it", "DVD into our running mail server". */
const MACHINE_REACH = 7

/** In characters: what stands farther away is of something else. */
const FARTHEST = 160

/** In words: "straight over". */
const LEADING_REACH = 2

/** "Put the 2008 DVD into the mailbox server and chose upgrade", "ran the 2008 upgrade over it". */
export const mediaReader = (grammar: Grammar): WithMedia => {
  const list = (phrases: readonly string[]): PhraseFinder<string> => phraseFinder(phrases)
  const [media, laying] = [list(grammar.media), list([...grammar.laying, ...grammar['laying-in']])]
  const leading = list([...grammar['laid-over'], ...grammar['standing-on'], ...grammar.reaching])
  const machines = phraseFinder([...grammar['own-machines'], ...grammar['machine-words'], ...grammar.it], {
    nouns: true,
  })
  const failing = list([...grammar.failing, ...grammar['failed-change'], ...grammar.negations])
  return (mentions, text) => {
    if (mentions.length === 0) return mentions
    const sentences = sentencesOf(text)
    const laid = mentions.filter(m => {
      const sentence = sentences.find(s => s.start <= m.start && m.start < s.end)
      if (!sentence || !m.hasVersion || !BROUGHT.has(m.bearing)) return false
      const before = textWords(text.slice(Math.max(sentence.start, m.start - FARTHEST), m.start))
      const end = m.start + m.said.length
      const behind = textWords(text.slice(end, Math.min(sentence.end, end + FARTHEST)))
      const medium = media.in(behind).find(f => f.from === 0)
      const place = medium && leading.in(behind, medium.to, Math.min(behind.length, medium.to + LEADING_REACH))[0]
      return (
        place !== undefined &&
        laying.in(before).length > 0 &&
        machines.in(behind, place.to, Math.min(behind.length, place.to + MACHINE_REACH)).length > 0 &&
        failing.in(before).length + failing.in(behind).length === 0
      )
    })
    if (laid.length === 0) return mentions
    const isBefore = (m: Mention): boolean =>
      STANDING.has(m.bearing) && laid.some(l => l.product === m.product && l !== m && l.start < m.start)
    return mentions.map(m =>
      laid.includes(m) ? { ...m, bearing: 'has' } : isBefore(m) ? { ...m, bearing: 'past' } : m,
    )
  }
}

const BROUGHT: ReadonlySet<Mention['bearing']> = new Set(['has', 'unclear', 'past'])
const STANDING: ReadonlySet<Mention['bearing']> = new Set(['has', 'unclear'])
