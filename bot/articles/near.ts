/**
 * Ids that differ from what was written by one slip of the finger: a digit that is another, is missing, is one too many,
 * or has changed places with its neighbour. All of them are tried, so that it takes no longer among many articles.
 */
export const slipsOf = (id: string): readonly string[] => {
  const [, before = '', digits = ''] = /^([A-Z]{0,10})(\d{3,9})$/.exec(id) ?? []
  const at = [...digits].keys()
  const slips = [...at].flatMap(i => {
    const [start, end] = [digits.slice(0, i), digits.slice(i + 1)]
    const swapped = `${start}${digits[i + 1] ?? ''}${digits[i]}${digits.slice(i + 2)}`
    return [swapped, start + end, ...DIGITS.flatMap(d => [start + d + end, start + d + digits.slice(i)])]
  })
  return [...new Set([...slips, ...DIGITS.map(d => digits + d)])]
    .filter(slip => digits !== '' && slip !== digits)
    .map(slip => before + slip)
}

const DIGITS = [...'0123456789']
