import { zipSync } from 'fflate'

/** A zip with the files at its top level, in the order given. The same files always give the same bytes. */
export function zipFiles(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  // The zip format's first day. In local time, as fflate reads it, so that the time zone does not show in the bytes.
  const mtime = new Date(1980, 0, 1)
  return zipSync(Object.fromEntries(files), { mtime, level: 9 })
}
