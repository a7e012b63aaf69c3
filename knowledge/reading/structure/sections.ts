import type { Block, Section, SectionKind } from '../../article.ts'
import { isInstruction, isNoRemedy, isWay, kindOfHeading, kindOfName, saysHow } from './headings.ts'

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
    const kind = isPartOf(current, block.text, level) ? current.kind : named
    if (!top || level <= top.level) {
      top = begin(kind ?? 'other', part, level)
      current = top
    } else if (kind && kind !== current.kind) current = begin(kind, part, level)
    else if (!kind && current !== top && level <= current.level) current = begin(top.kind, part, top.level)
    else current.blocks.push({ ...block, kind: 'heading' })
  }
  done.push(current)
  return withRemedy(
    done.filter(s => s.heading !== '' || s.blocks.length > 0).map(({ level: _, ...section }) => section),
  )
}

/** "Method 1", a resolution by itself, divides a workaround that it stands in; so does "How to fix it" what is larger. */
const isPartOf = (section: Open, heading: string, level: number): boolean =>
  (section.kind === 'workaround' && isWay(heading)) ||
  (KEEPS_ITS_WAYS.has(section.kind) && level > section.level && saysHow(heading))

const KEEPS_ITS_WAYS: ReadonlySet<SectionKind> = new Set(['workaround', 'more-information'])

/**
 * An article that heads nothing as a remedy tells it under headings of its own, "Create the key": those that tell people
 * to do something, and those with numbered steps below them, are it.
 */
const withRemedy = (sections: readonly Section[]): readonly Section[] =>
  sections.some(s => (s.kind === 'resolution' || s.kind === 'workaround') && s.blocks.some(isText))
    ? sections
    : sections.map(s => (isProcedure(s) ? { ...s, kind: 'resolution' as const } : s))

const isProcedure = ({ kind, heading, blocks }: Section): boolean =>
  kind === 'other' &&
  heading !== '' &&
  blocks.some(isText) &&
  (isInstruction(heading) || (!isNoRemedy(heading) && blocks.some(b => b.kind === 'step')))

const isText = (block: Block): boolean => block.kind !== 'heading'
