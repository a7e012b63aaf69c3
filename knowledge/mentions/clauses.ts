import { anyOf } from '../words/index.ts'

/**
 * What a sentence says about the version it mentions: that the trouble is there, that it works there, or neither.
 * "It fails on Server 2008, OK on Server 2003" has two clauses and must not be read as two answers to one question.
 */

export type Bearing =
  /** The system in question has this version. */
  | 'has'
  /** The same thing works on this version. */
  | 'works'
  /** It was so before ("moved from 2003"), or is denied ("it is not 2008"). */
  | 'past'
  /** Another machine has it ("the client runs …"). */
  | 'elsewhere'

export interface Clause {
  readonly start: number
  readonly end: number
  readonly text: string
}

const SENTENCE_END = /[.!?;](?=\s|$)|\n/g
const CLAUSE_START =
  /,?\s+\b(?:but|whereas|while|however|although|though|yet)\b|[,:(–-]\s*(?=(?:and\s+)?(?:ok|okay|fine|works?|worked|working|it works|fails?|failed|not|no problems?)\b)/g

const cut = (text: string, pattern: RegExp, offset = 0): Clause[] => {
  const clauses: Clause[] = []
  let start = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > start)
      clauses.push({ start: offset + start, end: offset + match.index, text: text.slice(start, match.index) })
    start = match.index
  }
  if (start < text.length) clauses.push({ start: offset + start, end: offset + text.length, text: text.slice(start) })
  return clauses
}

/** Cuts a text into sentences; what stands between two cuts keeps its place in the text. */
export const sentencesOf = (text: string): readonly Clause[] => cut(text, SENTENCE_END)

export const clausesOf = (text: string): readonly Clause[] =>
  sentencesOf(text).flatMap(s => cut(s.text, CLAUSE_START, s.start))

