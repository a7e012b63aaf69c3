interface Line {
  readonly time: string
  readonly level: string
  readonly message: string
  readonly [field: string]: unknown
}

/**
 * A line of the log for people at a terminal: time of day, level, message and fields; the stack of an error below it.
 *
 *   02:08:10 warn  request refused  path=/api/messages status=401
 */
export const showLine = (json: string): string => {
  const { time, level, message, ...fields } = JSON.parse(json) as Line
  const shown = Object.entries(fields).map(([name, value]) => `${name}=${showValue(value)}`)
  const head = `${new Date(time).toTimeString().slice(0, 8)} ${level.padEnd(5)} ${message}`
  const stacks = Object.values(fields)
    .flatMap(stacksOf)
    .map(stack => `${stack.replace(/^/gm, '    ')}\n`)
  return `${[head, shown.join(' ')].filter(Boolean).join('  ')}\n${stacks.join('')}`
}

const showValue = (value: unknown): string => {
  if (typeof value === 'string') return /^[\w./:@|%+-]+$/.test(value) ? value : JSON.stringify(value)
  if (isError(value)) return JSON.stringify(`${value.name}: ${value.message}`)
  return JSON.stringify(value) ?? 'undefined'
}

const isError = (value: unknown): value is { name: string; message: string; stack: string; cause?: unknown } =>
  typeof value === 'object' && value !== null && 'stack' in value && 'message' in value

const stacksOf = (value: unknown): readonly string[] =>
  isError(value) ? [value.stack, ...stacksOf(value.cause).map(stack => `caused by ${stack}`)] : []
