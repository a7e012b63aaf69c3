/**
 * Takes the turns of conversations in this process, without HTTP, store and channel.
 *
 *   npm run bench:turn -- [--rounds 5] [--articles FILE,FOLDER | --made COUNT]
 *
 * A round plays all of test/conversations/, and for each article somebody who tells a sentence of its symptoms, takes the
 * first choice that is offered, names a version and says thanks. The first turns only warm up. Beside it, conversation
 * by conversation, works the reference: `REFERENCE`. Prints the processor time of a turn, all threads of this process, and
 * how long a message of `LONG` characters holds this thread at most before something else may run, of three kinds of text.
 * The last line is JSON. --made takes so many of the articles of `npm run load` instead of those that are shipped.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createRespond, loadTexts, type Message, type Reply, typed } from '../../dialogs/index.ts'
import { type Article, openKnowledge, SHIPPED_ARTICLES } from '../../knowledge/index.ts'
import { makeArticles, writeArticles } from '../load/articles/made-articles.ts'
import { percentile } from './cases.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    articles: { type: 'string', default: SHIPPED_ARTICLES },
    made: { type: 'string' },
  },
})
const [rounds, made] = [values.rounds, values.made ?? '1'].map(Number) as [number, number]
if (![rounds, made].every(n => Number.isInteger(n) && n >= 1)) {
  process.stderr.write('Usage: npm run bench:turn -- [--rounds 5] [--articles FILE,FOLDER | --made COUNT]\n')
  process.exit(2)
}

/** One unit of work: a JSON document of 20 kB is parsed and written so many times. */
const REFERENCE = { bytes: 20_000, times: 10 } as const
/** So many turns are taken first: until then the time goes into compiling. */
const WARM_TURNS = 3000
/** In characters. */
const LONG = 65_000
/** How often a long message is sent; the median counts. Each is another one. */
const LONG_SENT = 5
/** Of a large knowledge base so many articles are told of in a round, and others in the next. */
const MOST_TOLD = 200

/** As the bot has it. */
const THREAD = { thread: true } as const

/** In a folder for them that is removed as soon as they are read. */
const openMade = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'advise-bench-'))
  try {
    await writeArticles(makeArticles(made), folder)
    return await openKnowledge([folder], THREAD)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const { knowledge, library } = await (values.made === undefined
  ? openKnowledge(values.articles.split(','), THREAD)
  : openMade())
const respond = createRespond(knowledge, loadTexts())

/** What one person says; a function is told what was replied last. */
type Line = string | ((last: readonly Reply[]) => Message)

const FOLDER = new URL('../conversations/', import.meta.url)
const written: readonly (readonly Line[])[] = readdirSync(FOLDER).flatMap(file =>
  readFileSync(new URL(file, FOLDER), 'utf8')
    .trim()
    .split('\n')
    .map(line => (JSON.parse(line) as { readonly say: readonly string[] }).say),
)

const firstChoice = (last: readonly Reply[]): Message => {
  const choice = last.at(-1)?.choices[0]
  return choice
    ? { ...typed(choice.title), choice: { question: choice.question, option: choice.option } }
    : typed('yes')
}

const toldOf = ({ title, sections, appliesTo }: Article): readonly Line[] => {
  const symptoms = sections.find(s => s.kind === 'symptoms')?.blocks.map(b => b.text) ?? []
  return [symptoms.join(' ').split(/(?<=[.:])\s/)[0] || title, firstChoice, appliesTo[0] ?? 'not sure', 'thanks']
}

const ids = await library.ids()
const step = Math.max(1, Math.floor(ids.length / MOST_TOLD))
const conversationsOf = async (round: number): Promise<readonly (readonly Line[])[]> => {
  const told = ids.filter((_, i) => i % step === round % step)
  const articles = await Promise.all(told.map(id => knowledge.article(id)))
  return [...written, ...articles.flatMap(a => (a ? [toldOf(a)] : []))]
}

/** Processor time of this process so far, in milliseconds. */
const processor = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const play = async (lines: readonly Line[]): Promise<readonly number[]> => {
  const took: number[] = []
  let state: unknown
  let last: readonly Reply[] = []
  for (const line of lines) {
    const message = typeof line === 'string' ? typed(line) : line(last)
    const kept = state === undefined ? undefined : JSON.parse(JSON.stringify(state))
    const began = processor()
    const response = await respond(kept, message)
    took.push(processor() - began)
    state = response.state
    last = response.replies
  }
  return took
}

const DOCUMENT = ((): string => {
  const entry = { kind: 'text', text: 'The rollup is not installed there.', choices: [1, 2.5, null, true] }
  const size = JSON.stringify(entry).length + 1
  return JSON.stringify(Array.from({ length: Math.round(REFERENCE.bytes / size) }, () => entry))
})()

const refer = (): number => {
  const began = processor()
  for (let n = 0; n < REFERENCE.times; n++) JSON.stringify(JSON.parse(DOCUMENT))
  return processor() - began
}

const turns: number[] = []
const references: number[] = []
let round = 0
for (let warm = 0; warm < WARM_TURNS; round++)
  for (const lines of await conversationsOf(round)) warm += (await play(lines)).length
for (const end = round + rounds; round < end; round++)
  for (const lines of await conversationsOf(round)) {
    turns.push(...(await play(lines)))
    references.push(refer())
  }

/** The longest time that nothing else could run on this thread while a message was answered, in milliseconds. */
const holdOf = async (text: string): Promise<number> => {
  let longest = 0
  let last = performance.now()
  let isOver = false
  const look = (): void => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    if (!isOver) setImmediate(look)
  }
  setImmediate(look)
  await respond(undefined, typed(text))
  isOver = true
  look()
  return longest
}

