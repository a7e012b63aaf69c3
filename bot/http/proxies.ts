import type { IncomingMessage } from 'node:http'
import { type BlockList, isIP } from 'node:net'

/** How many proxies stand in front of the bot, or which addresses they have. */
export type Proxies = number | BlockList

/** Tells from which address somebody asks, as text that is the same for the same visitor. */
export type AddressOf = (request: IncomingMessage) => string

/**
 * The visitor's address. What a request says of itself (`X-Forwarded-For`) is written by whoever sent it: only what trusted
 * proxies have added, from the right, is believed. `onUntrusted` is told of the first request that claims to come through
 * a proxy that nobody named.
 */
export const createAddressOf = (proxies: Proxies | undefined, onUntrusted: () => void = () => {}): AddressOf => {
  let told = false
  const tell = () => {
    if (!told) onUntrusted()
    told = true
  }
  return ({ headers, socket }) => {
    const own = plain(socket.remoteAddress ?? '')
    const claimed = String(headers['x-forwarded-for'] ?? '')
    if (claimed === '') return visitor(own)
    if (proxies === undefined) tell()
    const chain = [...claimed.slice(-LONGEST).split(',').map(plain), own]
    return visitor(believed(chain, proxies ?? 0) ?? own)
  }
}

/** Characters that are read of the header: the last addresses. */
const LONGEST = 1000

/** The last address that no trusted proxy has; undefined where there is none. */
const believed = (chain: readonly string[], proxies: Proxies): string | undefined => {
  const found =
    typeof proxies === 'number'
      ? chain.at(Math.max(-1 - proxies, -chain.length))
      : (chain.findLast(address => !isAmong(proxies, address)) ?? chain[0])
  return found !== undefined && isIP(found) !== 0 ? found : undefined
}

const isAmong = (list: BlockList, address: string): boolean =>
  isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** Without port, brackets and the IPv6 writing of IPv4. */
const plain = (address: string): string => {
  const [, inBrackets] = /^\[([^\]]*)\]/.exec(address.trim()) ?? []
  const bare = inBrackets ?? address.trim().replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
  return bare.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
}

/** Who has one address of IPv6 mostly has the 64 bits behind it, too: they count as one. */
const visitor = (address: string): string => {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? []
  const groups = head.split(':').filter(Boolean)
  const behind = (tail ?? '').split(':').filter(Boolean)
  const missing = tail === undefined ? 0 : Math.max(0, 8 - groups.length - behind.length)
  const all = [...groups, ...Array<string>(missing).fill('0'), ...behind]
  return `${all
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
