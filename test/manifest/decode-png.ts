import { inflateSync } from 'node:zlib'

export interface Pixel {
  readonly red: number
  readonly green: number
  readonly blue: number
  readonly alpha: number
}

/**
 * Pixels of a PNG with 8-bit RGB or RGBA and no interlacing, which is what our icons are; anything else throws.
 * Here instead of a library because nothing but one test needs it (PNG specification 9.2 has the five filters).
 */
export function decodePng(png: Buffer): readonly Pixel[] {
  const [width, depth, colorType, interlace] = [png.readUInt32BE(16), png[24], png[25], png[28]]
  const channels = colorType === 6 ? 4 : 3
  if (depth !== 8 || (colorType !== 6 && colorType !== 2) || interlace !== 0)
    throw new Error(`depth ${depth}, colour type ${colorType}, interlace ${interlace}: only 8, 2 or 6, and 0 are read`)
  const bytes = unfilter(inflateSync(Buffer.concat(imageData(png))), width * channels, channels)
  const at = (index: number) => bytes[index] ?? Number.NaN
  return Array.from({ length: bytes.length / channels }, (_, pixel) => {
    const start = pixel * channels
    const alpha = channels === 4 ? at(start + 3) : 255
    return { red: at(start), green: at(start + 1), blue: at(start + 2), alpha }
  })
}

function imageData(png: Buffer): Buffer[] {
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  return parts
}

function unfilter(filtered: Buffer, stride: number, channels: number): Uint8Array {
  const rows = filtered.length / (stride + 1)
  const out = new Uint8Array(rows * stride)
  for (let row = 0; row < rows; row++) {
    const filter = filtered[row * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const here = row * stride + x
      const left = x < channels ? 0 : (out[here - channels] ?? 0)
      const up = out[here - stride] ?? 0
      const upLeft = x < channels ? 0 : (out[here - stride - channels] ?? 0)
      out[here] = (filtered[row * (stride + 1) + 1 + x] ?? 0) + predict(filter, left, up, upLeft)
    }
  }
  return out
}

function predict(filter: number | undefined, left: number, up: number, upLeft: number): number {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return Math.floor((left + up) / 2)
  if (filter !== 4) throw new Error(`a row has filter ${filter}: only 0 to 4 exist`)
  const [toLeft, toUp, toUpLeft] = [Math.abs(up - upLeft), Math.abs(left - upLeft), Math.abs(left + up - 2 * upLeft)]
  if (toLeft <= toUp && toLeft <= toUpLeft) return left
  return toUp <= toUpLeft ? up : upLeft
}
