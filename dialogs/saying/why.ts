import {
  type Condition,
  type ConditionVerdict,
  type Fact,
  intersect,
  isEmpty,
  isWithin,
  knownRanges,
  leaves,
  overlaps,
  unite,
  versionFact,
} from '../../knowledge/index.ts'
import { type Context, nameOfVersions } from '../context.ts'
import type { Candidate } from '../weighing/candidates.ts'

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** "Your mailbox server runs Windows Server 2003, where the article says that this works." */
const whyNot = (c: Candidate, verdicts: readonly ConditionVerdict[], s: Context): string =>
  verdicts.map(v => capital(whyNotOne(c, v, s))).join(' ')

const whyNotOne = (c: Candidate, v: ConditionVerdict, s: Context): string => {
  const values = {
    subject: subjectOf(v.condition, c.article.conditions, s),
    label: labelOf(v.condition.facet, s),
    affected: affectedOf(v.condition, s),
  }
  if (v.kind === 'also-elsewhere') {
    const also = nameOfVersions(v.also.facet, v.also.ranges, s)
    return s.texts.say(v.also.before ? 'why-not-before' : 'why-not-also', { also, affected: values.affected })
  }
  return v.kind === 'works' ? s.texts.say('why-not-works', values) : s.texts.say('why-not-other', values)
}

/** The one sentence for an article that the facts exclude, or whose fix is in already. */
export const dismissal = (c: Candidate, s: Context, takenBack = false): string => {
  const article = c.article.id
  if (c.applicability.kind === 'fixed') {
    return [
      capital(fixedSentence(c, s)),
      noteOn(c.applicability.because[0]?.condition.facet ?? '', s),
      s.texts.say('fixed-next'),
    ]
      .filter(Boolean)
      .join(' ')
  }
  const { otherwise } = c.likeness.circumstances
  const isByVersion = c.applicability.kind === 'excluded' && c.applicability.because.length > 0
  if (!isByVersion && otherwise !== undefined)
    return s.texts.say(takenBack ? 'taken-back-otherwise' : 'not-applicable-otherwise', { article, that: otherwise })
  const why = c.applicability.kind === 'excluded' ? whyNot(c, c.applicability.because, s) : ''
  return s.texts.say(takenBack ? 'taken-back' : 'not-applicable', {
    article,
    why: why.charAt(0).toLowerCase() + why.slice(1),
  })
}

/** "KB951251 is not the cause: … already contains its fix (in since …)." */
const fixedSentence = (c: Candidate, s: Context): string => {
  const condition = c.applicability.conditions.find(v => v.kind === 'fixed')?.condition
  const facet = condition?.facet ?? ''
  const since = (condition?.fixedIn ?? []).map(ranges => nameOfVersions(facet, ranges, s)).join(', ')
  return s.texts.say('fixed', { article: c.article.id, label: labelOf(facet, s), since })
}

/** What the catalog warns of when the person's version rests on an update by name: a withdrawn edition of it, say. */
const noteOn = (facet: string, s: Context): string => {
  const known = knownRanges(s.state.facts, facet)
  const product = s.knowledge.catalog.products.get(facet)
  const update =
    known && product ? leaves(product).find(l => isWithin(known, l.ranges) && isWithin(l.ranges, known)) : undefined
  return update?.note ?? ''
}

/** Why the article fits: each condition that is met, the contrast, the words. */
export const whyLines = (c: Candidate, s: Context): readonly string[] => {
  const met = c.applicability.conditions
    .filter(v => v.kind === 'met' && versionFact(s.state.facts, v.condition.facet))
    .map(v => metLine(v.condition, c.article.conditions, s))
  const works = c.article.conditions.flatMap(x => {
    if (!x.works) return []
    const said = s.state.facts.find(
      (f): f is Extract<Fact, { kind: 'works' }> => f.kind === 'works' && f.facet === x.facet,
    )
    return [
      said
        ? s.texts.say('why-contrast', { label: nameOfVersions(said.facet, said.ranges, s) })
        : s.texts.say('why-works', { works: nameOfVersions(x.facet, x.works, s) }),
    ]
  })
  const words = [
    ...new Set(
      (c.hit?.matches ?? [])
        .filter(m => m.fields.some(f => f === 'title' || f === 'symptoms' || f === 'cause'))
        .map(m => m.word),
    ),
  ].slice(0, MOST_WORDS)
  const told = c.likeness.meaning === 'same' ? troubleTold(c, s) : undefined
  return [
    ...met,
    ...works,
    ...c.likeness.circumstances.so.map(that => s.texts.say('why-circumstance', { that })),
    ...(s.state.chosen === c.article.id ? [s.texts.say('why-chosen', { symptom: c.article.symptom })] : []),
    ...(told !== undefined
      ? [s.texts.say('why-trouble', { said: told })]
      : words.length > 0
        ? [s.texts.say('why-words', { words: words.join(', ') })]
        : []),
    ...(s.state.focus === c.article.id ? [s.texts.say('why-number')] : []),
  ]
}

