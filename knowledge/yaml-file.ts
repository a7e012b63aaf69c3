import {
  type Alias,
  Composer,
  type CST,
  type Document,
  LineCounter,
  Parser,
  visit,
  YAMLParseError,
  type Node as YamlNode,
} from 'yaml'
import type { z } from 'zod'
import { type Place, type Problem, problemOf } from './problem.ts'
import { mistakesIn, TOO_DEEP } from './yaml-mistakes.ts'

/** Larger files are refused: nobody writes them by hand. In characters. */
const MAX_YAML_SIZE = 1024 * 1024

interface Read<T> {
  readonly value: T
  readonly problems: readonly []
  /** A problem with one of its values, for what only shows beside other files. */
  readonly wrong: (path: readonly PropertyKey[], message: string) => Problem
}

export type ReadYaml<T> = Read<T> | { readonly value: undefined; readonly problems: readonly Problem[] }

/**
 * Reads YAML against a schema. Aliases are refused, because a few of them can unfold to gigabytes. `firstLine` is
 * added to every place, for YAML that stands inside another file. Every scalar is a string (the failsafe schema), so
 * that `2007`, `8.10` and `no` stay what the author wrote.
 */
export const readYaml = <T>(text: string, file: string, schema: z.ZodType<T>, firstLine = 0): ReadYaml<T> => {
  if (text.length > MAX_YAML_SIZE) {
    const size = { size: text.length, most: MAX_YAML_SIZE }
    return { value: undefined, problems: [problemOf('yaml-too-large', { file }, size)] }
  }
  const lines = linesOf(text)
  const document = parsed(text, lines)
  if (document === undefined) return { value: undefined, problems: [problemOf('yaml-syntax', { file }, TOO_DEEP)] }
  const placeAt = (at: number): Place => {
    const { line, col } = lines.linePos(at)
    return { file, line: line + firstLine, column: col }
  }
  if (document.errors.length > 0)
    return {
      value: undefined,
      problems: mistakesIn(document, text, at => lines.linePos(at).line).map(({ at, ...words }) =>
        problemOf('yaml-syntax', placeAt(at), words),
      ),
    }
  const alias = firstAlias(document)
  if (alias) {
    const problem = problemOf('yaml-alias', placeAt(alias.range?.[0] ?? 0), { name: alias.source })
    return { value: undefined, problems: [problem] }
  }
  const checked = schema.safeParse(document.toJS())
  const wrong = (path: readonly PropertyKey[], message: string, place = path): Problem =>
    problemOf('yaml-value', placeAt(startOf(document, place)), {
      name: path.map(String).join('.') || 'the file',
      wrong: message,
    })
  return checked.success
    ? { value: checked.data, problems: [], wrong }
    : { value: undefined, problems: checked.error.issues.map(i => wrong(i.path, i.message, placedAt(i))) }
}

/** The parser counts no lines within what it cannot read. */
const linesOf = (text: string): LineCounter => {
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1)
  return lines
}

/** More levels are refused: whoever puts a document together goes down by calling itself, and what it calls may end the process. */
const MOST_LEVELS = 100

/** Undefined: too deep. What `parseDocument` of the library does, with a look at the depth before a document is made. */
const parsed = (text: string, lineCounter: LineCounter): Document.Parsed | undefined => {
  const tokens = [...new Parser().parse(text)]
  if (tokens.some(isTooDeep)) return undefined
  const composer = new Composer({ lineCounter, prettyErrors: false, uniqueKeys: true, schema: 'failsafe' })
  // No more than two are made, however many there are.
  const documents = composer.compose(tokens, true, text.length) as Iterable<Document.Parsed>
  const [document, second] = documents
  if (second) {
    const [from, to] = second.range
    document?.errors.push(new YAMLParseError([from, to], 'MULTIPLE_DOCS', 'there is more than one document'))
  }
  return document
}

const isTooDeep = (token: CST.Token): boolean => {
  let level: readonly CST.Token[] = [token]
  for (let levels = 0; level.length > 0; levels++) {
    if (levels > MOST_LEVELS) return true
    level = level.flatMap(inside)
  }
  return false
}

const inside = (token: CST.Token): readonly CST.Token[] => {
  if (token.type === 'document') return token.value ? [token.value] : []
  return 'items' in token ? token.items.flatMap(({ key, value }) => [key, value].filter(t => t != null)) : []
}

const firstAlias = (document: Document): Alias | undefined => {
  let found: Alias | undefined
  visit(document, {
    Alias: (_, node) => {
      found = node
      return visit.BREAK
    },
  })
  return found
}

/** An unknown key is told of the map around it: its place is its own. */
const placedAt = (issue: z.core.$ZodIssue): readonly PropertyKey[] =>
  issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path

/** Where a value begins, or the nearest thing around it that is there. */
const startOf = (document: Document, path: readonly PropertyKey[]): number => {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as YamlNode | undefined
    if (node?.range) return node.range[0]
  }
  return 0
}
