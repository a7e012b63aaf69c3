import { type Finding, ok, skipped, wrong } from './check.ts'

/** Sites whose pages may have the chat in them. */
export const checkOrigins = (written: string | undefined): Finding => {
  const origins = (written ?? '')
    .split(',')
    .map(origin => origin.trim())
    .filter(origin => origin !== '')
  if (origins.length === 0) return skipped('WEB_CHAT_ORIGINS names no site that has the chat in its pages.')
  const mistakes = origins.flatMap(origin => mistakeIn(origin) ?? [])
  if (mistakes.length > 0) return wrong(`WEB_CHAT_ORIGINS: ${mistakes.join(' ')}`)
  return ok(`Pages of ${origins.join(', ')} may have the chat in them.`)
}

const mistakeIn = (origin: string): string | undefined => {
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    return `"${origin}" is no site. Write it with https://, such as https://www.example.com.`
  if (url.hostname.includes('*')) return `"${origin}" has a star. Name each site.`
  if (url.origin !== origin.replace(/\/$/, '').toLowerCase())
    return `"${origin}" is more than a site, or is written differently by browsers. Write ${url.origin}.`
  if (url.protocol === 'http:' && !/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname))
    return `"${origin}" is not encrypted. Use https.`
  return undefined
}
