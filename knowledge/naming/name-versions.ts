import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import {
  choiceSpans,
  type Product,
  type Ranges,
  type ReleaseNode,
  type Span,
  showBuild,
  spansOf,
  type VersionSet,
} from '../catalog/index.ts'
import { yamlFolder } from '../yaml-folder.ts'

/** Names sets of builds in one language: the only place where versions become words. */
export interface VersionNames {
  /** "Exchange Server 2007 SP1 before Update Rollup 4". */
  readonly of: (product: Product, ranges: Ranges) => string
  /** The same in few words: the update that a build lies in, and the first of several parts. */
  readonly inShort: (product: Product, ranges: Ranges) => string
  /** The same for a choice among the service packs and updates of a known release. */
  readonly ofChoice: (product: Product, choice: Ranges, known: Ranges) => string
}

const text = z.string().min(1)
const wordsSchema = z.strictObject({
  any: text,
  build: text,
  without: text,
  before: text,
  through: text,
  onwards: text,
  'beyond-level': text,
  others: text,
  list: text,
})
type Words = z.infer<typeof wordsSchema>

/** Throws when the language's file is missing or broken. */
export const versionNames = (language = 'en'): VersionNames => {
  const files = yamlFolder(fileURLToPath(new URL('.', import.meta.url)))
  const words = files.read(`${language}.yaml`, wordsSchema)
  if (!words) throw files.error('Versions cannot be named')
  return {
    of: (product, ranges) => nameOfSet(spansOf(product, ranges), product, words, WHOLE),
    inShort: (product, ranges) => nameOfSet(spansOf(product, ranges), product, words, SHORT),
    ofChoice: (product, choice, known) => nameOfSet(choiceSpans(product, choice, known), product, words, WHOLE),
  }
}

/** A set of more parts than `parts` is not spelled out. */
interface Length {
  readonly parts: number
  readonly builds: boolean
}
const WHOLE: Length = { parts: 4, builds: true }
const SHORT: Length = { parts: 1, builds: false }

const nameOfSet = (set: VersionSet, product: Product, words: Words, length: Length): string => {
  switch (set.kind) {
    case 'any':
      return fill(words.any, { product: product.name })
    case 'build': {
      const build = showBuild(set.build)
      const node = set.within && nameOfNode(set.within, words)
      return node === undefined ? build : build === '' || !length.builds ? node : fill(words.build, { node, build })
    }
    case 'spans': {
      const names = set.spans.map(s => nameOfSpan(s, words))
      return names.length > length.parts ? fill(words.others, { first: names[0] ?? '' }) : names.join(words.list)
    }
  }
}

const nameOfSpan = (span: Span, words: Words): string => {
  switch (span.kind) {
    case 'one':
      return nameOfNode(span.node, words)
    case 'before':
      return fill(words.before, { level: span.level.label, next: span.next.name })
    case 'through':
      return fill(words.through, { first: nameOfNode(span.first, words), last: span.last.name })
    case 'onwards':
      return fill(words[span.beyondLevel ? 'beyond-level' : 'onwards'], { first: nameOfNode(span.first, words) })
  }
}

const nameOfNode = (node: ReleaseNode, words: Words): string =>
  node.kind === 'base' ? fill(words.without, { level: node.label, update: node.name }) : node.label

const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{([\w-]+)\}/g, (_, place: string) => values[place] ?? '')
