import type { Article, SectionKind } from '../article.ts'

/** The parts of an article that count differently when words are found in them. */
export const FIELDS = ['title', 'symptoms', 'cause', 'resolution', 'appliesTo', 'rest'] as const
export type Field = (typeof FIELDS)[number]

const FIELD_OF: Readonly<Record<SectionKind, Field>> = {
  symptoms: 'symptoms',
  summary: 'symptoms',
  cause: 'cause',
  resolution: 'resolution',
  workaround: 'resolution',
  before: 'resolution',
  'applies-to': 'appliesTo',
  status: 'rest',
  'more-information': 'rest',
  references: 'rest',
  other: 'rest',
}

/** An article's texts by field, in reading order: a title, a paragraph, a list item each. */
export const textsOf = (
  article: Omit<Article, 'codes' | 'titleWords' | 'guidance' | 'troubles' | 'well'>,
): Readonly<Record<Field, readonly string[]>> => {
  const texts: Record<Field, string[]> = {
    title: [article.title, article.id],
    symptoms: [],
    cause: [],
    resolution: [],
    appliesTo: [...article.appliesTo],
    rest: article.keywords.length > 0 ? [article.keywords.join(' ')] : [],
  }
  for (const section of article.sections)
    if (section.kind !== 'applies-to')
      for (const block of section.blocks) texts[FIELD_OF[section.kind]].push(block.text)
  // In a question's words; behind what the article says, whose beginning counts most.
  texts.symptoms.push(...article.askedAs)
  // The author's own sentence; one that was taken from the symptoms is among them already.
  const own = [article.title, ...texts.symptoms].every(t => !t.includes(article.symptom.slice(0, OPENING)))
  return own ? { ...texts, symptoms: [article.symptom, ...texts.symptoms] } : texts
}

/** What begins like a sentence of a text is of it, in characters. */
const OPENING = 30
