import { createHash } from 'node:crypto'
import type { Whose } from './store.ts'

/**
 * The name under which a conversation, an activity, a person or an article stands in a database. Most stand as they are.
 * A name that no database takes whole (a NUL, half a character, longer than an index allows) stands as its hash: two
 * names never become one.
 */
export const keptName = (name: string): string =>
  name.length <= LONGEST && !UNKEEPABLE.test(name)
    ? name
    : `sha256 ${createHash('sha256').update(JSON.stringify(name)).digest('base64url')}`

/** In characters: two names of four bytes each stand in one entry of an index, which in PostgreSQL holds 2,700 bytes. */
const LONGEST = 330

/** `\p{Surrogate}`: one without its other half. */
const UNKEEPABLE = /\0|\p{Surrogate}/u

export const keptWhose = (whose: Whose): Whose =>
  'conversation' in whose ? { conversation: keptName(whose.conversation) } : { person: keptName(whose.person) }
