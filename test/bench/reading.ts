/**
 * Plays what people may tell against the shipped articles, and counts what comes of it.
 *
 *   npm run bench:reading -- [--failed] [FILE …]
 *
 * FILE: one conversation a line (`Told`); without one those of test/bench/told/, which were written by people who knew the
 * articles and had not seen the bot. --failed shows the conversations that come out otherwise than expected. The last line is
 * JSON: `wrong` are those in which another article, or one that must not be, is recommended; `needless` those in which
 * something is asked though all was said, or nothing fits.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createRespond, loadTexts, type Reply, typed } from '../../dialogs/index.ts'
import { openKnowledge, SHIPPED_ARTICLES } from '../../knowledge/index.ts'

/** A conversation, and what must come of it. */
interface Told {
  readonly id: string
  /** What the person types, one entry a turn, whatever is asked in between. */
  readonly say: readonly string[]
  readonly expect: keyof typeof HOLDS
  /** Digits of the article that is meant. */
  readonly kb?: string
  /** A word of the reason that must be said. */
  readonly mention?: string
}

interface Turn {
  /** The articles that are recommended, best first. */
  readonly cited: readonly string[]
  readonly text: string
  readonly asks: boolean
}

type Holds = (told: {
  readonly turns: readonly Turn[]
  readonly last: Turn
  readonly kb: string
  readonly mention: string
}) => boolean

/** Whether a conversation came out as expected. */
const HOLDS = {
  recommend: ({ turns, kb }) => turns.findLast(t => t.cited.length > 0)?.cited[0] === kb,
  article: ({ turns, kb }) => turns.some(t => t.text.includes(kb)),
  finds: ({ turns, last, kb }) =>
    turns.every(t => t.cited.length === 0 || t.cited[0] === kb) && (last.asks || last.text.includes(kb)),
  ask: ({ last }) => last.asks && last.cited.length === 0,
  'not-applicable': ({ turns, kb, mention }) =>
    turns.every(t => !t.cited.includes(kb)) && turns.some(t => t.text.includes(kb)) && has(turns, mention),
  fixed: ({ last, kb }) => !last.cited.includes(kb) && last.text.includes(kb) && FIXED.test(last.text),
  contradiction: ({ last, mention }) => last.asks && last.cited.length === 0 && has([last], mention),
  conditional: ({ last, kb, mention }) => last.cited.length === 0 && last.text.includes(kb) && has([last], mention),
  'not-recommend': ({ turns, kb }) => turns.every(t => !t.cited.includes(kb)),
  'not-applicable-later': ({ last, kb, mention }) =>
    last.cited.length === 0 && last.text.includes(kb) && has([last], mention),
  nothing: ({ turns }) => turns.every(t => t.cited.length === 0),
} satisfies Record<string, Holds>

const FIXED = /fix|already|includes|contains/i
const has = (turns: readonly Turn[], what: string): boolean =>
  turns.some(t => t.text.toLowerCase().includes(what.toLowerCase()))

/** Where the article may be recommended at the end. */
const MAY_BE_CITED: ReadonlySet<string> = new Set(['recommend', 'article', 'finds'])

const { values, positionals } = parseArgs({
  options: { failed: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const FOLDER = fileURLToPath(new URL('told/', import.meta.url))
const files =
  positionals.length > 0
    ? positionals
    : readdirSync(FOLDER)
        .sort()
        .map(f => join(FOLDER, f))

const { knowledge, library } = await openKnowledge([SHIPPED_ARTICLES], { thread: true })
const respond = createRespond(knowledge, loadTexts())

const digits = (id: string): string => id.replace(/^\D+/, '')
const turnOf = (replies: readonly Reply[]): Turn => ({
  cited: replies.flatMap(r => (r.kind === 'recommendation' ? [digits(r.citation.articleId)] : [])),
  text: JSON.stringify(replies),
  asks: replies.some(r => r.kind === 'question'),
})

const play = async (say: readonly string[]): Promise<readonly Turn[]> => {
  const turns: Turn[] = []
  let state: unknown
  for (const line of say) {
    const response = await respond(state === undefined ? undefined : JSON.parse(JSON.stringify(state)), typed(line))
    state = response.state
    turns.push(turnOf(response.replies))
  }
  return turns
}

const sum = { cases: 0, passed: 0, wrong: 0, needless: 0 }
for (const file of files) {
  const own = { cases: 0, passed: 0, wrong: 0, needless: 0 }
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const { id, say, expect, kb = '951251', mention = '' } = JSON.parse(line) as Told
    const turns = await play(say)
    const last = turns.at(-1) as Turn
    const holds = HOLDS[expect]({ turns, last, kb, mention })
    const isWrong = !holds && turns.some(t => t.cited.length > 0 && !(MAY_BE_CITED.has(expect) && t.cited[0] === kb))
    own.cases++
    own.passed += Number(holds)
    own.wrong += Number(isWrong)
    own.needless += Number((expect === 'recommend' && last.asks) || (expect === 'nothing' && turns.some(t => t.asks)))
    if (values.failed && !holds)
      process.stdout.write(`${id} (${expect}${isWrong ? ', wrong' : ''}): ${say.join(' | ')}\n`)
  }
  process.stdout.write(
    `${basename(file)}: ${own.passed} of ${own.cases}, ${own.wrong} wrong, ${own.needless} needless\n`,
  )
  for (const key of ['cases', 'passed', 'wrong', 'needless'] as const) sum[key] += own[key]
}
await library.close()
process.stdout.write(`${JSON.stringify(sum)}\n`)
process.exit(0)
