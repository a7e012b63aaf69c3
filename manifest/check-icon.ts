/** What Teams demands of an icon (https://learn.microsoft.com/microsoft-365/extensibility/schema/root-icons). */
export interface IconRule {
  /** Width and height in pixels. */
  readonly size: number
  readonly transparent: boolean
}

export const colorIcon: IconRule = { size: 192, transparent: false }
export const outlineIcon: IconRule = { size: 32, transparent: true }

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * Reads no further than the PNG's header; that the outline holds nothing but white is left to the tests.
 * @throws when the file is no PNG, has another size, or cannot be transparent although it must be.
 */
export function checkIcon(name: string, bytes: Uint8Array, rule: IconRule): void {
  const header = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = `${rule.size}×${rule.size}`
  const remedy = 'Render it again from its .svg; manifest/README.md has the command.'
  // Signature (8), then the IHDR chunk: length (4), "IHDR" (4), width (4), height (4), bit depth (1), colour type (1): PNG specification 11.2.2.
  if (header.length < 26 || !header.subarray(0, 8).equals(pngSignature))
    throw new Error(`${name} is not a PNG file. Teams takes a PNG of ${size} pixels here. ${remedy}`)
  const [width, height, colorType] = [header.readUInt32BE(16), header.readUInt32BE(20), header.readUInt8(25)]
  if (width !== rule.size || height !== rule.size)
    throw new Error(`${name} is ${width}×${height} pixels; Teams takes ${size} here. ${remedy}`)
  const hasAlpha = colorType === 4 || colorType === 6
  if (rule.transparent && !hasAlpha)
    throw new Error(`${name} has no alpha channel; Teams takes white on a transparent ground here. ${remedy}`)
}
