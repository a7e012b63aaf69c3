import { beforeAll, describe, expect, test } from 'vitest'
import type { Reply } from '../../dialogs/index.ts'
import { quoted } from '../../dialogs/saying/quoted.ts'
import type { Knowledge } from '../../knowledge/index.ts'
import { play, shipped, texts } from './conversation.ts'

const STORY = 'our MAPI application of the finance department upstairs does not get any notifications'

/** Problems that lead to an article in one message: with two versions and with one. */
const TOLD = [
  'MAPI app gets no notifications, Exchange 2007 SP1 RU2 on Windows Server 2008',
  `Since last week ${STORY}, with Exchange 2007 SP1 RU2 on Windows Server 2008`,
  'MAPI app gets no notifications, ExSetup.exe is 8.1.291.2, on Windows Server 2008',
  'BlackBerry mail is delayed after Update Rollup 4 for Exchange 2010 SP2',
]

describe('how sure it is, and why', () => {
  let knowledge: Knowledge
  beforeAll(async () => {
    knowledge = await shipped()
  })
  const advice = async (said: string) => {
    const replies = (await play(knowledge, said)).last?.replies ?? []
    const found = replies.find((r): r is Extract<Reply, { kind: 'recommendation' }> => r.kind === 'recommendation')
    if (!found) throw new Error(`nothing is recommended to "${said}"`)
    return found
  }

  test.each(TOLD)('is one line of a card: %s', async said => {
    const { certainty, because } = await advice(said)
    expect(`${certainty} ${because}`.length).toBeLessThanOrEqual(92)
    expect(because).toMatch(/^Exchange Server 20.*Update Rollup \d/)
    expect(because).not.toMatch(/…$/)
  })

  test('what must be so beside the versions and was not told stands first among what to check', async () => {
    const said = TOLD[0] ?? ''
    const id = (await play(knowledge, said)).last?.outcome
    const article = await knowledge.article(id?.kind === 'recommended' ? id.article : '')
    const [open = '', ...told] = article?.circumstances.map(c => c.that) ?? []
    const { parts, certainty } = await advice(said)
    expect(parts[0]?.lines[0]).toContain(open)
    expect(told.length).toBeGreaterThan(0)
    const more = await advice(`${said}. MFCMAPI gets none either, on the same subnet as the server.`)
    expect(more.parts[0]?.lines[0]).not.toContain(open)
    expect([certainty, more.certainty]).not.toContain(texts.say('certain'))
  })

  test('what the person wrote stands in the reasons as it is, however long', async () => {
    const { parts } = await advice(TOLD[1] ?? '')
    const [why] = parts.filter(p => p.folded)
    expect(why?.lines.some(line => line.includes(STORY))).toBe(true)
  })
})

describe('what is quoted', () => {
  test.each([
    ['short enough', 80, 'short enough'],
    ['It ends here.', 80, 'It ends here'],
    ['two  lines\nare one', 80, 'two lines are one'],
    ['cut at the end of a word', 12, 'cut at the…'],
    ['cut exactly here and not before', 11, 'cut exactly…'],
    ['no comma, before the dots', 9, 'no comma…'],
    ['averyveryverylongwordalone', 10, 'averyveryv…'],
    ['half of 😀😀😀😀', 9, 'half of…'],
    ['😀😀😀', 3, '😀…'],
  ])('"%s" in %i characters', (said, most, shown) => {
    expect(quoted(said, most)).toBe(shown)
  })
})
