import type { Context } from '../context.ts'
import { withAlternative } from '../questions/which.ts'
import type { WhichPending } from '../state.ts'
import { askedAs } from '../state.ts'
import { standingOf } from '../weighing/candidates.ts'
import { contradictionIn } from './conflicts.ts'
import { type Decision, decide } from './decide.ts'

/** True when it makes a difference which of the systems has the trouble: then the next step would not be the same for all. */
export const differ = async ({ options }: WhichPending, { state, knowledge }: Context): Promise<boolean> => {
  const { catalog } = knowledge
  const steps = await Promise.all(
    options.map(async option => {
      const then = withAlternative(option, state, knowledge).state
      if (contradictionIn(then, catalog)) return 'contradiction'
      return stepOf(decide(then, await standingOf(then, knowledge), catalog))
    }),
  )
  return new Set(steps).size > 1
}

const stepOf = (decision: Decision): string => {
  switch (decision.kind) {
    case 'recommend':
    case 'conditional':
      return `${decision.kind} ${decision.candidate.article.id}`
    case 'ask':
      return `ask ${askedAs(decision.question.pending)}`
    default:
      return decision.kind
  }
}
