import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createRespond, typed } from '../../dialogs/index.ts'
import { shipped, texts } from './conversation.ts'

/** One line of test/conversations/: what is said, and the outcome of each turn or the article that must not be recommended. */
interface Played {
  readonly say: readonly string[]
  readonly outcomes?: readonly string[]
  readonly not?: string
  readonly why: string
}

const FOLDER = new URL('../conversations/', import.meta.url)

/** One for all conversations, as in the bot. */
const respond = createRespond(await shipped(), texts)

describe.each(readdirSync(FOLDER))('the conversations of %s', file => {
  const lines = readFileSync(new URL(file, FOLDER), 'utf8').trim().split('\n')
  test.each(lines.map(line => JSON.parse(line) as Played).map(p => [`${p.why}: ${p.say.at(-1)}`, p] as const))(
    '%s',
    async (_, { say, outcomes, not }) => {
      const found = []
      let state: unknown
      for (const text of say) {
        const response = await respond(state, typed(text))
        state = response.state
        found.push(response.outcome)
      }
      if (outcomes) expect(found.map(o => o.kind)).toEqual(outcomes)
      if (not !== undefined) expect(found.some(o => o.kind === 'recommended' && o.article === not)).toBe(false)
    },
  )
})
