/** "2017-04-11" → "11 April 2017"; "2017-04" → "April 2017". `locale`: a BCP 47 language tag. */
export const dateInWords = (iso: string, locale: string): string => {
  const [year = 0, month = 1, day] = iso.split('-').map(Number)
  return formatFor(locale, day !== undefined).format(Date.UTC(year, month - 1, day ?? 1))
}

const formatFor = (locale: string, withDay: boolean): Intl.DateTimeFormat => {
  const key = `${locale} ${withDay}`
  const known = formats.get(key)
  if (known) return known
  const format = new Intl.DateTimeFormat(locale, {
    ...(withDay ? { day: 'numeric' } : {}),
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  formats.set(key, format)
  return format
}

/** To make one takes as long as half a turn; there are two for each language of the sentences. */
const formats = new Map<string, Intl.DateTimeFormat>()
