/**
 * How many turns the bot takes, beside the least that Node can do and a bot on Microsoft's SDK that does nothing.
 *
 *   npm run load
 *
 * The last line is JSON. docs/performance.md explains the figures.
 */
import { type Options, readOptions, USAGE } from './options.ts'
import { runLoad } from './run.ts'

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const options = given(process.argv.slice(2))
const result = await runLoad(options, line => process.stderr.write(`${line}\n`))
process.stdout.write(`${JSON.stringify(result)}\n`)
if (Number(result.errors) > 0) process.exitCode = 1
if (Number(result.ratioToEcho) < options.leastRatio) {
  process.stderr.write(`ratioToEcho is ${result.ratioToEcho}; at least ${options.leastRatio} was wanted.\n`)
  process.exitCode = 1
}

function given(args: readonly string[]): Options {
  if (args.includes('--help')) {
    process.stdout.write(USAGE)
    process.exit(0)
  }
  try {
    return readOptions(args)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`)
    process.exit(2)
  }
}
