import { join, sep } from 'node:path'

/** Whether a path is this folder's own, or of something in it, however deep. Both absolute, or both from the same place. */
export const isInFolder = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(join(folder, sep))
