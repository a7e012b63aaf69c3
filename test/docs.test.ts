import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createRespond, loadTexts, typed } from '../dialogs/index.ts'
import { productOf } from '../knowledge/catalog/catalog.ts'
import { catalogFile } from '../knowledge/catalog/catalog-file.ts'
import { versionNames } from '../knowledge/index.ts'
import { runKb } from '../knowledge/kb/kb.ts'
import { textReader } from '../knowledge/mentions/mentions.ts'
import { BASE_PROBLEMS, FILE_PROBLEMS } from '../knowledge/problem-codes.ts'
import { loadLexicon } from '../knowledge/words/index.ts'
import { readYaml } from '../knowledge/yaml-file.ts'
import { catalog, parse } from './knowledge/room.ts'
import { openShipped } from './shipped.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'docs/architecture.md',
  'docs/articles.md',
  'docs/article-pages.md',
  'docs/catalog.md',
  'docs/data.md',
  'docs/languages.md',
  'docs/security.md',
  'docs/operations.md',
  'docs/web-chat.md',
]
const project = JSON.parse(read('package.json')) as Record<
  'scripts' | 'engines' | 'dependencies' | 'devDependencies',
  Record<string, string>
>

const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(m => m[1] as string)
const unique = (values: readonly string[]): string[] => [...new Set(values)].sort()

