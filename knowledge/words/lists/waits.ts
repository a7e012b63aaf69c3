import { phrases } from './comparing.ts'

/** How long something takes, or remains. A part of the grammar. */
export const waitLists = {
  'units-of-time': phrases,
  'short-units': phrases,
  amounts: phrases,
  'waiting-before': phrases,
  'waiting-behind': phrases,
  'lasting-for': phrases,
  'awaited-end': phrases,
  'no-wait': phrases,
  'only-then': phrases,
}
