#!/usr/bin/env node
/**
 * The knowledge tool: shows authors what the bot makes of their articles.
 *
 *   npm run kb -- check PATH… [--json]     problems, with place and advice; exit status 1 when there is an error
 *   npm run kb -- search "WORDS" [--json]  what would be found, and why
 *   npm run kb -- show ID                  one article as the bot understands it
 *   npm run kb -- stats PATH… [--json]     counts: files, articles, layouts, products, problems
 *   npm run kb -- index PATH…              reads the articles and saves the index where the bot finds it
 *
 * `search` and `show` read the folders named in KNOWLEDGE (comma-separated), or the shipped articles.
 */
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Article } from './article.ts'
import { type Catalog, describe } from './catalog.ts'
import { articleId } from './draft.ts'
import { type OpenedKnowledge, openKnowledge, SHIPPED_ARTICLES } from './knowledge.ts'
import { showProblem } from './problem.ts'
import { showProgress } from './progress.ts'
import { countKnowledge, showCounts } from './stats.ts'

const USAGE = `Usage:
  npm run kb -- check PATH… [--json]      Lists what is wrong in articles, with what to do.
  npm run kb -- search "WORDS" [--json]   Shows which articles these words find, and why.
  npm run kb -- show ID                   Shows an article as the bot understands it.
  npm run kb -- stats PATH… [--json]      Counts files, articles, layouts, products and problems.
  npm run kb -- index PATH…               Reads the articles and saves the index in DATA_DIR (./data when not set), so
                                          that the bot starts at once with them.
Set KNOWLEDGE to search or show other articles than the shipped ones.`

type Write = (text: string) => void

/** Runs one command line; gives the exit status. */
export const runKb = async (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  write: Write,
): Promise<number> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    allowPositionals: true,
    strict: true,
  })
  const [command, ...rest] = positionals
  const json = values.json
  if (values.help || command === undefined) return done(write, USAGE, values.help ? 0 : 2)
  if (command === 'check' && rest.length > 0) return check(rest, json, write)
  if (command === 'stats' && rest.length > 0) return stats(rest, json, write)
  if (command === 'index' && rest.length > 0) return saveIndex(rest, env.DATA_DIR?.trim() || './data', write)
  if (command !== 'search' && command !== 'show')
    return done(
      write,
      `There is no command "${command}"${['check', 'stats', 'index'].includes(command) ? ' without a path' : ''}.\n${USAGE}`,
      2,
    )
  if (rest.length === 0)
    return done(
      write,
      `"${command}" needs ${command === 'search' ? 'words' : 'an article id such as KB951251'}.\n${USAGE}`,
      2,
    )
  const opened = await openKnowledge(env.KNOWLEDGE ? env.KNOWLEDGE.split(',').map(p => p.trim()) : [SHIPPED_ARTICLES])
  return command === 'search' ? search(opened, rest.join(' '), json, write) : show(opened, rest[0] as string, write)
}

const done = (write: Write, text: string, status: number): number => {
  write(text)
  return status
}

const check = async (paths: readonly string[], json: boolean, write: Write): Promise<number> => {
  const { library, problems } = await openKnowledge(paths, { onProgress: showProgress })
  const articles = library.size
  const errors = problems.filter(p => p.severity === 'error').length
  if (json) write(JSON.stringify({ articles, errors, problems }, null, 2))
  else {
    for (const p of problems) write(showProblem(p))
    write(`${count(articles, 'article')}, ${count(errors, 'error')}, ${count(problems.length - errors, 'warning')}.`)
  }
  return errors > 0 ? 1 : 0
}

const stats = async (paths: readonly string[], json: boolean, write: Write): Promise<number> => {
  const { library } = await openKnowledge(paths, { onProgress: showProgress })
  const counts = await countKnowledge(library)
  await library.close()
  if (json) return done(write, JSON.stringify(counts, null, 2), 0)
  for (const line of showCounts(counts)) write(line)
  return 0
}

const saveIndex = async (paths: readonly string[], folder: string, write: Write): Promise<number> => {
  const started = performance.now()
  const { library } = await openKnowledge(paths, { folder, onProgress: showProgress })
  const articles = library.size
  await library.close()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  return done(write, `The index of ${count(articles, 'article')} is saved in ${folder} (${seconds} s).`, 0)
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

const search = async ({ knowledge }: OpenedKnowledge, words: string, json: boolean, write: Write): Promise<number> => {
  const hits = (await knowledge.search(words, 10)).map(h => ({
    id: h.article.id,
    title: h.article.title,
    score: h.score,
    coverage: h.coverage,
    matches: h.matches,
  }))
  if (json) return done(write, JSON.stringify({ words, hits }, null, 2), 0)
  if (hits.length === 0) return done(write, 'No article speaks of these words.', 0)
  for (const h of hits) {
    write(`${h.id}  ${Math.round(h.coverage * 100)} %  ${h.title}`)
    write(`    ${h.matches.map(m => `${m.word} (${m.fields.join(', ')})`).join('; ')}`)
  }
  return 0
}

const show = async ({ knowledge }: OpenedKnowledge, text: string, write: Write): Promise<number> => {
  const id = articleId(text) ?? text
  const article = await knowledge.article(id)
  return article
    ? done(write, describeArticle(article, knowledge.catalog), 0)
    : done(write, `There is no article ${id}.`, 1)
}

const describeArticle = (article: Article, catalog: Catalog): string =>
  [
    `${article.id}: ${article.title}`,
    `file: ${article.file}`,
    `source: ${article.source ?? 'none'}`,
    `reviewed: ${article.reviewed ?? 'unknown'}`,
    `shown as: ${article.symptom}`,
    `applies to: ${article.appliesTo.join('; ') || 'not said'}`,
    ...article.conditions.flatMap(c => {
      const product = catalog.products.get(c.facet)
      return product
        ? [
            `${c.facet}: affected ${describe(product, c.affected)}${c.fixedIn ? `, fixed in ${c.fixedIn.join(', ')}` : ''}${c.works ? `, works on ${describe(product, c.works)}` : ''}`,
            `    from ${c.quote.section}, line ${c.quote.line}: ${c.quote.text}`,
          ]
        : []
    }),
    ...article.sections.map(s => `line ${s.line}: ${s.heading || '(opening)'} → ${s.kind}, ${s.blocks.length} blocks`),
  ].join('\n')

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  // A reader that has seen enough, such as `head`, closes the pipe: that is no trouble.
  process.stdout.on('error', () => process.exit(0))
  runKb(process.argv.slice(2), process.env, text => process.stdout.write(`${text}\n`)).then(
    status => {
      process.exitCode = status
    },
    (error: Error) => {
      process.stderr.write(`${error.message}\n`)
      process.exitCode = 2
    },
  )
}
