import type { Article, Guidance } from '../../../knowledge/index.ts'
import type { Context } from '../../context.ts'
import type { Part } from '../../reply.ts'

/** What to do; what the article says instead, where it tells nobody what to do. */
export const remedyPart = ({ guidance }: Article, { texts }: Pick<Context, 'texts'>): Part => ({
  title: texts.say(guidance.onlyTells ? 'part-says' : 'part-steps'),
  ...stepsOf(guidance, guidance.steps, guidance.marks.steps),
})

/** What helps until then. */
export const workaroundPart = ({ guidance }: Article, { texts }: Pick<Context, 'texts'>): Part => ({
  title: texts.say('part-workaround'),
  ...stepsOf(guidance, guidance.workaround, guidance.marks.workaround),
})

const stepsOf = ({ code, ways }: Guidance, lines: readonly string[], marks: string): Omit<Part, 'title'> => ({
  style: 'steps',
  code,
  ways,
  marks,
  lines,
})
