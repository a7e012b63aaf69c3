export { type Alternative, alternativesIn, sharedBy, systemsIn } from './alternatives.ts'
export { type Applicability, type ConditionVerdict, judge } from './applicability.ts'
export { addFacts, type Change, type Fact, factsOf, isUnsure, knownRanges, versionFact } from './facts.ts'
