/** A file that something is kept in, as people are told of it. */
export interface KeptFile {
  readonly file: string
  /** What is kept there, as a sentence begins: "Conversations". */
  readonly holds: string
  /** What can be done about a file that cannot be used, but to use another folder: "move that file away". */
  readonly remedy: string
}

/** Why nothing can be kept there. Its `code` is SQLite's or the system's. */
export const cannotKeep = ({ file, holds, remedy }: KeptFile, error: unknown): Error =>
  Object.assign(
    new Error(
      `${holds} cannot be kept in ${file}: ${(error as Error).message}. ` +
        `Set DATA_DIR to a folder that this program may write to, or ${remedy}.`,
      { cause: error },
    ),
    { code: codeOf(error) },
  )

export const codeOf = (error: unknown): string | undefined => (error as { readonly code?: string }).code
