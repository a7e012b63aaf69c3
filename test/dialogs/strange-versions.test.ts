import { describe, expect, test } from 'vitest'
import { Conversation, shipped } from './conversation.ts'

const knowledge = await shipped()

/** What was answered to, and the builds that are in it. */
const answered = async (...said: readonly string[]): Promise<readonly [unknown, readonly string[]]> => {
  const c = new Conversation(knowledge)
  for (const line of said) await c.say(line)
  const text = JSON.stringify(c.last?.replies)
  return [c.last?.outcome, text.match(/\b\d+\.\d+\.\d{2,}\.\d+\b/g) ?? []]
}
/** The one build in the sentence that says which names are known. */
const EXAMPLE = '8.1.291.2'

describe('a version that the catalog does not have', () => {
  test.each([
    ['version', 'what is build 77.2.3.4?'],
    ['version', 'what is Service Pack 8 for Exchange 2007?'],
    ['version', 'what is SP8?'],
    ['version', 'which build is GroupWise 7.3?'],
    ['latest', 'what is the newest rollup for Exchange 2035?'],
    ['support', 'is Windows Server 2033 still supported?'],
    ['support', 'is GroupWise 7.3 still supported?'],
  ])('is answered with what is known instead (%s): %s', async (request, asked) => {
    expect(await answered(asked)).toEqual([{ kind: 'answered', request }, [EXAMPLE]])
  })

  test('is not answered of the system that is known', async () => {
    const [, builds] = await answered(
      'MAPI app gets no notifications, Exchange 2007 SP1 RU2',
      'is GroupWise 7.3 still supported?',
    )
    expect(builds).toEqual([EXAMPLE])
  })
})

describe('an update that is asked about', () => {
  test.each([
    ['what is rollup 4 for Exchange 2007 SP1?', '8.1.311.3'],
    ['when was rollup 7 for Exchange 2010 SP3 released?', '14.3.210.2'],
  ])('is that of the service pack it is for: %s', async (asked, build) => {
    expect((await answered(asked))[1]).toEqual([build])
  })
})
