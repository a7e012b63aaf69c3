import type { Ask } from '../../storage/index.ts'
import type { FileMark } from '../files/file-mark.ts'
import type { Tables } from './schema.ts'

/** A file as the database knows it: its copies, and the hash of their content. */
interface KnownFile {
  readonly path: string
  readonly marks: readonly string[]
  readonly hash: string
}

/** Those of these files that it knows, by path. */
export const knownFiles = async (
  ask: Ask,
  { file }: Tables,
  files: readonly FileMark[],
): Promise<ReadonlyMap<string, KnownFile>> => {
  const rows = await ask<KnownFile>(`SELECT path, marks, hash FROM ${file} WHERE path = ANY($1)`, [
    files.map(f => f.path),
  ])
  return new Map(rows.map(r => [r.path, r]))
}
