import { type Grammar, phraseFinder } from '../../words/index.ts'
import type { SegmentedText } from '../sentences/segments.ts'
import { otherMachines } from './others.ts'

/**
 * True where the machine whose name ends before a place is what somebody sets up: "setup of the hub transport", "tried putting
 * the hub role on it". Then it is that machine that the trouble befalls, and its versions are those in question.
 */
export type IsSetUp = (end: number, from: number, text: SegmentedText) => boolean

export const setUpReader = (grammar: Grammar): IsSetUp => {
  const literal = (phrases: readonly string[]) => phraseFinder(phrases, { literal: true })
  const [settingUp, behind] = [literal(grammar['setting-up']), literal(grammar['setup-behind'])]
  const machines = phraseFinder([...otherMachines(grammar), ...grammar['own-machines']], { nouns: true })
  const leading = phraseFinder([...grammar.articles, ...grammar.between, ...grammar.parting])
  return (end, from, { words }) => {
    if (behind.in(words, end, Math.min(words.length, end + BEHIND)).some(f => f.from <= end + 1)) return true
    let at = end
    while (at > from) {
      if (settingUp.endingAt(words, at, from)) return true
      const machine = machines.endingAt(words, at, from)
      if (!machine && leading.in(words, at - 1, at).length === 0) return false
      at = machine ? machine.from : at - 1
    }
    return false
  }
}

/** In words: "role setup". */
const BEHIND = 3
