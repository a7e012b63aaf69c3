import type { DatabasePlace } from './database-place.ts'

/** An error's sentence is for the operator; its code, PostgreSQL's or the system's, for those who can do better. */
export interface PostgresError extends Error {
  readonly code: string | undefined
}

/** What to do about an error, by PostgreSQL's codes: "Appendix A. PostgreSQL Error Codes" of its manual. */
export type Advice = readonly (readonly [codes: RegExp, advice: string])[]

interface Failure {
  readonly message: string
  readonly code?: string
  readonly errors?: readonly Failure[]
}

/**
 * What the driver or the system says, as a sentence for the operator; `advice` goes before what is known here. The error
 * is not passed on as a cause: it may know the connection with its password.
 */
export const explain = (error: unknown, { name, user }: DatabasePlace, advice: Advice): PostgresError => {
  const failure = error as Failure
  const first = failure.errors?.[0] ?? failure
  const code = failure.code ?? first.code
  const said = (failure.message || first.message || code || 'no reason given').replace(/\.?$/, '')
  const known = [...advice, ...ADVICE].find(([codes]) => codes.test(code ?? ''))?.[1]
  const sentence = isLost(code)
    ? `PostgreSQL cannot be reached at ${name}: ${said}. Check that it runs and that DATABASE_URL names it. The bot connects again by itself.`
    : `PostgreSQL at ${name} refuses: ${said}.${known ? ` ${known.replace('{user}', user)}` : ''}`
  return Object.assign(new Error(sentence), { code })
}

/** Class 08 and 57P of PostgreSQL's codes, the system's own codes, and what `pg` says without a code. */
export const isLost = (code: string | undefined): boolean => code === undefined || /^(?:08|57P|E[A-Z])/.test(code)

const ADVICE: Advice = [
  [/^28/, 'Correct user and password in DATABASE_URL.'],
  [/^3D000/, 'Create that database, or correct DATABASE_URL.'],
  [/^42501/, 'Let its administrator run: CREATE SCHEMA advise AUTHORIZATION "{user}"'],
  [/^53300/, 'Allow more connections (max_connections), or run fewer processes.'],
  [/^53/, 'Free disk space or memory on its machine.'],
  [/^25006/, 'It only answers questions: name the one that is written to in DATABASE_URL.'],
]
