export { maySayItWorks } from './clauses.ts'
export { type Mention, type Reading, type ReadText, textReader } from './mentions.ts'
export type { ReadingContext } from './versions/grouping.ts'
