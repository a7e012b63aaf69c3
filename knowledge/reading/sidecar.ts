import { readYaml } from '../yaml-file.ts'
import { articleId, type Draft, type TextFile } from './draft.ts'
import { frontMatter } from './layouts/markdown/markdown.ts'

/** What may be stated beside an article: the keys of our front matter, but what names the article. */
const schema = frontMatter.omit({ id: true, title: true })

/** The draft with what its author states in a file beside it: kb951251.yaml beside kb951251.txt. What it says counts more. */
export const withSidecar = (draft: Draft, beside: TextFile | undefined): Draft => {
  if (!beside) return draft
  const { value, problems } = readYaml(beside.text, beside.path, schema)
  if (!value) return { ...draft, problems: [...draft.problems, ...problems] }
  const filled = (list: readonly string[], otherwise: readonly string[]): readonly string[] =>
    list.length > 0 ? list : otherwise
  const line = beside.text.split('\n').findIndex(l => /^conditions\s*:/.test(l)) + 1
  return {
    ...draft,
    source: value.source ?? draft.source,
    reviewed: value.reviewed ?? draft.reviewed,
    appliesTo: filled(value['applies-to'], draft.appliesTo),
    keywords: filled(value.keywords, draft.keywords),
    related: filled(
      value.related.map(r => articleId(r) ?? r),
      draft.related,
    ),
    symptom: value.symptom ?? draft.symptom,
    askedAs: filled(value['asked-as'], draft.askedAs ?? []),
    circumstances: value.circumstances.length > 0 ? value.circumstances : (draft.circumstances ?? []),
    stated: { ...draft.stated, ...value.conditions },
    ...(line > 0 ? { statedLine: line, statedFile: beside.path } : {}),
    problems: [...draft.problems, ...problems],
  }
}
