import { describe, expect, it } from 'vitest'
import { versionNames } from '../../../knowledge/naming/index.ts'
import { catalog, read } from '../room.ts'

const names = versionNames()
const named = (text: string): readonly string[] =>
  read(text).mentions.flatMap(m => {
    const product = catalog.products.get(m.product)
    return product ? [names.of(product, m.ranges)] : []
  })

describe('today’s versions of Windows', () => {
  it.each([
    ['We run Windows 10 build 17134.', 'Windows 10 version 1803'],
    ['Windows 10, version 1803', 'Windows 10 version 1803'],
    ['Windows 10 21H2', 'Windows 10 version 21H2'],
    ['Windows 11 build 22631', 'Windows 11 version 23H2'],
    ['Windows Server 2019 build 17763', 'Windows Server 2019'],
    ['winver shows Version 10.0.19045.3803', 'Windows 10 version 22H2'],
  ])('are named by their builds and names: %s', (text, name) => expect(named(text)).toEqual([name]))

  it.each(['We have had Windows 10 since 2004.', 'Windows 10 logs event 1803.'])(
    'are not read of other numbers: %s',
    text => expect(named(text)).toEqual(['Windows 10']),
  )

  it('are read of a build without its beginning only where it has the word before it', () => {
    expect(named('The log has 17134 lines.')).toEqual([])
  })
})
