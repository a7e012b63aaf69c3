import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from './problem.ts'

export interface TextFile {
  readonly path: string
  readonly text: string
}

/** File names that may be articles. */
const ARTICLE_FILE = /\.(?:md|markdown|txt)$/i
/** A documentation page in a folder of articles is none. */
const NOT_ARTICLE = /^(?:readme|contributing|changelog|license)\b/i
/** Larger files are not even opened. In bytes. */
export const MAX_FILE_SIZE = 4 * 1024 * 1024

/**
 * The texts of the named files and folders (with the folders below). What cannot be read is a problem, and the rest is
 * read all the same. A named path that does not exist throws: that is the operator's mistake.
 */
export const readFiles = async (
  paths: readonly string[],
): Promise<{ readonly files: readonly TextFile[]; readonly problems: readonly Problem[] }> => {
  const files: TextFile[] = []
  const problems: Problem[] = []
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined)
    if (!found)
      throw new Error(
        `There is no file or folder "${path}" to read articles from. Correct KNOWLEDGE: it takes files and folders, separated by commas.`,
      )
    for (const file of found.isDirectory() ? await filesBelow(path, problems) : [path])
      await readOne(file, files, problems)
  }
  return { files, problems }
}

const filesBelow = async (folder: string, problems: Problem[]): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((e: NodeJS.ErrnoException) => {
    problems.push(unreadable(folder, e))
    return []
  })
  return entries
    .filter(e => !e.isDirectory() && ARTICLE_FILE.test(e.name) && !NOT_ARTICLE.test(e.name))
    .map(e => join(e.parentPath, e.name))
    .sort()
}

const readOne = async (path: string, files: TextFile[], problems: Problem[]): Promise<void> => {
  try {
    const { size } = await stat(path)
    if (size > MAX_FILE_SIZE)
      problems.push({
        code: 'too-large',
        severity: 'error',
        file: path,
        line: 1,
        column: 1,
        message: `The file has ${size} bytes; at most ${MAX_FILE_SIZE} are read.`,
        advice: 'Split it, one problem an article.',
      })
    else files.push({ path, text: decode(await readFile(path)) })
  } catch (e) {
    problems.push(unreadable(path, e as NodeJS.ErrnoException))
  }
}

/** UTF-8; else Windows-1252, in which every byte is a character. */
const decode = (bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

const unreadable = (file: string, error: NodeJS.ErrnoException): Problem => ({
  code: 'unreadable',
  severity: 'error',
  file,
  line: 1,
  column: 1,
  message: `It cannot be read (${error.code ?? error.message}).`,
  advice: 'Check that it exists and that the bot may read it.',
})