/** What stands in `backticks`, outside code blocks. */
const quoted = (text: string): string[] => matches(text.replace(/^```[\s\S]*?^```/gm, ''), /`([^`\n]+)`/g)

/** The first cells of the tables below a heading, without their backticks. */
const firstCells = (document: string, heading: string): string[] => {
  const section =
    read(document)
      .split(new RegExp(`^#+ ${heading}$`, 'm'))[1]
      ?.split(/^#+ /m)[0] ?? ''
  return matches(section, /^\| (`[^|]+) \|/gm).flatMap(quoted)
}

/** The first code block of a language. */
const block = (document: string, language: string): string =>
  new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\``, 'm').exec(read(document))?.[1] ?? ''

describe.each(DOCUMENTS)('%s', document => {
  const text = read(document)

  it('names only files that exist', () => {
    const rooms = /^(?:bot|dialogs|knowledge|manifest|test|docs)\/[\w./-]*$/
    const named = quoted(text).filter(q => rooms.test(q) || /^[\w-]+\.(?:md|json)$/.test(q))
    expect(named.filter(path => !existsSync(join(root, path)))).toEqual([])
  })

  it('links only to files that exist', () => {
    const links = matches(text, /\]\((?!https?:|#)([^)#]+)/g)
    expect(links.filter(link => !existsSync(join(root, dirname(document), link)))).toEqual([])
  })

  it('names only npm scripts that exist, with programs that exist', () => {
    const named = unique([...matches(text, /\bnpm run ([\w:-]*\w)/g), ...matches(text, /\bnpm (start|test)\b/g)])
    // What is built is not there yet: what it is built of is.
    const programOf = (script: string) =>
      /\b(?:tsx|node) (?:--\S+ )*(\S+)/.exec(project.scripts[script] ?? '')?.[1]?.replace(/^dist\/(.*)\.js$/, '$1.ts')
    const broken = named.filter(script => {
      const program = programOf(script)
      return project.scripts[script] === undefined || (program !== undefined && !existsSync(join(root, program)))
    })
    expect(broken).toEqual([])
  })
})

describe('the engines in package.json', () => {
  const least = (range: string): number => Number(/\d+(?:\.\d+)?/.exec(range)?.[0] ?? 0)
  const lock = JSON.parse(read('package-lock.json')) as {
    readonly packages: Record<string, { readonly dev?: boolean; readonly engines?: { readonly node?: string } }>
  }
  const ours = least(lock.packages['']?.engines?.node ?? '')

  it('are new enough for all that runs with the bot, but for what README says of one', () => {
    const newer = Object.entries(lock.packages)
      .filter(
        ([, { dev, engines }]) => !dev && engines?.node && !engines.node.includes('||') && least(engines.node) > ours,
      )
      .map(([path, { engines }]) => [path.split('node_modules/').at(-1), engines?.node])
    expect(newer).toEqual([['restify', '>=22.0.0']])
    expect(read('README.md')).toContain('npm warns that restify wants 22')
  })

  it('are said in README and CONTRIBUTING', () => {
    expect(project.engines.node).toBe(`>=${ours}`)
    expect(read('README.md')).toContain(`[Node.js](https://nodejs.org) ${ours} or newer`)
    expect(read('CONTRIBUTING.md')).toContain(`runs on Node.js ${ours} and newer`)
  })
})

describe('README.md', () => {
  it('has every setting, and no other', () => {
    const sources = `${read('bot/settings.ts')}\n${read('bot/web/settings.ts')}`
    const settings = matches(sources, /^ {2,4}([A-Z]\w+): (?:optional|oneOf)/gm)
    expect(firstCells('README.md', 'Settings').sort()).toEqual(unique(settings))
  })

  it('shows a conversation that the bot really has', async () => {
    const { knowledge } = await openShipped()
    const respond = createRespond(knowledge, loadTexts())
    const turns = conversation(block('README.md', 'text'))
    expect(turns.length).toBeGreaterThan(1)
    let state: unknown
    for (const turn of turns) {
      const response = await respond(state, typed(turn.said))
      state = response.state
      const told = squeeze(stringsIn(response.replies).join(' '))
      for (const line of turn.answers) expect(told).toContain(line)
    }
  })
})

interface Turn {
  readonly said: string
  /** Each must occur in the answer; "…" stands for what is left out. */
  readonly answers: readonly string[]
}

const conversation = (text: string): Turn[] =>
  text
    .split(/^you +/m)
    .slice(1)
    .map(turn => {
      const [said = '', ...lines] = turn
        .replace(/^advise/gm, '')
        .split('\n')
        .map(line => line.trim())
        .filter(Boolean)
      const answers = lines.flatMap(line =>
        line.startsWith('[') ? matches(line, /\[([^\]]+)\]/g) : line.replace(/^(?:-|\d+\.) /, '').split('…'),
      )
      return { said, answers: answers.map(squeeze).filter(Boolean) }
    })

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Everything that a reply says. Id and title of a citation are said together. */
const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  const { articleId, title } = value as { articleId?: string; title?: string }
  return [...(articleId ? [`${articleId}: ${title}`] : []), ...Object.values(value).flatMap(stringsIn)]
}

describe('docs/articles.md', () => {
  it('explains every problem code with its severity, and no other, those of all articles together in a table of their own', () => {
    const tables = read('docs/articles.md')
      .split(/^## Problems$/m)[1]
      ?.split(/^\| code \|.*$/m)
      .slice(1)
      .map(table => Object.fromEntries([...table.matchAll(/^\| `([\w-]+)` \| (\w+) \|/gm)].map(m => [m[1], m[2]])))
    const severities = (kinds: Readonly<Record<string, { readonly severity: string }>>) =>
      Object.fromEntries(Object.entries(kinds).map(([code, { severity }]) => [code, severity]))
    expect(tables).toEqual([severities(FILE_PROBLEMS), severities(BASE_PROBLEMS)])
  })

  it('explains every key of the front matter, and no other', () => {
    const source = read('knowledge/reading/layouts/markdown/markdown.ts')
    const schema = /const frontMatter = z\.strictObject\(\{\n([\s\S]*?)\n\}\)/.exec(source)?.[1] ?? ''
    const keys = matches(schema, /^ {2}'?([a-z-]+)'?:/gm)
    expect(firstCells('docs/articles.md', 'Front matter').sort()).toEqual(unique(keys))
  })

  it('names every heading that is understood', () => {
    const text = read('docs/articles.md').toLowerCase()
    const names = Object.values(loadLexicon().headings.sections).flat()
    expect(names.filter(heading => !text.includes(heading))).toEqual([])
  })

  it('says what is concluded from its example', () => {
    const parsed = parse(block('docs/articles.md', 'markdown'), 'example.md')
    expect(parsed.problems).toEqual([])
    const [condition, ...others] = parsed.article?.conditions ?? []
    const product = catalog.products.get(condition?.facet ?? '')
    if (!condition || !product) throw new Error('nothing was concluded')
    const names = versionNames()
    expect(others).toEqual([])
    expect(read('docs/articles.md')).toContain(
      `it is about ${names.of(product, condition.affected)}, fixed in ${condition.fixedIn?.map(r => names.of(product, r)).join(', ')}, ` +
        `and works on ${names.of(product, condition.works ?? [])}.`,
    )
  })

  it('has an example of which check has nothing to say', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'advise-docs-'))
    await writeFile(join(folder, 'example.md'), block('docs/articles.md', 'markdown'))
    const lines: string[] = []
    const progress = { show: () => {}, clear: () => {} }
    await runKb(['check', folder], {}, { write: text => lines.push(text), progress })
    await rm(folder, { recursive: true, force: true })
    expect(lines).toEqual(['1 article, 0 errors, 0 warnings.'])
  })

  it('states conditions that are understood', () => {
    const front = block('docs/articles.md', 'yaml')
    const article = `---\nid: KB9000001\ntitle: X\napplies-to: Exchange 2007\n${front}\n---\n\n## Symptoms\n\nX.\n\n## Fix\n\nY.\n`
    const parsed = parse(article, 'example.md')
    expect(parsed.problems).toEqual([])
    expect(parsed.article?.conditions.map(c => c.facet)).toEqual(['exchange-server', 'windows-server'])
  })
})

