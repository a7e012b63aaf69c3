/** The door of the room: what conversations and the bot may know of articles, products and versions. */

export type {
  Article,
  ArticleHead,
  Block,
  Condition,
  Guidance,
  ListedProduct,
  Section,
  SectionKind,
  Trouble,
} from './article.ts'
export {
  ALSO,
  CAUSE,
  EVERYWHERE,
  isClaimed,
  isOppositeOf,
  NAMED,
  ONCE,
  ONLY,
  OWN_KINDS,
  QUESTION,
  RELIEF,
  sharesThing,
  WITHOUT,
  WORKS,
} from './article.ts'
export {
  allNodes,
  type Catalog,
  EVERYTHING,
  intersect,
  isEmpty,
  isWithin,
  leaves,
  nodesCalled,
  overlaps,
  type Product,
  type Ranges,
  type ReleaseNode,
  releasesNamed,
  showBuild,
  showRanges,
  subtract,
  unite,
  updateNumbered,
} from './catalog/index.ts'
export { digest } from './digest.ts'
export {
  type Alternative,
  type Applicability,
  addFacts,
  alternativesIn,
  type Change,
  type ConditionVerdict,
  type Fact,
  factsOf,
  isUnsure,
  judge,
  knownRanges,
  sharedBy,
  systemsIn,
  versionFact,
} from './judging/index.ts'
export { type Knowledge, type OpenedKnowledge, openKnowledge, SHIPPED_ARTICLES } from './knowledge.ts'
export { lately, onceFor } from './lately.ts'
export { type Changes, collectGarbage, collectsAtRest, type Library } from './library/index.ts'
export type { Mention, Reading, ReadingContext, ToldOf } from './mentions/index.ts'
export { isSameMachine } from './mentions/index.ts'
export { type VersionNames, versionNames } from './naming/index.ts'
export { type Problem, showProblem } from './problem.ts'
export { articleId, loadReader } from './reading/index.ts'
export type { Hit } from './search/index.ts'
export { databasePlace, openSqlite } from './storage/index.ts'
export { escaped, formOf, isTelling, phraseFinder, type TextWord, tellingWords, textWords } from './words/index.ts'
export { yamlFolder } from './yaml-folder.ts'
