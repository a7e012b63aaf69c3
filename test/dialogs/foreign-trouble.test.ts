import { beforeAll, describe, expect, test } from 'vitest'
import { createRespond, type Respond, typed } from '../../dialogs/index.ts'
import { shipped, texts } from './conversation.ts'

describe('a message that has all of an article but its trouble', () => {
  let respond: Respond
  beforeAll(async () => {
    respond = createRespond(await shipped(), texts)
  })
  const kindOf = async (said: string) => (await respond(undefined, typed(said))).outcome.kind

  test.each([
    // Nothing that goes wrong is told of anything.
    'Exchange 2000. All our global catalogs were up the whole year, and the MAPI job looks up names in a flash.',
    // The article's own trouble is denied; another one, of its kind, befalls another thing.
    'Exchange 2010 SP1 Update Rollup 4 of June 2011. Folders moved in Outlook get there complete. But free/busy is not displayed.',
    // What befalls another thing, beside a name that the article has.
    'Exchange 2010 on Windows Server 2008: MSExchangeTransport is running, IPv6 was left alone. But the license key is refused.',
    // The program is served by another server.
    'Our MAPI program calls Advise and gets S_OK. On the Exchange 2003 server OnNotify is called at once, on the Exchange 2010 server it is never called.',
  ])('is not given it: %s', async said => {
    expect(await kindOf(said)).not.toBe('recommended')
  })
})
