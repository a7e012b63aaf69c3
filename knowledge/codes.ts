/**
 * Error codes and event numbers in a text, in one writing each: `0x8004011D`, `8004011D` and `-2147221219` are the same
 * code. Two texts that both name such, and none in common, speak of different problems.
 */
export const codesIn = (text: string): ReadonlySet<string> => {
  const codes = new Set<string>()
  for (const [, hex] of text.matchAll(/\b(?:0x)?([0-9a-f]{8})\b/gi))
    if (hex && /\d/.test(hex)) codes.add(`error ${hex.toLowerCase()}`)
  for (const [decimal] of text.matchAll(/(?<![\w.])-\d{7,10}\b/g))
    codes.add(`error ${(Number(decimal) >>> 0).toString(16)}`)
  for (const [, list] of text.matchAll(/\bevents?(?:\s+ids?)?[\s:#]+((?:\d{2,5}(?:\s*(?:,|and|or|&)\s*)?)+)/gi))
    for (const [number] of (list as string).matchAll(/\d{2,5}/g)) codes.add(`event ${number}`)
  return codes
}
