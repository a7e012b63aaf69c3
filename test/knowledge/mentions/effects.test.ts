import { describe, expect, it } from 'vitest'
import { NAMED, QUESTION, WITHOUT, WORKS } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

const told = (text: string) => read(text, {}).troubles.filter(t => t.kind !== NAMED && t.kind !== QUESTION)
const standings = (text: string) => told(text).map(t => [t.kind, t.standing])
const things = (text: string) => told(text).map(t => t.things.map(([thing]) => thing))

describe('a thing that is a moment', () => {
  it.each([
    'the scanner tool crashes on logoff',
    'the scanner tool runs until logoff and then crashes',
    'the scanner tool crashes the instant it detaches from the mailbox',
    'the scanner tool is a MAPI client, and every time its session ends, it crashes',
    'the scanner tool crashes in the line with Release on the IMsgStore',
  ])('tells when it happens: %s', text =>
    expect(told(text).filter(t => t.kind === 'crash' && t.occasion.includes('logoff'))).toHaveLength(1),
  )

  it('is not what the rest of the sentence is about', () => {
    expect(things('The badge tool is a MAPI client, and when I sign out, a dump is written.')).toEqual([['mapi']])
  })
})

describe('a sentence', () => {
  it('goes on with what it named, behind brackets, too', () => {
    expect(things('Our lift panel (a MAPI client) closes every noon with the stopped working box')).toEqual([['mapi']])
  })

  it('says nothing of what another one named', () => {
    expect(things('The printer hums. Every noon somebody crashes it.')).not.toContainEqual(['mapi'])
  })

  it('denies nothing with a word that is a part of a trouble', () => {
    expect(standings("Our panel shows the 'has stopped working' box every noon")).toEqual([['crash', 'claimed']])
  })
})

describe('an event with a number', () => {
  it('stands in the event log, and is no notification', () => {
    expect(things('error: event 4711 is logged').flat()).toEqual(['event-log'])
    expect(things('the event never fires').flat()).toEqual(['notification'])
  })
})

describe('the opposite of a trouble', () => {
  it.each([
    ["the indexer's memory stays flat", 'memory-leak'],
    ['the tablets are as fast as ever', 'slow'],
  ])('denies it: %s', (text, kind) => expect(standings(text)).toEqual([[kind, 'denied']]))

  it('is that trouble where it is denied itself', () => {
    expect(standings("the indexer's memory is not flat")).toEqual([['memory-leak', 'claimed']])
  })
})

describe('what is still there', () => {
  it('is late where it stays for a time only', () => {
    expect(standings('the wall board still lists the entry for up to three minutes')).toEqual([['late', 'claimed']])
    expect(standings('the wall board still lists the entry')).toEqual([['leftover', 'claimed']])
  })
})

describe('who reacts after a long wait', () => {
  it('is told late', () => {
    expect(things('the label gateway picks every order up after one to two minutes').flat()).toContain('notification')
    expect(standings('the label gateway reacts after lunch')).toEqual([])
  })
})

describe('what it used to be like', () => {
  it('is no end of what is told', () => {
    const slow = 'Our bell rings with a lag of a minute, it used to be instant.'
    expect(standings(slow)).toContainEqual(['late', 'claimed'])
    expect(standings('Our bell rings with a lag of a minute. That is solved.')).toEqual([['late', 'over']])
  })
})

describe('nothing comes', () => {
  it.each([
    'Advise returns, and then silence',
    'the event counter stays at zero',
    'the callback is not invoked',
    'the callback never runs',
  ])('%s', text => expect(standings(text)).toContainEqual(['absent', 'claimed']))
})

describe('an upgrade in place', () => {
  it('is something that a system has had or not', () => {
    expect(standings('No upgrade of the operating system took place')).toEqual([[WITHOUT, 'claimed']])
    expect(told('the panel works').map(t => t.kind)).toEqual([WORKS])
  })
})

describe('what remains for a time', () => {
  it.each([
    'Sent mail stays in the Outbox for 20 seconds.',
    'Mails sit in the Outbox for nearly a minute before they go away.',
    'The Inbox refreshes once a minute only.',
    'The list is updated only every 60 seconds.',
  ])('is late, where it is short: %s', text => expect(standings(text)).toContainEqual(['late', 'claimed']))

  it('remains, where it is long', () => {
    expect(standings('Mail is stuck in the Outbox for two days.')).toEqual([['unsent', 'claimed']])
  })

  it('is not over by the end that is waited for', () => {
    expect(standings('The window freezes until it has recovered.')).toEqual([['hang', 'claimed']])
    expect(standings('The window froze. It is fixed.').map(([, standing]) => standing)).toEqual(['over'])
  })
})
