import { articleId } from '../draft.ts'

/** A file's name without folders and ending: "help/kb951251-mapi.md" → "kb951251-mapi". */
const stemOf = (file: string): string => (file.split(/[\\/]/).at(-1) ?? '').replace(/\.[A-Za-z0-9]{1,9}$/, '')

/** The id that a file's name gives: its article number if it begins with one, else the name itself. */
export const idOfFile = (file: string): string | undefined => {
  const stem = stemOf(file)
  return articleId(stem) ?? articleId(/^kb-?\d{5,7}(?=[^\da-z])/i.exec(stem)?.[0] ?? '') ?? (stem || undefined)
}

/**
 * The number that a title gives its own article: "KB5001092 - Cumulative Update 17", "… stops working (KB5001092)",
 * "September 9, 2025—KB5065426 (OS Build …)", "… (951251)". A number within a title is another article's.
 */
export const idOfTitle = (title: string): string | undefined => {
  const text = title.trim()
  const match =
    /^KB\s?(\d{5,7})\b/i.exec(text) ??
    /\((?:KB\s?|Q)?(\d{6,7})\)$/i.exec(text.slice(-20)) ??
    /[—–-]\s?KB\s?(\d{6,7})(?:\s\(|$)/i.exec(text)
  return match ? `KB${match[1]}` : undefined
}
