import { z } from 'zod'
import type { Problem } from '../../../problem.ts'
import { readYaml } from '../../../yaml-file.ts'
import type { Line } from '../../structure/blocks.ts'
import { splitProducts } from '../../structure/product-lines.ts'
import { dateIn } from '../furniture.ts'
import { decoded, withoutTags } from './markdown-words.ts'

export interface FrontMatter {
  readonly title: string | undefined
  readonly description: string | undefined
  /** ISO date. */
  readonly reviewed: string | undefined
  readonly appliesTo: readonly string[]
  /** Warnings: what cannot be read as YAML is read line by line. */
  readonly problems: readonly Problem[]
}

/** The front matter of learn.microsoft.com. Any key is fine in it; what is used is taken out by its name. */
export const frontMatterIn = (lines: readonly Line[], file: string): FrontMatter => {
  const { value, problems } = readYaml(lines.map(l => l.text).join('\n'), file, z.record(z.string(), z.unknown()), 1)
  const given = new Map(
    [...(value ? Object.entries(value) : entriesIn(lines))].map(([key, v]) => [key.toLowerCase(), v] as const),
  )
  const text = (key: string): string | undefined => wordsOf(given.get(key)).join(' ').trim() || undefined
  return {
    title: text('title'),
    description: text('description'),
    reviewed: dateIn(text('ms.date')),
    appliesTo: productsIn(wordsOf(given.get('appliesto'))),
    problems: problems.map(p => ({ ...p, severity: 'warning' })),
  }
}

const wordsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((v): v is string => typeof v === 'string')

/** "key: value", and "- item" below a key. */
const entriesIn = (lines: readonly Line[]): ReadonlyMap<string, string[]> => {
  const found = new Map<string, string[]>()
  let last: string[] = []
  for (const { text } of lines) {
    const key = /^([a-z][\w.-]{0,60})\s{0,9}:(?=\s|$)/i.exec(text)
    const item = /^\s{0,9}-\s/.exec(text)?.[0]
    if (key) {
      last = [unquoted(text.slice(key[0].length))].filter(Boolean)
      found.set(key[1] as string, last)
    } else if (item) last.push(unquoted(text.slice(item.length)))
  }
  return found
}

const unquoted = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, '$2')

/** A product an item; or several on one line, between commas or line breaks; often drawn as a link with a tick. */
const productsIn = (lines: readonly string[]): readonly string[] =>
  lines
    .flatMap(line => line.split(/<br\s{0,3}\/?>|\n/i))
    .map(line =>
      decoded(withoutTags(line))
        .replace(/^(?:✅|✔|\uFE0F|[\s•-])+/u, '')
        .trim(),
    )
    .flatMap(splitProducts)
    .filter(Boolean)
