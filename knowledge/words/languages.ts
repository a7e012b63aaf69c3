import { once } from '../lately.ts'
import type { Lexicon } from './lexicon.ts'
import { formOf, textWords } from './phrases.ts'
import { isTelling } from './words.ts'

/**
 * The language that a text is written in, by its ISO 639-1 code ("de"); undefined where it is the lists' own language or
 * where nothing is sure: short texts, names, commands, logs.
 */
export type LanguageOf = (text: string) => Promise<string | undefined>

/** How sure a foreign language must be. Measured on test/languages and the titles of 33,575 articles, see docs/languages.md. */
const LANGUAGE = {
  /** Words of prose, none of them known to the lists, that a text must have where words stand apart. */
  leastWords: 3,
  /** Of those that do not begin with a capital: names alone are no sentence. */
  leastPlain: 2,
  /** Letters, in scripts that the lists' language is not written in. */
  leastLetters: 4,
  /** What part of the words may be known to the lists. */
  mostKnown: 0.5,
  /** How much better than the lists' language it must fit: detector's scores, from 0 to 1. */
  leastLead: 0.12,
} as const

/** `own`: the code of the lists' language. `names`: products and the like, which are the same in all languages. */
export const languageReader = (lexicon: Lexicon, own: string, names: Iterable<string>): LanguageOf => {
  const neutral = new Set([...names].flatMap(n => n.toLowerCase().split(/[\s-]+/)))
  // Whoever reads articles alone never needs them.
  const known = once(() => knownForms(lexicon))
  const isKnown = (word: string): boolean => !isTelling(word) || known().has(formOf(word))
  const proseOf = (text: string): readonly string[] => proseIn(text).filter(w => !neutral.has(w.toLowerCase()))

  const judge = async (text: string): Promise<'own' | 'unsure' | { readonly code: string }> => {
    const prose = proseOf(text)
    if (!isInOtherScript(prose.join(''))) {
      const own = prose.filter(w => isKnown(w.toLowerCase().replace(/’/g, "'"))).length
      if (prose.length >= LANGUAGE.leastWords && own > LANGUAGE.mostKnown * prose.length) return 'own'
      if (prose.length - own < LANGUAGE.leastWords) return 'unsure'
      if (prose.filter(w => !/^\p{Lu}/u.test(w)).length < LANGUAGE.leastPlain) return 'unsure'
    }
    const { language, scores } = await detect(prose.join(' '))
    if (language === own) return 'own'
    return language !== '' && (scores[language] ?? 0) - (scores[own] ?? 0) >= LANGUAGE.leastLead
      ? { code: language }
      : 'unsure'
  }
  return async text => {
    // People speak first, and paste below: the first line that is sure decides.
    const lines = text.normalize('NFKC').slice(0, MOST_READ).split('\n').slice(0, MOST_LINES)
    for (const line of lines) {
      const found = await judge(line)
      if (found !== 'unsure') return found === 'own' ? undefined : found.code
    }
    const whole = lines.length > 1 ? await judge(lines.join(' ')) : 'unsure'
    return typeof whole === 'object' ? whole.code : undefined
  }
}

/** In characters and lines: more is pasted. */
const MOST_READ = 4000
const MOST_LINES = 20

/** Every word of the lists: a text that is full of them is in their language. */
const knownForms = ({ troubles, things, grammar }: Lexicon): ReadonlySet<string> =>
  new Set(
    [...Object.values(troubles), ...Object.values(things)]
      .flatMap(({ said }) => said)
      .concat(Object.values(grammar).flat())
      .flatMap(phrase => textWords(phrase.toLowerCase()).map(w => w.form)),
  )

/** Scripts whose words may touch Latin names: "Exchange 2007 SP1と". */
const FOREIGN_SCRIPTS =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Cyrillic}\\p{Script=Greek}\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Thai}\\p{Script=Devanagari}'
const FOREIGN_LETTERS = new RegExp(`[${FOREIGN_SCRIPTS}]`, 'gu')
const TOUCHING = new RegExp(
  `(?<=[${FOREIGN_SCRIPTS}ー])(?=[\\p{Script=Latin}\\d])|(?<=[\\p{Script=Latin}\\d])(?=[${FOREIGN_SCRIPTS}])`,
  'gu',
)

/** True when most letters are of such a script: one name in it makes no text. */
const isInOtherScript = (prose: string): boolean => {
  const letters = prose.match(FOREIGN_LETTERS)?.length ?? 0
  return letters >= LANGUAGE.leastLetters && letters * 2 > prose.length
}

/** With a space between letters of different scripts, so that names are found in text that has no spaces. */
export const withScriptsApart = (text: string): string => text.replace(TOUCHING, ' ')

/** The words of a text that are neither quoted nor technical. */
const proseIn = (text: string): readonly string[] =>
  (withScriptsApart(text.replace(QUOTED, ' ')).match(/[^\s,;:!?()[\]{}"„“”«»、。]+/gu) ?? [])
    .map(w => w.replace(/[.'’]+$/u, ''))
    .filter(w => w !== '' && !TECHNICAL.test(w))

/** What a program said is in the program's language. */
const QUOTED = /"[^"\n]*"|„[^“”"\n]*[“”"]|“[^”\n]*”|«[^»\n]*»|「[^」\n]*」/gu

/** With digits, signs or letters as no word of prose has them: `8.1.291.2`, `ExSetup.exe`, `OnNotify`, `MAPI`. */
const TECHNICAL = /[\d_\\/@=<>|#$%+*]|::|\p{L}\.\p{L}|\p{Ll}\p{Lu}|^\P{L}+$|^\p{Lu}{2,}/u

interface Detected {
  readonly language: string
  readonly scores: Readonly<Record<string, number>>
}

/** The detector is loaded when it is needed first: 28 MB and a fifth of a second, which no text full of the lists' words needs. */
const detect = async (text: string): Promise<Detected> => {
  const { eld } = await import('eld/extrasmall')
  const found = eld.detect(text)
  return { language: found.language, scores: found.getScores() }
}
