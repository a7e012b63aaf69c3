import { anyOf, isTelling } from '../words/index.ts'
import type { Atom } from './versions/atoms.ts'

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}.-]*[\p{L}\p{N}]/gu) ?? []

/** "Name : MBX1", "OS Name: …" on lines of their own: what tools print. */
const NAMED_LINE = /^[ \t]*(?:[\p{L}\d()]+[ \t]){0,3}[\p{L}\d()]+[ \t]*:(?=[ \t]|$)(.*)$/gmu

/** "systeminfo.txt:" on a line of its own: a text that was put below its file's name. */
const FILE_LINE = /^[ \t]*[^\s:]+\.(?:txt|log|csv|json|xml)[ \t]*:[ \t]*$/gimu

/** A line of names, a rule below each, and rows up to an empty line: what PowerShell prints. */
const TABLE = /^(?=[ \t]*\S)[^\n]+\n[ \t]*-{3,}(?:[ \t]+-{3,})+[ \t]*$(?:\n[ \t]*\S[^\n]*)*/gmu

/** So many words that say nothing by themselves are a sentence's: "its sink stays with …". */
const PROSE = 2

/**
 * The text without the versions that were read and the tools that printed them; a product that is named without one stays.
 * Of lines that a tool may have printed those that tell a trouble, or are sentences, somebody wrote.
 */
export const restOf = (
  text: string,
  atoms: readonly Atom[],
  /** What printed them. */
  tools: RegExp,
  /** What compares a version with others. */
  comparing: RegExp,
  /** Whether the words between two places tell a trouble. */
  tellsTrouble: (start: number, end: number) => boolean,
): string => {
  const versions = atoms.filter(a => a.kind !== 'product')
  if (versions.length === 0) return text.trim()
  const withoutLine = (line: string, value: string, start: number): string =>
    isProse(value) || tellsTrouble(start, start + line.length) ? line : ' '.repeat(line.length)
  const withoutLines = (table: string, start: number): string =>
    table.replace(LINE, (line, at: number) => withoutLine(line, line, start + at))
  const told = text.includes('\n')
    ? text
        .replace(FILE_LINE, line => ' '.repeat(line.length))
        .replace(TABLE, withoutLines)
        .replace(NAMED_LINE, withoutLine)
    : text
  let rest = ''
  let at = 0
  for (const atom of versions) {
    rest += `${told.slice(at, atom.start)} `
    at = atom.end
  }
  return (rest + told.slice(at))
    .replace(comparing, ' ')
    .replace(tools, ' ')
    .split(/\s+/)
    .filter(w => wordsOf(w).length > 0)
    .join(' ')
}

/** Finds the names of tools as a whole: "file version", and neither a file nor a version. */
export const namesOfTools = (marks: readonly string[]): RegExp => {
  const names = marks.filter(m => /^[\p{L}\p{N}].*[\p{L}\p{N}]$/u.test(m))
  return new RegExp(`(?<![\\p{L}\\p{N}])${anyOf(names)}(?![\\p{L}\\p{N}])`, 'giu')
}

const LINE = /[^\n]+/g

const isProse = (value: string): boolean =>
  wordsOf(value).filter(w => /^\p{L}+$/u.test(w) && !isTelling(w)).length >= PROSE

/** "OS Name: …": the version stands behind the name of a value, alone on its line. */
export const isOutput = (text: string, start: number): boolean =>
  /(?:^|\n)[ \t]*(?:[\p{L}\d()]+[ \t]){0,3}[\p{L}\d()]+[ \t]*:[^\n]*$/u.test(
    text.slice(Math.max(0, start - LONGEST_NAME), start),
  ) && text.includes('\n')

/** In characters. */
const LONGEST_NAME = 120
