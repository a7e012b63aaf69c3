import type { ArticleHead, Condition } from '../article.ts'
import { beforeStartOf, isWithin, overlaps } from '../catalog/index.ts'
import { type AlsoFact, type Fact, knownRanges } from './facts.ts'

/** What is known about one condition of an article. */
export type ConditionVerdict =
  | { readonly kind: 'met'; readonly condition: Condition }
  /** The person's version has the problem's fix. */
  | { readonly kind: 'fixed'; readonly condition: Condition }
  /** It works on the person's version: the article says so. */
  | { readonly kind: 'works'; readonly condition: Condition }
  /** The article is about other versions. */
  | { readonly kind: 'other-version'; readonly condition: Condition }
  /** The trouble is there on a version, too, that the article does not have. */
  | { readonly kind: 'also-elsewhere'; readonly condition: Condition; readonly also: AlsoFact }
  /** Nothing, or too little, is known. */
  | { readonly kind: 'unknown'; readonly condition: Condition }

/** Whether an article applies to what is known, and what that rests on. */
export type Applicability =
  | { readonly kind: 'applies'; readonly conditions: readonly ConditionVerdict[] }
  | {
      readonly kind: 'excluded'
      readonly because: readonly ConditionVerdict[]
      readonly conditions: readonly ConditionVerdict[]
    }
  | {
      readonly kind: 'fixed'
      readonly because: readonly ConditionVerdict[]
      readonly conditions: readonly ConditionVerdict[]
    }
  | {
      readonly kind: 'unknown'
      readonly missing: readonly Condition[]
      readonly conditions: readonly ConditionVerdict[]
    }

const judgeCondition = (condition: Condition, facts: readonly Fact[]): ConditionVerdict => {
  const verdict = judgeVersion(condition, facts)
  if (verdict.kind !== 'met' && verdict.kind !== 'unknown') return verdict
  const also = facts.find((f): f is AlsoFact => f.kind === 'also' && isElsewhere(f, condition))
  return also ? { kind: 'also-elsewhere', condition, also } : verdict
}

/** What is so with a version that is not affected has another cause. */
const isElsewhere = ({ facet, ranges, before }: AlsoFact, condition: Condition): boolean =>
  facet === condition.facet && !overlaps(before ? beforeStartOf(ranges) : ranges, condition.affected)

const judgeVersion = (condition: Condition, facts: readonly Fact[]): ConditionVerdict => {
  const known = knownRanges(facts, condition.facet)
  if (known === undefined) return { kind: isEveryVersion(condition) ? 'met' : 'unknown', condition }
  if (isWithin(known, condition.affected)) return { kind: 'met', condition }
  if (overlaps(known, condition.affected)) return { kind: 'unknown', condition }
  if (condition.fixed && isWithin(known, condition.fixed)) return { kind: 'fixed', condition }
  if (condition.works && overlaps(known, condition.works)) return { kind: 'works', condition }
  return { kind: 'other-version', condition }
}

/** True when nothing that could be said about the product would exclude the article. */
const isEveryVersion = (condition: Condition): boolean =>
  condition.fixed === undefined &&
  condition.affected.length === 1 &&
  condition.affected[0]?.from.length === 0 &&
  condition.affected[0].to === undefined

/** All conditions of an article against all facts: one that excludes decides, then one that is unknown. */
export const judge = (article: ArticleHead, facts: readonly Fact[]): Applicability => {
  const all = article.conditions.map(c => judgeCondition(c, facts))
  const areAlternatives = article.productsAre !== 'conditions'
  const conditions = areAlternatives ? withoutOtherAlternatives(article, all, facts) : all
  const other = conditions.filter(v => EXCLUDING.has(v.kind))
  if (other.length > 0) return { kind: 'excluded', because: other, conditions }
  const fixed = conditions.filter(v => v.kind === 'fixed')
  if (fixed.length > 0) return { kind: 'fixed', because: fixed, conditions }
  // Whoever has another version of one of the alternatives may have the other one, or none.
  const isOneOut =
    article.productsAre === 'either' &&
    all.some(v => isListed(v) && v.kind === 'other-version') &&
    !all.some(isMet(facts))
  const missing = conditions
    .filter(v => v.kind === 'unknown' && (!areAlternatives || isOneOut || isDecisive(v.condition)))
    .map(v => v.condition)
  return missing.length > 0 ? { kind: 'unknown', missing, conditions } : { kind: 'applies', conditions }
}

const EXCLUDING: ReadonlySet<ConditionVerdict['kind']> = new Set(['other-version', 'works', 'also-elsewhere'])

/** Met by what is known of the product, and not because any version will do. */
const isMet =
  (facts: readonly Fact[]) =>
  (v: ConditionVerdict): boolean =>
    v.kind === 'met' && knownRanges(facts, v.condition.facet) !== undefined

const isListed = (v: ConditionVerdict): boolean => v.condition.quote.section === 'applies-to'

/**
 * Of listed alternatives one is enough: those that are met stand for all; else those that are open; and only when none
 * is left does the article not apply. One that says where it is fixed or works always counts.
 */
const withoutOtherAlternatives = (
  article: ArticleHead,
  all: readonly ConditionVerdict[],
  facts: readonly Fact[],
): readonly ConditionVerdict[] => {
  const listed = all.filter(v => isListed(v) && !(isDecisive(v.condition) && v.kind !== 'unknown'))
  const met = listed.filter(isMet(facts))
  const open = listed.filter(v => v.kind === 'met' || v.kind === 'unknown')
  const kept = met.length > 0 ? met : open.length > 0 || listsOthers(article) ? open : listed
  return all.filter(v => !listed.includes(v) || kept.includes(v))
}

/** True when it lists products that the catalog does not know: the person may have one of those. */
const listsOthers = (article: ArticleHead): boolean => article.otherProducts.length > 0

/** The article says of this product where the problem is fixed, or where it does not occur: then the version decides. */
const isDecisive = (condition: Condition): boolean => condition.fixed !== undefined || condition.works !== undefined
