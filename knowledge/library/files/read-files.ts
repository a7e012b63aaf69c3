import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, normalize, sep } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Problem } from '../../problem.ts'
import type { TextFile } from '../../reading/index.ts'
import { decodeText } from './decode-text.ts'
import type { FileMark } from './file-mark.ts'
import { condensed, loop, MAX_FILE_SIZE, tooLarge, unreadable } from './file-problems.ts'
import { isInFolder } from './is-in-folder.ts'

/** A file that may be an article, as it is on the disk. */
export interface ListedFile extends FileMark {
  /** The file with what its author states about it, if there is one. */
  readonly beside?: string
}

interface Listing {
  /** By path; each file once, however many names lead to it. */
  readonly files: readonly ListedFile[]
  readonly problems: readonly Problem[]
}

type Entry = Pick<Dirent, 'name' | 'isDirectory' | 'isSymbolicLink'>
type Facts = Pick<Stats, 'size' | 'mtimeMs' | 'isFile' | 'isDirectory'>

/** What is asked of the disk; it throws and rejects what node:fs does. */
export interface Disk {
  readonly stat: (path: string) => Facts
  readonly list: (folder: string) => readonly Entry[]
  readonly realPath: (path: string) => string
  /** At most `limit` bytes from the beginning. */
  readonly read: (path: string, limit: number) => Promise<Uint8Array>
}

/** File names that may be articles. */
const ARTICLE_FILE = /\.(?:md|markdown|txt|html?|xhtml)$/i
/** A documentation page in a folder of articles is none. */
const NOT_ARTICLE = /^(?:readme|contributing|changelog|license)\b/i
/** What programs keep beside people's files: ".git", "._letter.txt", "~$letter.txt". */
const HIDDEN = /^(?:\.|~\$)/
/** What an author says of an article in a file of its own beside it: kb951251.yaml beside kb951251.txt. */
const BESIDE = /\.ya?ml$/i
/** Without waiting: to ask the disk through promises takes three times as long. */
const DISK: Disk = {
  stat: path => statSync(path),
  list: folder => readdirSync(folder, { withFileTypes: true }),
  realPath: path => realpathSync(path),
  read: async (path, limit) => {
    const file = await open(path)
    try {
      const bytes = Buffer.allocUnsafe(limit)
      let length = 0
      for (let read = -1; read !== 0 && length < limit; length += read)
        read = (await file.read(bytes, length, limit - length, length)).bytesRead
      return bytes.subarray(0, length)
    } finally {
      await file.close()
    }
  },
}

/** Files that are looked at before others get their turn: a few milliseconds. */
const PORTION = 500

/**
 * The files that may be articles among the named files and folders, with the folders below. What cannot be looked at is
 * a problem, and the rest is listed all the same. Rejects when a named path does not exist: that is the operator's
 * mistake.
 *
 * Links are followed, each folder once; a link to a folder that it stands in is a problem. One call of the system a
 * file: 28,409 files in 307 folders take about 0.1 s.
 */
