import { describe, expect, it } from 'vitest'
import { read } from '../room.ts'

/** What is claimed to be absent. */
const missing = (text: string): readonly (string | undefined)[] =>
  read(text, { asked: [] })
    .troubles.filter(t => t.kind === 'absent' && t.standing === 'claimed')
    .flatMap(t => t.things.map(([thing]) => thing))

describe('what is left out of a sentence', () => {
  it.each([
    ['the verb', 'On MBA the callbacks arrive. On MBB never.'],
    [
      'behind a bracket',
      'For users of NODE1 (Windows 2003) the callbacks arrive. For users of NODE2 (Windows 2008) not.',
    ],
    ['the subject', 'Users on MB1 (2003): the sink is called. Users on MB2 (2008): is never called.'],
    [
      'the subject, behind where it is',
      'Mailbox on MBA (2007 SP1, Server 2003): the callback fires. Mailbox on MBB (2007 SP1, Server 2008): never fires.',
    ],
  ])('stands in the one that is built like it: %s', (_, text) => expect(missing(text)).toContain('notification'))

  it.each([
    ['Notifications arrive on MB1. Mails on MB2 do not arrive.'],
    ['The callbacks arrive on MB1. What is MB2 for?'],
  ])('and not where something is named: %s', text => expect(missing(text)).not.toContain('notification'))
})

describe('a denial right behind its verb', () => {
  it.each([
    ['Notifications come not to our dialer.'],
    ['The callbacks arrive not any more.'],
    ['Our connector receives not the notifications.'],
  ])('denies it: %s', text => expect(missing(text)).toContain('notification'))

  it.each([
    ['The notifications come not only here.'],
    ['The callbacks arrive not only in the morning.'],
    ['The notifications come not until noon.'],
    ['Do the notifications come? Not sure.'],
  ])('but not what is narrowed: %s', text => expect(missing(text)).toEqual([]))
})
