import {
  allNodes,
  isWithin,
  leaves,
  overlaps,
  type Product,
  type Ranges,
  type ReleaseNode,
  showBuild,
  versionFact,
} from '../../knowledge/index.ts'
import { type Context, knownVersions, nameOfVersions, productNames } from '../context.ts'
import type { Response } from '../outcome.ts'
import type { Choice, Reply } from '../reply.ts'
import { dateInWords } from '../saying/dates.ts'
import { findingLines } from '../saying/finding.ts'
import { wrongButtons } from '../saying/known.ts'
import type { RequestName } from '../texts/request-words.ts'
import type { Asked, NamedVersion } from '../understanding/asked.ts'
import { beside, told } from './tell.ts'

/** What the catalog knows of products and versions, said with its source. */
const answer = (
  lines: readonly string[],
  request: RequestName,
  context: Context,
  choices: readonly Choice[] = [],
): Promise<Response> => {
  const said = beside(lines.join('\n\n'), context)
  return told([{ ...said, choices: [...choices, ...said.choices] } as Reply], { kind: 'answered', request }, context)
}

const unknownVersion = (request: RequestName, context: Context): Promise<Response> =>
  answer([context.texts.say('catalog-unknown', { products: productNames(context) })], request, context)

/** "What is build 8.1.291.2?", "what is Update Rollup 4?": a name that several have is told with all of them. */
export const answerVersion = (asked: Asked, context: Context): Promise<Response> => {
  const { texts, knowledge } = context
  if (asked.strange.length > 0) return unknownVersion('version', context)
  // "Update Rollup 4" is that of the known release only as long as nobody asks what it is.
  const isMeant = knowledge.read(asked.said).mentions.some(m => m.hasVersion) || asked.called.length < 2
  const exact = isMeant ? asked.mentions.flatMap(m => nodeOf(m, context) ?? []) : []
  const isNamed = exact.length > 0 && exact.every(n => n.kind !== 'release' || asked.called.length === 0)
  const meant = isNamed ? exact : withKnownFirst(asked.called, context)
  if (meant.length === 0) return unknownVersion('version', context)
  const shown = meant.slice(0, MOST_MEANINGS)
  const builds = asked.mentions.flatMap(m => buildNote(m, context))
  const lines = [
    ...(meant.length > 1 && !isNamed
      ? [texts.say('catalog-several', { count: String(meant.length), name: meant[0]?.name ?? '' })]
      : []),
    ...builds,
    ...shown.map(n => nodeLine(n, context)),
    ...(meant.length > shown.length ? [texts.say('catalog-more', { count: String(meant.length - shown.length) })] : []),
    ...sourcesOf(shown, context),
  ]
  return answer(lines, 'version', context)
}

const MOST_MEANINGS = 6

/** The smallest part of the catalog that holds all of what is meant. */
const nodeOf = ({ product, ranges }: NamedVersion, { knowledge }: Context): ReleaseNode | undefined => {
  const found = knowledge.catalog.products.get(product)
  return found && allNodes(found).findLast(n => isWithin(ranges, n.ranges))
}

/** "8.1.260.0 is …": a build that is none of the catalog's own lies in one of its parts. */
const buildNote = (m: NamedVersion, context: Context): readonly string[] => {
  const node = nodeOf(m, context)
  const build = m.ranges[0]?.from
  const isOwn = !node || !build || isWithin(node.ranges, m.ranges) || showBuild(build) === showBuild(node.build)
  return isOwn ? [] : [context.texts.say('catalog-build', { build: m.said, node: node.label })]
}

const withKnownFirst = (nodes: readonly ReleaseNode[], { state }: Context): readonly ReleaseNode[] =>
  nodes.toSorted((a, b) => Number(isKnown(b, state.facts)) - Number(isKnown(a, state.facts)))

const isKnown = (node: ReleaseNode, facts: Context['state']['facts']): boolean => {
  const known = versionFact(facts, node.product)
  return known !== undefined && overlaps(node.parent?.ranges ?? node.ranges, known.ranges)
}

/** "Exchange Server 2007 SP1 Update Rollup 4: build 8.1.311.3, 7 October 2008, KB952580." */
const nodeLine = (node: ReleaseNode, { texts }: Context): string => {
  const date = node.date && dateInWords(node.date, texts.say('locale'))
  const details = [
    texts.say('catalog-build-number', { build: showBuild(node.build) }),
    ...(date ? [date] : []),
    ...(node.kb ? [node.kb] : []),
  ]
  return [texts.say('catalog-node', { node: node.label, details: details.join(', ') }), node.note ?? '']
    .filter(Boolean)
    .join(' ')
}

const sourcesOf = (nodes: readonly ReleaseNode[], { knowledge, texts }: Context): readonly string[] => {
  const sources = nodes.flatMap(n => knowledge.catalog.products.get(n.product)?.file.source ?? [])
  return [...new Set(sources)].map(source => texts.say('catalog-source', { source }))
}

/** What is asked about: what was named, else what is known of the system. */
const meantIn = (
  asked: Asked,
  context: Context,
): { readonly product: Product; readonly ranges: Ranges } | undefined => {
  const { state, knowledge } = context
  const named = asked.mentions[0] ?? asked.products.map(product => ({ product, ranges: undefined }))[0]
  const fact = named ? versionFact(state.facts, named.product) : state.facts.find(f => f.kind === 'version')
  const facet = named?.product ?? (fact?.kind === 'version' ? fact.facet : undefined)
  const product = facet === undefined ? undefined : knowledge.catalog.products.get(facet)
  const ranges = named?.ranges ?? (fact?.kind === 'version' ? fact.ranges : undefined)
  return product && { product, ranges: ranges ?? [{ from: [] }] }
}

