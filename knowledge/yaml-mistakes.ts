import { type Document, isCollection, isPair, isScalar, type YAMLError } from 'yaml'

/** A place in a text that is no YAML, in an author's words. `at`: where to look, as an index into the text. */
interface Mistake {
  readonly mistake: string
  readonly remedy: string
  readonly at: number
}

/**
 * The library's errors as the mistakes that people make, one a line: what follows in a line mostly follows from the first.
 * `lineOf` gives the line of a place.
 */
export const mistakesIn = (document: Document, text: string, lineOf: (at: number) => number): readonly Mistake[] => {
  const found: Mistake[] = []
  const told = new Set<number>()
  for (const error of document.errors) {
    const line = lineOf(error.pos[0])
    if (told.has(line) || found.length === MOST_TOLD) continue
    const mistake = mistakeOf(error, text, document)
    if (!told.has(lineOf(mistake.at))) found.push(mistake)
    told.add(line).add(lineOf(mistake.at))
  }
  return found
}

/** More are told when these are mended. */
const MOST_TOLD = 20

const mistakeOf = (error: YAMLError, text: string, document: Document): Mistake => {
  const at = error.pos[0]
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return {
        mistake: 'The line is indented with a tab.',
        remedy: 'Indent with spaces: YAML allows no tabs there.',
        at,
      }
    case 'BLOCK_AS_IMPLICIT_KEY':
      return /^A block sequence/.test(error.message) ? unlikeOthers(text, at) : nested(text, at)
    case 'MULTILINE_IMPLICIT_KEY':
      return keyless(text, at)
    case 'MISSING_CHAR':
      return /quote$/.test(error.message) ? openQuote(text, at, document) : keyless(text, at)
    case 'BAD_INDENT':
      return /^Flow/.test(error.message) ? openBracket(text, at, document) : unlikeOthers(text, at)
    case 'UNEXPECTED_TOKEN':
      return unexpected(text, at) ?? inItsWords(error)
    case 'BAD_SCALAR_START':
    case 'BAD_ALIAS':
      return badBeginning(text[at] ?? '', at)
    case 'BAD_DQ_ESCAPE':
      return {
        mistake: `In double quotes a backslash begins an escape, and ${text.slice(at, at + 2)} is none.`,
        remedy: 'Use single quotes: there a backslash is a backslash.',
        at,
      }
    case 'DUPLICATE_KEY':
      return {
        mistake: `The key "${/^[^:\n]{0,60}/.exec(text.slice(at, at + 60))?.[0].trim()}" stands here once more.`,
        remedy: 'Keep one of the two.',
        at,
      }
    case 'RESOURCE_EXHAUSTION':
      return { ...TOO_DEEP, at }
    default:
      return inItsWords(error)
  }
}

const inItsWords = (error: YAMLError): Mistake => ({
  mistake: `${(error.message.split('\n')[0] ?? '').replace(/[.:]\s*$/, '')}.`,
  remedy: 'Compare the indentation, colons and quotes with a file that works.',
  at: error.pos[0],
})

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1

const restOfLine = (text: string, at: number): string => /^[^\r\n]*/.exec(text.slice(at))?.[0] ?? ''

/** The first character of the line that is no space. */
const firstInLine = (text: string, at: number): number => {
  const start = lineStart(text, at)
  return start + (/^[ \t]*/.exec(restOfLine(text, start))?.[0].length ?? 0)
}

/** A key below a value that is complete: "title: Outlook 2010: loses rules", or a line that is indented too far. */
const nested = (text: string, at: number): Mistake => {
  const value = restOfLine(text, at).trim()
  if (/^\?(?:\s|$)/.test(value)) return badBeginning('?', at)
  if (/:(?:\s|$)/.test(value))
    return {
      mistake: 'The value has a colon in it, so YAML takes what stands before the colon for a key.',
      remedy: `Put quotes around a value with a colon${value.length <= LONGEST_SHOWN ? `: ${inQuotes(value)}` : ''}.`,
      at,
    }
  const next = /\n[ \t]*(?=[^\s])/.exec(text.slice(at))
  return {
    mistake: 'This line is indented below a line that has its value already, and has a colon of its own.',
    remedy: 'Begin a key where the key above it begins; put quotes around a value that goes on here and has a colon.',
    at: next ? at + next.index + next[0].length : at,
  }
}

