import type { Context } from '../context.ts'

/** How to find a version out, best way first: "Run this … Get-Command …". */
export const findingLines = (
  facet: string,
  precision: 'level' | 'update',
  { knowledge, texts }: Context,
): readonly string[] => {
  const ways = knowledge.catalog.products.get(facet)?.file.howToFind ?? []
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
