import { phrases } from './comparing.ts'

/** How long something takes or remains, and when it comes. A part of the grammar. */
export const waitLists = {
  'units-of-time': phrases,
  'short-units': phrases,
  'unit-tails': phrases,
  'not-awaited': phrases,
  'coming-at': phrases,
  'learning-at': phrases,
  'another-one': phrases,
  'plural-units': phrases,
  'much-later': phrases,
  doing: phrases,
  activities: phrases,
  thereafter: phrases,
  amounts: phrases,
  'waiting-before': phrases,
  'waiting-behind': phrases,
  'awaited-end': phrases,
  wishing: phrases,
  'wished-for': phrases,
  'that-moments': phrases,
  'no-wait': phrases,
  'only-then': phrases,
  arriving: phrases,
  'times-to-come': phrases,
}
