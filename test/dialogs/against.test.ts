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

  it('is that only a part of it goes wrong, of which the article does not speak', async () => {
    const moved = 'Exchange 2010 SP1 RU4. A folder that was moved in Outlook'
    const all = 'arrives with all messages and subfolders'
    const outcomeOf = async (text: string) => outcome(await play(knowledge, text))
    expect(await outcomeOf(`${moved} ${all}, only its permissions are not taken along.`)).not.toBe(
      'recommend KB2579150',
    )
    expect(await outcomeOf(`${moved} is there, merely its colour label is lost.`)).not.toBe('recommend KB2579150')
    expect(await outcomeOf(`${moved} is there, only its messages and subfolders are lost.`)).toBe('recommend KB2579150')
    const ru2 = 'Exchange 2007 SP1 RU2, Windows Server 2008.'
    const sink = `${ru2} Our MAPI sink`
    expect(await outcomeOf(`${sink} hears of new items at once, it's only deletions it never hears about.`)).not.toBe(
      'recommend KB951251',
    )
    expect(await outcomeOf(`${ru2} Mail is fine, only our fax gateway gets no MAPI notifications.`)).toBe(
      'recommend KB951251',
    )
  })

  it('is that its trouble is said not to be there', async () => {
    const outcomeOf = async (text: string) => outcome(await play(knowledge, text))
    const ru2 = 'Exchange 2007 SP1 RU2, Windows Server 2008.'
    const rollup = 'Exchange 2007 SP1. After the rollup'
    expect(
      await outcomeOf(`${rollup} all Exchange services come up by themselves. 7000 and 7009 are about a fax driver.`),
    ).not.toBe('recommend KB944752')
    expect(await outcomeOf(`${rollup} the Exchange services do not start by themselves, events 7000 and 7009.`)).toBe(
      'recommend KB944752',
    )
    expect(
      await outcomeOf(`${ru2} People get no SMS. The log has an OnNotify line for every mail, then HTTP 504.`),
    ).not.toBe('recommend KB951251')
    expect(await outcomeOf(`${ru2} Outlook is notified of every mail, our MAPI agent isn't.`)).toBe(
      'recommend KB951251',
    )
  })

  it('is a thing that stands in the place of its own', async () => {
    const outcomeOf = async (text: string) => outcome(await play(knowledge, text))
    const exceeded = 'event 9646: the archiving account exceeded the maximum of'
    expect(await outcomeOf(`Exchange 2010, ${exceeded} 32 objects of type session.`)).toBe('recommend KB2742012')
    expect(await outcomeOf(`Exchange 2010, ${exceeded} 500 objects of type objtFolder.`)).not.toBe(
      'recommend KB2742012',
    )
    expect(await outcomeOf(`Exchange 2007, event 9646: a MAPI client exceeded 500 objects of type objtFolder.`)).toBe(
      'recommend KB830829',
    )
  })

  it('is not that one of many has it, where each has a product of their own', async () => {
    const outcomeOf = async (text: string) => outcome(await play(knowledge, text))
    const hidden = 'Outlook 2013, cached mode: new mail is not in the Inbox, Outlook Web App has it.'
    expect(await outcomeOf(`${hidden} Only one user has it, all others are fine.`)).toBe('recommend KB2330226')
    const silent = 'Exchange 2007 SP1 RU2, Windows Server 2008. The MAPI notifications do not arrive'
    expect(await outcomeOf(`${silent} for one user, all others get them.`)).not.toBe('recommend KB951251')
  })

  it('is that nothing goes wrong, or only what was solved before another question', async () => {
    const outcomeOf = async (text: string) => outcome(await play(knowledge, text))
    const icon = 'Exchange 2003, the new mail icon shows up as it should on all clients.'
    expect(await outcomeOf(`${icon} Just asking how to change the sound.`)).not.toMatch(/^recommend/)
    const off = 'Outlook 2007 was disconnected after our move to Exchange 2010, the encrypt box was off'
    expect(await outcomeOf(`${off}, ticked it, done. Now what about the size of ost files?`)).not.toMatch(/^recommend/)
    expect(await outcomeOf(`${off}. Just want to know how to fix it.`)).toBe('recommend KB3032395')
  })

  it('is not that it begins without an error', async () => {
    const sink = 'It subscribes through MAPI without error, but it is never woken.'
    const wakes = 'Our program should wake up when a new message lands.'
    expect(outcome(await play(knowledge, `${wakes} ${sink} Exchange 2007 SP1 RU2, Windows Server 2008.`))).toBe(
      'recommend KB951251',
    )
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
