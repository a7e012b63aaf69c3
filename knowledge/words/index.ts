export { codesIn, spokenNumbers } from './codes.ts'
export { AFTER, anyOf, BEFORE, escaped, squash } from './patterns.ts'
export { isRepairable, lettersOf, mostEdits, Speller } from './spelling.ts'
export { isTelling, tellingWords, termOf, tokenOf, tokensOf, wordsIn } from './words.ts'
