import { isWithin, versionFact } from '../../knowledge/index.ts'
import { asking, conclude } from '../conclude.ts'
import { type Context, withState } from '../context.ts'
import type { Response } from '../outcome.ts'
import { plain } from '../requests/tell.ts'
import { type State, withSaid } from '../state.ts'

/** True for a message that is surely in a language whose words nobody here can read. */
export const isForeign = async (said: string, { knowledge }: Pick<Context, 'knowledge'>): Promise<boolean> =>
  (await knowledge.languageOf(said)) !== undefined

/**
 * Answers a message in another language. Nothing is guessed at: the versions that it names are read back before they are
 * facts, and only error codes and the like, which are the same everywhere, describe the problem.
 */
export const answerForeign = async (said: string, context: Context): Promise<Response> => {
  const { state, knowledge } = context
  const { versions, identifiers } = knowledge.readForeign(said)
  const described = identifiers.join(', ')
  const isKnown = described !== '' && (await knowledge.search(described, 1)).length > 0
  const base = isKnown ? withSaid(state, described, [], said) : state
  const isKnownVersion = ({ product, ranges }: (typeof versions)[number]): boolean => {
    const known = versionFact(state.facts, product)
    return known !== undefined && isWithin(known.ranges, ranges)
  }
  const named = versions
    .filter(v => !isKnownVersion(v))
    .map(({ product, ...version }) => ({ facet: product, ...version }))
  if (named.length > 0) {
    const pending = { kind: 'reading', versions: named } as const
    return asking({ ...base, focus: focusOf(state), pending }, context, [])
  }
  if (!isKnown) return plain('reads-english', 'language', context)
  return conclude(withState(context, { ...base, pending: undefined }), [context.texts.say('reads-english')])
}

/** Who is asked whether an article shall be checked, and names versions, wants it checked. */
const focusOf = ({ pending, focus }: State): string | undefined => (pending?.kind === 'check' ? pending.article : focus)
