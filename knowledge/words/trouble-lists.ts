import { z } from 'zod'
import { onceFor } from '../lately.ts'
import { formOf } from './phrases.ts'

/** Words that phrases have in common, by the name that stands for them there: `<arrive>`. */
export type WordClasses = Readonly<Record<string, readonly string[]>>

export const wordClassesSchema = z.record(z.string().min(1), z.array(z.string().regex(/^[^<>]+$/)).min(1))

/** `<arrive>` in a phrase, with what stands between its brackets. */
const CLASS = /<([^<>]+)>/

/** All phrases that one stands for: "not <arrive>" for "not arrive", "not come through" and so on. */
export const spelledOut = (phrase: string, classes: WordClasses): readonly string[] => {
  const [place, name = ''] = CLASS.exec(phrase) ?? []
  if (place === undefined) return [phrase]
  return (classes[name] ?? []).flatMap(word => spelledOut(phrase.replace(place, word), classes))
}

/** The first class of a phrase that is none. */
export const strangeClass = (phrase: string, classes: WordClasses): string | undefined => {
  const [place = '', name] = CLASS.exec(phrase) ?? []
  if (name === undefined || classes[name] === undefined) return name
  return strangeClass(phrase.replace(place, ''), classes)
}

/** How one kind of trouble is told. */
export interface TroubleKind {
  /** In plain words: shown where a person is told what was understood. */
  readonly means: string
  /** Kinds that people call by each other's names. */
  readonly near: readonly string[]
  readonly said: readonly string[]
  /** Phrases that mean this kind where that thing stands beside them, by the thing. */
  readonly saidOf: Readonly<Record<string, readonly string[]>>
  /** Phrases that mean this kind of that thing, though nobody names it: who "is not told" misses a notification. */
  readonly implying: Readonly<Record<string, readonly string[]>>
  /** Phrases that say that it is not so: "memory is flat". */
  readonly notSo: readonly string[]
  /** Phrases that hold words of this kind, and tell none: "the users complain". */
  readonly noSign: readonly string[]
  /** Phrases that say that what should happen does, wholly: "all services come up"; `comesOf`: where that thing stands beside them. */
  readonly comes: readonly string[]
  readonly comesOf: Readonly<Record<string, readonly string[]>>
  /** The same of that thing, though nobody names it: "is told of every mail". */
  readonly comesImplying: Readonly<Record<string, readonly string[]>>
  /** True for the kind that "no" before a thing means: "no callbacks". */
  readonly nothing: boolean
  /** True for the kind that a long wait means: "only after a minute". */
  readonly waited: boolean
  /** Phrases that mean this kind of that thing beside a long wait: "reacts after a minute". */
  readonly waitedOf: Readonly<Record<string, readonly string[]>>
  /** True for what is late where it lasts for a time only: "still there for two minutes". */
  readonly lasting: boolean
  /** True where something happens: what is denied right before it does not, as in "does not start by itself". */
  readonly happening: boolean
  /** What somebody does on purpose, behind "we": then it is no trouble. */
  readonly byUs: readonly string[]
  /** True for the kind that something takes long that somebody does: "takes 20 seconds to switch". */
  readonly doing: boolean
  /** True for what somebody tries: an error code behind it says that it does not succeed. */
  readonly tried: boolean
}

/** True when people call the one kind of trouble by the other's name, or they are the same. */
export const nearIn = onceFor(
  (kinds: Readonly<Record<string, TroubleKind>>): ((kind: string, other: string) => boolean) => {
    const near = new Map(Object.entries(kinds).map(([kind, t]) => [kind, new Set(t.near)]))
    return (kind, other) => kind === other || near.get(kind)?.has(other) === true
  },
)

const phrase = z.string().min(1)

