/** What can be wrong in an author's text: how bad it is, and what is said of it. docs/articles.md lists the codes. */

export type Severity = 'error' | 'warning'

interface Kind<V> {
  readonly severity: Severity
  readonly message: (values: V) => string
  /** What the author can do. */
  readonly advice: (values: V) => string
}

type Words<V> = string | ((values: V) => string)

const wordsOf =
  <V>(words: Words<V>) =>
  (values: V): string =>
    typeof words === 'string' ? words : words(values)

/** The file, or this part of it, is not used. */
const error = <V = object>(message: Words<V>, advice: Words<V>): Kind<V> => ({
  severity: 'error',
  message: wordsOf(message),
  advice: wordsOf(advice),
})

/** Used, but worth mending. */
const warning = <V = object>(message: Words<V>, advice: Words<V>): Kind<V> => ({
  ...error(message, advice),
  severity: 'warning',
})

/** Where an article's number is expected, by layout. */
const NO_ID = {
  'front-matter': ['The article has no id.', 'Add one to the front matter, such as "id: KB951251".'],
  'header-line': [
    'The header line has no article number.',
    'Begin the file with "Article ID: 951251 - Last Review: …".',
  ],
  'document-line': [
    'Its first line has no article number.',
    'Begin the file with the number and the date: "DOCUMENT:Q152832  30-JUL-1999".',
  ],
} as const

interface Listed {
  readonly name: string
  /** "KB951251 lists it". */
  readonly listing: string
}

/** One article and its file. */
export const FILE_PROBLEMS = {
  'link-loop': warning<{ real: string }>(
    v => `It leads back to ${v.real}, which it is in.`,
    'Remove this link: what is in that folder is read already.',
  ),
  unreadable: error<{ reason: string }>(
    v => `It cannot be read (${v.reason}).`,
    'Check that it exists and that the bot may read it.',
  ),
  empty: error('The file is empty.', 'Write the article, or remove the file.'),
  'too-large': error<{ size: number | string; most: number; unit: 'bytes' | 'characters' }>(
    v => `The file has ${v.size} ${v.unit}; at most ${v.most} are read.`,
    'Split it, one problem an article.',
  ),
  'not-text': error('The file has NUL bytes: it is no text in UTF-8.', 'Save it as text in UTF-8.'),
  'unknown-layout': error(
    'This is no article in a known layout.',
    'Begin with "---" and front matter (see docs/articles.md), or with "Article ID: …" as the support site writes it. Microsoft\'s Markdown, its text archive and saved HTML pages with such headings as "Symptoms" are read, too.',
  ),
  'front-matter-open': error('The front matter has no end.', 'Close it with a line of three hyphens: ---'),
  'yaml-syntax': error<{ mistake: string; remedy: string }>(
    v => v.mistake,
    v => v.remedy,
  ),
  'yaml-value': error<{ name: string; wrong: string }>(v => `${v.name}: ${v.wrong}.`, 'Correct this value.'),
  'yaml-alias': error<{ name: string }>(
    v => `It uses a YAML alias (*${v.name}).`,
    'Write the text out instead; put quotes around a value that begins with an asterisk.',
  ),
  'yaml-too-large': error<{ size: number; most: number }>(
    v => `It has ${v.size} characters.`,
    v => `At most ${v.most} are read: split the file.`,
  ),
  'no-id': error<{ expected: keyof typeof NO_ID }>(
    v => NO_ID[v.expected][0],
    v => NO_ID[v.expected][1],
  ),
  'no-title': error('The article has no title.', 'Add a title that says what goes wrong.'),
  'duplicate-id': error<{ id: string; first: string }>(
    v => `${v.id} is also the id of ${v.first}.`,
    'Give each article its own id, or remove one. The newer is used: by its own date, else by the time of its file.',
  ),
  'unknown-product': error<{ id: string; known: Iterable<string> }>(
    v => `conditions: there is no product "${v.id}" in the catalog.`,
    v => `Use one of ${[...v.known].join(', ')}, or add a file to knowledge/catalog.`,
  ),
  'unknown-version': error<{ id: string; said: string; product: string; oldest: string; newest: string }>(
    v =>
      `conditions.${v.id}: "${v.said}" is no version of ${v.product} that the catalog knows, or its range ends before it begins.`,
    v => `Write it like "${v.oldest}", or like "${v.oldest} .. ${v.newest}" from the older to the newer.`,
  ),
  'no-symptoms': warning('Nothing says what a person sees.', 'Add a section "Symptoms": the bot finds articles by it.'),
  'no-resolution': warning('Nothing says what to do.', 'Add a section "Resolution" or "Workaround".'),
  'no-applies-to': warning(
    'Nothing says which products it applies to.',
    'List them under "applies-to", one version a line.',
  ),
  'contradictory-conditions': warning<{ id: string; versions: string }>(
    v => `conditions.${v.id}: ${v.versions} has the problem by "affected", and works by "works-on".`,
    'Take it out of one of them. Until then it counts as affected.',
  ),
  'nothing-affected': warning<{ product: string }>(
    v => `Every version of ${v.product} that it lists already has the fix.`,
    'List the versions that have the problem under "applies to".',
  ),
} as const

