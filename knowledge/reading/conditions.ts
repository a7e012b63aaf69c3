import type { Block, Condition, Quote, Section, SectionKind } from '../article.ts'
import {
  allNodes,
  type Catalog,
  compareBuilds,
  complement,
  intersect,
  isEmpty,
  isWithin,
  overlaps,
  type Product,
  type Ranges,
  releasesNamed,
  subtract,
  unite,
} from '../catalog/index.ts'
import { type Mention, maySayItWorks, type ReadText } from '../mentions/index.ts'
import { versionNames } from '../naming/index.ts'
import { type Problem, problemOf } from '../problem.ts'
import { listedProducts } from './applies-to.ts'
import type { Draft } from './draft.ts'

/**
 * Concludes from an article's text which versions have the problem, which contain the fix and where it is said to work.
 * What the author states in the front matter replaces it, key by key.
 *
 * - Affected: what "applies to" lists; for a product that it does not list, what the title names.
 * - Narrowed by "after you install Update Rollup 4 …" in the title or the symptoms: from that update on.
 * - Fixed: what the resolution says to install; from there to the end of that release.
 * - Works: another version of which the symptoms or the summary say so.
 */
export const conditionsOf = (
  draft: Draft,
  file: string,
  read: ReadText,
  catalog: Catalog,
): { readonly conditions: readonly Condition[]; readonly problems: readonly Problem[] } => {
  const said = statementsOf(draft, read)
  const products = new Set([...said.map(s => s.mention.product), ...Object.keys(draft.stated)])
  const problems: Problem[] = []
  const conditions: Condition[] = []
  for (const id of products) {
    const product = catalog.products.get(id)
    const derived =
      product &&
      derive(
        product,
        said.filter(s => s.mention.product === id),
      )
    const stated = draft.stated[id] ? statedCondition(draft, file, id, catalog, derived, problems) : undefined
    const condition = stated ?? derived
    if (condition && !isEmpty(condition.affected)) conditions.push(condition)
    else if (condition?.fixed)
      problems.push(
        problemOf('nothing-affected', { file, line: condition.quote.line }, { product: product?.name ?? id }),
      )
  }
  return { conditions, problems }
}

/** One version named in one sentence of the article. */
interface Statement {
  readonly mention: Mention
  readonly quote: Quote
}

const statementsOf = (draft: Draft, read: ReadText): readonly Statement[] => {
  const of = (text: string, quote: Quote): readonly Statement[] =>
    read(text).mentions.map(mention => ({ mention, quote }))
  return [
    ...draft.appliesTo.flatMap(text =>
      listedMentions(text, read).map(mention => ({
        mention,
        quote: { section: 'applies-to' as const, text, line: draft.appliesToLine },
      })),
    ),
    ...(draft.title ? of(draft.title, { section: 'title', text: draft.title, line: draft.titleLine }) : []),
    ...draft.sections.flatMap(s =>
      sentences(s)
        .filter(b => mayTell(s.kind, b.text))
        .flatMap(b => of(b.text, { section: s.kind, text: b.text, line: b.line })),
    ),
  ]
}

/** Most sentences say nothing about versions that is used below: those are not even read. */
const mayTell = (section: SectionKind, text: string): boolean =>
  (FIX_SECTIONS.has(section) && INSTALL.test(text)) ||
  (ONSET_SECTIONS.has(section) && ONSET.test(text)) ||
  (WORKS_SECTIONS.has(section) && maySayItWorks(text.toLowerCase()))

/**
 * The versions that a line of "applies to" lists. It begins with the product: "Visual FoxPro for Windows, version 6.0" is
 * about no Windows, and is left to be compared as it is written.
 */
export const listedMentions = (line: string, read: ReadText): readonly Mention[] => {
  const { mentions } = read(withoutEditions(line))
  // "Exchange Client 4.0" is no Exchange Server of any version: it is another product, or a version that nobody knows.
  if (mentions.every(m => !m.hasVersion) && listedProducts(line).some(p => p.version !== undefined)) return []
  const first = Math.min(...mentions.map(m => m.start))
  return /^[^\p{L}\p{N}]*(?:(?:the|microsoft|ms)[^\p{L}\p{N}]+)*$/iu.test(line.slice(0, first)) ? mentions : []
}

