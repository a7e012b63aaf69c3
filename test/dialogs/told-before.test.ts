import { describe, expect, test } from 'vitest'
import { play, shipped, versionsOf } from './conversation.ts'

const knowledge = await shipped()

const VERSIONS = 'HARBOUR is Windows Server 2008, MEADOW is Windows Server 2003'

describe('of systems whose versions are told later', () => {
  test.each([
    ['MAPI notifications are missing for mailboxes on HARBOUR', 'Windows Server 2008'],
    ['MAPI notifications are missing for mailboxes on MEADOW', 'Windows Server 2003'],
    ['on MEADOW all is well, but MAPI notifications are missing for mailboxes on HARBOUR', 'Windows Server 2008'],
  ])('the one is in question that had the trouble: %s', async (said, version) => {
    const c = await play(knowledge, said, VERSIONS)
    expect(versionsOf(c)).toEqual([version])
    expect(c.last?.outcome).not.toMatchObject({ waitsFor: { kind: 'which' } })
  })

  test('which one is asked for, where the trouble was said of none', async () => {
    const c = await play(knowledge, 'MAPI notifications are missing, Exchange 2007 SP1 RU2', VERSIONS)
    expect(c.last?.outcome).toMatchObject({ waitsFor: { kind: 'which' } })
  })
})
