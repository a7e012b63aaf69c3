import { describe, expect, it } from 'vitest'
import { outcome, play, shipped } from './conversation.ts'

const outcomeOf = async (...messages: readonly string[]): Promise<string> =>
  outcome(await play(await shipped(), ...messages))

describe('what must be so beside the versions', () => {
  const LATE = 'Outlook 2000 does not show new mail until the user clicks another folder.'

  it('excludes an article when it is otherwise, and speaks for it when it is so', async () => {
    expect(await outcomeOf(`${LATE} The clients are behind NAT.`)).toBe('recommend KB304849')
    expect(await outcomeOf(`${LATE} There is no NAT here.`)).not.toBe('recommend KB304849')
  })

  it('keeps an article back that nobody needs without it, until it is told', async () => {
    const silent = 'Outlook 2013 shows no desktop alerts for new mail. The server is a Windows Server 2012 R2.'
    expect(await outcomeOf(silent)).not.toBe('recommend KB3182782')
    expect(await outcomeOf(`${silent} Outlook runs there as a RemoteApp.`)).toBe('recommend KB3182782')
  })

  it('keeps a hub transport article back until it is told what became of IPv6', async () => {
    const setup =
      'Exchange 2010 setup on Windows Server 2008: service MSExchangeTransport failed to reach status Running.'
    expect(await outcomeOf(setup)).not.toBe('recommend KB952842')
    expect(await outcomeOf(`${setup} The IPv6 box of the card is unticked.`)).toBe('recommend KB952842')
    for (const kept of ['IPv6 is on.', 'Nobody ever edited anything about IPv6.', 'IPv6 is as delivered.'])
      expect(await outcomeOf(`${setup} ${kept}`)).toBe('excluded KB952842')
  })

  it('is read of what never began, and of the contrary', async () => {
    const deaf = 'Exchange 5.5. Our paging program uses the MAPI files of 5.5 and gets no notifications'
    expect(await outcomeOf(`${deaf} any more after some hours, until we restart it.`)).toBe('recommend KB329415')
    expect(await outcomeOf(`${deaf}: nothing ever came, and starting it again does not help.`)).not.toBe(
      'recommend KB329415',
    )
    const rows = 'Exchange 2000, a program with table notifications on many mailboxes. For some of them'
    expect(await outcomeOf(`${rows} only TABLE_ROW_DELETED arrives, and no TABLE_ROW_ADDED.`)).toBe(
      'recommend KB828636',
    )
    expect(await outcomeOf(`${rows} TABLE_ROW_ADDED comes, and no TABLE_ROW_DELETED.`)).toBe('excluded KB828636')
  })

  it('is otherwise where another program has it, and not this one', async () => {
    const silent = 'Windows Server 2012 R2, Outlook 2016 shows no desktop alerts for new mail.'
    expect(await outcomeOf(`${silent} We publish RemoteApps as well. People log on to the whole desktop.`)).not.toBe(
      'recommend KB3182782',
    )
  })

  it('is joined to the release of a host', async () => {
    const app = 'Outlook 2013 runs as RemoteApp from a 2012 R2 session host and shows no desktop alerts.'
    expect(await outcomeOf(app)).toBe('recommend KB3182782')
  })

  it('takes an advice back when it turns out to be otherwise', async () => {
    const c = await play(await shipped(), `${LATE} The clients are behind NAT.`)
    expect(await c.say('Sorry, I mixed that up: there is no NAT.')).toContain('took-back KB304849')
    const d = await play(await shipped(), `${LATE} The clients are behind NAT.`)
    expect(await d.say('Sorry, I was on the wrong server: there is no NAT.')).toContain('took-back KB304849')
  })

  it('does not keep an article from those who have nearly the same', async () => {
    const upgraded = 'Exchange 2007 SP1 on Windows Server 2008: most Exchange services do not start, event 7003.'
    expect(await outcomeOf(`${upgraded} Windows was upgraded in place.`)).toBe('recommend KB951402')
    expect(await outcomeOf(`${upgraded} It was a clean install.`)).not.toBe('recommend KB951402')
  })

  it('holds back no article whose versions are those of few systems, however well another one describes it', async () => {
    const ticket = 'OS: Windows Server 2008\nExchange: 2007 SP1 Update Rollup 2\nProblem: MAPI program registers'
    expect(await outcomeOf(`${ticket}, callback never fires\nSince: mailboxes were moved to MBX3`)).toBe(
      'recommend KB951251',
    )
    const scanner = 'A scanner of ours registers with MAPI Advise and gets no callback at all'
    expect(
      await outcomeOf(
        `${scanner}: Windows Server 2008, Exchange 2007 SP1 RU1. Works against our test server with 2003.`,
      ),
    ).toBe('recommend KB951251')
    expect(
      await outcomeOf(`${scanner}: Windows Server 2008, Exchange 2007 SP1 RU1. MFCMAPI shows the events there.`),
    ).not.toBe('recommend KB951251')
  })

  it('leaves versions to tell apart what is told in the words of an article for every version', async () => {
    const silent = 'Advise succeeds, but OnNotify is not called.'
    expect(await outcomeOf(`${silent} Mailbox server: W2K8 x64, E2K7 SP1 rollup 1.`)).toBe('recommend KB951251')
    expect(await outcomeOf(`${silent} Mailbox server: W2K3 x64, E2K7 SP1 rollup 1.`)).toBe('recommend KB190413')
    expect(await outcomeOf(`${silent} MFCMAPI gets the events. W2K8, E2K7 SP1 rollup 1.`)).toBe('recommend KB190413')
  })

  it('is told with the reasons, and as what would have to be true', async () => {
    const c = await play(await shipped(), `${LATE} The clients are behind NAT.`)
    const { circumstances } = (await (await shipped()).article('KB304849')) ?? {}
    expect(c.said).toContain(circumstances?.[0]?.that)
  })

  it('lets a step that another reading takes for done say nothing against it', async () => {
    const store = 'Exchange 2007. Our CDO program logs on, and the address book works.'
    expect(await outcomeOf(`${store} Opening the store ends in MAPI_E_FAILONEPROVIDER 8004011D.`)).toBe(
      'recommend KB195849',
    )
  })

  it('excludes an article that is named by its number, too', async () => {
    expect(await outcomeOf(`Is it KB304849? ${LATE} There is no NAT here.`)).not.toBe('recommend KB304849')
  })

  it('is otherwise of all that one word denies', async () => {
    const session = 'Exchange 2003 SP1, event 9646: the session exceeded the maximum of 32 objects of type "session".'
    expect(await outcomeOf(`${session} No objtMessage or objtFolder anywhere.`)).not.toBe('recommend KB830829')
  })
})
