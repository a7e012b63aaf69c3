import type { CatalogFile } from './catalog-file.ts'
import type { Product } from './product.ts'
import { isEmpty } from './ranges.ts'
import { releasesNamed } from './releases-named.ts'

/** A name in a catalog file that leads nowhere: its place in the file, and what is wrong. */
export interface DanglingReference {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** What a file says of products and versions, of its own or of other files, that are not in the catalog. */
export const danglingReferences = (
  file: CatalogFile,
  products: ReadonlyMap<string, Product>,
): readonly DanglingReference[] => [
  ...file.impossible.flatMap((x, i) => versionsIn(x.when, ['impossible', i, 'when'], products)),
  ...file.bundles.flatMap((x, i) => versionsIn(x.means, ['bundles', i, 'means'], products)),
  ...file.howToFind.flatMap((x, i) => versionsIn({ [file.id]: x.releases }, ['howToFind', i], products)),
  ...Object.keys(file.subjectBeside).flatMap(id => productIn(id, ['subjectBeside', id], products)),
  ...file.bareAfter.flatMap((name, i) =>
    file.releases.some(r => r.short.some(s => s.toLowerCase() === name))
      ? []
      : [{ path: ['bareAfter', i], message: `"${name}" is no short name of a release` }],
  ),
]

const versionsIn = (
  named: Readonly<Record<string, readonly string[]>>,
  path: readonly PropertyKey[],
  products: ReadonlyMap<string, Product>,
): readonly DanglingReference[] =>
  Object.entries(named).flatMap(([id, texts]) => [
    ...productIn(id, [...path, id], products),
    ...texts
      .filter(t => products.has(id) && isEmpty(releasesNamed(products.get(id), [t])))
      .map(t => ({ path: [...path, id], message: `"${t}" is no version of ${products.get(id)?.name} in the catalog` })),
  ])

const productIn = (
  id: string,
  path: readonly PropertyKey[],
  products: ReadonlyMap<string, Product>,
): readonly DanglingReference[] =>
  products.has(id)
    ? []
    : [{ path, message: `there is no product "${id}" in the catalog; it has ${[...products.keys()].join(', ')}` }]
