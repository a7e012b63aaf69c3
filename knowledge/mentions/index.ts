export { maySayItWorks } from './clauses.ts'
export type { ReadingContext } from './grouping.ts'
export { type Mention, type Reading, type ReadText, textReader } from './mentions.ts'
