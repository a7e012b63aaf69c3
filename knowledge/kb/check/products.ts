import type { Article, ListedProduct } from '../../article.ts'
import type { Catalog } from '../../catalog/index.ts'
import type { ReadText } from '../../mentions/index.ts'
import { problemOf } from '../../problem.ts'
import { listedMentions, listedProducts } from '../../reading/index.ts'
import { type Check, type Gathered, Gathering, namesOf } from './finding.ts'
import { nearest } from './nearest.ts'
import type { UnknownLevel } from './unknown-levels.ts'

/** Products and versions that "applies to" lists and that the catalog does not know: each told once. */
export const listedInVain = (
  catalog: Catalog,
  read: ReadText,
  unknownLevels: (text: string) => readonly UnknownLevel[],
): Check => {
  const products = new Gathering()
  const versions = new Gathering()
  const names = new Set([...catalog.products.values()].flatMap(p => p.file.names.map(keyOf)))
  /** One of several versions in a line may be known. */
  const isUnread = (label: string): boolean => listedMentions(label, read).length === 0
  const see = (article: Article): void => {
    const others = new Set(article.otherProducts)
    for (const line of article.appliesTo)
      if (others.has(line)) {
        const listed = listedProducts(line)
        const isKnown = listed.some(p => p.version !== undefined && names.has(keyOf(p.name)))
        for (const { name } of isKnown ? [] : listed.slice(0, 1)) products.add(keyOf(name), name, article, 1, line)
        // Who states the conditions has said which versions are meant.
        const isStated = article.conditions.some(c => c.quote.section === 'front-matter')
        for (const name of isKnown && !isStated ? listed.map(labelOf).filter(isUnread) : [])
          versions.add(keyOf(name), name, article, 1, line)
      } else {
        for (const name of unknownVersions(line, article, read)) versions.add(keyOf(name), name, article, 1, line)
        for (const { label } of unknownLevels(line)) versions.add(keyOf(label), label, article, 1, line)
      }
  }
  return {
    see,
    findings: () => [
      ...products.all().map(({ said, ...p }) => {
        const values = { name: p.name, listing: listing(p), meant: suggestion(said, catalog) }
        const isCondition = p.productsAre === 'conditions'
        return { ...problemOf('product-not-in-catalog', p, { ...values, isCondition }), said }
      }),
      ...versions.all().map(v => ({
        ...problemOf('version-not-in-catalog', v, { name: v.name, listing: listing(v) }),
        said: v.said,
      })),
    ],
  }
}

/** "Microsoft Widget Server" and "Widget Server" are one. */
const keyOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\bmicrosoft\b/g, ' ')
    .replace(/[^\p{L}\p{N}.+#]+/gu, ' ')
    .trim()

/** Versions of a product that the catalog knows, of which it knows none: so the article is about any version. */
const unknownVersions = (line: string, article: Article, read: ReadText): readonly string[] => {
  const mentions = listedMentions(line, read)
  const products = new Set(mentions.map(m => m.product))
  const isAboutAny = article.conditions.some(c => products.has(c.facet) && c.affected[0]?.from.length === 0)
  return mentions.some(m => m.hasVersion) || !isAboutAny
    ? []
    : listedProducts(line)
        .filter(p => p.version !== undefined)
        .map(labelOf)
}

const labelOf = ({ name, version }: ListedProduct): string => (version === undefined ? name : `${name} ${version}`)

/** How alike a name and each of its words must be to be suggested: misspelt, not another product. */
const ALIKE = 0.7
const WORD_ALIKE = 0.35

/** What the catalog calls it, if it has something alike; a release only with the same number. */
const suggestion = (line: string, catalog: Catalog): string | undefined => {
  const written = keyOf(listedProducts(line).map(labelOf)[0] ?? line)
  const words = written.split(' ')
  const isAlike = (name: string): boolean => {
    const others = keyOf(name).split(' ')
    return (
      others.length === words.length && others.every((o, i) => nearest(words[i] ?? '', [o], 1, WORD_ALIKE).length > 0)
    )
  }
  const known = [...catalog.products.values()].flatMap(p => [p.name, ...p.releases.map(r => r.label)])
  const alike = known.filter(name => numbersIn(name) === numbersIn(written) && isAlike(name))
  return nearest(written, alike, 1, ALIKE)[0]
}

const numbersIn = (text: string): string => (text.match(/\d+(?:\.\d+)*/g) ?? []).join(' ')

const listing = (found: Omit<Gathered, 'said'>): string =>
  found.count === 1 ? `${found.articles[0]} lists it` : `${found.count} articles list it (${namesOf(found)})`
