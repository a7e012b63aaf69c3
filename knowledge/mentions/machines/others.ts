import { onceFor } from '../../lately.ts'
import { type Grammar, phraseFinder, type TextWord } from '../../words/index.ts'

/** Machines that are others than the system in question: "domain controller", and "fax server", "SQL box" by what they are for. */
export const otherMachines = onceFor((grammar: Grammar): readonly string[] => {
  const stations = [...grammar['machine-words'], ...grammar['machine-stations']]
  return [...grammar['other-machines'], ...grammar['machine-uses'].flatMap(kind => stations.map(s => `${kind} ${s}`))]
})

/** True for the number behind the name of a product that is none of those of the catalog: "Unity 7", "NetBackup 6.5". */
export type IsProduct = (word: number) => boolean

export const productReader = (grammar: Grammar) => {
  const machines = [...grammar['machine-words'], ...grammar['own-machines'], ...grammar.sites, ...grammar.sources]
  const known = phraseFinder([...machines, ...grammar.everyday, ...grammar.occasions, ...grammar.beside])
  return (words: readonly TextWord[], written: string, taken: ReadonlySet<number>): IsProduct =>
    word => {
      const name = words[word - 1]
      return (
        name !== undefined &&
        NUMBER.test(words[word]?.word ?? '') &&
        !taken.has(word) &&
        !taken.has(word - 1) &&
        NAME.test(written.slice(name.start, name.end)) &&
        known.in(words, word - 1, word).length === 0
      )
    }
}

const NUMBER = /^v?\d{1,2}(?:\.\d{1,3}){0,3}$/
const NAME = /^\p{Lu}/u
