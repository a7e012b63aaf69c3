import { beforeAll, describe, expect, test } from 'vitest'
import { createRespond, loadTexts, type Respond, typed } from '../../dialogs/index.ts'
import { openKnowledge, SHIPPED_ARTICLES } from '../../knowledge/index.ts'

/** Systems that an article is about, and what is seen on them that is not its trouble. */
const OTHER_TROUBLES = [
  'Exchange 2010 SP1 with Rollup 4: dragging a folder in Outlook takes ages.',
  'Exchange 2010 SP1 Rollup 4: after a folder was moved in Outlook every mail in it is there two times.',
  'Cached Outlook 2010: the Inbox displays new mails with Chinese signs as text, in OWA they read well.',
  'Outlook 2013 as a RemoteApp from a Server 2012: printing gives empty pages. On the full desktop it prints.',
  'Exchange 2007 SP1 RU2 on Windows Server 2008: OnNotify fires right on time, the entry id in it is the wrong one.',
  'Outlook 2016: the add-in loads fine, but the calendar prints upside down.',
] as const

describe('a trouble of another kind on a system that an article is about', () => {
  let respond: Respond
  beforeAll(async () => {
    respond = createRespond((await openKnowledge([SHIPPED_ARTICLES])).knowledge, loadTexts())
  })

  test.each(OTHER_TROUBLES)('is neither that article’s, nor is it asked again what is seen: %s', async said => {
    const { outcome } = await respond(undefined, typed(said))
    expect(['abstained', 'suggested']).toContain(outcome.kind)
  })
})
