import { expect, it } from 'vitest'
import { received, sent } from '../../../knowledge/library/thread/sent-found.ts'
import { openShipped } from '../../shipped.ts'

it('what was found arrives in another thread as it was sent', async () => {
  const { library } = await openShipped()
  for (const words of [
    '',
    'nothing of the kind',
    'KB951251',
    'MAPI notifications stop on Windows Server 2008, event 1022',
  ]) {
    const found = await library.search(words, 25)
    expect(received(structuredClone(sent(found)))).toEqual(found)
  }
})