/** Of each phrase what it stands for: what `<arrive>` stands for is put in. */
export const phrasesWith = (classes: WordClasses) =>
  z
    .array(phrase)
    .min(1)
    .superRefine((said, context) => {
      for (const [at, text] of said.entries()) {
        const strange = strangeClass(text, classes)
        if (strange !== undefined)
          context.addIssue({ code: 'custom', path: [at], message: `there is no class of words "${strange}"` })
      }
    })
    .transform(said => said.map(text => spelledOut(text, classes)))

const troubleKind = (classes: WordClasses) => {
  const spelled = phrasesWith(classes)
  return z.strictObject({
    means: phrase,
    near: z.array(phrase).default([]),
    said: spelled,
    'said-of': z.record(phrase, spelled).default({}),
    implying: z.record(phrase, spelled).default({}),
    'not-so': spelled.optional(),
    'no-sign': spelled.optional(),
    comes: spelled.optional(),
    'comes-of': z.record(phrase, spelled).default({}),
    'comes-implying': z.record(phrase, spelled).default({}),
    nothing: z.stringbool().default(false),
    waited: z.stringbool().default(false),
    'waited-of': z.record(phrase, spelled).default({}),
    lasting: z.stringbool().default(false),
    'by-us': spelled.optional(),
    doing: z.stringbool().default(false),
    tried: z.stringbool().default(false),
    happening: z.stringbool().default(false),
  })
}

/** No phrase stands in two groups: it would mean two things. Of each, what it stands for. */
export const withoutDoubles = (
  groups: Readonly<Record<string, readonly (readonly string[])[]>>,
  context: z.RefinementCtx,
  pathOf: (group: string, at: number) => readonly PropertyKey[],
): void => {
  const homes = new Map<string, string>()
  for (const [group, said] of Object.entries(groups))
    for (const [at, text] of said.flatMap((texts, n) => texts.map(t => [n, t] as const))) {
      const key = text.toLowerCase().split(/\s+/).map(formOf).join(' ')
      const home = homes.get(key)
      if (home !== undefined)
        context.addIssue({
          code: 'custom',
          path: [...pathOf(group, at)],
          message: home === group ? `"${text}" stands here twice` : `"${text}" is in "${home}", too`,
        })
      homes.set(key, group)
    }
}

export const troublesSchema = (classes: WordClasses) =>
  z
    .record(phrase, troubleKind(classes))
    .superRefine((kinds, context) => {
      const said = mapOf(kinds, ({ said, implying, 'not-so': notSo = [], 'no-sign': noSign = [] }) => [
        ...said,
        ...Object.values(implying).flat(),
        ...notSo,
        ...noSign,
      ])
      withoutDoubles(said, context, (group, at) => {
        const own = kinds[group]?.said.length ?? 0
        return at < own ? [group, 'said', at] : [group]
      })
      for (const [name, { near }] of Object.entries(kinds))
        for (const [at, other] of near.entries())
          if (!kinds[other] || other === name)
            context.addIssue({ code: 'custom', path: [name, 'near', at], message: `there is no other kind "${other}"` })
    })
    .transform(kinds =>
      mapOf(
        kinds,
        ({
          'said-of': saidOf,
          'not-so': notSo = [],
          'no-sign': noSign = [],
          'by-us': byUs = [],
          'waited-of': waitedOf,
          'comes-of': comesOf,
          'comes-implying': comesImplying,
          comes = [],
          implying,
          said,
          ...kind
        }): TroubleKind => ({
          ...kind,
          comes: comes.flat(),
          comesOf: mapOf(comesOf, of => of.flat()),
          comesImplying: mapOf(comesImplying, of => of.flat()),
          said: said.flat(),
          notSo: notSo.flat(),
          noSign: noSign.flat(),
          byUs: byUs.flat(),
          saidOf: mapOf(saidOf, of => of.flat()),
          waitedOf: mapOf(waitedOf, of => of.flat()),
          implying: mapOf(implying, of => of.flat()),
        }),
      ),
    )

export const mapOf = <T, U>(record: Readonly<Record<string, T>>, to: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]))
