import { type Block, OWN_KINDS, type Section } from '../article.ts'
import { once } from '../lately.ts'
import type { ReadText } from '../mentions/index.ts'
import { anyOf, codesIn, loadLexicon, tellingWords } from '../words/index.ts'

/** Longer sentences are cut at a word: what is offered as an answer is read at a glance. In characters. */
const LONGEST = 160
/** A shorter one says too little: the next one is added. */
const SHORTEST = 40
/** A sentence that stands further behind is a case of what was said before. */
const MOST_LOOKED = 8
/** What stands further behind in a sentence is not looked at. In characters. */
const LONGEST_LOOKED = 500

/**
 * What a person sees, in one sentence, from the symptoms: offered as an answer to "which is closest to what you see?". It
 * is the first that tells a trouble, an error code or a message; without one, the first that does not only lead to
 * something. A sentence that announces a message is followed by the message. Undefined when there are no symptoms.
 */
export const symptomIn = (sections: readonly Section[], read: ReadText): string | undefined => {
  const all = sections.filter(s => s.kind === 'symptoms').flatMap(s => s.blocks.filter(b => b.kind !== 'heading'))
  const sentences = all.slice(afterScenario(all)).flatMap(sentencesOf)
  let said = ''
  for (const sentence of sentences.slice(beginning(sentences, read))) {
    said = said === '' ? sentence : `${said} ${sentence}`
    if (said.length >= SHORTEST && !said.endsWith(':')) break
    if (said.length >= LONGEST) break
  }
  return said === '' ? undefined : cut(said.replace(/:$/, '.'))
}

/** The place of the sentence that says what is seen. */
const beginning = (sentences: readonly string[], read: ReadText): number => {
  const looked = sentences.slice(0, MOST_LOOKED).map(s => (s.length > LONGEST_LOOKED ? s.slice(0, LONGEST_LOOKED) : s))
  const isPlain = looked.map(
    (s, i) => !leads(s) && !isLog(s) && !isProducts(s, read) && !isLabel(looked[i - 1]) && !words().adds.test(s),
  )
  const telling = looked.findIndex((s, i) => isPlain[i] && tells(s, sentences[i + 1], read))
  return Math.max(0, telling >= 0 ? telling : isPlain.indexOf(true))
}

/** "… you receive an error:", with the message behind it, tells one; so does what has a code or goes wrong. */
const tells = (sentence: string, next: string | undefined, read: ReadText): boolean =>
  (sentence.endsWith(':') && next === undefined ? false : announcesMessage(sentence)) ||
  codesIn(sentence).size > 0 ||
  read(sentence).troubles.some(t => !OWN_KINDS.has(t.kind) && COUNTS.has(t.standing))

/** "You may receive …" is supposed, and what the article is about all the same. */
const COUNTS: ReadonlySet<string> = new Set(['claimed', 'supposed', 'reported', 'one-of-many'])

const opening = (phrases: readonly string[]): RegExp =>
  new RegExp(`^[^\\p{L}\\p{N}]{0,9}${anyOf(phrases)}(?![\\p{L}\\p{N}-])`, 'iu')
const word = (phrases: readonly string[]): RegExp => new RegExp(`(?<!\\p{L})${anyOf(phrases)}(?!\\p{L})`, 'iu')

/** Made of the lists when the first article is read: the thread that only searches reads none. */
const words = once(() => {
  const { 'lead-ins': leadIns, additions, announcing, messages } = loadLexicon().symptoms
  return { leads: opening(leadIns), adds: opening(additions), announces: word(announcing), message: word(messages) }
})

const leads = (sentence: string): boolean =>
  words().leads.test(sentence) ||
  (sentence.endsWith(':') && words().announces.test(sentence) && !announcesMessage(sentence))

const announcesMessage = (sentence: string): boolean =>
  sentence.endsWith(':') && words().message.test(sentence) && !isLabel(sentence)

/** "Note:", "Event Type:": what follows is not by itself what is seen. */
const isLabel = (sentence = ''): boolean => sentence.endsWith(':') && sentence.split(' ').length <= 2

/** "Event Type: Error Event Source: Kettle", "[16:31:21] …", "<Time stamp> …": the head of what a log says. */
const isLog = (sentence: string): boolean =>
  LOG_BEGINNING.test(sentence) || (sentence.slice(0, LONGEST).match(LABEL)?.length ?? 0) > 1

const LOG_BEGINNING = /^[[<(]?(?:\d{1,4}[-/:.]\d{1,2}[-/:.]\d{1,4}|time ?stamp|date|log name)\b\s?[\]>):]?/i
const LABEL = /(?:^|\s)\p{Lu}\p{L}*(?: \p{L}+)?:\s(?=\S)/gu

/** Names of products and their versions, and hardly a word beside them. */
const isProducts = (sentence: string, read: ReadText): boolean => {
  const { mentions, rest } = read(sentence)
  return mentions.some(m => m.hasVersion) && tellingWords(rest) <= 2
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
