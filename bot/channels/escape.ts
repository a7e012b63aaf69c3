/**
 * Text as Markdown that shows exactly this text: whatever an article or a person wrote can neither decorate nor link.
 * Only what could be read as a construct is escaped, so that `S_OK`, `8.1.311.3` and `C:\Logs` stay searchable.
 * CommonMark 0.31, section 2.4 (a backslash escapes ASCII punctuation) and 6 (inlines).
 */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, '\\\\')
    .replace(/[`*[\]]|~(?=~)|(?<=~)~|<(?=[a-z/!?])|&(?=#?[a-z0-9]+;)/gi, '\\$&')
    // An underscore inside a word is only an underscore.
    .replace(/(?<![a-z0-9])_|_(?![a-z0-9])/gi, '\\_')
    // What would open a block: list, quote, heading, rule.
    .replace(/^([-+#>=])/gm, '\\$1')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/gm, '$1\\$2')

/** One line, single spaces: what a wrapped line of an article's file reads as. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
