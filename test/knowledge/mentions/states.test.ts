import { describe, expect, it } from 'vitest'
import { SWITCHED_OFF, SWITCHED_ON } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

const statesOf = (text: string): readonly string[] =>
  read(text, {})
    .troubles.filter(t => t.kind === SWITCHED_ON || t.kind === SWITCHED_OFF)
    .map(t => `${t.kind} ${t.things.map(([thing]) => thing).join()}`)

describe('what is switched on or off', () => {
  it.each([
    ['IPv6 is unticked on that card', 'switched-off ipv6'],
    ['we disabled IPv6', 'switched-off ipv6'],
    ['IPv6 was not disabled', 'switched-on ipv6'],
    ['cached mode is turned on', 'switched-on mode cached-exchange-mode'],
    ['the firewall is off', 'switched-off firewall'],
  ])('%s', (text, state) => expect(statesOf(text)).toEqual([state]))

  it.each(['Should IPv6 be enabled?', 'the program logs off', 'IPv6 is on the network card'])(
    'is nothing of: %s',
    text => expect(statesOf(text)).toEqual([]),
  )
})
