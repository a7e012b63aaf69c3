import type { ListedProduct } from '../article.ts'
import { productName } from './product-name.ts'

/**
 * The product and each version that one line of "applies to" names, apart. No product is known here: what is a version
 * is told by its form.
 *
 * - "Exchange Server, versions 4.0, 5.0 SP1, SP2": what the word "version" announces, "5.0 SP2" spelled out;
 * - "Exchange Server 2007 Service Pack 1", "Word 97 for Windows": the first number, with the level behind it;
 * - a number that follows "for", "with" and the like is of another product: "Plus! for Windows 95" has no version.
 *
 * What stands around the version is the name, as it is written: "Windows Server 2008 R2 Standard" is "Windows Server
 * Standard" in version "2008 R2". Remarks in brackets behind a version, and footnote marks, are left out.
 */
export const listedProducts = (line: string): readonly ListedProduct[] => {
  const text = withoutFrame(line.slice(0, LONGEST_LINE))
  if (text === '') return []
  const found = versionsIn(text) ?? { name: text, versions: [] }
  const name = productName(clean(found.name) || text)
  const versions = [...new Set(found.versions.map(clean).filter(v => v !== ''))]
  return versions.length === 0 ? [{ name, version: undefined }] : versions.map(version => ({ name, version }))
}

/** Longer lines name no product. In characters. */
const LONGEST_LINE = 2000

interface NameAndVersions {
  readonly name: string
  readonly versions: readonly string[]
}

/** "(Exchange 2007 Standard Edition)" at the end: words in brackets. Not "(SDK)", "(2002)" or "(OEM Release)". */
const REMARKS =
  /(?: \((?!all |OEM|GA|\d|S[PR]|CU|RU|KB|Build|versions? )(?=[^()]{0,200} )(?:[^()]|\([^()]{0,50}\)){3,200}\))+$/i

const versionsIn = (text: string): NameAndVersions | undefined => announced(text) ?? unannounced(text)

/** What leads to a product, or from it to what it runs on. */
const withoutFrame = (line: string): string =>
  line
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[-*•·]\s/, '')
    .replace(/^the (?:operating system|hardware): ?/i, '')
    .replace(/,? (?:(?:when )?(?:used|included) with|on (?:the following )?platforms?(?:\(s\))?)(?::.*)?$/i, '')
    .replace(/(?:\s?(?:\[\d{1,2}\]|[*†‡¹²³]))+$/, '')
    .replace(/(?: ?[-–—]|,)? (?:\()?all (?:supported )?(?:editions|versions)\)?$/i, '')
    .replace(REMARKS, '')
    .replace(/[\s,;:.]+$/, '')

const clean = (text: string): string =>
  text
    .replace(/\(\s?\)/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[,;:])/g, '')
    .replace(/([,;:])[,;:]+/g, '$1')
    .replace(/\s?[-–]\s?\)/g, ')')
    .replace(/\(\)/g, '')
    // The dot of ".NET" is a part of it.
    .replace(/^(?:[\s,;:–-]|\.(?!\p{L}))+|[\s,;:.]+$|\s[–—-]+$/gu, '')

/** 4.0, 3.51, 6.0ax, 3.x, 2.11SP1, 5.0sp3, 8.1.240.6, 4.2-CD, 97sp2, 97, 2000; not 16-bit, nor an ISBN. */
const NUMBER = /\d{1,4}(?:\.(?:\d{1,7}|x))*(?:[a-z]{1,2}\d?)?(?:-CD)?/.source
const YEARS = /(?:'\d\d|(?:19|20)\d\d)(?:-(?:'?\d\d|(?:19|20)\d\d))?/.source
const MONTH = /(?:January|February|March|April|May|June|July|August|September|October|November|December)/.source
const RELEASE = `(?:${MONTH} )?(?:${YEARS}|${NUMBER})(?![\\w-])`

const LEVEL_NAME =
  /(?:U\.S\. )?(?:Service Packs?|SP|Service Releases?|SR|Cumulative Updates?|CU|Update Rollups?|Rollups?|RU|Feature Packs?|FP|OSR|Release Candidate|RC|Beta|Preview|Build|Update)/
    .source
const LEVEL = `(?:R2|RTM|${LEVEL_NAME}[ -]?\\d[\\w.]*)(?![\\w-])(?: \\((?:SR|SP|RU|CU|Build|KB)[\\w .-]{1,20}\\))?`
const AND_LATER = / (?:(?:and|or) )(?:the )?(?:later|newer|above|higher|earlier|up)(?: versions?)?/.source
const TO = /(?: ?[-–] ?| through | to )/.source

/** One release, its levels, and how far beyond: "2007 SP1", "6.5 Service Pack 4 and later", "2.0 - 4.0". */
const VERSION = new RegExp(
  `^${RELEASE}(?: (?:Second|Third) Edition)?(?: \\((?:all|OEM|GA)[^)]{0,40}\\))?(?: ${LEVEL})*(?:${TO}(?:${RELEASE}(?: ${LEVEL})*|${LEVEL}))?(?:${AND_LATER})?(?: editions?\\b)?`,
  'i',
)
const ONLY_LEVELS = new RegExp(`^${LEVEL}(?: ${LEVEL})*(?:${AND_LATER})?`, 'i')
/** "5.0 Service Packs 1": the next number may be another of them. */
const SERIES = /^(.*\b(?:Pack|Release|Update|Rollup|Preview))s(?= \d)/i

