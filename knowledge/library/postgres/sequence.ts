import { isMark, type Sequence } from '../../search/index.ts'

/**
 * A sequence in a third of its bytes: seven bits a byte, the lowest first, the eighth bit says that more follow (LEB128).
 * Everything is one higher, so that the commonest mark, that of a sentence, is 0.
 */
export const packed = (sequence: Sequence): Buffer => {
  const bytes = Buffer.alloc(sequence.length * 5)
  let at = 0
  for (const code of sequence) {
    let rest = (code + 1) >>> 0
    for (; rest > 127; rest >>>= 7) bytes[at++] = (rest & 127) | 128
    bytes[at++] = rest
  }
  return bytes.subarray(0, at)
}

export const unpacked = (bytes: Uint8Array): Sequence => {
  const codes = new Uint32Array(bytes.length)
  let length = 0
  let code = 0
  let shift = 0
  for (const byte of bytes) {
    code |= (byte & 127) << shift
    shift += 7
    if (byte > 127) continue
    codes[length++] = code - 1
    code = 0
    shift = 0
  }
  return codes.subarray(0, length)
}

/** The same sequence in other numbers. */
export const renumbered = (sequence: Sequence, numbers: readonly number[]): Sequence =>
  sequence.map(code => (isMark(code) ? code : (numbers[code] as number)))
