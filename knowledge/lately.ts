/**
 * What comes of a text, kept for the texts that were asked for lately: at least the last `most` of them, at most twice as
 * many. Only for what depends on the text alone and never changes. Texts of more than `longest` characters are not kept, nor
 * is that nothing comes of one.
 */
export const lately = <T extends object | string | undefined>(
  most: number,
  longest: number,
  of: (text: string) => T,
): ((text: string) => T) => {
  let recent = new Map<string, T>()
  let before = new Map<string, T>()
  return text => {
    const known = recent.get(text)
    if (known !== undefined) return known
    const value = before.get(text) ?? of(text)
    if (value === undefined || text.length > longest) return value
    if (recent.size >= most) {
      before = recent
      recent = new Map()
    }
    recent.set(text, value)
    return value
  }
}

/** Made when it is asked for first. */
export const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Made once for each thing that it is made of, and kept as long as that is. Only for what depends on the thing alone. */
export const onceFor = <K extends object, T>(make: (of: K) => T): ((of: K) => T) => {
  const made = new WeakMap<K, { readonly value: T }>()
  return of => {
    const known = made.get(of)
    if (known) return known.value
    const value = make(of)
    made.set(of, { value })
    return value
  }
}
