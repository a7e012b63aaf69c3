import { join, resolve, sep } from 'node:path'

/** The paths that a process reads, and what says in a statement that a column is within them: `$1` and `$2` are `values`. */
export interface OwnPaths {
  readonly paths: readonly string[]
  readonly values: readonly unknown[]
  readonly isOwn: (column: string) => string
}

/** Absolute, so that processes in different folders mean the same files. */
export const ownPaths = (given: readonly string[]): OwnPaths => {
  const paths = given.map(path => resolve(path))
  return {
    paths,
    values: [paths, paths.map(path => join(path, sep))],
    isOwn: column => `(${column} = ANY($1::text[]) OR ${column} ^@ ANY($2::text[]))`,
  }
}
