import { beforeAll, describe, expect, it } from 'vitest'
import type { Knowledge } from '../../knowledge/index.ts'
import { outcome, play, shipped } from './conversation.ts'

const SYSTEM = 'Exchange 2007 SP1 RU2, Windows Server 2008.'
const TROUBLE = 'Our MAPI program gets no notifications.'

let knowledge: Knowledge
beforeAll(async () => {
  knowledge = await shipped()
})
const toldOf = async (text: string): Promise<string> => outcome(await play(knowledge, text))

describe('a cause that the person has found', () => {
  it.each([
    'It turned out that the antivirus on the server blocks the agent.',
    'We traced it to an expired certificate.',
    'The VPN is the culprit: without it everything arrives.',
    'It is caused by a full disk.',
    'As it turned out, they are eaten by a transport agent that we wrote.',
    'The reason that they are missing is a hung RPC proxy.',
    'It is because the licence of the gateway has run out.',
    'It is because of the Windows firewall on the application server.',
    'Nothing has come since the new proxy was installed.',
    'I found a spam filter add-in that swallows them.',
    'When we disable the virus scanner they come at once.',
    'With the antivirus disabled it works.',
  ])('is not passed over, nor asked about: %s', async cause => {
    expect(await toldOf(`${SYSTEM} ${TROUBLE} ${cause}`)).toMatch(/^(?:suggested|no-candidate)/)
  })

  it.each([
    'The vendor thinks that our antivirus is to blame, but we have none.',
    'Maybe it is because of the firewall?',
    'It is not caused by the antivirus.',
    'We disabled the virus scanner, still nothing.',
    'I found that OnNotify is never called.',
    'We noticed because the fax printer stayed silent.',
    'It began when the new mailbox server went in.',
    'We found that the mailbox size does not matter.',
    'It cannot be caused by the proxy, the clients bypass it.',
    'It hurts because payroll runs today.',
    'The users say that the new printer is the cause, which is nonsense.',
    'It has been so since the new year.',
    'The reason is unknown.',
    'It is caused by',
    'A network trace shows traffic on port 135.',
    'The reason why I write: tickets are opened late.',
    'I write because our ticketing system depends on it.',
  ])('is none where nobody is sure of it, or it is the trouble itself: %s', async more => {
    expect(await toldOf(`${SYSTEM} ${TROUBLE} ${more}`)).toBe('recommend KB951251')
  })

  it('may be that of the article', async () => {
    const late = 'Exchange 2003, Outlook 2003 online mode. New mail shows up late.'
    expect(await toldOf(`${late} I found that the firewall drops the UDP packets.`)).toBe('recommend KB264035')
    expect(await toldOf(`${late} The antivirus plug-in on the clients is responsible for it.`)).not.toContain(
      'recommend',
    )
  })

  it('may be that the program itself is new, where it only fails', async () => {
    const since = "since Friday's release of our program"
    expect(await toldOf(`Our MAPI add-in fails in Outlook 2010 ${since}.`)).not.toContain('recommend')
    expect(await toldOf(`${SYSTEM} The MAPI program gets no notifications ${since}.`)).toBe('recommend KB951251')
  })

  it('may be what a tool shows, where the trouble is not plainly the same', async () => {
    const slow = 'Users on Exchange 2003 say mail is slow, whatever folder they click.'
    expect(await toldOf(`${slow} Queue Viewer shows it all waiting for the antivirus agent.`)).not.toContain(
      'recommend',
    )
  })
})

describe('an experiment', () => {
  it.each([
    'With the antivirus agent turned off OnNotify fires.',
    'With 4.1 of our tool it works.',
    'With the spam filter off they arrive.',
    'Turn the antivirus agent off and OnNotify comes.',
    'With build 4.1 of the tool put back it works.',
    'With the right event mask it gets everything.',
    'They arrive as soon as the spam filter is disabled.',
    'Nothing comes until I unload the filter driver.',
    'We exempted the process from the scanner. Now they all come.',
    'Without the proxy everything comes.',
    'Once the service account was given full rights, the events came in.',
    "Changing the sink's thread to an STA makes OnNotify fire.",
  ])('that lifts the trouble tells another cause: %s', async done => {
    expect(await toldOf(`${SYSTEM} ${TROUBLE} ${done}`)).not.toMatch(/recommend|ask/)
  })

  it('may be told in the next message', async () => {
    expect(await toldOf(`${SYSTEM} ${TROUBLE}`)).toBe('recommend KB951251')
    const later = await play(knowledge, `${SYSTEM.split(',')[0]}. ${TROUBLE}`, 'With the scanner unloaded they come.')
    expect(outcome(later)).not.toMatch(/recommend/)
  })

  it('denies no trouble where that stays away, and tells no mode that was only tried', async () => {
    const crash =
      'Outlook 2013 crashes after AutoSave when an attached message is open and our add-in calls GetProps on it.'
    expect(await toldOf(`${crash} Without the add-in it does not crash.`)).toBe('recommend KB4131515')
    const setup =
      'Exchange 2007 SP1 on Windows Server 2008: setup fails at the Hub Transport role, MSExchangeTransport does not start.'
    const off = 'IPv6 was unchecked on the network card.'
    expect(await toldOf(`${setup} ${off} As soon as I tick IPv6 and reboot, setup goes through.`)).toBe(
      'recommend KB952842',
    )
    expect(await toldOf(`${setup} ${off} Ticked it again, rebooted: the same error.`)).not.toContain(
      'recommend KB952842',
    )
  })

  it.each([
    'We turned the antivirus agent off and it is the same.',
    'Deleted the rules and reset the view: made no difference.',
    'Outlook next to it sees all changes at once.',
    'Tried it with a new profile: no notifications either.',
    'After a restart of the service they come for an hour.',
    'We replaced the memory and the switch, still nothing.',
    'I have removed all add-ins and nothing comes.',
    'The connector sets its flags and then registers; sending works fine.',
    'I stopped the BES service to rule it out; the program is still deaf.',
    'The server was patched and restarted, Outlook is fine.',
  ])('that changes nothing, or relieves anything, tells none: %s', async done => {
    expect(await toldOf(`${SYSTEM} ${TROUBLE} ${done}`)).toBe('recommend KB951251')
  })
})

