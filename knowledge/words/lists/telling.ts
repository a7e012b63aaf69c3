import { phrases } from './comparing.ts'

/** How sure one is of what one tells, when it was so, and where it ends. */
export const tellingLists = {
  'heading-done': phrases,
  'heading-open': phrases,
  months: phrases,
  weekdays: phrases,
  'ended-when': phrases,
  'and-then': phrases,
  stopping: phrases,
  'guessing-ahead': phrases,
  'guessing-behind': phrases,
  'doubting-told': phrases,
  'leaving-open': phrases,
  'answered-yes': phrases,
  'answered-no': phrases,
  'answered-it': phrases,
  'too-much': phrases,
  degrees: phrases,
  'not-there': phrases,
  hosts: phrases,
  'cleft-openings': phrases,
  'newly-named': phrases,
  'cleft-relatives': phrases,
  'asking-for-cure': phrases,
  'cure-words': phrases,
  curing: phrases,
}
