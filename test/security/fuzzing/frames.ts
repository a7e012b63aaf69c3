import { request } from 'node:http'
import { connect } from 'node:net'
import type { Chance } from './chance.ts'
import { disturbed, mutated } from './mutate.ts'

/** What one visitor of web chat has. */
interface Visitor {
  readonly port: number
  readonly conversationId: string
  readonly token: string
  /** Path and query. */
  readonly stream: string
}

interface Sent {
  readonly method: string
  readonly path: string
  readonly token?: string
  readonly type?: string
  readonly body?: string | Uint8Array
}

const ROOT = '/v3/directline'
/** Visitors whose conversations go on. */
const VISITORS = 40
/** Milliseconds that an answer, and what comes of frames, may take. */
const PATIENCE = 10_000
const AFTER_FRAMES = 5
const CLOSED: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE'])
const TYPES = ['message', 'event', 'typing', 'conversationUpdate', 'messageReaction', 'x']

/** Sends broken requests, uploads and WebSocket frames to web chat; resolves to the status of each answer. */
export const createFrames = (said: readonly string[]) => {
  const visitors: Visitor[] = []

  const visitorAt = async (port: number, chance: Chance): Promise<Visitor> => {
    const place = chance.below(VISITORS)
    const known = visitors[place]
    if (known && known.port === port && !chance.once(50)) return known
    const { token } = await objectOf({ port, method: 'POST', path: `${ROOT}/tokens/generate` })
    const started = await objectOf({ port, method: 'POST', path: `${ROOT}/conversations`, token: String(token) })
    const { pathname, search } = new URL(String(started.streamUrl))
    const visitor = {
      port,
      conversationId: String(started.conversationId),
      token: String(started.token),
      stream: pathname + search,
    }
    visitors[place] = visitor
    return visitor
  }

  const activity = (chance: Chance): string => {
    const whole = {
      type: chance.once(4) ? chance.pick(TYPES) : 'message',
      text: chance.pick(said),
      from: { id: 'user', name: 'User' },
      locale: 'en-US',
      textFormat: 'plain',
      channelData: { clientActivityID: `a${chance.below(1000)}` },
      entities: [{ type: 'ClientCapabilities' }],
      ...(chance.once(4) && { value: { choice: { question: 'version', option: 'x' } } }),
      ...(chance.once(6) && { attachments: [{ contentType: 'image/png', contentUrl: 'data:,x', name: 'a.png' }] }),
    }
    const json = JSON.stringify(chance.once(4) ? whole : disturbed(whole, chance))
    return chance.once(5) ? mutated(json, chance) : json
  }

  const upload = (chance: Chance): Pick<Sent, 'type' | 'body'> => {
    const form = [
      '--edge\r\nContent-Disposition: form-data; name="activity"\r\nContent-Type: application/vnd.microsoft.activity\r\n',
      `\r\n${activity(chance)}\r\n--edge\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n`,
      'Content-Type: text/plain\r\n\r\nwhat it said\r\n--edge--\r\n',
    ].join('')
    return { type: 'multipart/form-data; boundary=edge', body: chance.once(3) ? form : mutated(form, chance) }
  }

  const requestOf = (visitor: Visitor, chance: Chance): Sent => {
    const { conversationId, token } = visitor
    const path = `${ROOT}/conversations/${chance.once(20) ? encoded(mutated(conversationId, chance)) : conversationId}`
    const from = { token: chance.once(20) ? encoded(mutated(token, chance)) : token }
    switch (chance.below(6)) {
      case 0:
        return { ...from, method: 'POST', path: `${path}/upload`, ...upload(chance) }
      case 1:
        return { ...from, method: 'GET', path: `${path}/activities?watermark=${oddNumber(chance)}` }
      case 2:
        return { ...from, method: 'POST', path: `${ROOT}/conversations`, body: mutated('{"locale":"en-US"}', chance) }
      default:
        return { ...from, method: 'POST', path: `${path}/activities`, body: activity(chance) }
    }
  }

  return async (port: number, chance: Chance): Promise<number> => {
    const visitor = await visitorAt(port, chance)
    return chance.once(3) ? streamed(visitor, chance) : (await send({ port, ...requestOf(visitor, chance) })).status
  }
}

/** Half of a letter cannot stand in an address. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')
const encoded = (text: string): string => encodeURIComponent(wellFormed(text))

const oddNumber = (chance: Chance): string =>
  chance.once(2) ? String(chance.below(50)) : encoded(mutated('12', chance).slice(0, 200))

const send = ({ port, method, path, token, type = 'application/json', body }: Sent & { readonly port: number }) =>
  new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
    const headers = {
      host: 'localhost',
      'content-type': type,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    }
    const sent = request({ port, method, path, headers, timeout: PATIENCE }, response => {
      let text = ''
      response.on('data', data => {
        text += data
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    sent.on('timeout', () => sent.destroy(new Error('no answer')))
    sent.on('error', reject)
    sent.end(body)
  })

const objectOf = async (sent: Sent & { readonly port: number }): Promise<Readonly<Record<string, unknown>>> => {
  const { status, text } = await send(sent)
  if (status >= 300) throw new Error(`${sent.path} is answered ${status}: ${text.slice(0, 200)}`)
  return JSON.parse(text)
}

/** A frame as RFC 6455 (5.2) has it; any of its fields may be wrong. */
const frame = (chance: Chance): Buffer => {
  const payload = Buffer.from(mutated('{"type":"message","text":"hi"}', chance).slice(0, chance.once(5) ? 5000 : 100))
  const first = chance.once(3) ? chance.below(256) : 0x80 | chance.pick([0, 1, 2, 8, 9, 10])
  const masked = chance.once(5) ? 0 : 0x80
  const length = chance.once(5) ? chance.below(128) : Math.min(payload.length, 126)
  const head = Buffer.from([first, masked | length])
  const long = Buffer.alloc(length === 126 ? 2 : length === 127 ? 8 : 0, chance.once(5) ? 0xff : 0)
  if (length === 126 && !chance.once(5)) long.writeUInt16BE(payload.length)
  return Buffer.concat([head, long, Buffer.alloc(masked ? 4 : 0), payload])
}

/** Opens a stream and sends frames; resolves to the status of the handshake. */
const streamed = ({ port, stream }: Visitor, chance: Chance): Promise<number> => {
  const path = chance.once(3) ? encodeURI(wellFormed(mutated(stream, chance))) : stream
  const frames = Buffer.concat(Array.from({ length: 1 + chance.below(6) }, () => frame(chance)))
  const together = chance.once(4)
  return new Promise((resolve, reject) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1')
    socket.setTimeout(PATIENCE, () => socket.destroy(new Error('the handshake is not answered')))
    // It may close while we still send.
    socket.on('error', error =>
      CLOSED.has((error as NodeJS.ErrnoException).code ?? '') ? socket.destroy() : reject(error),
    )
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(heard)?.[1] ?? 0)))
    socket.on('data', data => {
      const isFirst = heard === ''
      heard += data.toString('latin1')
      if (!isFirst) return
      if (!together && heard.startsWith('HTTP/1.1 101')) socket.write(frames)
      setTimeout(() => socket.destroy(), AFTER_FRAMES)
    })
    const head = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.from('0123456789abcdef').toString('base64')}\r\n\r\n`
    socket.write(head)
    if (together) socket.write(frames)
  })
}
