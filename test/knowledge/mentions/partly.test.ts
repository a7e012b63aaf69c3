import { describe, expect, it } from 'vitest'
import { EVERYWHERE, ONLY, OWN_KINDS } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

const troubles = (text: string) => read(text, {}).troubles
const partOf = (text: string) => {
  const only = troubles(text).find(t => t.kind === ONLY)
  return only && [...only.things.map(([thing]) => thing), ...only.words].join(' ')
}
const told = (text: string) =>
  troubles(text)
    .filter(t => !OWN_KINDS.has(t.kind))
    .map(t => `${t.kind} ${t.standing}`)

describe('the part to which a trouble is narrowed', () => {
  it.each([
    ['Only the permissions set on it are not taken along.', 'permiss'],
    ['It sees all changes, it is just the deletions it never hears about.', 'delet'],
    ['Everything arrives except the retention tags.', 'retention-policy'],
    ['All of it came over but the retention tags.', 'retention-policy'],
    ['The retention tags alone are missing.', 'retention-policy'],
  ])('%s: %s', (text, part) => expect(partOf(text)).toContain(part))

  it.each([
    'Only after a minute the mail arrives.',
    'Only on that server the mail is missing.',
    'Only Outlook 2003 is refused.',
    'Only our fax gateway hears nothing.',
    'Only two of the mailboxes get no mail.',
    'Mail only arrives late.',
    'There is only the calendar on it.',
  ])('is none where it says who, where or when: %s', text => expect(partOf(text)).toBeUndefined())
})

describe('one of two sources', () => {
  it.each([
    ['Advise on the mailbox store is fine. From the archive PST no notification ever comes.', 'pst'],
    [
      'Advise on the public folder is refused with MAPI_E_NO_SUPPORT. The mailbox store Advise works fine.',
      'public-folder',
    ],
    ['Subscribing to the mailbox works fine. Subscribing to the offline address book fails.', 'offline-address-book'],
  ])('is what the trouble is about: %s', (text, part) => expect(partOf(text)).toBe(part))

  it.each([
    'Advise on the mailbox store is refused with MAPI_E_NO_SUPPORT. Advise on the public folder works fine.',
    'Neither the public folders nor the mailboxes send notifications.',
    'The public folders send no notifications. OWA works fine.',
  ])('is not where it is what goes well: %s', text => expect(partOf(text)).toBeUndefined())
})

describe('what is said to happen', () => {
  it.each([
    ['All Exchange services come up by themselves.', 'cannot-start denied'],
    ['After the rollup every service starts on its own.', 'cannot-start denied'],
    ['The folder arrives with all messages.', 'lost denied'],
    ['The log has an OnNotify line for every single message.', 'absent denied'],
    ['The sink is told of every change.', 'absent denied'],
  ])('%s: %s', (text, what) => expect(told(text)).toEqual([what]))

  it.each([
    'Not all services come up by themselves.',
    'All services should come up by themselves.',
    'Before the rollup all services came up by themselves.',
    'When all services come up, the screen is white.',
    'Do all services come up by themselves?',
    'The sink of the other server is told of every change.',
  ])('not in: %s', text => expect(told(text)).not.toContain('cannot-start denied'))

  it('is no more than what it is for, where a trouble of it is told', () => {
    expect(told('The sink is told of every change. It crashes.')).toEqual(['crash claimed'])
    expect(told('The notification comes for each mail, but an hour late.')).toEqual(['late claimed'])
  })
})

describe('what all of one machine have', () => {
  const isEverywhere = (text: string): boolean => read(text, { asked: [] }).troubles.some(t => t.kind === EVERYWHERE)

  it.each(['for every user on that box', 'for every mailbox on the new server'])('is not everywhere: %s', where =>
    expect(isEverywhere(`The spooler hangs ${where}.`)).toBe(false),
  )

  it.each(['for every user', 'for every mailbox on both boxes'])('what all have, is: %s', where =>
    expect(isEverywhere(`The spooler hangs ${where}.`)).toBe(true),
  )
})
