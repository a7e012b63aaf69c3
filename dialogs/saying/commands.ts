import { type Catalog, onceFor } from '../../knowledge/index.ts'
import type { Part, Reply } from '../reply.ts'

/** Says of replies what in them is a command to run, so that it is shown as one. */
export const withCommands = (replies: readonly Reply[], catalog: Catalog): readonly Reply[] => {
  const commands = commandsOf(catalog)
  const within = (text: string): readonly string[] => commands.filter(c => text.includes(c))
  return replies.map(reply => {
    switch (reply.kind) {
      case 'text':
        return marked(reply, within(reply.text))
      case 'question':
        return marked(reply, within(`${reply.text}\n${reply.hint}`))
      default:
        return { ...reply, parts: reply.parts.map(part => withPart(part, within(part.lines.join('\n')))) }
    }
  })
}

const marked = <R extends { readonly code?: readonly string[] }>(reply: R, code: readonly string[]): R =>
  code.length > 0 ? { ...reply, code } : reply

/** Without commands its own list stays the same one: what is made of that is kept by it. */
const withPart = (part: Part, commands: readonly string[]): Part =>
  commands.length > 0 ? marked(part, [...(part.code ?? []), ...commands]) : part

const commandsOf = onceFor((catalog: Catalog): readonly string[] => [
  ...new Set([...catalog.products.values()].flatMap(p => p.file.howToFind.flatMap(w => w.command ?? []))),
])
