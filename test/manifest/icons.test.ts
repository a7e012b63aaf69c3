import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkIcon, colorIcon, outlineIcon } from '../../manifest/check-icon.ts'
import { decodePng } from './decode-png.ts'

const folder = join(import.meta.dirname, '../../manifest')
const color = await readFile(join(folder, 'color.png'))
const outline = await readFile(join(folder, 'outline.png'))

describe('the icons', () => {
  it('have the sizes that Teams takes', () => {
    expect(() => checkIcon('color.png', color, colorIcon)).not.toThrow()
    expect(() => checkIcon('outline.png', outline, outlineIcon)).not.toThrow()
  })

  it('are drawn in white on nothing (outline) and to every edge (colour)', () => {
    const drawn = decodePng(outline).filter(pixel => pixel.alpha > 0)
    expect(drawn.length).toBeGreaterThan(100)
    expect(drawn.length).toBeLessThan(32 * 32)
    expect(drawn.filter(pixel => pixel.red + pixel.green + pixel.blue !== 3 * 255)).toEqual([])

    const pixels = decodePng(color)
    expect(pixels.length).toBe(192 * 192)
    expect(pixels.filter(pixel => pixel.alpha !== 255)).toEqual([])
  })
})

describe('checking an icon', () => {
  it('tells the size it found and the size it wants', () => {
    expect(() => checkIcon('outline.png', color, outlineIcon)).toThrow(
      /^outline\.png is 192×192 pixels; Teams takes 32×32/,
    )
  })

  it('wants transparency where the icon must have it', () => {
    const opaque = Buffer.from(outline)
    opaque[25] = 2
    expect(() => checkIcon('outline.png', opaque, outlineIcon)).toThrow(/no alpha channel/)
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a JPEG', Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb004300', 'hex')],
    ['a PNG that ends too early', color.subarray(0, 20)],
  ])('refuses %s', (_, bytes) => {
    expect(() => checkIcon('color.png', bytes, colorIcon)).toThrow(/^color\.png is not a PNG file/)
  })
})
