import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createRespond, type Reply, typed } from '../dialogs/index.ts'
import { shipped, texts } from './dialogs/conversation.ts'

/** docs/talking.md shows conversations; each "Advise:" line is what is said, with "…" for what is left out. */
const page = readFileSync(new URL('../docs/talking.md', import.meta.url), 'utf8')
const talks = [...page.matchAll(/```talk\n([\s\S]*?)```/g)].map(([, talk = '']) => talk.trim().split('\n'))

/** All words of a reply, in the order in which they are shown. */
const wordsOf = (reply: Reply): readonly string[] => {
  if (reply.kind === 'text') return [reply.text]
  if (reply.kind === 'question') return [reply.text, ...reply.choices.map(c => c.title)]
  const head =
    reply.kind === 'recommendation'
      ? [reply.citation.articleId, reply.certainty, reply.because]
      : [reply.title, reply.summary]
  return [...head, ...reply.parts.flatMap(p => [p.title, ...p.lines])]
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** True when the pieces between the dots are there, one behind the other. */
const shows = (said: string, line: string): boolean => {
  let at = 0
  for (const piece of line.split('…').map(plain).filter(Boolean)) {
    const found = said.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return true
}

describe('docs/talking.md', () => {
  test('has conversations', () => {
    expect(talks.length).toBeGreaterThan(8)
  })

  test.each(talks.map(talk => [talk.filter(l => l.startsWith('You: ')).at(-1) ?? '', talk] as const))(
    'is true: %s',
    async (_, talk) => {
      const respond = createRespond(await shipped(), texts)
      let state: unknown
      let said = ''
      for (const line of talk) {
        const [, who, words = ''] = /^(You|Advise): (.*)$/.exec(line) ?? []
        if (who === 'You') {
          const response = await respond(state, typed(words))
          state = JSON.parse(JSON.stringify(response.state))
          said = plain(response.replies.flatMap(wordsOf).join(' '))
        } else expect(shows(said, words) ? words : said).toBe(words)
      }
    },
  )
})
