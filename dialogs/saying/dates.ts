/** "2017-04-11" → "11 April 2017"; "2017-04" → "April 2017". `locale`: a BCP 47 language tag. */
export const dateInWords = (iso: string, locale: string): string => {
  const [year = 0, month = 1, day] = iso.split('-').map(Number)
  const format = new Intl.DateTimeFormat(locale, {
    ...(day === undefined ? {} : { day: 'numeric' }),
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return format.format(Date.UTC(year, month - 1, day ?? 1))
}
