import { nearest } from './check/nearest.ts'

const COMMANDS = ['check', 'search', 'show', 'stats', 'index'] as const
type Command = (typeof COMMANDS)[number]

/** What to do, or what to say instead and the exit status. */
export type CommandLine =
  | { readonly command: Command; readonly operands: readonly string[]; readonly json: boolean }
  | { readonly say: string; readonly status: 0 | 2 }

interface Help {
  readonly usage: string
  /** In the list of commands. */
  readonly short: string
  /** What must follow the command. */
  readonly needs: string
  readonly takesJson: boolean
  readonly more: string
}

const HELP: Readonly<Record<Command, Help>> = {
  check: {
    usage: 'check PATH… [--json]',
    short: 'Lists what is wrong in articles, with what to do.',
    needs: 'a file or folder of articles',
    takesJson: true,
    more: `Reads the articles of these files and folders, with all folders below, and lists the problems of each, and
what can be seen only of all together: products that the catalog does not know, references to articles that
are not there, articles that no question tells apart or that their own words do not find.

  --json    everything as JSON; as text, the first 20 problems of each code are shown

Exit status: 0 when there is no error (there may be warnings), 1 when there is one, 2 when it cannot be run.
The codes are explained in docs/articles.md.

  kb check my-articles`,
  },
  search: {
    usage: 'search "WORDS" [--json]',
    short: 'Shows which articles these words find, and why.',
    needs: 'words to search for',
    takesJson: true,
    more: `Best first: the id, how much of the words the article speaks of, its title; below, each word with the parts
of the article that have it.

  --json    as JSON

Exit status: 0 when an article is found, 1 when none is, 2 when it cannot be run.

Set KNOWLEDGE to other files and folders than the shipped articles, separated by commas.

  kb search "no notifications on server 2008"`,
  },
  show: {
    usage: 'show ID [--json]',
    short: 'Shows an article as the bot understands it.',
    needs: 'an article id such as KB951251',
    takesJson: true,
    more: `Products, conditions with the lines that they are from, and the sections.

  --json    all of it as JSON

Set KNOWLEDGE to other files and folders than the shipped articles, separated by commas.

  kb show KB951251`,
  },
  stats: {
    usage: 'stats PATH… [--json]',
    short: 'Counts files, articles, layouts, products and problems.',
    needs: 'a file or folder of articles',
    takesJson: true,
    more: `Problems are those of single files; "kb check" lists them, and those that show only of all articles together.

  --json    as JSON

  kb stats my-articles`,
  },
  index: {
    usage: 'index PATH…',
    short: 'Reads articles and saves the index, so that the bot starts at once with them.',
    needs: 'a file or folder of articles',
    takesJson: false,
    more: `The index is saved in DATA_DIR (./data when that is not set). Start the bot with the same PATHs in KNOWLEDGE.

  DATA_DIR=./data kb index my-articles`,
  },
}

const USAGE = `Usage: kb COMMAND …

${COMMANDS.map(c => `  kb ${HELP[c].usage.padEnd(24)}${HELP[c].short}`).join('\n')}

"kb COMMAND --help" says more about a command. Here kb stands for "npm run kb --" or "npx advise-kb".`

const helpOn = (command: Command): string =>
  `Usage: kb ${HELP[command].usage}\n\n${HELP[command].short}\n\n${HELP[command].more}`

/** Reads a command line. What cannot be meant is answered with what comes nearest, and with the usage. */
export const readCommandLine = (args: readonly string[]): CommandLine => {
  const end = args.indexOf('--')
  const before = end < 0 ? args : args.slice(0, end)
  const options = before.filter(a => /^-./.test(a))
  const words = [...before.filter(a => !/^-./.test(a)), ...(end < 0 ? [] : args.slice(end + 1))]
  const [first, ...operands] = words[0] === 'help' ? [...words.slice(1, 2)] : words
  const wantsHelp = words[0] === 'help' || options.some(o => o === '--help' || o === '-h')
  if (first === undefined) return { say: USAGE, status: wantsHelp ? 0 : 2 }
  const command = COMMANDS.find(c => c === first)
  if (!command) return refusal(`There is no command "${first}".`, nearest(first, COMMANDS), USAGE)
  if (wantsHelp) return { say: helpOn(command), status: 0 }
  const usage = `Usage: kb ${HELP[command].usage}\n"kb ${command} --help" says more.`
  const known = HELP[command].takesJson ? ['--json', '--help'] : ['--help']
  const unknown = options.find(o => !known.includes(o))
  if (unknown !== undefined)
    return refusal(`"kb ${command}" has no option "${unknown}".`, nearest(unknown, known), usage)
  if (operands.length === 0) return refusal(`"kb ${command}" needs ${HELP[command].needs}.`, [], usage)
  return { command, operands, json: options.includes('--json') }
}

const refusal = (what: string, meant: readonly string[], usage: string): CommandLine => ({
  say: `${what}${meant.length > 0 ? ` Did you mean "${meant[0]}"?` : ''}\n\n${usage}`,
  status: 2,
})
