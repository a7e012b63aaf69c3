const MARKUP = Symbol('markup')

/** Text that is HTML already. No text of an article or a person can be one: only `html` makes them. */
export interface Markup {
  readonly [MARKUP]: string
}

type Value = string | number | undefined | Markup | readonly Value[]

/**
 * HTML with what stands in its places shown as the text that it is, whether between tags or in a quoted attribute. Lists
 * are put one after the other; `undefined` is nothing.
 */
export const html = (texts: TemplateStringsArray, ...values: readonly Value[]): Markup => ({
  [MARKUP]: texts.map((text, i) => (i === 0 ? text : shown(values[i - 1]) + text)).join(''),
})

/** The HTML itself, to be sent. */
export const textOf = (markup: Markup): string => markup[MARKUP]

/** Of a file of ours. */
export const trusted = (text: string): Markup => ({ [MARKUP]: text })

const shown = (value: Value): string => {
  if (value === undefined) return ''
  if (typeof value !== 'object') return String(value).replace(/[&<>"'\0]/g, sign => ENTITIES[sign] ?? '')
  return MARKUP in value ? value[MARKUP] : value.map(shown).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\0': '\uFFFD',
}
