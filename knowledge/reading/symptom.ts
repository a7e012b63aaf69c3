import type { Block, Section } from '../article.ts'

/** Longer sentences are cut at a word: what is offered as an answer is read at a glance. In characters. */
const LONGEST = 160
/** A shorter one says too little: the next one is added. */
const SHORTEST = 40

/**
 * What a person sees, in one sentence, from the symptoms: offered as an answer to "which is closest to what you see?".
 * A sentence that announces a message is followed by the message. Undefined when there are no symptoms.
 */
export const symptomIn = (sections: readonly Section[]): string | undefined => {
  const all = sections.filter(s => s.kind === 'symptoms').flatMap(s => s.blocks.filter(b => b.kind !== 'heading'))
  const blocks = all.slice(afterScenario(all))
  let said = ''
  for (const sentence of blocks.flatMap(sentencesOf)) {
    said = said === '' ? sentence : `${said} ${sentence}`
    if (said.length >= SHORTEST && !said.endsWith(':')) break
    if (said.length >= LONGEST) break
  }
  return said === '' ? undefined : cut(said.replace(/:$/, '.'))
}

/** "Consider the following scenario:", a list, and then what is seen: where that begins. */
const afterScenario = (blocks: readonly Block[]): number => {
  const isListed = (b: Block | undefined): boolean => b?.kind === 'item' || b?.kind === 'step'
  if (!isListed(blocks[1])) return 0
  const after = blocks.findIndex((b, i) => i > 1 && !isListed(b))
  return Math.max(after, 0)
}

const sentencesOf = (block: Block): readonly string[] =>
  block.text
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(?<=[.!?:])\s+(?=\p{Lu})/u)
    .filter(Boolean)

const cut = (text: string): string => {
  if (text.length <= LONGEST) return text
  const end = text.lastIndexOf(' ', LONGEST - 1)
  return `${text.slice(0, end < SHORTEST ? LONGEST - 1 : end)}…`
}
