import { type Context, withState } from '../context.ts'
import type { Response } from '../outcome.ts'
import { NOTHING_NAMED } from '../understanding/asked.ts'
import type { Report } from '../understanding/report.ts'
import { answerRequest } from './index.ts'
import { answerPhrase } from './phrases.ts'

/** What is done when somebody tells what came of an advice. */
export const answerReport = (report: Report, said: string, context: Context): Promise<Response> => {
  switch (report) {
    case 'worked':
      return answerPhrase('worked', context)
    // And not because of the article.
    case 'over':
      return answerPhrase('worked', withState(context, { ...context.state, recommended: undefined }))
    case 'did-not-help':
      return answerRequest({ ...NOTHING_NAMED, request: 'did-not-help', rest: said, said }, context)
    case 'done':
    case 'planned':
      return answerPhrase('acknowledged', context)
  }
}
