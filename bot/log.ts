import pino from 'pino'
import { showLine } from './operating/log-line.ts'
import { withoutSecrets } from './operating/secrets.ts'

type Fields = Readonly<Record<string, unknown>>

/** Where the bot tells its operator what happened; never what a person wrote. */
export interface Log {
  debug(message: string, fields?: Fields): void
  info(message: string, fields?: Fields): void
  warn(message: string, fields?: Fields): void
  error(message: string, fields?: Fields): void
  /** A log whose lines carry these fields, too, such as the id of a turn. */
  child(fields: Fields): Log
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

interface LogOptions {
  /** Lines below this level are not written. */
  readonly from?: LogLevel | undefined
  /** For people to read, in lines of text; else one JSON object a line, for collectors. */
  readonly readable?: boolean
  /** Gets whole lines. Without it they go to stderr. */
  readonly write?: (line: string) => void
  readonly now?: () => Date
}

/**
 * Lines are written at once, not from a buffer: the last ones before the program ends are those that are looked for.
 * Secrets in fields and messages are left out.
 */
export const createLog = ({ from = 'info', readable = false, write, now = () => new Date() }: LogOptions = {}): Log => {
  const out = write ? { write: (line: string) => write(line.trimEnd()) } : pino.destination({ fd: 2, sync: true })
  const lines = readable ? { write: (line: string) => out.write(showLine(line)) } : out
  const options: pino.LoggerOptions = {
    level: from,
    base: null,
    messageKey: 'message',
    timestamp: () => `,"time":"${now().toISOString()}"`,
    formatters: {
      level: level => ({ level }),
      log: withoutSecrets,
      bindings: withoutSecrets,
    },
  }
  return over(pino(options, lines))
}

const over = (logger: pino.Logger): Log => {
  const at =
    (level: LogLevel) =>
    (message: string, fields: Fields = {}): void =>
      logger[level](fields, message)
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: fields => over(logger.child(withoutSecrets(fields))),
  }
}

/** For tests and for parts that run alone. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silentLog }