/** What shows only when all articles are looked at together. */
export const BASE_PROBLEMS = {
  'product-not-in-catalog': warning<Listed & { meant: string | undefined; isCondition: boolean }>(
    v => `The catalog has no product "${v.name}"; ${v.listing}.`,
    v =>
      v.meant
        ? `Did you mean "${v.meant}"? Write it like that, or add the product to the catalog.`
        : v.isCondition
          ? 'So the article has no condition on it. Correct the name, add the product to the catalog (docs/catalog.md), or name it under keywords instead, to be found by it.'
          : 'The bot cannot ask for its version. Correct the name, add the product to the catalog (docs/catalog.md), or leave it as it is.',
  ),
  'version-not-in-catalog': warning<Listed>(
    v => `The catalog has no version "${v.name}"; ${v.listing}.`,
    'The bot cannot tell it from other versions. Correct it, add it to the catalog (docs/catalog.md), or state the conditions.',
  ),
  'unknown-fix': warning<{ name: string; articles: string; count: number }>(
    v => `The catalog has no build of ${v.name}, which ${v.articles} ${v.count === 1 ? 'names' : 'name'} as remedy.`,
    'The bot cannot tell who has the fix already. Correct the name, or add the update with its build to the catalog (docs/catalog.md).',
  ),
  'impossible-conditions': warning<{ products: readonly string[]; because: string }>(
    v => `Nobody can have the versions of ${v.products.join(' and ')} that it asks for. ${v.because}`,
    'Correct "applies-to" or "conditions": each product that is listed must fit, and they must fit together.',
  ),
  indistinguishable: warning<{ articles: string }>(
    v => `${v.articles} say the same about what is seen and on which versions: no question tells them apart.`,
    'Say in the symptoms of each what is seen only there, list other versions, or make one article of them.',
  ),
  'not-found': warning<{ others: number }>(
    v =>
      v.others === 0
        ? 'Its title and symptom have no word to find it by.'
        : `Its own title and symptom find ${v.others} other articles before it.`,
    'Say in the title and the symptoms what is seen only here: exact messages, error codes, names.',
  ),
  'dead-reference': warning<{ articles: string; count: number; id: string }>(
    v => `${v.articles} ${v.count === 1 ? 'refers' : 'refer'} to ${v.id}, which is not here.`,
    'Correct the number, add that article, or remove the reference.',
  ),
  'dropped-link': warning<{ text: string; address: string }>(
    v => `The link "${v.text}" leads to ${v.address}, which people cannot open from a conversation: it is not shown.`,
    'Write a full address that begins with https://, http:// or mailto:.',
  ),
} as const

export const PROBLEMS = { ...FILE_PROBLEMS, ...BASE_PROBLEMS } as const

export type ProblemCode = keyof typeof PROBLEMS

/** What the words of a code need to know. */
export type ValuesOf<C extends ProblemCode> = (typeof PROBLEMS)[C] extends Kind<infer V> ? V : never
