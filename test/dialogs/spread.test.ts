import { describe, expect, test } from 'vitest'
import { outcome, play, shipped } from './conversation.ts'

const knowledge = await shipped()
const played = async (...said: readonly string[]): Promise<string | undefined> =>
  outcome(await play(knowledge, ...said))

describe('what an article says to go well', () => {
  test.each([
    [
      'does not, so that it is another trouble',
      'Outlook 2016 runs as a RemoteApp on Windows Server 2012 R2 and shows no desktop alerts. In a full desktop session on that host there are none either.',
      'KB3182782',
    ],
    [
      'is late as well',
      'Exchange 2003, the branch sits behind a packet filter, new mail comes a minute late. It is just as late on a PC next to the server.',
      'KB264035',
    ],
    [
      'is as late there',
      'Exchange 2007 SP1 RU1 on Windows Server 2008. The MAPI client gets new mail two minutes late, and OWA is equally late.',
      'KB951251',
    ],
    [
      'does not see them, too',
      'Cached mode of Outlook 2010: new messages do not appear in the Inbox. OWA does not show them either.',
      'KB2330226',
    ],
    [
      'is no better with the filter taken away',
      'Exchange 2003, our branch is behind a firewall and gets new mail a minute late. So does a PC at the main office with its own firewall switched off.',
      'KB264035',
    ],
    [
      'has not got it, either',
      'Exchange 2000 and a PST: sent mail stays in the Outbox for 20 seconds, and the recipient gets it late, too.',
      'KB275261',
    ],
    [
      'shows no such alert where it ought to, told with its name again',
      'Outlook 2013 as a RemoteApp on Windows Server 2012: desktop alerts are missing. I opened a full desktop session on that server, sent myself a mail, and no desktop alert there either.',
      'KB3182782',
    ],
    [
      'has the same delay, with its own filter off',
      'Exchange 2003, new mail comes 90 seconds late in the branch behind a packet filter. A PC next to the server, Windows Firewall off, has exactly the same delay.',
      'KB264035',
    ],
  ])('%s', async (_, said, article) => expect(await played(said)).not.toBe(`recommend ${article}`))

  test.each([
    [
      'Outlook 2016 runs as a RemoteApp on Windows Server 2012 R2 and shows no desktop alerts. In a full desktop session on that host they do come.',
      'KB3182782',
    ],
    [
      'Cached mode of Outlook 2010: new messages do not appear in the Inbox. OWA shows them, the phone too.',
      'KB2330226',
    ],
    [
      'Outlook 2016 on Windows 8.1 shows no alerts for new mail, which is in the Inbox at once. Its shortcut was deleted, and Outlook is not listed in the notification settings, either.',
      'KB3014833',
    ],
  ])('speaks for it where it does: %s', async (said, article) =>
    expect(await played(said)).toBe(`recommend ${article}`),
  )
})

describe('an article about one of many', () => {
  test('is the one where only one has the trouble', async () => {
    const said =
      'Our MAPI add-in does not work on one computer with Outlook 2010, though Outlook starts there. On all other PCs it works.'
    expect(await played(said)).toBe('recommend KB2698523')
  })

  test.each(['It fails on all 40 PCs.', 'Not one computer is spared.', 'It is the same everywhere.'])(
    'is not where all have it: %s',
    async where => {
      const said = `Our MAPI add-in does not work with Outlook 2010, though Outlook starts. ${where}`
      expect(await played(said)).not.toBe('recommend KB2698523')
    },
  )
})

describe('an article whose cause lies in the server', () => {
  const late = (whose: string): string => `Exchange 2010 SP2 Update Rollup 4. ${whose} gets mail ten minutes late.`

  test('is not the one where only one of many has the trouble', async () => {
    expect(await played(late("One user's BlackBerry"))).not.toBe('recommend KB2810616')
  })

  test('is where all have it', async () => {
    expect(await played(late('Every BlackBerry'))).toBe('recommend KB2810616')
  })
})