/** In "Exchange 2007 SP1 (Exchange 2007 Standard Edition)" the part in brackets narrows by edition, not by version. */
const withoutEditions = (text: string): string => text.replace(/(?:\s*\([^)]*\))+\s*$/, '')

const sentences = (section: Section): readonly Block[] =>
  section.kind === 'applies-to'
    ? []
    : section.blocks
        .filter(b => b.kind !== 'code')
        .flatMap(b => b.text.split(/(?<=[.!?])\s+/).map(text => ({ ...b, text })))

const derive = (product: Product, said: readonly Statement[]): Condition | undefined => {
  const listed = said.filter(
    s => s.quote.section === 'applies-to' && s.mention.bearing !== 'past' && s.mention.bearing !== 'denied',
  )
  const titled = said.filter(s => s.quote.section === 'title' && s.mention.hasVersion && CLAIMS.has(s.mention.bearing))
  const base = listed.length > 0 ? listed : titled
  const first = base[0]
  if (!first) return undefined
  const fixes = said.filter(
    s =>
      FIX_SECTIONS.has(s.quote.section) &&
      INSTALL.test(s.quote.text) &&
      isFixVersion(product, s.mention) &&
      !isWhatItIsFor(s),
  )
  const fixed = fixedRanges(
    product,
    fixes.map(f => f.mention.ranges),
  )
  const onset = said.find(s => ONSET_SECTIONS.has(s.quote.section) && s.mention.hasVersion && ONSET.test(s.quote.text))
  const affected = narrow(product, unite(...base.map(s => s.mention.ranges)), onset?.mention.ranges)
  const contrast = said.find(
    s =>
      WORKS_SECTIONS.has(s.quote.section) &&
      s.mention.bearing === 'works' &&
      s.mention.hasVersion &&
      !overlaps(s.mention.ranges, affected),
  )
  return {
    facet: product.id,
    affected: subtract(ofAll(product, affected), fixed),
    quote: first.quote,
    ...(isEmpty(fixed) ? {} : { fixed, fixedIn: distinct(fixes.map(f => f.mention.ranges)) }),
    ...(contrast ? { works: contrast.mention.ranges, worksQuote: contrast.quote } : {}),
  }
}

/** What covers every version that the catalog knows covers those that it does not know yet, too. */
const ofAll = (product: Product, affected: Ranges): Ranges =>
  isWithin(unite(...product.releases.map(r => r.ranges)), affected) ? complement([]) : affected

/** A title claims what it names: nobody else's version stands there. */
const CLAIMS: ReadonlySet<string> = new Set(['has', 'unclear', 'not-now'])

const FIX_SECTIONS: ReadonlySet<string> = new Set(['resolution', 'status', 'more-information'])
const ONSET_SECTIONS: ReadonlySet<string> = new Set(['title', 'symptoms', 'summary'])
const WORKS_SECTIONS: ReadonlySet<string> = new Set(['symptoms', 'summary', 'more-information'])
const INSTALL =
  /\b(?:install|appl(?:y|ied)|obtain|upgrade to|update to|fixed in|corrected in|included in|resolved in|addressed in|contains? the fix)\b/i
const ONSET =
  /\bafter\b.{0,40}\b(?:install|appl|upgrad|updat)|\bafter (?:the )?(?:update|service pack|cumulative)|^(?!.*\bbefore\b).*\bonce\b.{0,30}\binstall/i

/** A service pack or an update can bring a fix; a whole release is what is installed anyway. */
const isFixVersion = (product: Product, mention: Mention): boolean =>
  mention.hasVersion &&
  allNodes(product).some(
    n =>
      (n.kind === 'update' || (n.kind === 'level' && n.parent?.children[0] !== n)) &&
      isWithin(mention.ranges, n.ranges),
  )

