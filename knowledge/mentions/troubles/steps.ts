import { STEP_DONE, STEP_FAILED } from '../../article.ts'
import { type Found, type Lexicon, oneWriting, PhraseFinder, phraseFinder } from '../../words/index.ts'
import { isDenied, type Segment, type SegmentedText } from '../sentences/segments.ts'

/** What programs do one after the other, as a part of a text tells of it. */
export interface StepReader {
  /** Things of steps that it never comes to: "dies long before it registers". */
  readonly unreachedIn: (segment: Segment, text: SegmentedText) => readonly (readonly string[])[]
  /** "Advise succeeds", "the logon ends with 80040111". */
  readonly statesIn: (segment: Segment, text: SegmentedText) => readonly StepState[]
}

interface StepState {
  readonly kind: typeof STEP_DONE | typeof STEP_FAILED
  readonly things: readonly (readonly string[])[]
}

/** In words: how far behind "never comes to" the step may stand, and behind a step what becomes of it. */
const REACH = 3
const CODE_BEFORE = 2

export const stepReader = ({ steps }: Lexicon): StepReader => {
  const stepsSaid = new PhraseFinder(
    steps.steps.flatMap(({ said }, n) => said.map(s => [s, n] as const)),
    { inflected: true },
  )
  const things = steps.steps.map((_, n) => steps.steps.slice(n).flatMap(s => s.things.map(thing => [thing])))
  const unreached = phraseFinder(steps.unreached, { gap: 1 })
  const before = phraseFinder(steps['long-before'])
  const neverCalled = phraseFinder(steps['never-called'])
  const [done, failed] = [phraseFinder(steps.done), phraseFinder(steps.failed)]
  return {
    unreachedIn: ({ from, to, mood }, { words, negations }) => {
      if (mood !== 'now' && mood !== 'over') return []
      const never = unreached.in(words, from, to, f => isDenied(f.from, from, negations))
      // "Before the logon script was changed": that is when, and no trouble.
      const early = before.in(words, from, to).filter(f => f.from > from || f.size > 1)
      const behind = [...never, ...early].flatMap(f =>
        stepsSaid.in(words, f.to, Math.min(to, f.to + REACH)).slice(0, 1),
      )
      const left = stepsSaid
        .in(words, from, to)
        .filter(step =>
          neverCalled
            .in(words, step.to, Math.min(to, step.to + REACH + 1))
            .some(f => isDenied(f.from, step.to, negations)),
        )
      return [...behind, ...left].flatMap(step => things[step.value] ?? [])
    },
    statesIn: ({ from, to, mood, isLog }, { words, negations }) => {
      if (mood !== 'now' || isLog) return []
      const found = stepsSaid.in(words, from, to)
      return found.flatMap((step, n): readonly StepState[] => {
        const end = Math.min(found[n + 1]?.from ?? to, step.to + REACH + 1)
        const is = (finder: PhraseFinder<string>): Found<string> | undefined => finder.in(words, step.to, end)[0]
        // "It gets 80040102 from Advise."
        const start = Math.max(from, found[n - 1]?.to ?? from, step.from - CODE_BEFORE)
        const code = words.slice(start, end).some(w => isErrorCode(w.word))
        const [well, badly] = [is(done), is(failed)]
        if (!well && !badly && !code) return []
        const told = well ?? badly
        const isTurned = told !== undefined && isDenied(told.from, step.to, negations)
        const isDone = !code && (well !== undefined) !== isTurned
        return [{ kind: isDone ? STEP_DONE : STEP_FAILED, things: [[nameOf(steps.steps[step.value]?.said)]] }]
      })
    },
  }
}

const nameOf = (said: readonly string[] = []): string => said[0] ?? ''

/** "MAPI_E_NO_ACCESS", "E_INVALIDARG", "80070057". */
const isErrorCode = (word: string): boolean =>
  /^(?:\p{L}+_)*e_\p{L}[\p{L}_]*$/u.test(word) || /^0x|^[89c]0/.test(oneWriting(word) ?? '')
