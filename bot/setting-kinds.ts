import { z } from 'zod'

/** A variable that is set to nothing is not set: `.env` files and container templates leave such lines behind. */
export const optional = z
  .string()
  .optional()
  .transform(value => value?.trim() || undefined)

export const count =
  (name: string) =>
  (value: string | undefined, context: z.RefinementCtx): number | undefined => {
    if (value === undefined || /^[1-9]\d{0,8}$/.test(value)) return value === undefined ? undefined : Number(value)
    context.addIssue(`${name} is "${value}". It must be a whole number from 1.`)
    return z.NEVER
  }

/** A century. */
const MOST_DAYS = 36_500

/** A number of days under a name, `usual` when it is not set. */
export const days =
  (name: string, usual: number) =>
  (value: string | undefined, context: z.RefinementCtx): number => {
    const given = value === undefined ? usual : /^\d+$/.test(value) ? Number(value) : Number.NaN
    if (given >= 1 && given <= MOST_DAYS) return given
    context.addIssue(
      `${name} is "${value}". It must be a number of days from 1 to ${MOST_DAYS}; ${usual} when not set.`,
    )
    return z.NEVER
  }

export const rate = (name: string) => (value: string | undefined, context: z.RefinementCtx) => {
  if (value === undefined) return undefined
  const [, capacity = '', perSecond = '1'] = /^(\d{1,6})(?:\/(\d{1,6}(?:\.\d{1,3})?))?$/.exec(value) ?? []
  if (capacity !== '' && (Number(capacity) === 0 || Number(perSecond) > 0))
    return { capacity: Number(capacity), perSecond: Number(perSecond) }
  context.addIssue(
    `${name} is "${value}". It must be how many messages may come at once, and how many in each second after, such ` +
      'as 30 or 30/1; 0 for no limit.',
  )
  return z.NEVER
}

/** One of some words; undefined when it is not set. */
export const oneOf = <W extends string>(name: string, words: readonly W[], unset: string) =>
  optional.transform((value, context): W | undefined => {
    const word = words.find(w => w === value?.toLowerCase())
    if (word !== undefined || value === undefined) return word
    context.addIssue(`${name} is "${value}". It must be one of ${words.join(', ')}; ${unset} when not set.`)
    return z.NEVER
  })