const MOST_WORDS = 8

/** The same in the fewest words: the versions that were told and fit, and what the person wrote of what is seen. */
export const reasonsOf = (
  c: Candidate,
  s: Context,
): { readonly versions: readonly string[]; readonly told: string | undefined } => {
  const met = c.applicability.conditions.filter(v => v.kind === 'met' && versionFact(s.state.facts, v.condition.facet))
  return {
    versions: met.map(v => shortLabelOf(v.condition.facet, s)),
    told: c.likeness.meaning === 'same' ? troubleTold(c, s) : undefined,
  }
}

/** What the person wrote that tells the article's trouble. */
const troubleTold = ({ article }: Candidate, { state, knowledge }: Context): string | undefined =>
  state.troubles.find(
    t =>
      t.standing === 'claimed' &&
      t.said !== undefined &&
      article.troubles.some(
        a => knowledge.near(t.kind, a.kind) && t.things.some(x => a.things.some(y => y.includes(x[0] ?? ''))),
      ),
  )?.said

const metLine = (condition: Condition, all: readonly Condition[], s: Context): string => {
  const values = {
    subject: capital(subjectOf(condition, all, s)),
    label: labelOf(condition.facet, s),
    affected: nearAffected(condition, s),
  }
  return values.label === values.affected ? s.texts.say('why-met-any', values) : s.texts.say('why-met', values)
}

/** Whose version it is: an article that is about Exchange, too, means another Windows Server than one that is not. */
export const subjectOf = (condition: Condition, all: readonly Condition[], s: Context): string => {
  const product = s.knowledge.catalog.products.get(condition.facet)
  const beside = all.map(c => product?.file.subjectBeside[c.facet]).find(subject => subject !== undefined)
  return beside ?? product?.subject ?? s.texts.say('unnamed')
}

export const affectedOf = (condition: Condition, s: Context): string =>
  nameOfVersions(condition.facet, condition.affected, s)

/** What is affected of the release that the person has: a list of all releases would read as if theirs were not in it. */
const nearAffected = (condition: Condition, s: Context): string => {
  const known = versionFact(s.state.facts, condition.facet)?.ranges ?? []
  const releases = s.knowledge.catalog.products.get(condition.facet)?.releases ?? []
  const own = releases.filter(r => overlaps(r.ranges, known)).map(r => intersect(condition.affected, r.ranges))
  const near = own.length > 0 ? unite(...own) : []
  return isEmpty(near) ? affectedOf(condition, s) : nameOfVersions(condition.facet, near, s)
}

/** What is known of the person's version. */
export const labelOf = (facet: string, s: Context): string => {
  const fact = versionFact(s.state.facts, facet)
  return fact ? nameOfVersions(facet, fact.ranges, s) : ''
}

const shortLabelOf = (facet: string, s: Context): string => {
  const fact = versionFact(s.state.facts, facet)
  const product = s.knowledge.catalog.products.get(facet)
  return fact && product ? s.names.inShort(product, fact.ranges) : facet
}

/** One line an article: "KB270065: … (open: …)". */
export const otherLine = (c: Candidate, s: Context): string => {
  const why =
    c.applicability.kind === 'unknown'
      ? s.texts.say('others-open', { missing: c.applicability.missing.map(x => affectedOf(x, s)).join('; ') })
      : c.applicability.kind === 'applies'
        ? s.texts.say(c.belief >= 0.2 ? 'others-likely' : 'others-less')
        : c.applicability.kind === 'fixed'
          ? fixedSentence(c, s)
          : whyNot(c, c.applicability.because, s).replace(/\.$/, '')
  return s.texts.say('others-line', { article: c.article.id, title: c.article.title, why })
}
