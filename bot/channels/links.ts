const allowed = new Set(['http:', 'https:', 'mailto:'])

/** An address that may be clicked, normalised; `undefined` for `javascript:`, `file:` and whatever is no address. */
export const safeUrl = (url: string | undefined): string | undefined => {
  if (url === undefined || !URL.canParse(url)) return undefined
  const parsed = new URL(url)
  return allowed.has(parsed.protocol) ? parsed.href : undefined
}