const ANNOUNCEMENT = /(^|[\s,.(])versions? (?=\S)/i

/** "…, version 5.0", "… versions 4.0, 5.0 SP1 for Windows". */
const announced = (text: string): NameAndVersions | undefined => {
  const match = ANNOUNCEMENT.exec(text)
  if (!match) return undefined
  const before = text.slice(0, match.index) + (match[1] as string).trim()
  const list = versionList(text.slice(match.index + match[0].length), releaseIn(before))
  if (list.versions.length === 0) return undefined
  // "version 2.5, versions Build 2.573.2927": what follows says it more exactly.
  const more = /^,? versions? (.*)$/i.exec(list.rest)
  const further = more && versionList(more[1] as string, list.versions.at(-1))
  const versions = further ? [...list.versions, ...further.versions] : list.versions
  return { name: `${list.isOfName ? withoutRelease(before) : before} ${further ? further.rest : list.rest}`, versions }
}

interface VersionList {
  readonly versions: readonly string[]
  /** What follows the last version: "Terminal Server Edition". */
  readonly rest: string
  /** True when the release stands in the name: "Exchange 2000 Server, versions SP1, SP2". */
  readonly isOfName: boolean
}

/** Reads versions until something else comes. `base`: the release of which a bare "SP2" is. */
const versionList = (text: string, base: string | undefined): VersionList => {
  const versions: string[] = []
  const first = oneVersion(text, base, undefined)
  let release = base
  let rest = text
  for (let item = first; item; ) {
    versions.push(item.version)
    release = item.release ?? release
    rest = item.rest
    const separator = SEPARATOR.exec(rest)?.[0]
    item = separator === undefined ? undefined : oneVersion(rest.slice(separator.length), release, item)
  }
  return { versions, rest, isOfName: first !== undefined && first.release === undefined && base !== undefined }
}

const SEPARATOR = /^(?:, ?(?:and |or )?| and | or |\. ?, ?)/

interface Item {
  readonly version: string
  /** Undefined when only a level stands there. */
  readonly release: string | undefined
  /** "5.0 Service Pack" when it was "5.0 Service Packs 1": of which a bare "2" is the next. */
  readonly series: string | undefined
  readonly rest: string
}

const oneVersion = (text: string, base: string | undefined, last: Item | undefined): Item | undefined => {
  const levels = ONLY_LEVELS.exec(text)?.[0]
  if (levels !== undefined) return itemOf(`${base ? `${base} ` : ''}${levels}`, undefined, text.slice(levels.length))
  const next = last?.series && /^\d{1,2}(?![\w.])/.exec(text)?.[0]
  if (next) return { ...last, version: `${last.series} ${next}`, rest: text.slice(next.length) }
  const version = VERSION.exec(text)?.[0]
  if (version === undefined) return undefined
  const release = new RegExp(`^${RELEASE}`, 'i').exec(version)?.[0]
  // Between commas, what stands behind the number is of the version: "2.1 OEM Only, 3.0".
  const tail = /^ (?!for |on |with |running |used )[\w. ]{1,30}(?=, ?\d)/.exec(text.slice(version.length))?.[0] ?? ''
  return itemOf(version + tail, release, text.slice(version.length + tail.length))
}

const itemOf = (version: string, release: string | undefined, rest: string): Item => {
  const series = SERIES.exec(version)?.[1]
  const plain = version.replace(/(?<=\d) editions?$/i, '').replace(/ \(all [^)]*\)/i, '')
  return { version: series ? plain.replace(SERIES, '$1') : plain, release, series, rest }
}

/** A number in the words of a name. Behind "for" and the like it is of another product. */
const OF_ANOTHER = / (?:for|with|on|from|in|by|via|to|under) /i
const FREE_RELEASE = new RegExp(`(?<![^\\s(])${RELEASE}(?=[\\s,)]|$)`, 'gi')
const EDITIONS = new RegExp(`(?<![^\\s(])((?:${YEARS}, )*${YEARS}) (?=(?:[\\w-]+ )?editions?\\b)`, 'i')

const releaseIn = (text: string): string | undefined => freeRelease(text)?.[0]

const withoutRelease = (text: string): string => {
  const match = freeRelease(text)
  return match ? text.slice(0, match.index) + text.slice(match.index + match[0].length) : text
}

const freeRelease = (text: string): RegExpExecArray | undefined => {
  const end = OF_ANOTHER.exec(text)?.index ?? text.length
  for (const match of text.matchAll(FREE_RELEASE))
    if (match.index < end && isRelease(match[0], text, match.index)) return match
  return undefined
}

/** "Windows 7" and "Word 97", but not "volume 4", "365 Apps" or "500 Nations". */
const isRelease = (number: string, text: string, at: number): boolean => {
  if (/^(?:19|20)\d\d|\.|^'/.test(number)) return at > 0
  const word = /([\w+!)]+)\s\(?$/.exec(text.slice(Math.max(0, at - 40), at))?.[1] ?? ''
  return (
    /^\d{1,2}(?:[a-z]{1,2}\d?)?$/i.test(number) && /[A-Z+!)]/.test(word) && !/^(?:Part|Volume|Supplement)$/i.test(word)
  )
}

const unannounced = (text: string): NameAndVersions | undefined => {
  const match = EDITIONS.exec(text) ?? freeRelease(text)
  if (!match) return undefined
  const first = match[0].trim()
  const list = versionList(text.slice(match.index), undefined)
  if (list.versions.length === 0) return { name: withoutRelease(text), versions: [first] }
  const level = new RegExp(`[ (,]+(${LEVEL}(?: ${LEVEL})*(?:${AND_LATER})?)\\)?`, 'i').exec(list.rest)
  const rest = level ? list.rest.replace(level[0], ' ') : list.rest
  const versions = level ? list.versions.map(v => `${v} ${level[1]}`) : list.versions
  return {
    name: `${text.slice(0, match.index)} ${rest.replace(/^ \([^)]*\)/, ' ')}`,
    versions,
  }
}
