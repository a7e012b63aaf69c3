import { dirname } from 'node:path'
import { type Problem, problemOf } from '../../problem.ts'

/** Larger files are not even opened. In bytes. */
export const MAX_FILE_SIZE = 4 * 1024 * 1024

/** More files than this of one folder with the same problem are told as one. */
const MOST_ALIKE = 20

/** Ten thousand files that were removed at once are one thing to tell, not ten thousand. */
export const condensed = (problems: readonly Problem[]): readonly Problem[] => {
  const alike = new Map<string, Problem[]>()
  for (const p of problems) {
    const key = p.code === 'unreadable' ? `${dirname(p.file)}\n${p.message}` : `${p.file}\n${p.code}\n${p.line}`
    alike.set(key, [...(alike.get(key) ?? []), p])
  }
  return [...alike.values()].flatMap(list =>
    list.length <= MOST_ALIKE
      ? list
      : [
          {
            ...(list[0] as Problem),
            message: `${list[0]?.message} So it is with ${list.length} files of this folder.`,
          },
        ],
  )
}

/** An article that is not used because another file has its id. */
export const duplicate = ({ id, path, first }: { id: string; path: string; first: string }): Problem =>
  problemOf('duplicate-id', { file: path }, { id, first })

export const tooLarge = (file: string, size: string): Problem =>
  problemOf('too-large', { file }, { size, most: MAX_FILE_SIZE, unit: 'bytes' })

export const loop = (file: string, real: string): Problem => problemOf('link-loop', { file }, { real })

export const unreadable = (file: string, error: NodeJS.ErrnoException): Problem =>
  problemOf('unreadable', { file }, { reason: error.code ?? error.message })
