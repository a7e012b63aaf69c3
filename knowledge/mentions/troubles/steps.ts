import { STEP_DONE, STEP_FAILED } from '../../article.ts'
import { type Found, type Lexicon, oneWriting, PhraseFinder, phraseFinder } from '../../words/index.ts'
import { isDenied } from '../sentences/negations.ts'
import type { Segment, SegmentedText } from '../sentences/segments.ts'

/** What programs do one after the other, as a part of a text tells of it. */
export interface StepReader {
  /** Things of steps that it never comes to: "dies long before it registers"; `isTroubled`: its sentence tells a trouble. */
  readonly unreachedIn: (segment: Segment, text: SegmentedText, isTroubled: boolean) => readonly (readonly string[])[]
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
/** In words: "so the Advise". */
const SUBJECT_REACH = 3

export const stepReader = ({ steps, grammar }: Lexicon): StepReader => {
  const stepsSaid = new PhraseFinder(
    steps.steps.flatMap(({ said }, n) => said.map(s => [s, n] as const)),
    { inflected: true },
  )
  const things = steps.steps.map((_, n) => steps.steps.slice(n).flatMap(s => s.things.map(thing => [thing])))
  const unreached = phraseFinder(steps.unreached, { gap: 1 })
  const before = phraseFinder(steps['long-before'])
  const neverCalled = phraseFinder(steps['never-called'])
  const neverCalls = phraseFinder(steps['never-calls'])
  const articles = phraseFinder(grammar.articles)
  const [done, failed] = [phraseFinder(steps.done), phraseFinder(steps.failed)]
  return {
    unreachedIn: ({ from, to, mood }, { words, negations }, isTroubled) => {
      if (mood !== 'now' && mood !== 'over') return []
      const stepsIn = (start: number, end: number) => stepsSaid.in(words, start, Math.min(to, end))
      const never = unreached
        .in(words, from, to, f => isDenied(f.from, from, negations))
        .flatMap(f => stepsIn(f.to, f.to + REACH).slice(0, 1))
      // "Before it registers, it opens the store" tells no trouble; "right before the logoff" is the end all the same.
      const early = !isTroubled
        ? []
        : before
            .in(words, from, to)
            .flatMap(f => (f.from > from || f.size > 1 ? stepsIn(f.to, f.to + REACH).slice(0, 1) : []))
            .filter(step => step.value < steps.steps.length - 1)
      // And not "the sink that we gave to Advise is never called".
      const left = stepsIn(from, from + SUBJECT_REACH).filter(step =>
        neverCalled.in(words, step.to, to).some(f => f.from === step.to),
      )
      // "It never calls Advise", and not "it never calls us behind the Advise".
      const omitted = neverCalls
        .in(words, from, to, f => isDenied(f.from, from, negations))
        .flatMap(f => {
          const at = articles.in(words, f.to, Math.min(to, f.to + 1))[0]?.to ?? f.to
          return stepsIn(at, at + REACH)
            .filter(step => step.from === at)
            .slice(0, 1)
        })
      return [...never, ...omitted, ...early, ...left].flatMap(step => things[step.value] ?? [])
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
