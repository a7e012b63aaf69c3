/** Names of fields whose values no log may have. */
const SECRET_NAME =
  /authorization|cookie|password|passwd|secret|token|credential|database_?url|connection_?string|api_?key/i

/** Secrets within texts, such as the message of a driver's error. */
const SECRET_TEXTS: readonly (readonly [RegExp, string])[] = [
  // The password of an address: postgres://user:password@host
  [/([a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:)[^\s/]*@/gi, '$1[redacted]@'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 [redacted]'],
  // A signed token, wherever it stands.
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[redacted]'],
  [/\b((?:client_)?secret|password|access_token|token)=[^\s&"']+/gi, '$1=[redacted]'],
]

/** Deeper than this nothing is looked into. */
const DEEPEST = 6

/** The fields of a log line as they may be written: without secrets, errors as plain data with their causes. */
export const withoutSecrets = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  cleanFields(fields, 0)

const cleanFields = (fields: object, depth: number): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      SECRET_NAME.test(name) && typeof value !== 'number' && value !== undefined ? '[redacted]' : clean(value, depth),
    ]),
  )

const clean = (value: unknown, depth: number): unknown => {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= DEEPEST) return '[deeper]'
  if (value instanceof Error) return cleanError(value, depth)
  if (value instanceof Date || value instanceof URL) return cleanText(JSON.stringify(value).slice(1, -1))
  if (Array.isArray(value)) return value.map(each => clean(each, depth + 1))
  return cleanFields(value, depth + 1)
}

/** Only what every error has: the SDK's carry whole requests, with their headers. */
const cleanError = ({ name, message, stack, cause, ...rest }: Error, depth: number): object => {
  const { code } = rest as { code?: unknown }
  return {
    name,
    message: cleanText(message),
    ...(typeof code === 'string' ? { code } : {}),
    stack: cleanText(stack ?? ''),
    ...(cause === undefined ? {} : { cause: clean(cause, depth + 1) }),
  }
}

const cleanText = (text: string): string =>
  SECRET_TEXTS.reduce((cleaned, [secret, instead]) => cleaned.replace(secret, instead), text)
