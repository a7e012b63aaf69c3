import { type Alias, type Document, LineCounter, parseDocument, visit, type Node as YamlNode } from 'yaml'
import type { z } from 'zod'
import type { Problem } from './problem.ts'

/** Larger files are refused: nobody writes them by hand. In characters. */
const MAX_YAML_SIZE = 1024 * 1024

interface Read<T> {
  readonly value: T
  readonly problems: readonly []
  /** A problem with one of its values, for what only shows beside other files. */
  readonly wrong: (path: readonly PropertyKey[], message: string) => Problem
}

type ReadYaml<T> = Read<T> | { readonly value: undefined; readonly problems: readonly Problem[] }

/**
 * Reads YAML against a schema. Aliases are refused, because a few of them can unfold to gigabytes. `firstLine` is
 * added to every place, for YAML that stands inside another file. Every scalar is a string (the failsafe schema), so
 * that `2007`, `8.10` and `no` stay what the author wrote.
 */
export const readYaml = <T>(text: string, file: string, schema: z.ZodType<T>, firstLine = 0): ReadYaml<T> => {
  if (text.length > MAX_YAML_SIZE)
    return {
      value: undefined,
      problems: [
        problem(
          file,
          'yaml-too-large',
          1,
          1,
          `It has ${text.length} characters.`,
          `At most ${MAX_YAML_SIZE} are read: split the file.`,
        ),
      ],
    }
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    schema: 'failsafe',
  })
  if (document.errors.length > 0)
    return {
      value: undefined,
      problems: document.errors.map(e => {
        const { line, col } = lines.linePos(e.pos[0])
        return problem(
          file,
          'yaml-syntax',
          line + firstLine,
          col,
          `${firstSentence(e.message)}.`,
          'Compare the indentation, colons and quotes with a file that works.',
        )
      }),
    }
  const alias = firstAlias(document)
  if (alias) {
    const { line, col } = lines.linePos(alias.range?.[0] ?? 0)
    const message = `It uses a YAML alias (*${alias.source}).`
    return {
      value: undefined,
      problems: [problem(file, 'yaml-alias', line + firstLine, col, message, 'Write the text out instead.')],
    }
  }
  const checked = schema.safeParse(document.toJS())
  const wrong = (path: readonly PropertyKey[], message: string, place = path): Problem => {
    const { line, col } = placeOf(document, lines, place)
    const name = path.map(String).join('.') || 'the file'
    return problem(file, 'yaml-value', line + firstLine, col, `${name}: ${message}.`, 'Correct this value.')
  }
  return checked.success
    ? { value: checked.data, problems: [], wrong }
    : { value: undefined, problems: checked.error.issues.map(i => wrong(i.path, i.message, placedAt(i))) }
}

const firstSentence = (message: string): string => (message.split('\n')[0] ?? message).replace(/[.:]\s*$/, '')

const problem = (
  file: string,
  code: string,
  line: number,
  column: number,
  message: string,
  advice: string,
): Problem => ({ code, severity: 'error', file, line, column, message, advice })

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

/** The place of a value, or of the nearest thing around it that is there. */
const placeOf = (
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
): { line: number; col: number } => {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as YamlNode | undefined
    if (node?.range) return lines.linePos(node.range[0])
  }
  return { line: 1, col: 1 }
}
