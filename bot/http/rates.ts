import { createHash } from 'node:crypto'
import type { Activity } from '../channels/activity.ts'
import type { Rate } from '../settings.ts'
import { createBuckets } from './buckets.ts'

/** Undefined: no limit. */
export interface Rates {
  readonly person?: Rate | undefined
  readonly conversation?: Rate | undefined
}

/** People, and conversations, of whom is known how much they said lately: some megabytes. */
const MOST_KNOWN = 10_000

/**
 * Limits what one person says, and what is said in one conversation; a group has one limit for all of it. Never by
 * address: all that a channel delivers comes from the same few.
 *
 * @throws Refusal 429
 */
export const createRateCheck = ({ person, conversation }: Rates, now: () => number): ((activity: Activity) => void) => {
  const people = person && createBuckets({ ...person, most: MOST_KNOWN }, now)
  const conversations = conversation && createBuckets({ ...conversation, most: MOST_KNOWN }, now)
  return ({ channelId, from, conversation: { id } }) => {
    if (from) people?.take(keyOf(channelId, from.id), 'You are faster than I can answer')
    conversations?.take(keyOf(channelId, id), 'In this conversation more is said than I can answer')
  }
}

/** Of a fixed length: an id may be as long as a body. */
const keyOf = (channel: string, id: string): string =>
  createHash('sha256')
    .update(JSON.stringify([channel, id]))
    .digest('base64')
