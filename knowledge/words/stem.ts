import { stemmer } from 'stemmer'

/**
 * Plain English words by their stem (Porter 1980), `time-out` like `timeout`; anything with a digit or another joint stays
 * as it is.
 */
export const stem = (word: string): string => {
  const plain = /^[a-z]+(?:-[a-z]+)+$/.test(word) ? word.replaceAll('-', '') : word
  return /^[a-z]{3,}$/.test(plain) ? stemmer(plain) : plain.replace(/'s$/, '')
}
