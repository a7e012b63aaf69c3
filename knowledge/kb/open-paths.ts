import { loadReader, type Reader } from '../knowledge.ts'
import type { Library } from '../library/library.ts'
import { openLibrary } from '../library/open-library.ts'
import { parseArticle } from '../parse-article.ts'
import type { Output } from './output.ts'

/** The articles of these files and folders, even when there is not one: then their problems say why. */
export const openPaths = async (
  paths: readonly string[],
  { progress }: Output,
): Promise<{ readonly library: Library; readonly reader: Reader }> => {
  const reader = loadReader()
  const library = await openLibrary({ paths, onProgress: progress.show }, (text, file) =>
    parseArticle(text, file, reader.catalog, reader.read),
  )
  return { library, reader }
}