describe('a step of a program', () => {
  it.each([
    'The MAPI client gets MAPI_E_LOGON_FAILED, so it does not even come to Advise.',
    'The MAPI tool crashes the second it starts, it never reaches the logon.',
    'Our MAPI service dies during startup, long before it registers.',
    'The MAPI client hangs in MAPILogonEx, so Advise is never called.',
    'The MAPI service cannot open the store and so never gets to Advise.',
  ])('that is never reached is not what fails: %s', async text => {
    expect(await toldOf(`${text} ${SYSTEM}`)).not.toMatch(/recommend|ask/)
  })

  it.each([
    'The sink that we registered with Advise is never called.',
    'Advise never calls us back.',
    'Before it registers, the MAPI program opens the store; then OnNotify is never called.',
    'The MAPI sink never gets to OnNotify.',
    'The MAPI program crashes when it releases the store, right before the logoff.',
  ])('is reached where only what it brings is missed: %s', async text => {
    expect(await toldOf(`${text} ${SYSTEM}`)).toBe('recommend KB951251')
  })

  it('that fails is not one that is done', async () => {
    const own = 'Our own program on Exchange 2010:'
    expect(await toldOf(`${own} Advise returns S_OK, but OnNotify is never called, whatever server.`)).toBe(
      'recommend KB190413',
    )
    expect(await toldOf(`${own} Advise returns MAPI_E_INVALID_PARAMETER, so of course no OnNotify.`)).not.toContain(
      'recommend',
    )
    expect(await toldOf(`${TROUBLE} It logs on, and Advise succeeds. ${SYSTEM}`)).toBe('recommend KB951251')
  })
})

describe('what the article needs to go wrong', () => {
  it('is said to be in order', async () => {
    const hangs = 'Exchange 2000. Our MAPI program hangs for a minute'
    expect(await toldOf(`${hangs} when a global catalog server goes down.`)).toBe('recommend KB823719')
    expect(await toldOf(`${hangs} when it opens a mail. All global catalogs were up and fine.`)).not.toContain(
      'recommend',
    )
    expect(await toldOf(`${hangs} when it opens a mail; the domain controllers were never down.`)).not.toContain(
      'recommend',
    )
  })
})

describe('what somebody has changed', () => {
  it('is what stands behind the verb, and not who did it', async () => {
    const late = 'Outlook 2003 in online mode, Exchange 2003: new mail comes a minute late'
    expect(await toldOf(`${late} since a policy switched on the Windows firewall on the clients.`)).toBe(
      'recommend KB264035',
    )
  })

  it.each([
    'we replaced the proxy',
    'the consultant enabled the spam filter',
    'somebody changed the antivirus settings',
    'the proxy was replaced',
  ])('speaks against an article that does not know it: %s', async change => {
    expect(await toldOf(`${SYSTEM} Our MAPI program gets no notifications since ${change}.`)).not.toContain('recommend')
  })
})

describe('an error that the article names', () => {
  it('is its trouble, whatever it is called', async () => {
    const refused = 'The registration for notifications is rejected by the mailbox server with'
    expect(await toldOf(`${SYSTEM} ${refused} MAPI_E_NO_SUPPORT.`)).toBe('recommend KB951251')
    expect(await toldOf(`${SYSTEM} Opening the store is refused with MAPI_E_NO_SUPPORT.`)).not.toContain('recommend')
    const over = 'Exchange 2003. We had MAPI_E_FAILONEPROVIDER in the CDO app last month, which was cured.'
    expect(await toldOf(`${over} Now it stores umlauts as question marks.`)).not.toContain('recommend')
  })
})

describe('another article whose version is open', () => {
  it('is asked about where its trouble is the same, and not where it shares some words', async () => {
    const limit = 'Exchange 2003, event ID 9646, exceeded the maximum of 250 objects of type objtMessage.'
    expect(await toldOf(`${limit} The archiver loses its session.`)).toBe('recommend KB830829')
    expect(await toldOf('Our MAPI program gets no callback, Exchange 2007')).not.toContain('recommend')
  })
})
