import { overlaps, type Ranges, releasesNamed, versionFact } from '../../knowledge/index.ts'
import type { Context } from '../context.ts'

/** How to find a version out, best way first: "Run this … Get-Command …"; only ways that the known release has. */
export const findingLines = (
  facet: string,
  precision: 'level' | 'update',
  { state, knowledge, texts }: Context,
  version: Ranges | undefined = versionFact(state.facts, facet)?.ranges,
): readonly string[] => {
  const product = knowledge.catalog.products.get(facet)
  const ways = (product?.file.howToFind ?? []).filter(
    w => version === undefined || w.releases.length === 0 || overlaps(releasesNamed(product, w.releases), version),
  )
  const exact = ways.filter(w => w.precision === 'update')
  const fitting = precision === 'update' && exact.length > 0 ? exact : ways
  return fitting
    .slice(0, MOST_WAYS)
    .map(w => (w.command === undefined ? w.how : texts.say('way-with-command', { how: w.how, command: w.command })))
}

const MOST_WAYS = 2

/** The best way alone, as a sentence that can stand by itself; none when the catalog knows none. */
export const findingHint = (facet: string, precision: 'level' | 'update', context: Context): readonly string[] =>
  findingLines(facet, precision, context)
    .slice(0, 1)
    .map(way => context.texts.say('how-to-find', { way }))
