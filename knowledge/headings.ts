import type { SectionKind } from './article.ts'

/** The headings under which support articles say things, in lower case. */
const HEADINGS: Readonly<Record<Exclude<SectionKind, 'other'>, readonly string[]>> = {
  symptoms: ['symptoms', 'symptom', 'problem', 'problem description', 'issue', 'issue description'],
  cause: ['cause', 'causes', 'reason', 'root cause'],
  resolution: [
    'resolution',
    'resolutions',
    'solution',
    'fix',
    'how to fix',
    'how to fix this issue',
    'hotfix information',
    'update information',
  ],
  workaround: ['workaround', 'workarounds', 'mitigation'],
  before: ['before you start', 'before you begin', 'prerequisites', 'check first', 'before you install'],
  status: ['status'],
  summary: ['summary', 'introduction', 'overview', 'description'],
  'more-information': ['more information', 'additional information', 'notes', 'technical details'],
  'applies-to': ['applies to', 'the information in this article applies to', 'properties'],
  references: ['references', 'reference', 'see also', 'related articles', 'learn more'],
}

const KINDS = new Map(
  Object.entries(HEADINGS).flatMap(([kind, names]) => names.map(n => [n, kind as SectionKind] as const)),
)

/** What a heading stands for; undefined when it is none of the known ones. */
export const kindOfHeading = (heading: string): SectionKind | undefined =>
  KINDS.get(
    heading
      .toLowerCase()
      .replace(/[:.\s]+$/, '')
      .trim(),
  )
