import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Script } from '../conversation.ts'
import { CAUSES, OCCASIONS, PRODUCTS, REMARKS, REMEDIES, THINGS, TROUBLES } from './vocabulary.ts'

export interface MadeArticle {
  readonly file: string
  /** In the text layout of docs/articles.md. */
  readonly text: string
  /** What somebody says who has its problem. */
  readonly script: Script
}

/** Invented articles that are the same in every run: no two have the same thing, trouble and occasion. */
export const makeArticles = (count: number): readonly MadeArticle[] => Array.from({ length: count }, (_, i) => make(i))

/** Writes them into a folder, which is made. */
export const writeArticles = async (articles: readonly MadeArticle[], folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true })
  for (const { file, text } of articles) await writeFile(join(folder, file), text)
}

const COMBINATIONS = THINGS.length * TROUBLES.length * OCCASIONS.length
/** Has no factor with COMBINATIONS in common, so that neighbours differ in all parts and none comes twice. */
const STRIDE = 6151

const make = (i: number): MadeArticle => {
  const place = (i * STRIDE) % COMBINATIONS
  const thing = THINGS[place % THINGS.length] as string
  const trouble = pick(TROUBLES, Math.floor(place / THINGS.length))
  const occasion = pick(OCCASIONS, Math.floor(place / THINGS.length / TROUBLES.length))
  const random = generator(i)
  const [listed, said] = pick(PRODUCTS, random())
  const [first, then] = pick(REMEDIES, random())
  const number = 6_000_000 + i
  const code = `0x8${(random() & 0xfff_ffff).toString(16).padStart(7, '0')}`
  const event = 1000 + (random() % 9000)
  const remarks = [pick(REMARKS, random()), pick(REMARKS, random())]
  const text = `Article ID: ${number} - Last Review: ${1 + (i % 28)} March 2009 - Revision: 1.${i % 10}

${capital(thing)} ${trouble} ${occasion} in ${said}

SYMPTOMS

In ${listed}, ${thing} ${trouble} ${occasion}. You may receive the following error message:
${capital(thing)} has failed. (${code})
Additionally, event ${event} is written to the Application log. ${remarks[0]}

CAUSE

This problem occurs because ${pick(CAUSES, random())}.

RESOLUTION

To resolve this problem, follow these steps:
1. ${first}
2. ${then}

MORE INFORMATION

${remarks[1]} For ${said}, the fault was found in module ${module(random())}, version ${1 + (random() % 14)}.0.${random() % 9000}.${random() % 100}.

APPLIES TO
  • ${listed}
Keywords: kbprb kbtshoot KB${number}
`
  const opening = `${thing.replace(/^(the|an?)\b/, 'our')} ${trouble} ${occasion}${i % 5 === 0 ? `, error ${code}` : ''}`
  return { file: `kb${number}.txt`, text, script: { opening, version: `We have ${said}.` } }
}

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const module = (n: number): string => `${['ex', 'ol', 'sq', 'ws'][n % 4]}${((n >>> 2) % 46656).toString(36)}.dll`

/** Whole numbers below 2^31, the same in every run (a linear congruential generator: Numerical Recipes, 1992). */
const generator = (seed: number) => {
  let state = Math.imul(seed + 1, 2654435761) >>> 0
  return (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    // The low bits of such a generator repeat soon.
    return (state ^ (state >>> 15)) >>> 1
  }
}
