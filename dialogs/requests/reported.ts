import type { Context } from '../context.ts'
import { type Response, turn } from '../outcome.ts'
import { buttons } from '../saying/buttons.ts'
import { freshState } from '../state.ts'
import type { Report } from '../understanding/report.ts'
import { answerRequest } from './index.ts'
import { answerPhrase } from './phrases.ts'

/** What is done when somebody tells what came of an advice. */
export const answerReport = (report: Report, said: string, context: Context): Promise<Response> | Response => {
  switch (report) {
    case 'worked':
      return answerPhrase('worked', context)
    case 'over':
      return overAnyway(context)
    case 'did-not-help':
      return answerRequest({ ...NOTHING_NAMED, request: 'did-not-help', rest: said, said }, context)
    case 'done':
    case 'planned':
      return answerPhrase('acknowledged', context)
  }
}

const NOTHING_NAMED = { mentions: [], products: [], called: [], topic: undefined, article: undefined } as const

/** It is over, and not because of the article. */
const overAnyway = ({ state, texts }: Context): Response =>
  turn(
    { ...freshState, advised: state.advised },
    [{ kind: 'text', text: texts.say('solved-plain'), choices: buttons(['start-over'], texts) }],
    { kind: 'solved', article: undefined },
  )
