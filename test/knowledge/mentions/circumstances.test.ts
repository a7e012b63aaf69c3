import { describe, expect, it } from 'vitest'
import type { Circumstance } from '../../../knowledge/article.ts'
import { loadReader } from '../../../knowledge/reading/reader.ts'

const NAT: Circumstance = {
  that: 'NAT stands between client and server.',
  said: ['nat', 'address translation'],
  instead: ['flat network', 'same subnet', 'not in another network'],
}
const told = (text: string) => loadReader().circumstancesIn(text, [NAT])[0]

describe('what a text says of a circumstance', () => {
  it.each([
    ['The clients are behind NAT.', 'so'],
    ['We think there is NAT in between.', 'so'],
    ['Our consultant is sure that it is NAT. It is one flat network.', 'otherwise'],
    ['My boss bets on NAT, but it is one flat network.', 'otherwise'],
    ['At first I took it for NAT.', undefined],
    ['At first I took it for NAT, but then I read the plan.', 'otherwise'],
    ['We assumed a flat network, but there is NAT.', 'so'],
    ['There is an address-translation box in between.', 'so'],
    ['They cannot get through the NAT.', 'so'],
    ['They have no permission to change the NAT.', 'so'],
    ['There is no NAT here.', 'otherwise'],
    ['There is NAT, since they do not use it. The alerts still come late.', 'so'],
    ['There was no 30 s NAT timeout.', 'otherwise'],
    ['It is late without NAT, too.', 'otherwise'],
    ['We do not use NAT.', 'otherwise'],
    ['NAT is nowhere in the path.', 'otherwise'],
    ['NAT is not involved.', 'otherwise'],
    ['It is one flat network.', 'otherwise'],
    ['The clients are not in another network.', 'otherwise'],
    ['Before you ask: there is no NAT here.', 'otherwise'],
    ['In case anyone wonders, we have no NAT.', 'otherwise'],
    ['If it helps: there is NAT between.', 'so'],
    ['The provider told us that there is NAT, but that is not true.', 'otherwise'],
    ['The old plan shows NAT between the two. But there is none.', 'otherwise'],
    ['They say the address translation was removed, but it is still there.', 'otherwise'],
    ['There is NAT between them, but it is on for years.', 'so'],
    ['Mail comes late.', undefined],
  ])('is claimed or denied: %s', (text, expected) => {
    expect(told(text)).toBe(expected)
  })

  it.each([
    ['The clients sit in the office, and only the gateway translates. It was never replaced.', 'so'],
    ['I rang the landlord about the gateway, twice: it was never replaced.', 'so'],
    ['The gateway is old. Nobody said that it was replaced.', undefined],
    ['The clients were replaced. They are new, and the gateway was not.', undefined],
    ['The weather was bad. It was never replaced.', undefined],
    ['It is merely the gateway.', 'so'],
    ['It is not merely the gateway.', 'otherwise'],
    ['It is actually one subnet.', 'otherwise'],
    ['The gateway was never tampered with.', 'otherwise'],
    ['Nobody ever modified the gateway.', undefined],
    ['The gateway is as shipped.', 'otherwise'],
    ['Somebody changed the gateway.', undefined],
  ])('is told of what stands for it, and in words that mean the same: %s', (text, expected) => {
    const gateway: Circumstance = {
      that: 'The old gateway is in between.',
      said: ['gateway never replaced', 'only the gateway'],
      instead: ['really one subnet', 'gateway never touched', 'gateway untouched'],
    }
    expect(loadReader().circumstancesIn(text, [gateway])[0]).toBe(expected)
  })

  it.each([
    'I cannot tell whether there is NAT or one flat network.',
    'We must find out if NAT is in between.',
    'Nobody knows which of them have address translation.',
  ])('is open where nobody knows it: %s', text => expect(told(text)).toBe('open'))

  it.each([
    ['is asked', 'Could it be NAT?'],
    ['is supposed', 'If we had NAT, what would change?'],
    ['was guessed', 'Our first guess was NAT.'],
    ['is planned', 'Next year we will put in NAT.'],
    ['was before', 'Until May we had NAT.'],
    ['is gone by', 'NAT in between – that was years ago.'],
    ['was so in another life', 'The clients were behind NAT. That was at my former employer.'],
    ['is of another system', 'Our other site has NAT.'],
    ['is told in both ways', 'Half of them are behind NAT, the rest is one flat network.'],
    ['is so where it does not happen', 'In the NAT it does not happen.'],
    ['is denied of what would be otherwise', 'It is not a flat network.'],
  ])('is nothing where it %s', (_, text) => {
    expect(told(text)).toBeUndefined()
  })

  it.each([
    ['so', 'goes well without it', 'Without NAT it works.'],
    ['so', 'goes well while it is off', 'With the NAT off everything arrives.'],
    ['so', 'goes well when it is taken away', 'We took the NAT out of the way: it comes at once.'],
    ['so', 'goes well where it is otherwise', 'On one flat network the mail is there at once.'],
    ['so', 'went well when what was so was undone', 'NAT was on. Switched it off: now it works.'],
    ['otherwise', 'is the same without it', 'Mail is late behind NAT. No NAT any more: no difference.'],
    ['otherwise', 'is as late where it is otherwise', 'In the same subnet it hangs just as often.'],
    ['otherwise', 'is told in few words', 'NAT router switched off: same.'],
    ['otherwise', 'is the same when it is gone', 'It hangs just the same after we removed the NAT.'],
    ['otherwise', 'is the same in another place', 'Exactly the same when it is docked in the office, without any NAT.'],
    ['otherwise', 'was changed to another one', 'Changed it from NAT to plain routing - no difference.'],
    ['otherwise', 'is the same when what was so was undone', 'NAT was on. Switched it off again: the same error.'],
    ['so', 'is there, too', 'In the NAT the mail is late, too, and with cached mode off I see it at once.'],
    [undefined, 'is told by what came of it', 'With the proxy off, there is no NAT.'],
  ])('is %s when it %s', (expected, _, text) => {
    if (expected === undefined) expect(told(text)).not.toBe('so')
    else expect(told(text)).toBe(expected)
  })

  it.each([
    ['a part of what goes wrong', 'A client moved behind NAT hangs. Others run fine.', 'so'],
    ['of what fails', 'It works in the office. Behind the NAT it fails.', 'so'],
  ])('is no experiment where it is %s', (_, text, expected) => {
    expect(told(text)).toBe(expected)
  })

  it('is not told by "same" before a thing of its own', () => {
    const here = (text: string) =>
      loadReader().circumstancesIn(text, [{ that: 'The probe fares as badly.', said: ['probe same'], instead: [] }])[0]
    expect(here('The probe shows the same trouble.')).toBe('so')
    expect(here('The probe on the same computer sees them.')).toBeUndefined()
    expect(here('The probe of the same user does.')).toBeUndefined()
  })
})

describe('what is not there', () => {
  const KEY: Circumstance = {
    that: 'The key is missing.',
    said: ['not paths key', 'paths key missing'],
    instead: ['under paths', 'paths key present'],
  }
  it.each([
    ['The folder under Paths is missing.', undefined],
    ['The Paths key does not exist.', 'so'],
    ['The Paths key is gone.', 'so'],
    ['It is listed under Paths.', 'otherwise'],
  ])('may be denied behind its name: %s', (text, expected) =>
    expect(loadReader().circumstancesIn(text, [KEY])[0]).toBe(expected),
  )
})

const LIST: Circumstance = { that: 'Only the list is late.', said: ['only the list', 'just the list'], instead: [] }

describe('a circumstance that is only so', () => {
  it.each([
    ['It is only the list.', 'so'],
    ['It is just the list that lags.', 'so'],
    ["It isn't just the list.", 'otherwise'],
    ['It is not only the list.', 'otherwise'],
    ["They weren't just the list.", 'otherwise'],
  ])('is denied by what is not only so: %s', (text, expected) => {
    expect(loadReader().circumstancesIn(text, [LIST])[0]).toBe(expected)
  })
})
