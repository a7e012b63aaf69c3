import { parseArgs } from 'node:util'

export interface Options {
  readonly rounds: number
  /** Of each server in each round. */
  readonly seconds: number
  /** Seconds in which each server is talked to before the first round: the compiler needs some ten thousand turns. */
  readonly warmUp: number
  readonly connections: number
  readonly articles: number
  /** A folder of articles instead of made ones. */
  readonly corpus: string | undefined
  /** URL of a PostgreSQL where a database may be made. */
  readonly database: string | undefined
  readonly isBuilt: boolean
  /** Conversations that are opened for memory and restart. */
  readonly conversations: number
  readonly memory: boolean
  /** Turns after which memory is looked at again. */
  readonly turns: number
  /** Widgets with an idle stream. */
  readonly sockets: number
  readonly restart: boolean
  /** The run fails below this ratio to the echo bot; 0: it does not. */
  readonly leastRatio: number
}

export const USAGE = `Usage: npm run load -- [options]

  --rounds 3             rounds, each of every server in turn
  --seconds 5            seconds of each server in a round; the open loop takes twice as long
  --warm-up 20           seconds of each server before the first round
  --connections 64       people at once
  --articles 5000        articles
  --corpus FOLDER        articles from there; without it they are made
  --database URL         also on PostgreSQL, in a database of its own that is made there
  --built                runs dist/bot/main.js
  --memory               resident memory with many open conversations, and its growth
  --conversations 10000  how many those are
  --turns 200000         turns over which it may grow
  --sockets N            memory with that many idle widgets
  --restart              seconds from start to ready with those conversations
  --least-ratio R        fails when Advise takes fewer turns a second than R times the echo bot

The last line is JSON. Ends with status 1 when an answer was wrong.
`

/** @throws Error that says what is wrong with them */
export const readOptions = (args: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      'warm-up': { type: 'string', default: '20' },
      connections: { type: 'string', default: '64' },
      articles: { type: 'string', default: '5000' },
      corpus: { type: 'string' },
      database: { type: 'string' },
      built: { type: 'boolean', default: false },
      memory: { type: 'boolean', default: false },
      conversations: { type: 'string', default: '10000' },
      turns: { type: 'string', default: '200000' },
      sockets: { type: 'string', default: '0' },
      restart: { type: 'boolean', default: false },
      'least-ratio': { type: 'string', default: '0' },
    },
  })
  const count = (name: 'rounds' | 'connections' | 'articles' | 'conversations' | 'turns' | 'sockets', least = 1) => {
    const n = Number(values[name])
    if (Number.isInteger(n) && n >= least) return n
    throw new Error(`--${name} is "${values[name]}". It must be a whole number from ${least} on.`)
  }
  const amount = (name: 'seconds' | 'warm-up' | 'least-ratio', isAllowed: (n: number) => boolean) => {
    const n = Number.parseFloat(values[name])
    if (isAllowed(n)) return n
    throw new Error(`--${name} is "${values[name]}". It must be a number above 0.`)
  }
  return {
    rounds: count('rounds'),
    seconds: amount('seconds', n => n > 0),
    warmUp: amount('warm-up', n => n >= 0),
    connections: count('connections'),
    articles: count('articles'),
    corpus: values.corpus,
    database: values.database,
    isBuilt: values.built,
    conversations: count('conversations'),
    memory: values.memory,
    turns: count('turns'),
    sockets: count('sockets', 0),
    restart: values.restart,
    leastRatio: amount('least-ratio', n => n >= 0),
  }
}
