/** Something wrong in the text of an article or a YAML file: a value, never an exception. */
export interface Problem {
  /** Stable name, such as `no-symptoms`; docs/articles.md lists them. */
  readonly code: string
  /** `error`: the file, or this part of it, is not used. `warning`: used, but worth mending. */
  readonly severity: 'error' | 'warning'
  readonly file: string
  /** 1-based; 1 when it concerns the whole file. */
  readonly line: number
  readonly column: number
  readonly message: string
  /** What the author can do. */
  readonly advice: string
}

export const showProblem = (p: Problem): string =>
  `${p.file}:${p.line}:${p.column} ${p.severity} ${p.code}: ${p.message} ${p.advice}`
