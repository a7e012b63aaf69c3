import type { Atom } from './versions/atoms.ts'

export const wordsOf = (text: string): readonly string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}.-]*[\p{L}\p{N}]/gu) ?? []

/** "Name : MBX1", "OS Name: …" on lines of their own: what tools print, not what anybody describes. */
const OUTPUT_LINE = /^[ \t]*(?:[\p{L}\d()]+[ \t]){0,3}[\p{L}\d()]+[ \t]*:(?=[ \t]|$).*$/gmu

/** The text without the versions that were read and the tools that printed them; plain names of products stay. */
export const restOf = (
  text: string,
  atoms: readonly Atom[],
  plain: ReadonlySet<string>,
  tools: ReadonlySet<string>,
  /** What compares a version with others. */
  comparing: RegExp,
): string => {
  const versions = atoms.filter(a => a.kind !== 'product')
  if (versions.length === 0) return text.trim()
  let rest = ''
  let at = 0
  for (const atom of versions) {
    const names = text
      .slice(atom.start, atom.end)
      .split(/[\s-]+/)
      .filter(w => plain.has(w.toLowerCase()))
    rest += `${text.slice(at, atom.start)} ${names.join(' ')} `
    at = atom.end
  }
  return (rest + text.slice(at))
    .replace(text.includes('\n') ? OUTPUT_LINE : /$^/, ' ')
    .replace(comparing, ' ')
    .split(/\s+/)
    .filter(w => wordsOf(w).some(part => !tools.has(part)))
    .join(' ')
}