const WORKS =
  /\b(?:works?|worked|working|ok|okay|fine|correctly|as expected|no (?:problems?|issues?|trouble|such problem)|without (?:any )?(?:problems?|issues?|trouble)|unaffected|not affected|does(?:n't| not) (?:occur|happen))\b/
const FAILS =
  /\b(?:not|never|no longer|dont|doesnt|didnt|isnt|wont|cant|cannot|unable|fails?|failed|failing|failure|broken|breaks?|stops?|stopped|errors?|crash(?:es|ed)?|hangs?|dead|late|delayed|missing)\b|n't\b/
const NOT_TROUBLE =
  /\bnot affected\b|\bno (?:problems?|issues?|trouble|such problem)\b|\bdoes(?:n't| not) (?:occur|happen)\b/g

/** False for a text of which no part can say that things work, without looking at its parts. */
export const maySayItWorks = (text: string): boolean => WORKS.test(text) || /\bnot\b/.test(text)

/** "OK, I found out" is talk; "OK on 2003" is not. */
const TALK =
  /^\s*(?:ok(?:ay)?|fine|great|good|right|alright)\b(?!\s+(?:on|with|for|against|in|under|at|if|when|there)\b)/

/**
 * True when a clause says that things work on what stands at `at` in it: in the part between the commas around it, or in
 * the part before when that lists on ("works on Exchange 2007, Windows Server 2003").
 */
export const saysItWorksAt = (clause: string, at: number): boolean => {
  const cuts = [0, ...[...clause.matchAll(/[,;:()]\s/g)].map(m => m.index + 1), clause.length]
  const parts = cuts
    .slice(1)
    .map((end, i) => ({ start: cuts[i] ?? 0, text: clause.slice(cuts[i], end).replace(TALK, '') }))
  const here = parts.findLastIndex(p => p.start <= at)
  const part = parts[here]?.text ?? ''
  const listed = part.trim().split(/\s+/).length <= LISTED_WORDS && !/\b(?:is|are|has|have|runs?|was|were)\b/.test(part)
  return (
    saysItWorks(part) ||
    (listed &&
      here > 0 &&
      !FAILS.test(part) &&
      saysItWorks(parts[here - 1]?.text ?? '') &&
      /\b(?:on|with|for|against|in|under)\b/.test(parts[here - 1]?.text ?? ''))
  )
}

/** A list's further members are short. */
const LISTED_WORDS = 5

/** True when the clause says that things work there. */
const saysItWorks = (clause: string): boolean => WORKS.test(clause) && !FAILS.test(clause.replace(NOT_TROUBLE, ' '))

/** True when the words right before a version put it into the past: "moved from", "previously on", "the old". */
export const isPast = (before: string): boolean =>
  /\b(?:used to (?:run|be|have)|previously|formerly|before (?:that|we had)|was|were|old)\s+(?:(?:on|an?|the|our|old|running)\s+)*$/.test(
    before,
  ) || isLeft(before)

/** "Moved from": no notifications "from Exchange 2007" says where they come from. */
const isLeft = (before: string): boolean =>
  /\b(?:mov|migrat|upgrad|updat|switch|transition|convert|came|coming|went|go|chang)\w*\b.{0,60}\b(?:from|off)\s+(?:(?:an?|the|our|old)\s+)*$/.test(
    before,
  )

/** True when the words right before a version deny it: "it is not …", "we don't have …". */
export const isDenied = (before: string): boolean =>
  /(?:\b(?:it's|its|it is|is|was|are|am|have|run|do|does|did)\s+not|n't|\bnot yet|^[\s.!?;]*(?:no[,.]?\s+)?not)\s+(?:(?:on|at|yet|an?|the|running|using|have|use)\s+)*$/.test(
    before,
  ) && !/\b(?:works?|ok|okay|fine)\b/.test(before)

/** What "…, not on" before a version turns round: "works on 2003, not on 2008", "fails on 2008 but not on 2003". */
export const turned = (before: string, clauseBefore: string): Bearing | undefined => {
  if (!/^[\s,:(–-]*(?:(?:but|and|yet)\s+)?not\s+(?:(?:on|with|for|in|an?|the)\s+)*$/.test(before)) return undefined
  if (saysItWorks(clauseBefore)) return 'has'
  if (FAILS.test(clauseBefore)) return 'works'
  return /\bbut\b/.test(before) ? undefined : 'past'
}

/** True when the words right before a version only intend it: "should we install …", "about to upgrade to …". */
export const isIntended = (before: string): boolean =>
  /\b(?:should|shall|would|could|can|may|must)\s+(?:we|i|it)\b.{0,40}\b(?:install|appl|upgrad|updat|mov|go)\w*\s+(?:(?:to|on|the|a|an|exchange|server)\s+)*$/.test(
    before,
  ) ||
  /\b(?:about|plan\w*|going|want|intend|hope|need|have|has|ready|try\w*)\s+to\s+(?:install|apply|upgrade|update|move|go)\s+(?:(?:to|on|the|a|an|exchange|server)\s+)*$/.test(
    before,
  )

/** Tells from the words before a version whether it is another machine's: "the client runs …", "client on …". */
export interface OtherMachine {
  readonly isRun: (before: string) => boolean
  readonly isBeside: (before: string) => boolean
}

/** Compiled once from the words that mean such machines. */
export const otherMachine = (words: readonly string[]): OtherMachine => {
  const machine = `(?<!\\w)(?:${anyOf(words)})s?(?!\\w)`
  const run = new RegExp(
    `${machine}(?:\\s+[\\w']+){0,2}\\s+(?:runs?|running|is|are|has|have|uses?|installed|sits?|lives?|hosted)(?:\\s+[\\w']+){0,3}\\s*$`,
  )
  const beside = new RegExp(`${machine}\\s*(?:(?:is |are )?(?:on|under|with|at|:|=|\\()\\s*(?:an? |the )?)$`)
  return { isRun: before => run.test(before), isBeside: before => beside.test(before) }
}