describe('docs/catalog.md', () => {
  it('explains every field', () => {
    const fields = matches(read('knowledge/catalog/catalog-file.ts'), /^ {2,4}([a-zA-Z]+)(?::|,$)/gm)
    const explained = new Set(
      read('docs/catalog.md')
        .split('\n')
        .filter(line => line.startsWith('| `'))
        .flatMap(line => quoted(line.split('|')[1] ?? '')),
    )
    expect(fields.length).toBeGreaterThan(20)
    expect(unique(fields).filter(field => !explained.has(field) && !NO_FIELDS.has(field))).toEqual([])
  })

  it('has an example whose names are read as it says', () => {
    const { value, problems } = readYaml(block('docs/catalog.md', 'yaml'), 'example.yaml', catalogFile)
    expect(problems).toEqual([])
    if (!value) return
    const read = textReader({ ...catalog, products: new Map([...catalog.products, [value.id, productOf(value)]]) })
    const same = ['ph5 sp1 hf 2', 'Print Hub 5, Service Pack 1 with Hotfix 2', '5.1.2207.4']
    const text = readFileSync(join(root, 'docs/catalog.md'), 'utf8')
    for (const name of same) {
      expect(text).toContain(`"${name}"`)
      const [mention] = read(name).mentions
      expect(versionNames().of(productOf(value), mention?.ranges ?? [])).toContain('Print Hub 5 SP1 Hotfix 2')
    }
  })
})

/** Names in catalog-file.ts that are no fields: of zod's issues. */
const NO_FIELDS = new Set(['code', 'path', 'message'])

describe('docs/data.md', () => {
  it('explains every table in which something is kept', () => {
    const made = matches(read('bot/storage/sqlite/layout.ts'), /CREATE TABLE (\w+) \(/g)
    const tables = made.map(name => name.replace('_new', ''))
    expect(firstCells('docs/data.md', 'What is kept, and for how long').sort()).toEqual(unique(tables))
  })
})

describe('docs/architecture.md', () => {
  it('says why each dependency is there, in the version that is installed', () => {
    const rows = new Map(
      [...read('docs/architecture.md').matchAll(/^\| `([^`]+)` \| (\d[\d.]*) \| \S.* \| \S.* \|$/gm)].map(m => [
        m[1],
        m[2],
      ]),
    )
    expect(Object.fromEntries(rows)).toEqual({ ...project.dependencies, ...project.devDependencies })
  })
})
