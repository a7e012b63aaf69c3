import { dirname } from 'node:path'
import type { Problem } from '../../problem.ts'

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
export const duplicate = ({ id, path, first }: { id: string; path: string; first: string }): Problem => ({
  code: 'duplicate-id',
  severity: 'error',
  file: path,
  line: 1,
  column: 1,
  message: `${id} is also the id of ${first}.`,
  advice: 'Give each article its own id; the file that comes first by its path is used.',
})

export const tooLarge = (file: string, size: string): Problem => ({
  code: 'too-large',
  severity: 'error',
  file,
  line: 1,
  column: 1,
  message: `The file has ${size} bytes; at most ${MAX_FILE_SIZE} are read.`,
  advice: 'Split it, one problem an article.',
})

export const loop = (file: string, real: string): Problem => ({
  code: 'link-loop',
  severity: 'warning',
  file,
  line: 1,
  column: 1,
  message: `It leads back to ${real}, which it is in.`,
  advice: 'Remove this link: what is in that folder is read already.',
})

export const unreadable = (file: string, error: NodeJS.ErrnoException): Problem => ({
  code: 'unreadable',
  severity: 'error',
  file,
  line: 1,
  column: 1,
  message: `It cannot be read (${error.code ?? error.message}).`,
  advice: 'Check that it exists and that the bot may read it.',
})
