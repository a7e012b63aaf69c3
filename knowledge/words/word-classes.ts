import { z } from 'zod'

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
