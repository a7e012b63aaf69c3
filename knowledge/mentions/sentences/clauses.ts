/**
 * What a sentence says about the version it mentions: that the trouble is there, that it works there, or neither.
 * "It fails on Server 2008, OK on Server 2003" has two clauses and must not be read as two answers to one question.
 */

export type Bearing =
  /** The system in question has this version. */
  | 'has'
  /** The same thing works on this version. */
  | 'works'
  /** It was so before ("moved from 2003"). */
  | 'past'
  /** It is not so ("it is not 2008", "2008 is wrong"). */
  | 'denied'
  /** Another machine has it ("the client runs …"). */
  | 'elsewhere'
  /** Asked, planned, supposed, or reported. */
  | 'not-now'
  /** Nothing says whose it is. */
  | 'unclear'

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

/** "It works for them all and keeps getting thrown out": what follows is told of its own. */
const PARTS = /[,;:()]\s|\s(?=and (?:keeps?|gets?|fails?|hangs?|crash(?:es)?|stops?|loses?)\b)/g

/**
 * True when a clause says that things work on what stands at `at` in it: in the part between the commas around it, or in
 * the part before when that lists on ("works on Exchange 2007, Windows Server 2003").
 */
const saysItWorksAt = (clause: string, at: number): boolean => {
  if (!WORKS.test(clause)) return false
  const cuts = [0, ...[...clause.matchAll(PARTS)].map(m => m.index + 1), clause.length]
  const parts = cuts
    .slice(1)
    .map((end, i) => ({ start: cuts[i] ?? 0, text: clause.slice(cuts[i], end).replace(TALK, '') }))
  const here = parts.findLastIndex(p => p.start <= at)
  const part = parts[here]?.text ?? ''
  // "The same on 2008: no events": what stands behind the colon is said of it.
  const isLabel = clause[(cuts[here + 1] ?? 0) - 1] === ':'
  const listed =
    !isLabel && part.trim().split(/\s+/).length <= LISTED_WORDS && !/\b(?:is|are|has|have|runs?|was|were)\b/.test(part)
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

/** What "…, not on" before a version turns round: "works on 2003, not on 2008", "fails on 2008 but not on 2003". */
const turned = (before: string, clauseBefore: string): Bearing | undefined => {
  if (!/^[\s,:(–-]*(?:(?:but|and|yet)\s+)?not\s+(?:(?:on|with|for|in|an?|the)\s+)*$/.test(before)) return undefined
  if (saysItWorks(clauseBefore)) return 'has'
  if (FAILS.test(clauseBefore)) return 'works'
  return /\bbut\b/.test(before) ? undefined : 'past'
}

/** What the words around a version make of what is said of it. */
export const bearingOf = (
  start: number,
  text: string,
  clause: Clause | undefined,
  clauseBefore: Clause | undefined,
  standing: () => Bearing,
): Bearing => {
  const before = text.slice(clause?.start ?? 0, start)
  const contrary = turned(before, clauseBefore?.text ?? '')
  if (contrary) return contrary
  if (clause && saysItWorksAt(clause.text, start - clause.start) && !/\bfrom\b[^,]*$/.test(before)) return 'works'
  return standing()
}
