import { phrases } from './comparing.ts'

/** Machines that are told apart, and what is said of them. */
export const machineLists = {
  'pointing-back': phrases,
  'machine-uses': phrases,
  'machine-stations': phrases,
  'machine-only-well': phrases,
  'machine-words': phrases,
  'machine-places': phrases,
  'machine-pronouns': phrases,
  'same-machine': phrases,
  singling: phrases,
  'machine-describers': phrases,
  'machine-numbers': phrases,
  'machine-ordinals': phrases,
  'machine-former': phrases,
  'machine-latter': phrases,
  'machine-other': phrases,
  'machine-leading': phrases,
  'machine-failing': phrases,
  'machine-going-well': phrases,
  'machine-left-out': phrases,
  unmoved: phrases,
  'machine-echoing': phrases,
  'machine-alike': phrases,
  'machine-not': phrases,
}
