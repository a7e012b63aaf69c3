/** Numbers of other articles that a text names: "KB951251", or an address on the support site. Each once, in order. */
export const relatedIn = (lines: readonly string[], own: string | undefined): readonly string[] => {
  const ids = lines.flatMap(line => [...line.matchAll(NAMED)].map(m => `KB${m[1] ?? m[2] ?? m[3] ?? m[4]}`))
  return [...new Set(ids)].filter(id => id !== own)
}

/** The last is how the support site wrote it: the number, then its address or the other article's title. */
const NAMED =
  /\b(?:[Kk][Bb]|Q)\s?(\d{6,7})\b|support\.microsoft\.com\/(?:[a-z]{2}-[a-z]{2}\/)?(?:default\.aspx\/)?(?:kb|help)\/(\d{5,7})\b|support\.microsoft\.com\/(?:[a-z]{2}-[a-z]{2}\/)?topic\/kb(\d{6,7})-|^\s{0,40}(\d{6}) {1,9}(?:\(http|[A-Z])/g
