import { PROBLEMS, type ProblemCode, type Severity, type ValuesOf } from './problem-codes.ts'

/** Something wrong in the text of an article or a YAML file: a value, never an exception. */
export interface Problem {
  /** Stable name, such as `no-symptoms`; docs/articles.md lists them. */
  readonly code: ProblemCode
  /** `error`: the file, or this part of it, is not used. `warning`: used, but worth mending. */
  readonly severity: Severity
  readonly file: string
  /** 1-based; 1 when it concerns the whole file. */
  readonly line: number
  readonly column: number
  readonly message: string
  /** What the author can do. */
  readonly advice: string
}

/** Where it is: the whole file, or a line of it. */
export interface Place {
  readonly file: string
  readonly line?: number
  readonly column?: number
}

/** Makes a problem of its code, its place, and what its words need to know: severity and words stand in one table. */
export const problemOf = <C extends ProblemCode>(
  code: C,
  { file, line = 1, column = 1 }: Place,
  ...[values]: keyof ValuesOf<C> extends never ? [] : [ValuesOf<C>]
): Problem => {
  const { severity, message, advice } = PROBLEMS[code]
  const said = (words: (values: never) => string): string => words((values ?? {}) as never)
  return { code, severity, file, line, column, message: said(message), advice: said(advice) }
}

export const showProblem = (p: Problem): string =>
  `${p.file}:${p.line}:${p.column} ${p.severity} ${p.code}: ${p.message} ${p.advice}`
