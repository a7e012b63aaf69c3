import { digest } from '../../knowledge/index.ts'
import type { Reply } from '../reply.ts'
import type { Texts } from './texts.ts'

/** What is said in one turn, so that no sentence is said twice in a row. */
interface Voice {
  /** The same words; what was said in the turn before is said another way, where there is one. */
  readonly texts: Texts
  /** What the next turn says another way: the sentences that these replies have. */
  readonly spokeIn: (replies: readonly Reply[]) => readonly number[]
}

/** `spoke`: what was said in the turn before. */
export const voiceOf = (texts: Texts, spoke: readonly number[]): Voice => {
  const firsts = new Set<string>()
  const said = (first: string, again: () => string | undefined): string => {
    const other = spoke.includes(digest(first)) ? again() : undefined
    if (other !== undefined) return other
    firsts.add(first)
    return first
  }
  return {
    texts: {
      ...texts,
      say: (key, values) => said(texts.say(key, values), () => texts.sayAgain(key, values)),
      ask: (...asked) => {
        const question = texts.ask(...asked)
        return said(question, () => texts.sayAgain('question', { question }))
      },
    },
    spokeIn: replies => {
      const words = replies.flatMap(wordsOf).join('\n')
      return [...firsts].filter(first => SENTENCE.test(first) && words.includes(first)).map(digest)
    },
  }
}

/** What is only a title or a word may be said as often as it must. */
const SENTENCE = /[.?!:"](?:\s|$)/

const wordsOf = (reply: Reply): readonly string[] => {
  switch (reply.kind) {
    case 'text':
      return [reply.text]
    case 'question':
      return [reply.text, reply.hint]
    case 'recommendation':
      return [reply.certainty]
    case 'explanation':
      return [reply.summary]
  }
}
