import { codeOf } from '../../../knowledge/storage/index.ts'

/**
 * Why nothing can be kept now, as a sentence for the operator, when an error says that; undefined for any other error.
 * Codes: "Result and Error Codes" of SQLite's documentation.
 */
export const whyAway = (error: unknown, file: string): string | undefined => {
  const advice = ADVICE.find(([codes]) => codes.test(String(codeOf(error))))?.[1]
  return advice && `Conversations cannot be kept in ${file} now: ${reasonOf(error as Error)}. ${advice}`
}

/** An error of opening is a sentence around its cause. */
const reasonOf = ({ message, cause }: Error): string => (cause instanceof Error ? cause.message : message)

/** Whether another connection may find what this one does not. */
export const needsReopening = (error: unknown): boolean => !/^SQLITE_(?:FULL|BUSY|LOCKED)/.test(String(codeOf(error)))

const GOES_ON = 'The bot goes on by itself.'

const ADVICE: readonly (readonly [codes: RegExp, advice: string])[] = [
  [/^SQLITE_FULL/, `Free disk space. ${GOES_ON}`],
  [/^SQLITE_(?:BUSY|LOCKED|PROTOCOL)/, `Another program writes there; let it end. ${GOES_ON}`],
  [/^SQLITE_(?:READONLY|PERM|AUTH)/, `Let this program write there. ${GOES_ON}`],
  [/^SQLITE_(?:CORRUPT|NOTADB)/, 'Stop the bot, put a copy of the file back, and start it again.'],
  [/^SQLITE_(?:IOERR|CANTOPEN|NOMEM)|^ENOENT|^EACCES|^EIO/, `Check that disk and its space. ${GOES_ON}`],
]
