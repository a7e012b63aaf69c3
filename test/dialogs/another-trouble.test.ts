import { beforeAll, describe, expect, test } from 'vitest'
import { createRespond, type Respond, typed } from '../../dialogs/index.ts'
import { shipped, texts } from './conversation.ts'

/** Systems that an article is about, and what is seen on them that is not its trouble. */
const OTHER_TROUBLES = [
  'Exchange 2010 SP1 with Rollup 4: dragging a folder in Outlook takes ages.',
  'Exchange 2010 SP1 Rollup 4: after a folder was moved in Outlook every mail in it is there two times.',
  'Cached Outlook 2010: the Inbox displays new mails with Chinese signs as text, in OWA they read well.',
  'Outlook 2013 as a RemoteApp from a Server 2012: printing gives empty pages. On the full desktop it prints.',
  'Exchange 2007 SP1 RU2 on Windows Server 2008: OnNotify fires right on time, the entry id in it is the wrong one.',
  'Outlook 2013 in cached mode lists each new mail two times in the Inbox. OWA lists it once.',
  'Outlook 2016: the add-in loads fine, but the calendar prints upside down.',
] as const

/** What goes well is what the article says is wrong, though the rest is told alike. */
const RIGHT_ALREADY = [
  'One PC only, Outlook 2010 runs, the add-in does not load. The path of Outlook under App Paths is correct.',
  'Exchange 2007 SP1 RU2 on Windows Server 2008. The MAPI client is told about each mail at once. It just takes five minutes to process it.',
] as const

describe('a trouble of another kind on a system that an article is about', () => {
  let respond: Respond
  beforeAll(async () => {
    respond = createRespond(await shipped(), texts)
  })

  test.each(OTHER_TROUBLES)('is neither that article’s, nor is it asked again what is seen: %s', async said => {
    const { outcome } = await respond(undefined, typed(said))
    expect(['abstained', 'suggested']).toContain(outcome.kind)
  })

  test.each(RIGHT_ALREADY)('is that of an article no more where its own part is right: %s', async said => {
    const { outcome } = await respond(undefined, typed(said))
    expect(outcome.kind).not.toBe('recommended')
  })

  test.each([
    ['We have Outlook 2010. On one PC our MAPI plug-in fails, on all other PCs it works.', 'KB2698523'],
    ['Exchange 2003, CDO page: logon ok, address list ok, opening the inbox gives 8004011D.', 'KB195849'],
    [
      'Exchange 2007 SP1 RU3 on Windows Server 2008. The logoff of our MAPI batch ends with an access violation.',
      'KB951251',
    ],
  ])(
    'is none where the article itself tells what goes well, whom alone it befalls, or the moment: %s',
    async (said, article) => {
      const { outcome } = await respond(undefined, typed(said))
      expect(outcome).toMatchObject({ kind: 'recommended', article })
    },
  )
})
