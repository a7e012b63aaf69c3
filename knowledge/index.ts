/** The door of the room: what conversations and the bot may know of articles, products and versions. */
export { type Applicability, type ConditionVerdict, judge } from './applicability.ts'
export type { Article, ArticleHead, Block, Condition, ListedProduct, Section, SectionKind } from './article.ts'
export { type Catalog, describe, leaves, type Product, type ReleaseNode, updateNumbered } from './catalog.ts'
export { articleId } from './draft.ts'
export { addFacts, type Change, type Fact, factsOf, isUnsure, knownRanges, versionFact } from './facts.ts'
export type { Hit } from './hit.ts'
export { type Knowledge, loadReader, openKnowledge, SHIPPED_ARTICLES } from './knowledge.ts'
export { collectGarbage } from './library/collect-garbage.ts'
export type { Changes, Library } from './library/library.ts'
export { databasePlace } from './library/postgres-url.ts'
export type { Reading } from './mentions.ts'
export { type Problem, showProblem } from './problem.ts'
export { tellingWords } from './search/words.ts'
export {
  EVERYTHING,
  intersect,
  isEmpty,
  isWithin,
  overlaps,
  type Ranges,
  subtract,
  unite,
} from './versions.ts'
export { readYaml } from './yaml-file.ts'
