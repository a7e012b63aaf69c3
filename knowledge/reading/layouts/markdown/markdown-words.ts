/** A line of Microsoft's Markdown as plain Markdown: images and includes go, tags and entities become what one reads. */
export const readableWords = (text: string, references: ReadonlyMap<string, string>): string =>
  outsideCode(text, words => decoded(withoutTags(withLinks(withoutDrawings(words), references))))

/** Code spans stay as they are written. */
const outsideCode = (text: string, change: (words: string) => string): string =>
  text.includes('`')
    ? text
        .split(/(`+[^`]*`+)/)
        .map((part, i) => (i % 2 === 0 ? change(part) : part))
        .join('')
    : change(text)

/** What is drawn, or stands in another file. */
const withoutDrawings = (text: string): string =>
  text
    .replace(/\[!INCLUDE\s{0,9}\[[^[\]]{0,300}\]\s{0,3}\([^)]{0,500}\)\s{0,9}\]/gi, ' ')
    .replace(/:::image\b.{0,2000}?:::/gi, ' ')
    .replace(/!\[[^[\]]{0,300}\]\([^()]{0,500}(?:\([^()]{0,100}\)[^()]{0,300})?\)(?:\{[^{}]{0,200}\})?/g, ' ')

/** The site that these articles are published on: its own addresses begin with a slash. */
const SITE = 'https://learn.microsoft.com'

const withLinks = (text: string, references: ReadonlyMap<string, string>): string =>
  (references.size > 0 ? withReferences(text, references) : text)
    .replace(
      /<a\s(?:[^<>]{0,200}\s)?href=["']?(https?:\/\/[^\s"'<>]{1,1000})["']?[^<>]{0,300}>([^<>]{1,300})<\/a>/gi,
      '[$2]($1)',
    )
    .replace(/<(https?:\/\/[^\s<>]{1,2000})>/gi, '[$1]($1)')
    .replace(/\]\([ \t]{0,9}([^\s()<>]{1,2000})[ \t]{0,9}\)/g, ']($1)')
    .replace(/\]\(<([^\s<>]{1,2000})>/g, ']($1')
    .replace(/\]\(\/(?!\/)/g, `](${SITE}/`)

/** "[the manual][1]", "[manual][]" and "[manual]", whose addresses stand elsewhere. */
const withReferences = (text: string, references: ReadonlyMap<string, string>): string =>
  text.replace(/(?<!\\)\[([^[\]]{1,300})\](?:\[([^[\]]{0,200})\])?(?![(:])/g, (all, words: string, name?: string) => {
    const address = references.get(nameOf(name || words))
    return address === undefined ? all : `[${words}](${address})`
  })

/** "[1]: https://…", alone on its line. */
export const referenceIn = (line: string): { readonly name: string; readonly address: string } | undefined => {
  const match = /^\s{0,3}\[([^[\]^]{1,200})\]:\s{1,9}<?([^\s<>]{1,2000})/.exec(line)
  return match ? { name: nameOf(match[1] as string), address: match[2] as string } : undefined
}

const nameOf = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase()

const INLINE = 'a|abbr|b|code|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var'
const BLOCK =
  'blockquote|br|caption|center|col|colgroup|dd|del|details|div|dl|dt|figcaption|figure|h[1-6]|hr|iframe|img|li|ol|p|pre|summary|table|tbody|td|tfoot|th|thead|tr|ul|video'
const INLINE_TAG = new RegExp(`(?<!\\\\)</?(?:${INLINE})(?:\\s[^<>]{0,500})?/?>`, 'gi')
const BLOCK_TAG = new RegExp(`(?<!\\\\)</?(?:${BLOCK})(?:\\s[^<>]{0,500})?/?>`, 'gi')

/** Other words in angle brackets stand for what people put there: "<server name>". */
export const withoutTags = (text: string): string =>
  text.includes('<')
    ? text
        .replace(/^(\s*)<li(?:\s[^<>]{0,300})?>/i, '$1- ')
        .replace(INLINE_TAG, '')
        .replace(BLOCK_TAG, ' ')
    : text

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['nbsp', ' '],
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
  ['reg', '®'],
  ['copy', '©'],
  ['trade', '™'],
  ['ndash', '–'],
  ['mdash', '—'],
  ['hellip', '…'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['bull', '•'],
  ['middot', '·'],
  ['rarr', '→'],
  ['times', '×'],
  ['emsp', ' '],
  ['ensp', ' '],
])

export const decoded = (text: string): string =>
  text.includes('&')
    ? text.replace(
        /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi,
        (all, decimal?: string, hex?: string, name?: string) =>
          name === undefined
            ? charOf(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal))
            : (ENTITIES.get(name.toLowerCase()) ?? all),
      )
    : text

/** Blanks of no width, such as `&#8203;`, and control characters are none. */
const charOf = (code: number): string => {
  if (code === 160) return ' '
  if (code < 32 || (code >= 0x200b && code <= 0x200f) || (code >= 0xd800 && code < 0xe000) || code > 0x10ffff) return ''
  return String.fromCodePoint(code)
}
