import type { Block, Section, SectionKind } from '../../article.ts'
import { kindOfHeading, kindOfName } from './headings.ts'

/** A heading of a text, or what stands below it. */
export interface Part {
  /** 1 for the largest heading, growing; undefined for text. */
  readonly level: number | undefined
  readonly block: Block
}

interface Open {
  readonly kind: SectionKind
  readonly heading: string
  readonly line: number
  readonly level: number
  readonly blocks: Block[]
}

/**
 * The sections of a text in reading order. The first heading, and each that is as large, begins one. A smaller heading
 * begins one as well if it has a meaning of its own, as "Resolution" below "Error 5" does; else it divides the section
 * that it stands in. What stands before the first heading is a summary.
 */
export const sectionsFrom = (parts: readonly Part[]): readonly Section[] => {
  const done: Open[] = []
  let top: Open | undefined
  let current: Open = { kind: 'summary', heading: '', line: parts[0]?.block.line ?? 1, level: 0, blocks: [] }
  const begin = (kind: SectionKind, part: Part, level: number): Open => {
    done.push(current)
    const { text, line } = part.block
    return { kind, heading: text, line, level, blocks: kindOfName(text) ? [] : [{ ...part.block, kind: 'heading' }] }
  }
  for (const part of parts) {
    const { level, block } = part
    if (level === undefined) {
      current.blocks.push(block)
      continue
    }
    const named = kindOfHeading(block.text)
    // "Method 1", a resolution by itself, divides a workaround that it stands in.
    const kind = current.kind === 'workaround' && /^(?:method|option|step)\s/i.test(block.text) ? current.kind : named
    if (!top || level <= top.level) {
      top = begin(kind ?? 'other', part, level)
      current = top
    } else if (kind && kind !== current.kind) current = begin(kind, part, level)
    else if (!kind && current !== top && level <= current.level) current = begin(top.kind, part, top.level)
    else current.blocks.push({ ...block, kind: 'heading' })
  }
  done.push(current)
  return done.filter(s => s.heading !== '' || s.blocks.length > 0).map(({ level: _, ...section }) => section)
}
