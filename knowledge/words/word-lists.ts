import { z } from 'zod'
import { yamlFolder } from '../yaml-folder.ts'
import { stem } from './stem.ts'

/** The format of `synonyms.yaml` and `stop-words.yaml`: groups of words, each under a name that only readers need. */

export interface WordLists {
  /** Words that say nothing. */
  readonly stopWords: ReadonlySet<string>
  /** Stem → the stem that stands for its whole group of synonyms. */
  readonly synonyms: ReadonlyMap<string, string>
}

const word = z
  .string('write a word')
  .regex(/^[^\s\p{Lu}]+$/u, 'write one word in lower case: phrases are not found')
  .regex(/[\p{L}\p{N}]/u, 'a word has a letter or a digit')

/** Groups of at least so many words. No word stands twice, and none by one of its forms in another group. */
const groupsOf = (least: number, why: string, formOf: (word: string) => string) =>
  z.record(z.string().min(1), z.array(word, 'write a list of words').min(least, why)).superRefine((groups, context) => {
    const homes = new Map<string, string>()
    const seen = new Set<string>()
    for (const [group, words] of Object.entries(groups))
      for (const [i, word] of words.entries()) {
        const home = homes.get(formOf(word)) ?? group
        const message = home !== group ? `"${word}" is in the group "${home}", too` : `"${word}" stands here twice`
        if (home !== group || seen.has(word)) context.addIssue({ code: 'custom', path: [group, i], message })
        homes.set(formOf(word), home)
        seen.add(word)
      }
  })

const stopWordGroups = groupsOf(1, 'the group has no words', word => word)
const synonymGroups = groupsOf(2, 'a group joins at least two words', stem)

/** Reads and checks both lists of a folder; throws one error that names every mistake with file and line. */
export const wordLists = (folder: string): WordLists => {
  const files = yamlFolder(folder)
  const stop = files.read('stop-words.yaml', stopWordGroups)
  const joined = files.read('synonyms.yaml', synonymGroups)
  if (!stop || !joined) throw files.error('The word lists cannot be used')
  return {
    stopWords: new Set(Object.values(stop).flat()),
    synonyms: new Map(
      Object.values(joined).flatMap(([first = '', ...others]) =>
        [first, ...others].map(word => [stem(word), stem(first)] as const),
      ),
    ),
  }
}
