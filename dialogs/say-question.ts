import { EVERYTHING, isWithin, knownRanges, overlaps, type ReleaseNode, versionFact } from '../knowledge/index.ts'
import { isLive, type Standing } from './candidates.ts'
import type { Contradiction } from './decide.ts'
import type { Question } from './question.ts'
import type { Choice } from './reply.ts'
import { affectedOf, labelOf, type Saying } from './say-why.ts'
import type { Pending } from './state.ts'

/** A question as it is said, with what its answers will mean. */
export const sayQuestion = (question: Question, s: Saying): Pending => {
  switch (question.kind) {
    case 'version':
      return sayVersion(question, s)
    case 'symptom':
      return saySymptom(question, s)
    case 'product':
      return sayProduct(question, s)
    case 'more':
      return { kind: 'more', question: { kind: 'question', text: s.texts.say('ask-more'), hint: '', choices: [] } }
  }
}

const choice = (title: string): Choice => ({ title, value: title })

const sayVersion = (question: Extract<Question, { kind: 'version' }>, s: Saying): Pending => {
  const product = s.knowledge.catalog.products.get(question.facet)
  const known = knownRanges(s.state.facts, question.facet)
  const release = known && product?.releases.find((r: ReleaseNode) => overlaps(r.ranges, known))
  const choices = question.choices.map(c => ({ title: c.title ?? s.texts.say('another-version'), ranges: c.ranges }))
  const cannotTell = versionFact(s.state.facts, question.facet)?.cannotTell
  const hint = [
    ...(cannotTell === undefined ? [] : [s.texts.say('cannot-tell', { what: cannotTell })]),
    ...(question.grain === 'level' ? findingHint(question.facet, 'update', s) : []),
  ]
  return {
    question: {
      kind: 'question',
      text: s.texts.ask(
        question.facet,
        question.grain,
        {
          name: product?.name ?? '',
          release: release?.label ?? product?.name ?? '',
        },
        question.beside,
      ),
      hint: hint.join(' '),
      choices: [...choices.map(c => choice(c.title)), choice(s.texts.say('not-sure'))],
    },
    kind: 'version',
    facet: question.facet,
    choices,
  }
}

/** How to find a version out, best way first: "Run this … Get-Command …". */
export const findingLines = (facet: string, precision: 'level' | 'update', s: Saying): readonly string[] => {
  const ways = s.knowledge.catalog.products.get(facet)?.file.howToFind ?? []
  const exact = ways.filter(w => w.precision === 'update')
  const fitting = precision === 'update' && exact.length > 0 ? exact : ways
  return fitting
    .slice(0, MOST_WAYS)
    .map(w => (w.command === undefined ? w.how : s.texts.say('way-with-command', { how: w.how, command: w.command })))
}

const MOST_WAYS = 2

/** The best way alone, as a sentence that can stand by itself; none when the catalog knows none. */
export const findingHint = (facet: string, precision: 'level' | 'update', s: Saying): readonly string[] =>
  findingLines(facet, precision, s)
    .slice(0, 1)
    .map(way => s.texts.say('how-to-find', { way }))

const saySymptom = (question: Extract<Question, { kind: 'symptom' }>, s: Saying): Pending => ({
  question: {
    kind: 'question',
    text: s.texts.say('ask-symptom'),
    hint: '',
    choices: [
      ...question.choices.map(c => choice(c.title)),
      choice(s.texts.say('none-of-these')),
      choice(s.texts.say('not-sure')),
    ],
  },
  kind: 'symptom',
  choices: question.choices,
})

const sayProduct = ({ choices }: Extract<Question, { kind: 'product' }>, s: Saying): Pending => ({
  question: {
    kind: 'question',
    text: s.texts.say('ask-product'),
    hint: '',
    choices: [
      ...choices.map(c => choice(c.title)),
      choice(s.texts.say('none-of-these')),
      choice(s.texts.say('not-sure')),
    ],
  },
  kind: 'product',
  choices,
})

export const sayContradiction = (c: Contradiction, s: Saying): Pending => {
  const labels = c.facets.map(f => ({ facet: f, label: labelOf(f, s) }))
  const choices = [
    ...labels.map(l => ({ title: s.texts.say('not-right', { label: l.label }), drop: l.facet as string | undefined })),
    { title: s.texts.say('both-right'), drop: undefined },
  ]
  return {
    question: {
      kind: 'question',
      text: s.texts.say('ask-contradiction', { because: c.because, facts: labels.map(l => l.label).join('; ') }),
      hint: '',
      choices: [...choices.map(x => choice(x.title)), choice(s.texts.say('not-sure'))],
    },
    kind: 'contradiction',
    because: c.because,
    choices,
  }
}

export const sayDescribe = (s: Saying): Pending => ({
  question: { kind: 'question', text: s.texts.say('ask-description'), hint: '', choices: [] },
  kind: 'description',
})

/** What still goes wrong after an article helped partly. */
export const sayRest = (s: Saying): Pending => ({
  question: { kind: 'question', text: s.texts.say('ask-rest'), hint: '', choices: [] },
  kind: 'description',
})

export const sayCheck = (article: string, s: Saying): Pending => ({
  question: {
    kind: 'question',
    text: s.texts.say('article-asked'),
    hint: '',
    choices: [choice(s.texts.say('check-it')), choice(s.texts.say('not-sure'))],
  },
  kind: 'check',
  article,
})

/** "Why do you ask?": which of the likely articles fit which answer; every other answer rules them out. */
export const whyAsked = (pending: Pending | undefined, standing: Standing, s: Saying): string => {
  if (pending === undefined) return s.texts.say('why-nothing')
  if (pending.kind !== 'version') return s.texts.say(WHY[pending.kind])
  const effects = standing.candidates.filter(isLive).flatMap(c => {
    const condition = c.article.conditions.find(x => x.facet === pending.facet)
    const isOpen = condition && !isWithin(knownRanges(s.state.facts, pending.facet) ?? EVERYTHING, condition.affected)
    return isOpen
      ? [
          s.texts.say('why-effect', {
            article: c.article.id,
            title: c.article.title,
            affected: affectedOf(condition, s),
          }),
        ]
      : []
  })
  return effects.length > 0
    ? s.texts.say('why-version', { effects: effects.slice(0, MOST_EFFECTS).join(' ') })
    : s.texts.say('why-symptom')
}

const MOST_EFFECTS = 3

const WHY = {
  more: 'why-more',
  product: 'why-product',
  symptom: 'why-symptom',
  contradiction: 'why-contradiction',
  check: 'why-check',
  description: 'why-description',
} as const
