import {
  addFacts,
  EVERYTHING,
  type Fact,
  isUnsure,
  isWithin,
  knownRanges,
  overlaps,
  type Product,
  type Ranges,
  showRanges,
  versionFact,
} from '../../../knowledge/index.ts'
import type { Context } from '../../context.ts'
import type { Choice } from '../../reply.ts'
import { buttons } from '../../saying/buttons.ts'
import { findingHint } from '../../saying/finding.ts'
import { affectedOf } from '../../saying/why.ts'
import type { State, VersionPending } from '../../state.ts'
import { isLive, type Standing } from '../../weighing/candidates.ts'
import { QUESTION, type QuestionKind, questionReply } from '../question.ts'
import { versionQuestion } from './version-options.ts'

/** "Which Windows Server runs on it?", then its service pack and updates: of every product with conditions. */
export const version: QuestionKind<VersionPending> = {
  possible: weighing => {
    const { state, live, catalog } = weighing
    const facets = new Set(
      live
        .filter(c => c.belief >= QUESTION.leastBelief)
        .flatMap(c => c.applicability.conditions.map(v => v.condition.facet)),
    )
    return [...facets].flatMap(facet => {
      const product = catalog.products.get(facet)
      return product && !isUnsure(state.facts, facet) ? (versionQuestion(product, weighing) ?? []) : []
    })
  },
  whatIfs: ({ facet, options }, state) =>
    options.map(o => ({ ...state, facts: withVersion(state.facts, facet, o.ranges) })),
  say: async (pending, context) => {
    const { texts, knowledge, state } = context
    const product = knowledge.catalog.products.get(pending.facet)
    const release = product && releaseIn(product, pending)
    const grain = release ? 'level' : 'release'
    const values = { name: product?.name ?? '', release: release?.label ?? product?.name ?? '' }
    const cannotTell = versionFact(state.facts, pending.facet)?.cannotTell
    const hint = [
      ...(cannotTell === undefined ? [] : [texts.say('cannot-tell', { what: cannotTell })]),
      ...(grain === 'level' ? findingHint(pending.facet, 'update', context) : []),
    ]
    return questionReply(
      texts.ask(pending.facet, grain, values, pending.beside),
      [...choicesOf(pending, context), ...buttons(['unsure'], texts)],
      hint.join(' '),
    )
  },
  why: whyVersion,
  choose: ({ facet, options }, option, state, knowledge) => {
    const chosen = options.find(o => showRanges(o.ranges) === option)
    if (!chosen) return undefined
    const added = addFacts(state.facts, [factOf(facet, chosen.ranges)], knowledge.catalog)
    return { state: { ...state, pending: undefined, facts: added.facts }, changes: added.changes, understood: true }
  },
  unsure: ({ facet }, state) => ({ ...state, pending: undefined, facts: [...state.facts, { kind: 'unsure', facet }] }),
  goesOn: true,
}

/** The release of which the service pack is asked for; undefined when releases are. */
const releaseIn = (product: Product, { options }: Pick<VersionPending, 'options'>) => {
  const found = product.releases.filter(r => options.some(o => overlaps(r.ranges, o.ranges)))
  return found.length === 1 ? found[0] : undefined
}

const choicesOf = ({ facet, options }: VersionPending, { texts, names, knowledge, state }: Context): Choice[] => {
  const product = knowledge.catalog.products.get(facet)
  if (!product) return []
  const known = knownRanges(state.facts, facet) ?? EVERYTHING
  const asked = releaseIn(product, { options })
  return options.map(({ ranges, isRest }) => {
    const release = product.releases.find(r => overlaps(r.ranges, ranges))?.label ?? ''
    const version = asked ? names.ofChoice(product, ranges, known) : release
    const short = isRest ? version : without(version, asked ? asked.label : product.name)
    return {
      title: isRest ? texts.say('another-version') : version,
      ...(short === version ? {} : { label: short }),
      question: `version ${facet}`,
      option: showRanges(ranges),
    }
  })
}

/** The question names the product or the release: on a button its choices need not. */
const without = (name: string, asked: string): string =>
  name.startsWith(`${asked} `) ? name.slice(asked.length + 1) : name

const factOf = (facet: string, ranges: Ranges): Fact => ({ kind: 'version', facet, ranges, said: '', source: 'chosen' })

const withVersion = (facts: State['facts'], facet: string, ranges: Ranges): State['facts'] => [
  ...facts.filter(f => f.facet !== facet || f.kind === 'works' || f.kind === 'also'),
  factOf(facet, ranges),
]

/** Which of the likely articles fit which answer; every other answer rules them out. */
function whyVersion({ facet }: VersionPending, standing: Standing, context: Context): string {
  const { texts, state } = context
  const effects = standing.candidates.filter(isLive).flatMap(c => {
    const condition = c.article.conditions.find(x => x.facet === facet)
    const isOpen = condition && !isWithin(knownRanges(state.facts, facet) ?? EVERYTHING, condition.affected)
    return isOpen
      ? [
          texts.say('why-effect', {
            article: c.article.id,
            title: c.article.title,
            affected: affectedOf(condition, context),
          }),
        ]
      : []
  })
  return effects.length > 0
    ? [texts.say('why-version'), ...effects.slice(0, MOST_EFFECTS)].join(' ')
    : texts.say('why-symptom')
}

const MOST_EFFECTS = 3