const SENTENCES = written.flat().filter(line => typeof line === 'string')
const filled = (piece: (n: number) => string): string => {
  let text = ''
  for (let n = 0; text.length < LONG; n++) text += piece(n)
  return text.slice(0, LONG)
}
const KINDS: Readonly<Record<string, (nth: number) => string>> = {
  prose: nth => filled(n => `${SENTENCES[(n * 7 + nth) % SENTENCES.length]} `),
  log: nth =>
    filled(
      n =>
        `2026-11-03 10:22:${10 + (n % 50)}.${100 + n} ERROR [MSExchangeIS] session "/o=Contoso/cn=user${n + nth}" failed: 0x8004${1000 + n}, build 8.1.${n % 400}.6\n`,
    ),
  word: nth => filled(n => 'abcdefghijklmnopqrstuvwxyz'.charAt((n * 11 + nth) % 26)),
}

const holds: Record<string, number> = {}
for (const [kind, textOf] of Object.entries(KINDS)) {
  const took: number[] = []
  for (let nth = 0; nth < LONG_SENT; nth++) took.push(await holdOf(textOf(nth)))
  holds[kind] = percentile(took, 0.5)
}
await library.close()

const rounded = (value: number): number => Math.round(value * 1000) / 1000
const mean = (all: readonly number[]): number => all.reduce((sum, n) => sum + n, 0) / all.length
const result = {
  articles: knowledge.size,
  turns: turns.length,
  turnMs: rounded(mean(turns)),
  turnP50Ms: rounded(percentile(turns, 0.5)),
  turnP99Ms: rounded(percentile(turns, 0.99)),
  referenceMs: rounded(mean(references)),
  ratio: rounded(mean(turns) / mean(references)),
  holdMs: Object.fromEntries(Object.entries(holds).map(([kind, ms]) => [kind, Math.round(ms)])),
}
process.stdout.write(
  `${result.turns} turns over ${result.articles} articles: ${result.turnMs} ms of processor a turn on average, ${result.turnP50Ms} p50, ${result.turnP99Ms} p99.
The reference, ${REFERENCE.times} times JSON of ${DOCUMENT.length} bytes parsed and written: ${result.referenceMs} ms; a turn is ${result.ratio} of it.
Longest hold of the thread by a message of ${LONG} characters, ms: ${Object.entries(result.holdMs)
    .map(([kind, ms]) => `${kind} ${ms}`)
    .join(', ')}.
${JSON.stringify(result)}\n`,
)
process.exit(0)
