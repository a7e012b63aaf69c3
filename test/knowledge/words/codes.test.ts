import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SearchIndex } from '../../../knowledge/search/search-index.ts'
import { codesIn, oneWriting, spokenNumbers } from '../../../knowledge/words/codes.ts'
import { codePoint } from '../../code-point.ts'
import { computingTime } from '../computing-time.ts'
import { written } from '../library/folder.ts'
import { articleOf } from '../room.ts'

describe('a number that has several writings has one meaning', () => {
  it.each([
    ['an HRESULT', ['0x80040102', '80040102', '0X80040102', '80040102h', '-2147221246', '2147746050']],
    ['a code of Windows', ['0xC0000005', 'c0000005', '-1073741819', '3221225477']],
    ['a code with zeros in front', ['0x0000007B', '0x7B', '0x07b', '0000007bh']],
    ['a build', ['8.1.240.6', '08.01.0240.006', '8.1.0240.6']],
    ["an article's number", ['KB951251', 'Q951251', 'kb951251']],
  ])('%s: %j', (_, writings) => {
    const ones = writings.map(w => oneWriting(w.toLowerCase()))
    expect(ones[0]).toBeDefined()
    expect(new Set(ones).size).toBe(1)
  })

  it.each([
    'kettle',
    '951251',
    '2008',
    '8.1',
    '20080102',
    'deadbeef',
    '12345678',
    '-123',
    '-99999999999',
    '4294967296',
    '',
  ])('which %j is not', word => expect(oneWriting(word)).toBeUndefined())

  it('and that is its own writing', () => {
    const number = fc.oneof(
      fc.integer({ min: -(2 ** 31), max: 2 ** 32 }).map(String),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }).map(n => `0x${n.toString(16)}`),
      fc.string({ unit: fc.constantFrom(...'0123456789abcdefx.-qkh') }),
    )
    fc.assert(
      fc.property(number, word => {
        const one = oneWriting(word)
        if (one !== undefined && one.length >= 8) expect(oneWriting(one) ?? one).toBe(one)
      }),
      { numRuns: 500 },
    )
  })
})

describe('numbers that are spoken of', () => {
  it.each([
    ['event ID 474', ['event 474']],
    ['Event 474', ['event 474']],
    ['events 474 and 475', ['event 474', 'event 475']],
    ['Event IDs: 474, 475, and 476', ['event 474', 'event 475', 'event 476']],
    ['EventID=1022', ['event 1022']],
    ['Event ID(s) 9/10', ['event 9', 'event 10']],
    ['event\u00a0ID\u00a0474', ['event 474']],
    ['event 9646 32 sessions', ['event 9646']],
    ['Version 8.1 (Build 240.6)', ['8.1.240.6']],
    ['version 08.01 (build 0240.006)', ['8.1.240.6']],
    ['Version 6.5 (Build 7638.2: Service Pack 2)', ['6.5.7638.2']],
    ['Version 6.1 (Build 7601)', ['6.1.7601']],
    ['in the event of 2 failures', []],
    ['events', []],
    ['prevents 3', []],
  ])('in %j: %j', (text, numbers) => expect(spokenNumbers(text)).toEqual(numbers))

  it.each([
    ['error 0x80040102', ['error 80040102']],
    ['error -2147221246.', ['error 80040102']],
    ['events 474 and 475', ['event 474', 'event 475']],
    ['call 800401023', []],
    ['the interface {00020D09-0000-0000-C000-000000000046}', []],
    ['Version 8.1 (Build 240.6) of 20080102', []],
    ['nothing', []],
  ])('of which codes and events tell problems apart: %j: %j', (text, codes) =>
    expect([...codesIn(text)].sort()).toEqual(codes),
  )

  // What it may compute is a few seconds; a busy machine takes longer for them.
  it('are looked for in any text, soon', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint }), text => {
        for (const number of [...spokenNumbers(text), ...codesIn(text)]) expect(number).not.toBe('')
      }),
    )
    const time = computingTime(() => {
      for (const text of ['event ', 'event 1, ', '8.1 ', '0', '-1', 'event id', '8.1 (build 1', '80040102-'])
        for (const find of [spokenNumbers, codesIn]) find(`event ${text.repeat(300_000)}`)
    })
    expect(time).toBeLessThan(3000)
  })
})

describe('an article is found by any writing of what it names', () => {
  const article = (id: string, symptoms: string) => articleOf(written(id, 'The kettle whistles', symptoms))
  const named = {
    KB990051: 'The call returns 0x80040102.',
    KB990052: 'The call returns -2147221246.',
    KB990053: 'The call returns (80040102).',
    KB990054: 'Event ID 474 is logged.',
    KB990055: 'You see Version 8.1 (Build 240.6) there.',
    KB990056: 'You see 08.01.0240.006 there.',
    KB990057: 'It began with Q951251.',
    KB990058: 'It began with WindowsServer-KB951251-x86.exe, once.',
    KB990059: 'IKettle::BoilWater calls OnSteam in whistle32.dll.',
    KB990060: 'Stop 0x0000007B.',
  } as const
  const index = SearchIndex.of(Object.entries(named).map(([id, symptoms]) => article(id, symptoms)))
  const found = (words: string) => index.search(words).map(r => r.id)

  it.each(['0x80040102', '80040102', '0X80040102', '80040102h', '-2147221246', '2147746050', '"-2147221246".'])(
    '%s',
    words => expect(found(words).sort()).toEqual(['KB990051', 'KB990052', 'KB990053']),
  )

  it.each(['event ID 474', 'Event 474', 'events 473 and 474', 'EventID: 474'])('%s', words =>
    expect(found(words)[0]).toBe('KB990054'),
  )

  it.each(['08.01.0240.006', '8.1.240.6', 'Version 8.1 (Build 240.6)'])('%s', words =>
    expect(found(words).slice(0, 2).sort()).toEqual(['KB990055', 'KB990056']),
  )

  it.each(['KB951251', 'Q951251', 'kb 951251', '951251', 'KB-951251', 'kb951251.'])('%s', words =>
    expect(found(words).sort()).toEqual(['KB990057', 'KB990058']),
  )

  it.each([
    'IKettle::BoilWater',
    'ikettle::boilwater',
    'IKettle',
    'BoilWater',
    'OnSteam',
    'onsteam',
    'whistle32.dll',
    'WHISTLE32.DLL',
    'whistle32',
    'IKettle::BoilMilk',
  ])('%s', words => expect(found(words)).toEqual(['KB990059']))

  it.each(['0x7B', 'STOP: 0x0000007b', '0X0000007B'])('%s', words => expect(found(words)).toEqual(['KB990060']))

  it('its own number in every writing', () => {
    for (const words of ['KB990054', 'Q990054', 'kb 990054', '990054']) expect(found(words)).toEqual(['KB990054'])
  })
})
