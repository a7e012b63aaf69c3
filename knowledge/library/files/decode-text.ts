/**
 * The text of a file: UTF-8, or UTF-16 that says so with a byte order mark; else Windows-1252, in which every byte is a
 * character. Without the mark.
 */
export const decodeText = (bytes: Uint8Array): string => {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return UTF_16_LE.decode(bytes)
  if (first === 0xfe && second === 0xff) return UTF_16_BE.decode(bytes)
  try {
    return UTF_8.decode(bytes)
  } catch {
    return windows1252(bytes)
  }
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true })
const UTF_16_LE = new TextDecoder('utf-16le')
const UTF_16_BE = new TextDecoder('utf-16be')

/**
 * Not TextDecoder: since Node.js 20.18.3 and 22.13.0 it reads Windows-1252 as Latin-1, in which the bytes below are
 * control characters (https://github.com/nodejs/node/issues/60888). The table is the Encoding Standard's
 * (https://encoding.spec.whatwg.org/index-windows-1252.txt), from 0x80 to 0x9f.
 */
const windows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, c => HIGH[c.charCodeAt(0) - 0x80] as string)

const HIGH = [...'€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ']
