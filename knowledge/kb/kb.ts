#!/usr/bin/env node
/** The knowledge tool: shows authors what the bot makes of their articles. `kb --help` lists what it can do. */
import { existsSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openKnowledge, SHIPPED_ARTICLES } from '../knowledge.ts'
import { check } from './check.ts'
import { readCommandLine } from './command-line.ts'
import { openPaths } from './open-paths.ts'
import { count, type Output } from './output.ts'
import { progressBar } from './progress.ts'
import { search } from './search.ts'
import { show } from './show.ts'
import { countKnowledge, showCounts } from './stats.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Runs one command line; gives the exit status. */
export const runKb = async (args: readonly string[], env: Environment, output: Output): Promise<number> => {
  const line = readCommandLine(args)
  if ('say' in line) return done(output, line.say, line.status)
  const { command, operands, json } = line
  if (command === 'search' || command === 'show') {
    const paths = env.KNOWLEDGE?.trim() ? env.KNOWLEDGE.split(',').map(p => p.trim()) : [SHIPPED_ARTICLES]
    const opened = await openKnowledge(paths, { onProgress: output.progress.show })
    output.progress.clear()
    const status = await (command === 'search'
      ? search(opened, operands.join(' '), json, output.write)
      : show(opened, operands.join(' '), json, output.write))
    await opened.library.close()
    return status
  }
  const missing = operands.find(path => !existsSync(path))
  if (missing !== undefined)
    return done(output, `There is no file or folder "${missing}". Name files and folders of articles.`, 2)
  if (command === 'check') return check(operands, json, output)
  if (command === 'stats') return stats(operands, json, output)
  return saveIndex(operands, env.DATA_DIR?.trim() || './data', output)
}

const done = (output: Output, text: string, status: number): number => {
  output.write(text)
  return status
}

const stats = async (paths: readonly string[], json: boolean, output: Output): Promise<number> => {
  const { library } = await openPaths(paths, output)
  const counts = await countKnowledge(library)
  await library.close()
  output.progress.clear()
  return done(output, json ? JSON.stringify(counts, null, 2) : showCounts(counts).join('\n'), 0)
}

const saveIndex = async (paths: readonly string[], folder: string, output: Output): Promise<number> => {
  const started = performance.now()
  const { library } = await openKnowledge(paths, { folder, onProgress: output.progress.show })
  const articles = library.size
  await library.close()
  output.progress.clear()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  return done(output, `The index of ${count(articles, 'article')} is saved in ${folder} (${seconds} s).`, 0)
}

/** Runs the command line of this process. */
export const main = async (): Promise<void> => {
  // A reader that has seen enough, such as `head`, closes the pipe: that is no trouble.
  process.stdout.on('error', () => process.exit(0))
  const progress = progressBar(process.stderr, () => performance.now())
  try {
    process.exitCode = await runKb(process.argv.slice(2), process.env, {
      write: text => process.stdout.write(`${text}\n`),
      progress,
    })
  } catch (error) {
    progress.clear()
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 2
  }
}

const [, program] = process.argv
if (program !== undefined && existsSync(program) && realpathSync(program) === fileURLToPath(import.meta.url))
  await main()
