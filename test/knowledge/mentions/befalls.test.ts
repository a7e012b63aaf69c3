import { describe, expect, it } from 'vitest'
import { NAMED, QUESTION, SWITCHED_OFF, WITHOUT, WORKS } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

const PSEUDO: ReadonlySet<string> = new Set([NAMED, QUESTION, WORKS])
const told = (text: string) => read(text, {}).troubles.filter(t => !PSEUDO.has(t.kind))
const kinds = (text: string) => told(text).map(t => t.kind)
const standings = (text: string) => told(text).map(t => t.standing)
const things = (text: string) => told(text).flatMap(t => t.things.map(([thing]) => thing))

describe('what a trouble befalls', () => {
  it('is not what happened when it began', () => {
    expect(things('The reminders come late since the mailbox move.')).toEqual(['reminder'])
    expect(things('The mailbox was moved, and since Monday the reminders come late.')).toEqual(['reminder'])
  })

  it('is not what was said to be in time just before', () => {
    const [denied, late] = told('Our service is told about changes immediately, but each call takes 4 seconds.')
    expect([denied?.standing, late?.standing]).toEqual(['denied', 'claimed'])
    expect(late?.things).toEqual([])
  })

  it('is all of a group, and not one of many', () => {
    expect(standings('The alerts do not come only for clients behind the firewall.')).toEqual(['claimed'])
    expect(standings('The alerts do not come on one client.')).toEqual(['one-of-many'])
    expect(standings('The alerts reach all but one: Otto gets none.')).toEqual(['one-of-many'])
    expect(new Set(standings('Only the mailbox of Mrs. Otto gets no alerts.'))).toEqual(new Set(['one-of-many']))
    expect(standings('Our only mailbox server sends no alerts.')).toContain('claimed')
    expect(standings('The indexer hangs when one of the DCs is restarted.')).toEqual(['claimed'])
  })

  it('is a notification where a lamp tells of messages', () => {
    expect(told('The message waiting lamp does not light up.').flatMap(t => t.things.flat())).toContain('notification')
  })
})

describe('a denial', () => {
  it.each([
    ['no printer could be found', 'cannot-find'],
    ['the importer refuses to start', 'cannot-start'],
  ])('reaches over what stands before the verb: %s', (text, kind) => expect(kinds(text)).toContain(kind))

  it('leaves nothing that happens by itself', () => {
    expect(kinds('The scanner does not start by itself.')).toEqual(['cannot-start'])
    expect(kinds('The scanner starts by itself.')).toEqual(['unasked'])
  })
})

describe('the moment of a trouble', () => {
  it('may be another one', () => {
    const [crash] = told('Outlook crashes when the add-in shows a stale appointment.')
    expect(crash?.occasion).toContain('outlook-add-in')
  })
})

describe('a part that is switched off', () => {
  it('has no part in what is so all the same', () => {
    expect(kinds('It hangs, also after we removed every add-in.')).toContain(WITHOUT)
    expect(kinds('We removed every add-in.')).toEqual([SWITCHED_OFF])
    expect(kinds('We took the tick off IPv6.')).toEqual([SWITCHED_OFF])
  })
})

describe('what is near, and another kind', () => {
  it.each([
    ['it sits in the outbox for another 20 seconds', 'late'],
    ['it stays in the outbox for good', 'unsent'],
    ['the importer needs five minutes to start', 'slow-start'],
    ['the items cannot be deleted', 'cannot-delete'],
    ['every new message appears twice', 'duplicated'],
  ])('%s: %s', (text, kind) => expect(kinds(text)).toEqual([kind]))
})

describe('what somebody learns', () => {
  it.each([
    'The fax robot only finds out about new faxes when we restart it.',
    'The fax robot only notices when somebody looks after it.',
  ])('only then is late: %s', text => expect(kinds(text)).toEqual(['late']))

  it('at once is not late, whatever takes its time afterwards', () => {
    expect(told('The robot is told about each fax right away.').map(t => [t.kind, t.standing])).toEqual([
      ['late', 'denied'],
      ['absent', 'denied'],
    ])
    expect(told('The robot used to be told about each fax right away.')).toEqual([])
    expect(kinds('The robot crashes right away.')).toEqual(['crash'])
  })

  it('not is told in what lacks, too', () => {
    expect(kinds('What it lacks is the callback.')).toEqual(['absent'])
  })
})
