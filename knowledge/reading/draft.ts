import type { Circumstance, Link, Section } from '../article.ts'
import type { Problem } from '../problem.ts'

/** A file with its text. */
export interface TextFile {
  readonly path: string
  readonly text: string
}

/** What a layout reads out of a file, before anything is concluded from it. */
export interface Draft {
  readonly id: string | undefined
  readonly title: string | undefined
  readonly titleLine: number
  readonly source: string | undefined
  readonly reviewed: string | undefined
  readonly revision: string | undefined
  readonly sections: readonly Section[]
  readonly appliesTo: readonly string[]
  readonly appliesToLine: number
  readonly keywords: readonly string[]
  readonly links: readonly Link[]
  readonly related: readonly string[]
  readonly symptom: string | undefined
  /** What else people call it; undefined in layouts that have no place for it. */
  readonly askedAs?: readonly string[]
  /** What must be so beside the versions; undefined in layouts that have no place for it. */
  readonly circumstances?: readonly Circumstance[] | undefined
  /** Where the author says it; else as the layout has it. */
  readonly productsAre?: 'conditions' | 'either' | undefined
  /** Conditions that the author states, by product id; they replace what the text suggests for that product. */
  readonly stated: Readonly<Record<string, StatedCondition>>
  readonly statedLine: number
  /** Where they are stated, when that is another file. */
  readonly statedFile?: string
  readonly problems: readonly Problem[]
}

interface StatedCondition {
  readonly affected: readonly string[]
  readonly 'fixed-in': readonly string[]
  readonly 'works-on': readonly string[]
}

export interface Layout {
  readonly name: string
  /** What the products of "applies to" are: one of them is enough, or each has to fit. */
  readonly productsAre: 'alternatives' | 'conditions'
  /** Who put the links in: the author, for this knowledge base, or the page that was saved. */
  readonly linksAre: 'written' | 'saved'
  /** True when a text is written in this layout. */
  readonly recognises: (text: string) => boolean
  readonly read: (text: string, file: string) => Draft
}

/** `951251`, `Q951251`, `kb 951251` → `KB951251`; undefined when there is no article number in it. */
export const articleId = (text: string): string | undefined => {
  const match = /^(?:KB|Q)?[\s-]*(\d{5,7})$/i.exec(text.trim())
  return match ? `KB${match[1]}` : undefined
}
