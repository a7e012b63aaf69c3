import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createAddressOf, type Proxies } from '../../../bot/http/proxies.ts'
import { readSettings } from '../../../bot/settings.ts'

const asked = (from: string, forwarded?: string): IncomingMessage =>
  ({
    socket: { remoteAddress: from },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as never

const named = (list: string): Proxies | undefined =>
  readSettings({ WEB_CHAT: 'on', PUBLIC_URL: 'https://a.example', TRUSTED_PROXIES: list }, [], () => true).webChat
    ?.proxies

describe('the address of a visitor', () => {
  it('is the one that the connection comes from, whatever the request says, where no proxy is trusted', () => {
    for (const proxies of [undefined, 0, named('10.0.0.1')])
      expect(createAddressOf(proxies)(asked('203.0.113.9', '198.51.100.1'))).toBe('203.0.113.9')
  })

  it('is what the trusted proxies have added, never what stands left of it', () => {
    const forged = '1.1.1.1, 198.51.100.7'
    expect(createAddressOf(1)(asked('10.0.0.1', forged))).toBe('198.51.100.7')
    expect(createAddressOf(2)(asked('10.0.0.1', `${forged}, 10.0.0.2`))).toBe('198.51.100.7')
    expect(createAddressOf(named('10.0.0.0/8'))(asked('10.0.0.1', `${forged}, 10.0.0.2`))).toBe('198.51.100.7')
    expect(createAddressOf(named('10.0.0.1,fd00::/8'))(asked('fd00::5', `${forged},10.0.0.1`))).toBe('198.51.100.7')
  })

  it('is the first of them where all are proxies, and where there are fewer than were said', () => {
    expect(createAddressOf(named('10.0.0.0/8'))(asked('10.0.0.1', '10.0.0.9, 10.0.0.2'))).toBe('10.0.0.9')
    expect(createAddressOf(3)(asked('10.0.0.1', '198.51.100.7'))).toBe('198.51.100.7')
    expect(createAddressOf(1)(asked('10.0.0.1'))).toBe('10.0.0.1')
  })

  it('is the same in each writing: with a port, in brackets, as IPv6', () => {
    const addressOf = createAddressOf(1)
    expect(addressOf(asked('10.0.0.1', '198.51.100.7:5123'))).toBe('198.51.100.7')
    expect(addressOf(asked('::ffff:198.51.100.7'))).toBe('198.51.100.7')
    expect(addressOf(asked('10.0.0.1', '[2001:DB8:0:1::5]:443'))).toBe('2001:db8:0:1::/64')
    expect(addressOf(asked('2001:0db8::1:2:3:4:5'))).toBe('2001:db8:0:1::/64')
    expect(addressOf(asked('::1'))).toBe('0:0:0:0::/64')
  })

  it('is that of the connection where a proxy passes on something else than an address', () => {
    for (const rubbish of ['unknown', '_hidden', '', ' , ', 'x'.repeat(70_000)])
      expect(createAddressOf(1)(asked('10.0.0.1', rubbish))).toBe('10.0.0.1')
  })

  it('tells once that there is a proxy which nobody has named', () => {
    let told = 0
    const addressOf = createAddressOf(undefined, () => {
      told++
    })
    for (const forwarded of [undefined, '198.51.100.7', '198.51.100.8']) addressOf(asked('10.0.0.1', forwarded))
    expect(told).toBe(1)
  })
})