/** "What is the latest rollup for Exchange 2007 SP1?" */
export const answerLatest = (asked: Asked, context: Context): Promise<Response> => {
  const { texts } = context
  const meant = asked.strange.length > 0 ? undefined : meantIn(asked, context)
  if (!meant) return unknownVersion('latest', context)
  const { product, ranges } = meant
  const within = (nodes: readonly ReleaseNode[]): ReleaseNode | undefined =>
    nodes.findLast(n => overlaps(n.ranges, ranges))
  const release = within(product.releases)
  const level = release && within(release.children)
  const newest = level && (level.children.at(-1) ?? level)
  if (!release || !level || !newest) return unknownVersion('latest', context)
  const above = release.children.at(-1)
  const lines = [
    texts.say('catalog-latest', { of: level.label, newest: nodeLine(newest, context) }),
    ...(above && above !== level
      ? [texts.say('catalog-later', { newest: nodeLine(above.children.at(-1) ?? above, context) })]
      : []),
    ...supportLine(release, context),
    ...sourcesOf([newest], context),
  ]
  return answer(lines, 'latest', context)
}

const supportLine = (release: ReleaseNode, { texts }: Context): readonly string[] =>
  release.endOfSupport === undefined
    ? []
    : [
        texts.say('catalog-support', {
          release: release.label,
          date: dateInWords(release.endOfSupport, texts.say('locale')),
        }),
      ]

/** "Is Exchange 2007 still supported?": the day on which support ends or ended; there is no clock here. */
export const answerSupport = (asked: Asked, context: Context): Promise<Response> => {
  const { texts } = context
  const meant = asked.strange.length > 0 ? undefined : meantIn(asked, context)
  if (!meant) return unknownVersion('support', context)
  const releases = meant.product.releases.filter(r => overlaps(r.ranges, meant.ranges))
  const lines = releases.flatMap(r => {
    const line = supportLine(r, context)
    return line.length > 0 ? line : [texts.say('catalog-support-unknown', { release: r.label })]
  })
  return answer([...lines.slice(-MOST_MEANINGS), ...sourcesOf(releases.slice(0, 1), context)], 'support', context)
}

/** "Can Exchange 2007 SP1 run on Windows Server 2008 R2?" */
export const answerCombination = (asked: Asked, context: Context): Promise<Response> => {
  const { knowledge, texts } = context
  const named = asked.mentions.filter((m, i, all) => all.findIndex(o => o.product === m.product) === i)
  const rangesOf = (facet: string): Ranges | undefined => named.find(m => m.product === facet)?.ranges
  const against = knowledge.catalog.conflicts.filter(c =>
    Object.entries(c.when).every(([facet, ranges]) => overlaps(rangesOf(facet) ?? [], ranges)),
  )
  const names = named.map(m => nameOfVersions(m.product, m.ranges, context)).join(' + ')
  const lines =
    against.length > 0
      ? against.map(c => {
          const isWhole = Object.entries(c.when).every(([facet, ranges]) => isWithin(rangesOf(facet) ?? [], ranges))
          const key = !isWhole
            ? 'combination-part'
            : c.kind === 'impossible'
              ? 'combination-no'
              : 'combination-unsupported'
          return texts.say(key, { names, because: c.because })
        })
      : [texts.say('combination-open', { names })]
  const nodes = named.flatMap(m => nodeOf(m, context) ?? [])
  return answer([...lines, ...sourcesOf(nodes.slice(0, 1), context)], 'combination', context)
}

/** "Which rollup do I have?": what was told, and how to find the rest. `isHow`: also of what is known. */
export const answerMine = async (
  asked: Pick<Asked, 'mentions' | 'products'>,
  context: Context,
  isHow = false,
): Promise<Response> => {
  const { state, knowledge, texts } = context
  const known = state.facts.flatMap(f => (f.kind === 'version' ? [f] : []))
  const named = asked.mentions[0]?.product ?? asked.products[0]
  const waiting = state.pending?.kind === 'version' ? state.pending.facet : undefined
  const advised = state.recommended === undefined ? undefined : await knowledge.article(state.recommended)
  const facet =
    named ??
    waiting ??
    known[0]?.facet ??
    advised?.conditions[0]?.facet ??
    knowledge.catalog.products.keys().next().value
  const isExact = known.some(f => f.facet === facet && isLeaf(f, context))
  const lines = [
    known.length > 0
      ? texts.say('mine-known', { versions: knownVersions(context).join(', ') })
      : texts.say('mine-unknown'),
    ...((isExact && !isHow) || facet === undefined
      ? []
      : findingLines(facet, 'update', context, asked.mentions[0]?.ranges).map(way =>
          texts.say('how-to-find', { way }),
        )),
  ]
  return answer(
    lines,
    'mine',
    context,
    wrongButtons(context).map(({ label: _, ...full }) => full),
  )
}

const isLeaf = (
  { facet, ranges }: { readonly facet: string; readonly ranges: Ranges },
  { knowledge }: Context,
): boolean => {
  const product = knowledge.catalog.products.get(facet)
  return product !== undefined && leaves(product).some(l => isWithin(ranges, l.ranges))
}
