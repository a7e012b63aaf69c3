import { beforeAll, describe, expect, it } from 'vitest'
import type { Knowledge } from '../../knowledge/index.ts'
import { outcome, play, shipped } from './conversation.ts'

describe('what speaks against an article', () => {
  let knowledge: Knowledge
  beforeAll(async () => {
    knowledge = await shipped()
  })
  const SYSTEM = 'Exchange 2007 SP1, Windows Server 2008.'

  it('is that the thing is on that was off there', async () => {
    const fails = 'The Hub Transport role does not install: its service never reaches Running.'
    expect(outcome(await play(knowledge, `${SYSTEM} ${fails} IPv6 was unchecked.`))).toBe('recommend KB952842')
    expect(outcome(await play(knowledge, `${SYSTEM} ${fails} IPv6 is still checked.`))).not.toBe('recommend KB952842')
  })

  it('is not what was installed before its fix', async () => {
    const hangs = 'Our MAPI program hangs for a minute whenever a global catalog server goes down.'
    expect(outcome(await play(knowledge, `Exchange 2000 SP3. ${hangs}`))).toBe('recommend KB823719')
  })
})

describe('a version that is told beside an advice', () => {
  it('is no request, though it stands in its words', async () => {
    const knowledge = await shipped()
    const c = await play(
      knowledge,
      'MAPI notifications never arrive. Exchange 2007 SP1 RU1, Windows Server 2008.',
      'Exchange 2007 SP2 is installed now, and the notifications are still missing.',
    )
    expect(outcome(c)).toBe('took-back KB951251')
  })
})