export const listFiles = async (paths: readonly string[], disk: Disk = DISK): Promise<Listing> => {
  const lister = new Lister(disk)
  for (const path of paths) await lister.addNamed(path)
  await lister.followLinks()
  const files = [...lister.files.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
  return { files, problems: lister.problems }
}

interface Folder {
  readonly path: string
  readonly real: string
  /** Real paths of the folders whose links led here. */
  readonly through: readonly string[]
}

class Lister {
  /** By real path. */
  readonly files = new Map<string, ListedFile>()
  readonly problems: Problem[] = []
  readonly #disk: Disk
  /** Real paths of the folders that were listed. */
  readonly #done = new Set<string>()
  /** Paths of links, with the folders that they stand in. */
  #links: { readonly path: string; readonly folder: Folder }[] = []
  #sinceTurn = 0

  constructor(disk: Disk) {
    this.#disk = disk
  }

  async addNamed(path: string): Promise<void> {
    const found = this.#find(path)
    if (found instanceof Error && (found.code === 'ENOENT' || found.code === 'ENOTDIR'))
      throw new Error(
        `There is no file or folder "${path}" to read articles from. Correct KNOWLEDGE: it takes files and folders, separated by commas.`,
      )
    if (found instanceof Error) this.problems.push(unreadable(path, found))
    else if (found.isDirectory()) await this.#addFolder({ path: normalize(path), real: found.real, through: [] })
    else if (found.isFile()) this.#addFile(found.real, path, found, this.#besideOf(path))
    else this.problems.push(unreadable(path, new Error('it is neither a file nor a folder')))
  }

  /** Only when all folders are listed, so that a file is known by its own path if it has one here. */
  async followLinks(): Promise<void> {
    while (this.#links.length > 0) {
      const links = this.#links.sort((a, b) => (a.path < b.path ? -1 : 1))
      this.#links = []
      for (const { path, folder } of links) await this.#follow(path, folder)
    }
  }

  async #follow(path: string, folder: Folder): Promise<void> {
    const found = this.#find(path)
    const through = [...folder.through, folder.real]
    if (found instanceof Error) {
      // What a link to nothing was meant to be, only its name can tell.
      if (found.code !== 'ENOENT' || isArticleFile(basename(path))) this.problems.push(unreadable(path, found))
    } else if (found.isFile() && isArticleFile(basename(path)))
      this.#addFile(found.real, path, found, this.#besideOf(path))
    else if (found.isDirectory() && through.some(f => isInFolder(f, found.real)))
      this.problems.push(loop(path, found.real))
    else if (found.isDirectory()) await this.#addFolder({ path, real: found.real, through })
  }

  #find(path: string): (Facts & { readonly real: string }) | NodeJS.ErrnoException {
    try {
      return Object.assign(this.#disk.stat(path), { real: this.#disk.realPath(path) })
    } catch (error) {
      return error as NodeJS.ErrnoException
    }
  }

  async #addFolder(first: Folder): Promise<void> {
    const waiting = [first]
    for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
      if (this.#done.has(folder.real)) continue
      this.#done.add(folder.real)
      const [above, aboveReal] = [withSeparator(folder.path), withSeparator(folder.real)]
      const entries = this.#list(folder.path)
      const besides = new Map(entries.filter(e => BESIDE.test(e.name)).map(e => [baseOf(e.name), above + e.name]))
      for (const entry of entries) {
        const [path, real] = [above + entry.name, aboveReal + entry.name]
        if (HIDDEN.test(entry.name)) continue
        if (entry.isDirectory()) waiting.push({ path, real, through: folder.through })
        else if (entry.isSymbolicLink()) this.#links.push({ path, folder })
        else if (isArticleFile(entry.name)) this.#look(path, real, besides.get(baseOf(entry.name)))
        this.#sinceTurn++
        if (this.#sinceTurn >= PORTION) await this.#giveTurn()
      }
    }
  }

  async #giveTurn(): Promise<void> {
    this.#sinceTurn = 0
    await nextTurn()
  }

  #list(folder: string): readonly Entry[] {
    try {
      return this.#disk.list(folder)
    } catch (error) {
      this.problems.push(unreadable(folder, error as Error))
      return []
    }
  }

  #look(path: string, real: string, beside: string | undefined): void {
    try {
      const found = this.#disk.stat(path)
      // A pipe or a device would keep the reader waiting for ever.
      if (found.isFile()) this.#addFile(real, path, found, beside)
    } catch (error) {
      // Gone since its folder was listed: then it is simply not there.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.problems.push(unreadable(path, error as Error))
    }
  }

  #addFile(real: string, path: string, { size, mtimeMs }: Facts, beside?: string): void {
    if (this.files.has(real)) return
    const other = beside === undefined ? undefined : this.#find(beside)
    if (beside === undefined || !other || other instanceof Error || !other.isFile())
      this.files.set(real, { path, size, mtimeMs })
    else this.files.set(real, { path, size: size + other.size, mtimeMs: mtimeMs + other.mtimeMs, beside })
  }

  /** The file beside one that is named itself, or by a link. */
  #besideOf(path: string): string | undefined {
    return ['.yaml', '.yml'].map(end => baseOf(path) + end).find(p => !(this.#find(p) instanceof Error))
  }
}

/** Without its ending. */
const baseOf = (path: string): string => path.replace(/\.[^./\\]*$/, '')

const isArticleFile = (name: string): boolean => ARTICLE_FILE.test(name) && !NOT_ARTICLE.test(name)

const withSeparator = (folder: string): string => (folder.endsWith(sep) ? folder : `${folder}${sep}`)

/** The text of a file that was listed with this size. A file that was removed or cannot be read is a problem. */
export const readTextFile = async (
  path: string,
  size: number,
  disk: Disk = DISK,
): Promise<{ readonly text: string } | { readonly problem: Problem }> => {
  if (size > MAX_FILE_SIZE) return { problem: tooLarge(path, `${size}`) }
  try {
    // One byte more than it had shows that it has grown: then it is read to its new end, or to the limit.
    let bytes = await disk.read(path, size + 1)
    if (bytes.length > size) bytes = await disk.read(path, MAX_FILE_SIZE + 1)
    return bytes.length > MAX_FILE_SIZE
      ? { problem: tooLarge(path, `more than ${MAX_FILE_SIZE}`) }
      : { text: decodeText(bytes) }
  } catch (error) {
    return { problem: unreadable(path, error as Error) }
  }
}

/** The same of a file and of the one beside it. */
export const readArticleFile = async (
  { path, size, beside }: ListedFile,
  disk: Disk = DISK,
): Promise<{ readonly text: string; readonly beside: TextFile | undefined } | { readonly problem: Problem }> => {
  const read = await readTextFile(path, size, disk)
  if ('problem' in read) return read
  if (beside === undefined) return { ...read, beside: undefined }
  const other = await readTextFile(beside, size, disk)
  return 'problem' in other ? other : { ...read, beside: { path: beside, text: other.text } }
}

/** The texts of the named files and folders (with the folders below). */
export const readFiles = async (
  paths: readonly string[],
  disk: Disk = DISK,
): Promise<{ readonly files: readonly TextFile[]; readonly problems: readonly Problem[] }> => {
  const { files, problems } = await listFiles(paths, disk)
  const texts: TextFile[] = []
  const unread: Problem[] = []
  for (const { path, size } of files) {
    const read = await readTextFile(path, size, disk)
    if ('text' in read) texts.push({ path, text: read.text })
    else unread.push(read.problem)
  }
  return { files: texts, problems: condensed([...problems, ...unread]) }
}
