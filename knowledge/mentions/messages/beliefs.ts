import { type Grammar, type PhraseFinder, phraseFinder } from '../../words/index.ts'
import { partsOf, type Segment, type SegmentedText } from '../sentences/segments.ts'

/**
 * Whether somebody only holds to be so what is told at a place: "our expert is sure that it is …" yields to what else is told,
 * and "at first I took it for …, but" says nothing.
 */
export type Held = (at: number, own: Segment, text: SegmentedText) => 'opined' | 'mistaken' | undefined

export const heldReader = (grammar: Grammar): Held => {
  const [opining, mistaken] = [phraseFinder(grammar.opining), phraseFinder(grammar['mistaken-before'])]
  return (at, own, text) => {
    const before = partsOf(own.sentence, text).findLast(p => p.to <= own.from)
    // "He is sure | that it is …": what it opens may be a part of its own; what turns against it is told by itself.
    const leads = (finder: PhraseFinder<string>): boolean =>
      finder.in(text.words, before?.from ?? own.from, at).some(f => f.from >= own.from || f.to + OPENING >= own.from)
    if (leads(mistaken)) return 'mistaken'
    return leads(opining) ? 'opined' : undefined
  }
}

/** Behind it, at the end of its part. In words: "is sure of this, that". */
const OPENING = 1
