import { z } from 'zod'
import type { Section } from '../../../article.ts'
import { problemOf } from '../../../problem.ts'
import { ASPECTS } from '../../../words/index.ts'
import { readYaml } from '../../../yaml-file.ts'
import { articleId, type Layout } from '../../draft.ts'
import { blocksOf, type Line, linesOf, linksOf, plainBlock } from '../../structure/blocks.ts'
import { kindOfHeading } from '../../structure/headings.ts'

/** Our own layout: YAML front matter between `---` lines, then Markdown whose `##` headings name the sections. */
export const markdown: Layout = {
  name: 'markdown',
  productsAre: 'conditions',
  linksAre: 'written',
  recognises: text => /^\uFEFF?---[ \t]*\r?\n/.test(text),
  read: (text, file) => {
    const lines = linesOf(text.replace(/^\uFEFF/, ''))
    const end = lines.findIndex((l, i) => i > 0 && /^---\s*$/.test(l.text))
    const front = readYaml(
      lines
        .slice(1, end < 0 ? lines.length : end)
        .map(l => l.text)
        .join('\n'),
      file,
      frontMatter,
      1,
    )
    const body = end < 0 ? [] : lines.slice(end + 1)
    const stated = front.value ?? frontMatter.parse({})
    const { id, title, source, reviewed, keywords, related, symptom, conditions } = stated
    const open = end < 0 ? [problemOf('front-matter-open', { file })] : []
    return {
      id: articleId(id ?? '') ?? id,
      title: title ?? body.map(l => /^#\s+(.*)$/.exec(l.text)?.[1]).find(Boolean),
      titleLine: Math.max(1, lines.findIndex(l => /^title\s*:/.test(l.text)) + 1),
      source,
      reviewed,
      revision: undefined,
      sections: sectionsOf(body),
      appliesTo: front.value?.['applies-to'] ?? [],
      appliesToLine: Math.max(1, lines.findIndex(l => /^applies-to\s*:/.test(l.text)) + 1),
      keywords,
      links: linksOf(body),
      related: related.map(r => articleId(r) ?? r),
      symptom,
      askedAs: stated['asked-as'],
      circumstances: stated.circumstances,
      productsAre: stated['products-are'],
      stated: conditions,
      statedLine: Math.max(1, lines.findIndex(l => /^conditions\s*:/.test(l.text)) + 1),
      problems: [...front.problems, ...open],
    }
  },
}

const one = z.string('write one value as text; one with a colon needs quotes').min(1, 'there is no value')
const list = z
  .union([one.transform(x => [x]), z.array(one)], 'write one value, or a list of them; one with a colon needs quotes')
  .default([])

/** In texts, and in characters each: more is an article of its own. */
const MOST_ASKED = 30
const LONGEST_ASKED = 200

/** A list of short texts; `called` and `how` tell people what each is. */
const shortTexts = (most: number, longest: number, called: string, how: string) =>
  z
    .array(one.max(longest, `write at most ${longest} characters, ${how}`), `write a list of ${called}, each ${how}`)
    .max(most, `write at most ${most} ${called}`)
    .default([])

/** More would be a second article; phrases, and characters of each. */
const MOST_CIRCUMSTANCES = 6
const MOST_PHRASES = 60
const LONGEST_PHRASE = 80

const phrases = shortTexts(MOST_PHRASES, LONGEST_PHRASE, 'phrases', 'a few words as people say it')

const aspects = z
  .array(z.enum(ASPECTS, `write ${ASPECTS.join(', ')}`))
  .min(1)
  .optional()

const circumstanceList = z
  .array(
    z
      .strictObject({
        that: one,
        said: phrases,
        instead: phrases,
        needed: z.stringbool().optional(),
        'lies-in': aspects,
      })
      .refine(
        ({ said, instead, 'lies-in': liesIn }) => liesIn !== undefined || said.length + instead.length > 0,
        'write how people tell it, in said or instead, or in what the cause lies, in lies-in',
      )
      .refine(
        ({ said, instead }) => said.every(s => !instead.includes(s)),
        'a phrase of said stands in instead, too: leave it in one of them',
      )
      .transform(({ 'lies-in': liesIn, needed, ...c }) => ({
        ...c,
        ...(liesIn && { liesIn }),
        ...(needed && { needed }),
      })),
    'write a list, each with that, said and instead, or lies-in',
  )
  .max(MOST_CIRCUMSTANCES, `write at most ${MOST_CIRCUMSTANCES} circumstances`)
  .default([])

export const frontMatter = z.strictObject({
  id: one.optional(),
  title: one.optional(),
  source: z
    .string()
    .regex(/^https?:\/\//, 'a source is an address that begins with http:// or https://')
    .optional(),
  reviewed: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'write the date as 2008-10-07')
    .optional(),
  'applies-to': list,
  'products-are': z.enum(['conditions', 'either'], 'write conditions or either').optional(),
  keywords: list,
  related: list,
  symptom: one.optional(),
  'asked-as': shortTexts(MOST_ASKED, LONGEST_ASKED, 'texts', 'as a person would ask'),
  circumstances: circumstanceList,
  conditions: z.record(one, z.strictObject({ affected: list, 'fixed-in': list, 'works-on': list })).default({}),
})

const sectionsOf = (lines: readonly Line[]): readonly Section[] => {
  const heads = lines.flatMap((l, i) => {
    const heading = /^##?\s+(.*?)\s*#*$/.exec(l.text)?.[1]
    return heading === undefined ? [] : [{ i, heading }]
  })
  return heads.map(({ i, heading }, n) => ({
    kind: kindOfHeading(heading) ?? 'other',
    heading,
    line: (lines[i] as Line).number,
    blocks: blocksOf(lines.slice(i + 1, heads[n + 1]?.i ?? lines.length)).map(plainBlock),
  }))
}
