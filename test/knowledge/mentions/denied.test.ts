import { describe, expect, it } from 'vitest'
import { factsOf, knownRanges } from '../../../knowledge/judging/facts.ts'
import { nameOf, read } from '../room.ts'

const known = (text: string, facet = 'exchange-server'): string | undefined => {
  const ranges = knownRanges(factsOf(read(text, {}).mentions, 'typed'), facet)
  return ranges && nameOf(facet, ranges)
}

const SP1 = 'Exchange Server 2007 SP1'
const RU3 = 'Exchange Server 2007 SP1 Update Rollup 3'

describe('what is denied', () => {
  it.each([
    ['not SP2, not SP3: Exchange 2007 SP1 RU3', RU3],
    ['neither SP2 nor SP3: Exchange 2007 SP1', SP1],
    ['Not Exchange 2003: the mailbox server runs Exchange 2007 SP1', SP1],
    ['We are not on SP2 yet: Exchange 2007 SP1 RU3', RU3],
    ['no SP2 here: Exchange 2007 SP1', SP1],
    ["Is it SP2? It isn't: still Exchange 2007 SP1.", SP1],
  ])('ends with the colon behind it: %s', (text, version) => expect(known(text)).toBe(version))

  it.each([
    'not installed: Exchange 2007 SP2',
    'Not yet: Exchange 2010',
    'Not supported on Windows Server 2008: Exchange 2003',
    'Is it not SP3: Exchange 2007 SP2?',
    'No: Exchange 2007',
  ])('goes on behind a colon where nothing was denied before it, and a question stays one: %s', text =>
    expect(known(text)).toBeUndefined(),
  )

  it.each([
    ["The pager is told nothing since they're on Exchange 2007 SP1 RU3", RU3],
    ['It receives nothing as we are on Exchange 2007 SP1', SP1],
  ])('ends with the clause: %s', (text, version) => expect(known(text)).toBe(version))

  it.each([
    ["Callbacks don't come on Exchange 2007 SP1", SP1],
    ['The alerts do not go out on Exchange 2007 SP1 RU3', RU3],
  ])('is what does not happen, and not where: %s', (text, version) => expect(known(text)).toBe(version))

  it('is a service pack of the release that was named last', () =>
    expect(known("it's not Exchange 2010. It's Exchange 2007 SP1 RU3, not SP2.")).toBe(RU3))
})

describe('a version that was never reached', () => {
  it.each([
    ['we stuck with Exchange 2007 SP1, never went to SP2', SP1],
    ["we didn't go to SP2: Exchange 2007 SP1 RU3", RU3],
    ["Exchange 2007 isn't at SP2", undefined],
    ['Exchange 2007 was not upgraded to SP2', undefined],
    ['our Exchange 2007 server never went to SP2', undefined],
    ["We haven't moved to Exchange 2010", undefined],
    ['The plan is Exchange 2010', undefined],
    ['we are going to have Exchange 2010', undefined],
  ])('is not there: %s', (text, version) => expect(known(text)).toBe(version))

  it('is the last that there may be where nothing went past it', () =>
    expect(known('we never went past SP1 of Exchange 2007')).toBe('Exchange Server 2007 RTM to SP1'))
})

describe('a release that its product came to', () => {
  it.each([
    ['Exchange was upgraded to 2007 SP1 in March', SP1],
    ['Exchange got bumped to 2007 SP1', SP1],
    ['Exchange uses 2007 SP1', SP1],
    ['Exchange shows 2000 objects', undefined],
    ['We migrated Exchange from 2003 to 2007 SP1', SP1],
    ['Exchange will be upgraded to 2010', undefined],
    ['Exchange was never upgraded to 2010', undefined],
  ])('is read without the name of the product beside it: %s', (text, version) => expect(known(text)).toBe(version))
})

describe('what is so until something else comes', () => {
  it.each([
    ["RU4 comes in May. Until then it's RU3 on Exchange 2007 SP1.", RU3],
    ['The move to Exchange 2010 is planned for June; until then we have Exchange 2007 SP1', SP1],
    ['Till then our mailbox server runs Exchange 2007 SP1.', SP1],
  ])('is there now: %s', (text, version) => expect(known(text)).toBe(version))

  it.each([
    'Until then it was Exchange 2003.',
    'Up to then they ran Exchange 2003.',
    "until they're on Exchange 2010 we wait",
  ])('and what was so until then is past: %s', text => expect(known(text)).toBeUndefined())
})

describe('what took the place of another', () => {
  it.each([
    ['Exchange 2003 was replaced last year', undefined],
    ['Exchange 2003 was replaced by Exchange 2007 SP1', SP1],
    ['Exchange 2007 SP1 was never replaced', SP1],
    ['We replaced the certificate of our Exchange 2007 SP1 server', SP1],
  ])('is there, and the other is past: %s', (text, version) => expect(known(text)).toBe(version))

  it('is the own server and no other one, whatever word stands before "server"', () => {
    const context = { asked: ['windows-server'] }
    const has = (text: string) => read(text, context).mentions.flatMap(m => (m.bearing === 'has' ? m.ranges : []))
    expect(has('2008, the file server is 2003')).toEqual(has('2008'))
    expect(has('our terminal server is 2003, the mailbox server is 2008')).toEqual(has('2008'))
    expect(has('the server is 2003')).toEqual(has('2003'))
  })
})

describe('a system that we look after', () => {
  it('is one that there is, and what somebody else supports is not', () => {
    expect(known('I support a site with Exchange 2007 SP1')).toBe(SP1)
    expect(known('They only support Exchange 2007 SP1')).toBeUndefined()
  })
})

describe('a machine behind a colon', () => {
  const windows = (text: string): string | undefined => known(text, 'windows-server')

  it('has the version before it where it is all that is said', () =>
    expect(windows('Windows Server 2008: file server. Windows Server 2003: Exchange 2007')).toBe('Windows Server 2003'))

  it.each([
    'Exchange 2010 setup on Windows Server 2008: Hub Transport role fails',
    'On Windows Server 2008: domain controllers answer slowly',
  ])('is what the trouble is about, where more is said of it: %s', text =>
    expect(windows(text)).toBe('Windows Server 2008'),
  )
})

describe('the name of a tool', () => {
  it('is the whole of it: its words alone print no versions', () => {
    expect(known('ExSetup.exe Exchange 2007 SP1')).toBe(SP1)
    expect(known('ask the account manager Exchange 2007 SP1')).toBeUndefined()
  })
})

describe('what does not happen at another place', () => {
  it.each([
    'The folders arrive empty. The other branch has RU3, and there nothing is lost.',
    'The folders arrive empty. Our second office runs RU3 and there they move without loss.',
  ])('denies nothing here: %s', text =>
    expect(read(text, {}).troubles.filter(t => t.standing === 'denied')).toEqual([]),
  )

  it('but denies what it is said of', () =>
    expect(read('The folder arrives, and nothing is lost.', {}).troubles.some(t => t.standing === 'denied')).toBe(true))
})
