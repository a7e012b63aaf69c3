import { onceFor, type Trouble } from '../../knowledge/index.ts'

/** What people may tune: how much of what stands beside two troubles they must share. */
export const SHARED = {
  /** More than this share of it must be the article's, too; a word counts a quarter of a thing, and a thing of every second problem half. */
  least: 0.4,
  word: 0.25,
  broad: 0.5,
} as const

const count = <T>(all: readonly T[], isOne: (one: T) => boolean): number => {
  let found = 0
  for (const one of all) if (isOne(one)) found++
  return found
}

/** What an article's troubles are about. */
export interface Topic {
  readonly things: ReadonlySet<string>
  readonly words: ReadonlySet<string>
}

/** All that stands beside an article's troubles: title and symptoms speak of the same thing. */
export const topicOf = onceFor(
  (troubles: readonly Trouble[]): Topic => ({
    things: new Set(troubles.flatMap(t => t.things.flat())),
    words: new Set(troubles.flatMap(t => [...t.words, ...t.occasion])),
  }),
)

/** The thing itself, or all that it is one of. Counted: dozens of articles are compared with each thing that was told. */
export const isShared = (thing: readonly string[], { things }: Topic): boolean => {
  if (things.has(thing[0] ?? '')) return true
  for (let at = 1; at < thing.length; at++) if (!things.has(thing[at] as string)) return false
  return thing.length > 1
}

/** True when they share a thing that is not in every second problem. */
export const tells = (t: Trouble, topic: Topic): boolean =>
  t.things.some(thing => isShared(thing, topic) && isTelling(thing, t))

/** True when it is of what the article names as the moment. */
export const tellsMoment = (t: Trouble, { words }: Topic): boolean =>
  t.things.some(thing => words.has(thing[0] ?? '') && isTelling(thing, t))

/** True when all that stands beside it is the article's. */
export const isAllOf = (t: Trouble, topic: Topic): boolean =>
  !isBare(t) && t.things.every(thing => isShared(thing, topic)) && t.words.every(x => topic.words.has(x))

export const isTelling = (thing: readonly string[], { broad }: Trouble): boolean => !broad.includes(thing[0] ?? '')

/** True when they share the most of all that is told of, and it tells something. */
export const sharesTopic = (t: Trouble, topic: Topic): boolean => {
  // What is a moment there may be named as a thing here: "its logoff ends with a crash".
  const things = count(t.things, thing => isShared(thing, topic) || topic.words.has(thing[0] ?? ''))
  const words = count(t.words, x => topic.words.has(x))
  const all = t.things.length - SHARED.broad * t.broad.length + SHARED.word * t.words.length
  return (tells(t, topic) || words >= 2) && (things + SHARED.word * words) / all > SHARED.least
}

/** Not one telling thing or word, and it has a telling thing of its own, or nothing in common at all. */
export const sharesNothing = (t: Trouble, topic: Topic): boolean =>
  !tells(t, topic) &&
  !t.words.some(x => topic.words.has(x)) &&
  (t.things.some(thing => isTelling(thing, t) && !isShared(thing, topic)) ||
    !t.things.some(thing => isShared(thing, topic)))

export const sharesAny = (t: Trouble, topic: Topic): boolean => t.things.some(x => isShared(x, topic))

/** It befalls something that is not the article's. */
export const isStrange = (t: Trouble, topic: Topic): boolean =>
  t.things.some(x => isTelling(x, t) && !isShared(x, topic))

/** Which share of what stands beside the one trouble stands beside the other. */
export const sharedBy = (t: Trouble, a: Trouble): number => {
  const isIn = (thing: string): boolean => a.things.some(groups => groups.includes(thing))
  const things = count(t.things, of => isIn(of[0] ?? '') || (of.length > 1 && of.slice(1).every(isIn)))
  const words = count(t.words, x => a.words.includes(x))
  return (things + SHARED.word * words) / Math.max(1, t.things.length + SHARED.word * t.words.length)
}

export const isBare = (t: Trouble): boolean => t.things.length + t.words.length === 0
