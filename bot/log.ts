type Fields = Readonly<Record<string, unknown>>

/** Where the bot tells its operator what happened; never what a person wrote. */
export interface Log {
  debug(message: string, fields?: Fields): void
  info(message: string, fields?: Fields): void
  warn(message: string, fields?: Fields): void
  error(message: string, fields?: Fields): void
}

const levels = ['debug', 'info', 'warn', 'error'] as const
type LogLevel = (typeof levels)[number]

interface LogOptions {
  /** Lines below this level are not written. */
  readonly from?: LogLevel
  readonly write?: (line: string) => void
  readonly now?: () => Date
}

/** One JSON object a line, on stderr: greppable by people, readable by collectors. */
export const createLog = (options: LogOptions = {}): Log => {
  const from = levels.indexOf(options.from ?? 'info')
  const write = options.write ?? (line => process.stderr.write(`${line}\n`))
  const now = options.now ?? (() => new Date())
  const at = (level: LogLevel) => (message: string, fields?: Fields) => {
    if (levels.indexOf(level) < from) return
    write(JSON.stringify({ time: now().toISOString(), level, message, ...fields }, plainErrors))
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** An `Error` has no enumerable properties: left alone it would be logged as `{}`. */
const plainErrors = (_key: string, value: unknown): unknown =>
  value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value

/** For tests and for parts that run alone. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
