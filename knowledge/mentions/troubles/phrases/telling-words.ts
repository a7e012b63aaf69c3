import { formOf, isTelling, type Lexicon, type TextWord } from '../../../words/index.ts'

/** Lists of the grammar whose words may tell what a problem is about: one a line, in the order of the alphabet. */
const TELLING_LISTS: ReadonlySet<string> = new Set([
  'activities',
  'all-of-it',
  'another-one',
  'coming-at',
  'cure-words',
  'degrees',
  'denied-so',
  'doing',
  'done-before-arrow',
  'everyday',
  'finding',
  'gone-adverbs',
  'gone-for-good',
  'harmless',
  'in-service',
  'learning-at',
  'not-awaited',
  'ordinary',
  'over-times',
  'past-deeds',
  'restarts',
  'said-absent',
  'solved-openings',
  'stopping',
  'switched-off',
  'switched-on',
  'touched',
  'untouched',
  'unused-behind',
  'users-of-means',
])

/** Which words tell what a problem is about. */
interface TellingWords {
  /** It is none of those that say how something is, or when. */
  readonly isTellingWord: (w: TextWord) => boolean
  /** It stands in half of all problems. By its stem. */
  readonly isEveryday: (form: string) => boolean
}

export const tellingWords = ({ grammar }: Lexicon): TellingWords => {
  const untelling = Object.entries(grammar).filter(([list]) => !TELLING_LISTS.has(list) && !list.includes('machine'))
  const saysHow = formsOf(untelling.flatMap(([, words]) => words))
  const everyday = formsOf(grammar.everyday)
  return {
    isTellingWord: w => tells(w) && !saysHow.has(w.form),
    isEveryday: form => everyday.has(form),
  }
}

const formsOf = (phrases: readonly string[]): ReadonlySet<string> =>
  new Set(phrases.filter(p => !p.includes(' ')).map(formOf))

const tells = ({ word }: TextWord): boolean => word !== '' && isTelling(word) && !/^\d[\d.]*$/.test(word)
