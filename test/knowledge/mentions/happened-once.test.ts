import { describe, expect, it } from 'vitest'
import { ONCE, OWN_KINDS } from '../../../knowledge/article.ts'
import { read } from '../room.ts'

const told = (text: string): readonly string[] =>
  read(text, {})
    .troubles.filter(t => !OWN_KINDS.has(t.kind))
    .map(t => `${t.kind} ${t.standing}`)

describe('what happened once is no standing trouble', () => {
  it.each([
    'The spooler crashed on one single occasion in May.',
    'The spooler crashed last Friday. An isolated incident, never before nor since.',
    'The importer was not notified, a one-time glitch.',
    'It happened only once: the spooler crashed.',
  ])('%s', text => expect(told(text)).toEqual([expect.stringMatching(/ over$/)]))

  it.each([
    'The spooler crashes. This is not a one-off.',
    'The spooler crashes, not just that one time but always.',
    'The spooler crashes, just that once each night.',
    'The importer is not notified. We took it for more than an isolated incident.',
    'The spooler crashed, a one-off as we thought. It is back again since Monday.',
    'There is not one single occurrence of an event, the importer is not notified.',
  ])('but not where it happens more often: %s', text => expect(told(text).some(t => t.endsWith(' claimed'))).toBe(true))

  it('of an earlier message, where this one tells no trouble', () =>
    expect(read('No, just that one time in May.', {}).troubles.map(t => t.kind)).toContain(ONCE))
})
