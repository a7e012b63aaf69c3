export {
  allNodes,
  type Catalog,
  leaves,
  loadCatalog,
  type Product,
  type ReleaseNode,
  updateNumbered,
} from './catalog.ts'
export { nodesCalled } from './nodes-called.ts'
export {
  afterEndOf,
  type Build,
  beforeStartOf,
  beginningWith,
  compareBuilds,
  complement,
  EVERYTHING,
  exactly,
  fromStartOf,
  intersect,
  isEmpty,
  isWithin,
  overlaps,
  parseBuild,
  type Ranges,
  showBuild,
  showRanges,
  subtract,
  unite,
  untilEndOf,
} from './ranges.ts'
export { releasesNamed } from './releases-named.ts'
export { choiceSpans, type Span, spansOf, type VersionSet } from './spans.ts'
