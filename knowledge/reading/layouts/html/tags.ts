import { Tokenizer } from 'htmlparser2'

export type Attributes = ReadonlyMap<string, string>

export interface TagHandler {
  readonly open: (name: string, attributes: Attributes, line: number) => void
  readonly close: (name: string, line: number) => void
  /** With entities decoded; a text may come in several pieces. */
  readonly text: (text: string, line: number) => void
  readonly comment: (text: string) => void
}

/**
 * Reads HTML as a row of tags and texts, each with its 1-based line. Takes every string, in linear time: no tree is
 * built, because building one takes quadratic time on deep or badly closed pages.
 */
export const readTags = (html: string, handler: TagHandler): void => {
  const lineAt = lineCounter(html)
  let name = ''
  let nameAt = 0
  let attribute = ''
  let value = ''
  let attributes = new Map<string, string>()
  const opened = (): void => handler.open(name, attributes, lineAt(nameAt))
  const tokenizer = new Tokenizer(
    {},
    {
      onopentagname: (start, end) => {
        name = html.slice(start, end).toLowerCase()
        nameAt = start
        attributes = new Map()
      },
      onattribname: (start, end) => {
        attribute = html.slice(start, end).toLowerCase()
        value = ''
      },
      onattribdata: (start, end) => {
        value += html.slice(start, end)
      },
      onattribentity: code => {
        value += String.fromCodePoint(code)
      },
      onattribend: () => {
        if (KEPT.has(attribute) && !attributes.has(attribute)) attributes.set(attribute, value)
      },
      onopentagend: opened,
      onselfclosingtag: opened,
      onclosetag: (start, end) => handler.close(html.slice(start, end).toLowerCase(), lineAt(start)),
      ontext: (start, end) => handler.text(html.slice(start, end), lineAt(start)),
      ontextentity: (code, end) => handler.text(String.fromCodePoint(code), lineAt(end - 1)),
      oncomment: (start, end, offset) => handler.comment(html.slice(start, end - offset)),
      oncdata: () => undefined,
      ondeclaration: () => undefined,
      onprocessinginstruction: () => undefined,
      onend: () => undefined,
      isInForeignContext: () => false,
    },
  )
  tokenizer.write(html)
  tokenizer.end()
}

/** What is asked for; pages carry much more. */
const KEPT: ReadonlySet<string> = new Set(['class', 'content', 'href', 'id', 'name', 'property', 'rel', 'role'])

/** The line of each offset; offsets must not go back by more than what was just read. */
const lineCounter = (text: string): ((offset: number) => number) => {
  let at = 0
  let line = 1
  return offset => {
    for (; at < offset && at < text.length; at++) {
      const c = text.charCodeAt(at)
      if (c === 10 || (c === 13 && text.charCodeAt(at + 1) !== 10)) line++
    }
    return line
  }
}
