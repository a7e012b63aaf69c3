import { type Library, openLibrary } from '../library/index.ts'
import { loadReader, type Reader } from '../reading/index.ts'
import type { Output } from './output.ts'

/** The articles of these files and folders, even when there is not one: then their problems say why. */
export const openPaths = async (
  paths: readonly string[],
  { progress }: Output,
): Promise<{ readonly library: Library; readonly reader: Reader }> => {
  const reader = loadReader()
  const library = await openLibrary({ paths, onProgress: progress.show }, reader.parse)
  return { library, reader }
}
