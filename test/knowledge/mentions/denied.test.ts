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

  it('is a service pack of the release that was named last', () =>
    expect(known("it's not Exchange 2010. It's Exchange 2007 SP1 RU3, not SP2.")).toBe(RU3))
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
