import { beforeAll, describe, expect, it } from 'vitest'
import { restoreState } from '../../dialogs/restore.ts'
import type { Knowledge } from '../../knowledge/index.ts'
import { outcome, play, shipped } from './conversation.ts'

let knowledge: Knowledge
beforeAll(async () => {
  knowledge = await shipped()
})

const SYSTEM = 'Our program gets no MAPI notifications. Exchange 2007 SP1 RU3 on Windows Server 2008.'

describe('a trouble that is the same on another version', () => {
  it.each([
    ['951251', `${SYSTEM} Exactly the same on the old Windows 2003 server.`],
    ['951251', `${SYSTEM} It does not get any on Windows Server 2003 either.`],
    [
      '951251',
      `Our program gets no MAPI notifications on Windows Server 2008, be it Exchange 2007 SP1 or Exchange 2010.`,
    ],
    ['2810616', 'BlackBerry mail is late, Exchange 2010 SP2 RU4. It was already like that with RU3.'],
    ['2810616', 'BlackBerry mail is late, Exchange 2010 SP2; RU2, RU3 and RU4 are all equally bad.'],
    ['2810616', 'BlackBerry mail is late, Exchange 2010 SP2. Installing RU4 made no difference.'],
    ['2810616', 'BlackBerry mail is late on Exchange 2010 SP2 RU4. Uninstalling RU4 did not help.'],
    ['898782', 'A MAPI program on Exchange 2003 eats memory until it hangs. Likewise on Exchange 2010.'],
    ['304849', 'Outlook 2000 behind NAT shows no new mail. Outlook 2007 has it too.'],
  ])('has none of the causes that the other version does not have: KB%s, %s', async (kb, said) => {
    const { last } = await play(knowledge, said)
    expect(last?.outcome.kind === 'recommended' && last.outcome.article).not.toBe(`KB${kb}`)
    expect(last?.state.facts.some(f => f.kind === 'also')).toBe(true)
    expect(last?.state.pending?.kind).not.toBe('which')
  })

  it.each([
    ['830829', 'Event 9646 with objtMessage in our own MAPI client, the same on Exchange 2003 and Exchange 2007.'],
    [
      '957537',
      'We have Exchange 2003 SP2 and 2007. Both are affected: our program loads exmapi32.dll itself and does not work.',
    ],
    ['951251', `${SYSTEM} Same with SP1 RU2.`],
    ['951251', `${SYSTEM} Installing RU3 again did not help.`],
    ['2810616', 'BlackBerry mail is late since RU4 for Exchange 2010 SP2. Installing RU4 again did not help.'],
  ])('has a cause that all of them have, and nobody asks which one has it: KB%s, %s', async (kb, said) =>
    expect(outcome(await play(knowledge, said))).toBe(`recommend KB${kb}`),
  )

  it.each([
    'The identical tool pointed at mailboxes on our Windows 2003 server gets its callbacks.',
    'The same program worked on Windows 2003.',
    'The same mailbox on the 2003 server gets them at once.',
    'Would it be the same on Windows Server 2003?',
    'The vendor says it is the same on Windows 2003.',
    'If it were the same on 2003 we would live with it.',
    'We plan to go to 2010, I fear it will be the same on 2010.',
    "It's the same whether Outlook is open or not.",
  ])('is not told by: %s', async said => {
    const c = await play(knowledge, `${SYSTEM} ${said}`)
    expect(outcome(c)).toBe('recommend KB951251')
    expect(c.last?.state.facts.some(f => f.kind === 'also')).toBe(false)
  })

  it('takes an advice back', async () => {
    expect((await play(knowledge, SYSTEM, 'on Windows Server 2003 it gets none either')).last?.state.recommended).toBe(
      undefined,
    )
  })

  it('is remembered by what is kept', async () => {
    const c = await play(knowledge, 'Exchange 2010 SP2, BlackBerry mail is late.', 'installing RU4 changed nothing')
    const kept = JSON.parse(JSON.stringify(c.last?.state))
    expect(restoreState(kept, knowledge.catalog).facts.filter(f => f.kind === 'also')).toHaveLength(2)
  })
})

describe('modes that exclude each other', () => {
  it.each([
    ['not ', 'Outlook 2003 in cached mode against Exchange 2010. Sent items show up a minute late.'],
    [
      'not ',
      'Outlook 2003 on Exchange 2010, deleted items stay in view for up to a minute, cached mode is switched on.',
    ],
    ['', 'Outlook 2003 without cached mode against Exchange 2010. Deleted mails stay visible for up to a minute.'],
    ['', 'Outlook 2003 on Exchange 2010, new, deleted or moved items show up to a minute late. Cached mode is off.'],
    ['', 'Outlook 2003 on Exchange 2010, moved items show up to a minute late. Should we switch to cached mode?'],
    [
      '',
      'Outlook 2003 in online mode, Exchange 2010: deleted mails stay up to a minute, in cached mode it does not happen.',
    ],
  ])('say whether the article of the one applies: %s%s', async (not, said) => {
    const come = outcome(await play(knowledge, said))
    if (not) expect(come).not.toBe('recommend KB2009942')
    else expect(come).toBe('recommend KB2009942')
  })
})
