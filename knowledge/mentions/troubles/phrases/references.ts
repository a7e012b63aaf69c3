import { type Found, type Grammar, type Lexicon, phraseFinder } from '../../../words/index.ts'
import type { Phrases } from './phrases.ts'

/** "When mail comes in". */
export const incomingReader = (grammar: Grammar): Phrases['comesIn'] => {
  const incoming = phraseFinder(grammar.incoming)
  return ({ from, to }, { words }) => incoming.in(words, from, to).length > 0
}

/** "This", "they". */
export const pointingReader = (grammar: Grammar): Phrases['pointsIn'] => {
  const pointing = phraseFinder(grammar.pointing)
  return ({ from, to }, { words }) => pointing.in(words, from, to).length > 0
}

/** "It comes late since the mailboxes moved". */
export const sinceReader = (grammar: Grammar): Phrases['untilSince'] => {
  const [joining, sinceWhen] = [phraseFinder(grammar.joining), phraseFinder(grammar['since-when'])]
  return (segment, { words }) => {
    // "And since May our client misses them": what follows is told.
    const led = joining.in(words, segment.from, segment.to).find(f => f.from === segment.from)
    const since = sinceWhen.in(words, (led?.to ?? segment.from) + 1, segment.to)[0]
    return since === undefined ? segment : { ...segment, to: since.from }
  }
}

/** "For the mailboxes on B it is deaf". */
export const ofItReader = (
  grammar: Grammar,
  thingsIn: Phrases['thingsIn'],
  kindsIn: Phrases['kindsIn'],
): Phrases['isOfIt'] => {
  const its = phraseFinder([...grammar.it, ...grammar['it-is']])
  const besides = phraseFinder(grammar.beside)
  return (segment, text) => {
    const { from, to } = segment
    const { words } = text
    const it = its.in(words, from, to).find(f => besides.endingAt(words, f.from, from) === undefined)
    const opens = besides.in(words, from, Math.min(to, from + 1)).length > 0
    const isBehind = (f: Found<unknown> | undefined): boolean => it !== undefined && f !== undefined && it.to <= f.from
    return opens && isBehind(kindsIn(segment, text)[0]) && !thingsIn(segment, text).some(isBehind)
  }
}

/** "Over MAPI". */
export const wayReader = ({ grammar, things }: Lexicon): Phrases['isWay'] => {
  const ways = phraseFinder(grammar.ways)
  return ({ value: [thing = ''], from }, { words }) =>
    things[thing]?.means === true && ways.endingAt(words, from, 0) !== undefined
}