/** A longer value is not shown with its quotes. In characters. */
const LONGEST_SHOWN = 80

const inQuotes = (value: string): string => (/["\\]/.test(value) ? `'${value.replaceAll("'", "''")}'` : `"${value}"`)

const unlikeOthers = (text: string, at: number): Mistake => ({
  mistake: 'The line is not indented like the others of its list or group.',
  remedy: 'Indent lines that belong together by the same number of spaces.',
  at: firstInLine(text, at),
})

/** A line that is neither "key: value" nor part of anything. */
const keyless = (text: string, at: number): Mistake => {
  const start = firstInLine(text, at)
  const line = restOfLine(text, start)
  if (/^-(?:\s|$)/.test(line)) return unlikeOthers(text, at)
  const key = /^[\w-]{1,60}:(?![ \t]|$)/.exec(line)?.[0]
  if (key !== undefined)
    return {
      mistake: 'There is no space behind the colon.',
      remedy: `Write a plain space there: "${key} …".`,
      at: start + key.length,
    }
  return {
    mistake: 'The line has no key with a colon.',
    remedy: 'Write "key: value"; indent a line that goes on with the value above it.',
    at: start,
  }
}

export const TOO_DEEP = {
  mistake: 'It is nested too deeply.',
  remedy: 'Put quotes around values with brackets.',
} as const

/** Looks at every node without recursion: strangers' files may be nested as deeply as they like. */
const lastNodeBefore = (document: Document, at: number, isMeant: (node: unknown) => boolean): number | undefined => {
  let last: number | undefined
  const open: unknown[] = [document.contents]
  while (open.length > 0) {
    const node = open.pop()
    if (isPair(node)) open.push(node.key, node.value)
    else if (isCollection(node)) open.push(...node.items)
    const start = isScalar(node) || isCollection(node) ? node.range?.[0] : undefined
    if (start !== undefined && start < at && start >= (last ?? 0) && isMeant(node)) last = start
  }
  return last
}

const openQuote = (text: string, at: number, document: Document): Mistake => {
  const start =
    lastNodeBefore(document, at, n => isScalar(n) && (n.type === 'QUOTE_DOUBLE' || n.type === 'QUOTE_SINGLE')) ?? at
  const quote = text[start] === "'" ? "'" : '"'
  return {
    mistake: 'The quote that begins here is not closed.',
    remedy: `Close it with ${quote} at the end of the value.`,
    at: start,
  }
}

const openBracket = (text: string, at: number, document: Document): Mistake => {
  const isOpen = (n: unknown): boolean => isCollection(n) && n.flow === true && !/[\]}]/.test(text[endOf(n)] ?? '')
  const start = lastNodeBefore(document, at, isOpen) ?? at
  return {
    mistake: 'The bracket that begins here is not closed.',
    remedy: `Close it with ${text[start] === '{' ? '}' : ']'}, or put quotes around a value that begins with a bracket.`,
    at: start,
  }
}

const endOf = (node: { range?: readonly [number, number, number] | null }): number => (node.range?.[1] ?? 0) - 1

/** What stands behind a value that is complete, or begins as no value may. */
const unexpected = (text: string, at: number): Mistake | undefined => {
  const before = text.slice(lineStart(text, at), at).trimEnd()
  if (before === '') return unlikeOthers(text, at)
  if (/["'\]}]$/.test(before))
    return {
      mistake: `Something follows the ${/["']$/.test(before) ? 'quote' : 'bracket'} that closes the value.`,
      remedy:
        'Put quotes around the whole value. Within single quotes an apostrophe is written twice, within double quotes a quotation mark as \\".',
      at,
    }
  if (/(?:^|\s)[>|]$/.test(before)) return badBeginning(before.slice(-1), lineStart(text, at) + before.length - 1)
  if (text[at] === '-') return badBeginning('-', at)
  return undefined
}

const badBeginning = (sign: string, at: number): Mistake => ({
  mistake: `A value cannot begin with ${sign} unless it stands in quotes.`,
  remedy: 'Put quotes around the value.',
  at,
})
