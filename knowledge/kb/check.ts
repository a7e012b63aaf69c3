import { readFiles } from '../library/index.ts'
import { type Problem, showProblem } from '../problem.ts'
import { checkArticles } from './check/check-articles.ts'
import { excerpt } from './excerpt.ts'
import { openPaths } from './open-paths.ts'
import { count, type Output, visible } from './output.ts'

/** Problems of one code that are shown as text. */
const MOST_SHOWN = 20

/** Lists what is wrong in these files and folders; gives the exit status. */
export const check = async (paths: readonly string[], json: boolean, output: Output): Promise<number> => {
  const { write, progress } = output
  const { library, reader } = await openPaths(paths, output)
  const articles = library.size
  const { problems: found, searched } = await checkArticles(library, reader, {
    sourceOf,
    onProgress: p => progress.show({ step: 'checking', ...p }),
  })
  const problems = [...(await library.problems()), ...found]
  await library.close()
  progress.clear()
  const errors = problems.filter(p => p.severity === 'error').length
  const warnings = problems.length - errors
  if (json) write(JSON.stringify({ articles, errors, warnings, searched, problems }, null, 2))
  else {
    await writeProblems(problems, write)
    if (searched < articles)
      write(`Of so many articles, ${searched} were searched for by their own words, evenly spread.`)
    write(`${count(articles, 'article')}, ${count(errors, 'error')}, ${count(warnings, 'warning')}.`)
  }
  return errors > 0 ? 1 : 0
}

/** Errors first. */
const writeProblems = async (problems: readonly Problem[], write: Output['write']): Promise<void> => {
  const shown = new Map<string, number>()
  const sorted = [...problems].sort((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1))
  for (const problem of sorted) {
    const n = (shown.get(problem.code) ?? 0) + 1
    shown.set(problem.code, n)
    if (n > MOST_SHOWN) continue
    write(visible(showProblem(problem)))
    for (const line of excerpt((await sourceOf(problem.file)) ?? '', problem)) write(line)
  }
  for (const [code, n] of shown) if (n > MOST_SHOWN) write(`… and ${n - MOST_SHOWN} more ${code} (use --json for all).`)
}

/** The text of a file or folder that is named in a problem, if there is one. */
const sourceOf = async (file: string): Promise<string | undefined> => {
  const read = await readFiles([file]).catch(() => undefined)
  return read?.files.find(f => f.path === file)?.text
}
