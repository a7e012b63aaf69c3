import type { SectionKind } from '../../article.ts'

/** The headings under which support articles say things, in lower case. */
const HEADINGS: Readonly<Record<Exclude<SectionKind, 'other'>, readonly string[]>> = {
  symptoms: [
    'symptoms',
    'symptom',
    'problem',
    'problem description',
    'issue',
    'issue description',
    'issues',
    'error message',
    'error messages',
    'error description',
    'problem statement',
    'question',
  ],
  cause: [
    'cause',
    'causes',
    'reason',
    'root cause',
    'root causes',
    'possible cause',
    'possible causes',
    'cause of the issue',
    'cause of the problem',
  ],
  resolution: [
    'resolution',
    'resolutions',
    'solution',
    'solutions',
    'fix',
    'how to fix',
    'how to fix it',
    'how to fix this issue',
    'how to resolve this issue',
    'how to resolve the issue',
    'resolution steps',
    'mitigation steps',
    'recommended action',
    'recommended actions',
    'hotfix information',
    'update information',
    'answer',
  ],
  workaround: ['workaround', 'workarounds', 'temporary workaround', 'how to work around this issue', 'mitigation'],
  before: ['before you start', 'before you begin', 'prerequisites', 'check first', 'before you install'],
  status: ['status'],
  summary: ['summary', 'introduction', 'overview', 'description'],
  'more-information': [
    'more information',
    'more info',
    'additional information',
    'additional info',
    'background',
    'notes',
    'technical details',
  ],
  'applies-to': ['applies to', 'the information in this article applies to', 'properties'],
  references: [
    'references',
    'reference',
    'see also',
    'related articles',
    'related links',
    'related content',
    'additional resources',
    'learn more',
    'more resources',
    'next step',
    'next steps',
  ],
}

/** Parts of a fix's description that are nothing to do: they are searched, and never shown as steps. */
const ASIDES: readonly string[] = [
  'file information',
  'file hash information',
  'file attributes',
  'hotfix replacement information',
  'update replacement information',
  'hotfix file information',
  'registry information',
  'removal information',
  'restart information',
  'restart requirement',
  'restart requirements',
]

const KINDS = new Map([
  ...Object.entries(HEADINGS).flatMap(([kind, names]) => names.map(n => [n, kind as SectionKind] as const)),
  ...ASIDES.map(n => [n, 'other' as SectionKind] as const),
])

/** What a heading that is nothing but one of the known names stands for. */
export const kindOfName = (heading: string): SectionKind | undefined =>
  heading.length > LONGEST ? undefined : KINDS.get(nameOf(heading))

/**
 * What a heading stands for; undefined when it is none of the known ones. "Resolution 2: Repair the store", "Method 1",
 * "Workaround for Windows 10" and "Cause and resolution" are what their first, or most useful, name is.
 */
export const kindOfHeading = (heading: string): SectionKind | undefined =>
  kindOfName(heading) ?? kindOfQualified(heading) ?? kindOfPair(heading)

/** Longer headings are sentences. In characters. */
const LONGEST = 200

const nameOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[:.\s]{1,9}$/, '')

/** A known name, then a number, or what it is for. "Steps to reproduce" is no remedy: a step has a number. */
const QUALIFIED =
  /^(?:(symptom|cause|resolution|solution|fix|workaround|mitigation)s?(?=\s+(?:\d{1,2}|[a-z])(?:\W|$)|\s*[:–—-]\s|\s+(?:for|in|on)\s)|(issue|problem|method|option|step)(?=\s+(?:\d{1,2}|[a-z])(?:\W|$)))/i

const PARTS: Readonly<Record<string, SectionKind>> = { method: 'resolution', option: 'resolution', step: 'resolution' }

const kindOfQualified = (heading: string): SectionKind | undefined => {
  const match = heading.length > LONGEST ? null : QUALIFIED.exec(heading.trim())
  const name = (match?.[1] ?? match?.[2])?.toLowerCase()
  return name === undefined ? undefined : (PARTS[name] ?? KINDS.get(name))
}

/** "Cause and resolution" is read as the remedy: it is what must not be missed. */
const kindOfPair = (heading: string): SectionKind | undefined => {
  const names = heading.length > LONGEST ? [] : nameOf(heading).split(/\s+(?:and|or|&)\s+/)
  const kinds = names.length === 2 ? names.map(n => KINDS.get(n)) : []
  return kinds.length === 2 && kinds.every(Boolean)
    ? (kinds.find(k => k === 'resolution' || k === 'workaround') ?? kinds[0])
    : undefined
}