/** "Install the hotfix for SP1", "a post-SP1 hotfix": SP1 is what there is, and something else is installed on it. */
const isWhatItIsFor = ({ mention, quote }: Statement): boolean => {
  const text = quote.text.toLowerCase()
  const before = text.slice(0, Math.max(0, text.indexOf(mention.said)))
  return FOR_WHAT.test(before) || AFTER_WHAT.test(mention.said)
}
const FOR_WHAT = /\b(?:for|after|post)[\s-]+(?:the\s+)?(?:microsoft\s+)?$/
/** "The rollup of August (after Service Pack 3)". */
const AFTER_WHAT = /\b(?:after|post)[\s-]/

/** Each set once, in order. */
const distinct = (sets: readonly Ranges[]): readonly Ranges[] =>
  sets.filter((set, i) => sets.findIndex(s => JSON.stringify(s) === JSON.stringify(set)) === i)

/** From each fix to the end of its release, or to the level in which a later fix begins anew. */
const fixedRanges = (product: Product, fixes: readonly Ranges[]): Ranges =>
  unite(
    ...fixes.map(fix => {
      const release = product.releases.find(r => isWithin(fix, r.ranges))
      const level = release?.children.find(l => isWithin(fix, l.ranges))
      const laterLevel =
        level &&
        fixes.some(f =>
          release?.children.some(l => l !== level && compareBuilds(l.build, level.build) > 0 && isWithin(f, l.ranges)),
        )
      const start = fix[0]
      return start && release ? intersect([{ from: start.from }], (laterLevel ? level : release).ranges) : []
    }),
  )

const narrow = (product: Product, affected: Ranges, onset: Ranges | undefined): Ranges => {
  const start = onset?.[0]
  const release = onset && product.releases.find(r => isWithin(onset, r.ranges))
  if (!start || !release || isWithin(release.ranges, onset)) return affected
  const narrower = intersect(affected, intersect([{ from: start.from }], release.ranges))
  return isEmpty(narrower) ? affected : narrower
}

const names = versionNames()

const statedCondition = (
  draft: Draft,
  file: string,
  id: string,
  catalog: Catalog,
  derived: Condition | undefined,
  problems: Problem[],
): Condition | undefined => {
  const stated = draft.stated[id]
  const product = catalog.products.get(id)
  const place = { file: draft.statedFile ?? file, line: draft.statedLine }
  if (!stated || !product) {
    problems.push(problemOf('unknown-product', place, { id, known: catalog.products.keys() }))
    return undefined
  }
  const [oldest = '', newest = ''] = [product.releases[0], product.releases.at(-1)].map(r => r?.names[0] ?? '')
  const read = (texts: readonly string[]): Ranges => {
    for (const said of texts)
      if (isEmpty(releasesNamed(product, [said])))
        problems.push(problemOf('unknown-version', place, { id, said, product: product.name, oldest, newest }))
    return releasesNamed(product, texts)
  }
  const fixes = stated['fixed-in'].map(t => read([t])).filter(r => !isEmpty(r))
  const fixed = fixes.length > 0 ? fixedRanges(product, fixes) : (derived?.fixed ?? [])
  const base = stated.affected.length > 0 ? read(stated.affected) : (derived?.affected ?? complement([]))
  const works = stated['works-on'].length > 0 ? read(stated['works-on']) : derived?.works
  const affected = subtract(base, fixed)
  const both = intersect(affected, stated['works-on'].length > 0 && works ? works : [])
  if (!isEmpty(both))
    problems.push(problemOf('contradictory-conditions', place, { id, versions: names.of(product, both) }))
  const fixedIn = fixes.length > 0 ? fixes : derived?.fixedIn
  return {
    facet: id,
    affected,
    quote:
      derived && stated.affected.length === 0
        ? derived.quote
        : {
            section: 'front-matter',
            text: `${product.name} ${stated.affected.join(', ')}`.trim(),
            line: draft.statedLine,
          },
    ...(isEmpty(fixed) ? {} : { fixed }),
    ...(fixedIn ? { fixedIn } : {}),
    ...(works && !isEmpty(works) ? { works } : {}),
    ...(derived?.worksQuote ? { worksQuote: derived.worksQuote } : {}),
  }
}
