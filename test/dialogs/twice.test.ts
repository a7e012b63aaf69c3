import { describe, expect, test } from 'vitest'
import type { Reply } from '../../dialogs/index.ts'
import { Conversation, shipped, texts } from './conversation.ts'

const knowledge = await shipped()

const STARTS = [
  'MAPI app gets no notifications, Exchange 2007 SP1 RU2 on Windows Server 2008',
  'MAPI app gets no notifications, Exchange 2007 SP1 RU2',
  'MAPI app gets no notifications on Exchange 2007 SP1',
  'memory problem with a service on the mailbox server',
  'mapi errors',
  'The coffee machine leaks',
  'MAPI fails, Exchange 2007 SP3 on Windows Server 2008',
  'KB951251',
  'hello',
]
const SAYS = [
  ...[
    'not sure',
    'hm',
    'ok',
    'yes',
    'no',
    'none of these',
    'thanks',
    'hello',
    'help',
    '???',
    'you stupid bot',
    'one moment',
  ],
  ...[
    'why do you ask?',
    'how do I find out?',
    'why this article?',
    'what else could it be?',
    'is that so?',
    'blah blub',
  ],
  ...[
    'where do I download it?',
    'does it need a reboot?',
    'does SP3 fix it?',
    'tell me when it changes',
    'stop telling me',
  ],
  ...['what is build 8.1.291.2?', 'what is the latest rollup for Exchange 2007 SP1?', 'which rollup do I have?'],
  ...['list your articles', 'which articles are about Exchange 2010?', 'can I talk to a person?', 'give me a summary'],
  ...[
    'it helped partly',
    'it did not help',
    'it worked',
    'that is wrong',
    'new problem',
    'it belongs to it',
    'start over',
  ],
  ...['Windows Server 2003', 'actually 2008', 'the printer is broken', 'delete my data', 'back to the first problem'],
]

/** Numbers below `most`, always the same for a seed. */
const numbers = (seed: number) => {
  let last = seed
  return (most: number): number => {
    last = (last * 1103515245 + 12345) % 2147483648
    return Math.floor((last / 2147483648) * most)
  }
}

/** What the bot says in its own words; what an article says of itself is the article's. */
const sentencesOf = async (replies: readonly Reply[]): Promise<readonly string[]> => {
  const own = await Promise.all(
    replies.map(async reply => {
      if (reply.kind === 'text') return [reply.text]
      if (reply.kind === 'question') return [reply.text, reply.hint]
      if (reply.kind === 'recommendation') return [reply.certainty, reply.followUp]
      const about = reply.about && (await knowledge.article(reply.about.articleId))
      return [about ? reply.summary.replace(about.guidance.summary, '') : reply.summary]
    }),
  )
  return own.flat().flatMap(words => words.split(/(?<=[.?!])\s+|\n+/).filter(sentence => /\p{L}/u.test(sentence)))
}

describe('no sentence is said twice in a row', () => {
  test.each([3, 11, 29, 57])('whatever is said, and however often (seed %i)', async seed => {
    const next = numbers(seed)
    for (let n = 0; n < 25; n++) {
      const said = [STARTS[next(STARTS.length)] as string]
      const c = new Conversation(knowledge)
      await c.say(said[0] as string)
      let before = await sentencesOf(c.last?.replies ?? [])
      for (let turn = 0; turn < 8; turn++) {
        said.push((next(3) === 0 ? said.at(-1) : SAYS[next(SAYS.length)]) as string)
        await c.say(said.at(-1) as string)
        const now = await sentencesOf(c.last?.replies ?? [])
        expect({ said, again: now.filter(sentence => before.includes(sentence)) }).toEqual({ said, again: [] })
        before = now
      }
    }
  })

  test('the second way helps on: a question that was not answered says how it can be', async () => {
    const c = new Conversation(knowledge)
    await c.say('MAPI app gets no notifications, Exchange 2007 SP1 RU2')
    const [first] = c.last?.replies ?? []
    await c.say('hm')
    const again = c.reply
    expect(again.kind).toBe('question')
    expect(again).not.toMatchObject({ text: first?.kind === 'question' ? first.text : '' })
    expect(again.choices).toEqual(first?.kind === 'question' ? first.choices : [])
    await c.say('hm')
    expect(c.reply).toMatchObject({ text: first?.kind === 'question' ? first.text : '' })
  })

  test('a choice may have the same title as often as it must', async () => {
    const c = new Conversation(knowledge)
    await c.say('MAPI app gets no notifications, Exchange 2007 SP1 RU2')
    await c.say('hm')
    expect(c.choices).toContain(texts.say('not-sure'))
  })
})
