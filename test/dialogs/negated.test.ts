import { beforeAll, describe, expect, test } from 'vitest'
import { createRespond, type Respond, typed } from '../../dialogs/index.ts'
import { shipped, texts } from './conversation.ts'

/** A system, a trouble on it as people tell it, and the article. */
const TOLD: readonly (readonly [system: string, trouble: string, article: string])[] = [
  ['Exchange 2007 SP1 RU2 on Windows Server 2008.', 'our MAPI program gets no notifications', 'KB951251'],
  ['Exchange 2007 SP1 RU2 on Windows Server 2008.', 'the MAPI client crashes when it logs off', 'KB951251'],
  ['Exchange 5.5.', 'the information store crashes in PUSH_NOTIFY', 'KB272274'],
  ['Exchange 2003 SP1.', 'a MAPI program eats memory until it stops responding', 'KB898782'],
  ['Exchange 2010 SP1 Update Rollup 4.', 'folders that are moved in Outlook lose their messages', 'KB2579150'],
  ['Exchange 2007 SP1.', 'the Exchange services do not start after the rollup, events 7000 and 7009', 'KB944752'],
]

/** Ways to say that it is not so: denied, over, elsewhere, only asked, supposed or heard of. */
const NOT_SO: readonly ((trouble: string) => string)[] = [
  t => `It is not the case that ${t}.`,
  t => `It's not that ${t}.`,
  t => `${t}. No, that is not true.`,
  t => `Nobody says that ${t}.`,
  t => `Last year ${t}, but now everything works.`,
  t => `It is no longer the case that ${t}.`,
  t => `Until Tuesday ${t}; since then all is well.`,
  t => `On our other server ${t}, here it does not happen.`,
  t => `${t}. We fixed it yesterday.`,
  t => `Suppose ${t}. What would be the reason?`,
  t => `Would it be possible that ${t}?`,
  t => `How can we prevent that ${t}?`,
  t => `The vendor says that ${t} on some systems.`,
]

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

describe('a message and its negation', () => {
  let respond: Respond
  beforeAll(async () => {
    respond = createRespond(await shipped(), texts)
  })
  const outcomeOf = async (said: string) => (await respond(undefined, typed(said))).outcome

  test.each(TOLD)('%s %s: is recommended %s', async (system, trouble, article) => {
    expect(await outcomeOf(`${system} ${capital(trouble)}.`)).toMatchObject({ kind: 'recommended', article })
  })

  test.each(['a MAPI tool crashes', 'our MAPI program hangs', 'a MAPI tool is slow'])(
    'what may go wrong with anything is no evidence by itself: %s',
    async trouble => {
      const outcome = await outcomeOf(`Exchange 2007 SP1 RU2 on Windows Server 2008, ${trouble}.`)
      expect(outcome.kind).not.toBe('recommended')
    },
  )

  test.each(NOT_SO.map(say => [say('…'), say] as const))('lead never to the same fix: %s', async (_, say) => {
    for (const [system, trouble] of TOLD)
      for (const said of [`${system} ${capital(say(trouble))}`, `${capital(say(trouble))} ${system}`])
        expect((await outcomeOf(said)).kind, said).not.toBe('recommended')
  })
})
