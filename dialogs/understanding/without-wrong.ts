import { type Fact, isEmpty, isWithin, type Knowledge, subtract, versionFact } from '../../knowledge/index.ts'

/** "2007 RTM is not right" leaves the other service packs of 2007; when nothing is left, the fact goes. */
export const withoutWrong = (
  facts: readonly Fact[],
  facet: string,
  knowledge: Pick<Knowledge, 'catalog'>,
): readonly Fact[] => {
  const wrong = versionFact(facts, facet)
  const product = knowledge.catalog.products.get(facet)
  const release = wrong && product?.releases.find(r => isWithin(wrong.ranges, r.ranges))
  const left = wrong && release ? subtract(release.ranges, wrong.ranges) : []
  const others = facts.filter(f => f !== wrong)
  return wrong && !isEmpty(left) ? [...others, { ...wrong, ranges: left }] : others
}
