import type { Chance } from './chance.ts'

/** What breaks parsers: marks of the formats that are read, and characters that are none. */
const PIECES: readonly string[] = [
  ...[
    '---\n',
    '\n\n',
    '\r\n',
    '\t',
    '  ',
    '- ',
    ': ',
    '? ',
    '# ',
    '## Symptoms\n',
    '| a | b |\n',
    '|---|---|\n',
    '```\n',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '`',
    '<',
    '>',
    '&',
    '*',
    '!',
    '%',
    '@',
    '|',
    '\\',
    '/',
    '(',
    ')',
    '$',
    '^',
    '+',
    '.',
  ],
  ...['&a ', '*a', '<<: *a', '!!binary ', '!!js/function ', '%YAML 9.9\n', '>-\n', '|+9\n', '? !!set\n', '{{', '[['],
  ...[
    '<script>',
    '</script>',
    '<!--',
    '-->',
    '<![CDATA[',
    '<table>',
    '<td',
    '<a href="javascript:x">',
    '&#0;',
    '&#x110000;',
  ],
  ...[
    '__proto__',
    'constructor',
    'null',
    'true',
    'NaN',
    '-1',
    '1e999',
    '99999999999999999999',
    '0x80004005',
    '1.2.3.4',
  ],
  ...[
    'SP1',
    'Exchange 2007',
    'Update Rollup ',
    'before ',
    'KB951251',
    'id:',
    'title:',
    'applies-to:',
    'Applies to:',
    'Event ID ',
  ],
  ...[
    '\0',
    '\u0001',
    '\u001b[31m',
    '\u00a0',
    '\u2028',
    '\u202e',
    '\u200b',
    '\ufeff',
    '\ufffd',
    '\ud800',
    '\udc00',
    '😀',
    'é',
    'я',
  ],
]

/** Most characters that a mutated text may have: some must go beyond every limit. */
const LONGEST = 1_200_000

type Mutation = (text: string, chance: Chance) => string

const place = (text: string, chance: Chance): number => chance.below(text.length + 1)
const span = (text: string, chance: Chance): readonly [number, number] => {
  const from = place(text, chance)
  return [from, Math.min(text.length, from + chance.below(chance.once(10) ? 5000 : 60))]
}

const MUTATIONS: readonly Mutation[] = [
  (text, chance) => {
    const at = place(text, chance)
    return text.slice(0, at) + chance.pick(PIECES) + text.slice(at)
  },
  (text, chance) => {
    const [from, to] = span(text, chance)
    return text.slice(0, from) + text.slice(to)
  },
  (text, chance) => {
    const [from, to] = span(text, chance)
    return text.slice(0, to) + text.slice(from)
  },
  (text, chance) => {
    const [from, to] = span(text, chance)
    return text.slice(0, from) + chance.pick(PIECES) + text.slice(to)
  },
  (text, chance) => {
    const at = place(text, chance)
    return text.slice(0, at) + String.fromCharCode(chance.below(chance.once(2) ? 128 : 65_536)) + text.slice(at + 1)
  },
  (text, chance) => {
    const [from, to] = span(text, chance)
    const [start, end] = span(text, chance)
    return text.slice(0, from) + text.slice(start, end) + text.slice(to)
  },
  (text, chance) => text.slice(0, place(text, chance)),
  (text, chance) => {
    const lines = text.split('\n')
    lines.splice(chance.below(lines.length), 1, lines[chance.below(lines.length)] ?? '', chance.pick(PIECES))
    return lines.join('\n')
  },
  // Rarely, because it is what takes time: something over and over.
  (text, chance) => {
    if (!chance.once(50)) return text
    const at = place(text, chance)
    const [from, to] = span(text, chance)
    const piece = chance.once(2) ? chance.pick(PIECES) : text.slice(from, to) || ' '
    const times = Math.ceil((chance.once(30) ? LONGEST : chance.below(5_000)) / piece.length)
    return text.slice(0, at) + piece.repeat(times) + text.slice(at)
  },
]

/** A text with some mistakes in it, of one to eight kinds. */
export const mutated = (text: string, chance: Chance): string => {
  let result = text
  for (let left = 1 + chance.below(8); left > 0; left--) result = chance.pick(MUTATIONS)(result, chance)
  return result.slice(0, LONGEST)
}

/** A text of nothing but pieces. */
export const scrambled = (chance: Chance): string =>
  Array.from({ length: chance.below(40) }, () => chance.pick(PIECES)).join('')

const ODD: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -1,
    1e308,
    '',
    ' ',
    'x',
    [],
    {},
    [[]],
    [null],
    { id: 1 },
    'javascript:alert(1)',
    '\ud800',
    '\0',
    '__proto__',
  ],
  ...['http://localhost:1', 'https://evil.example', 'x'.repeat(1000), { choice: { question: 'x', option: 'y' } }],
]

/** JSON with some values replaced, taken away, or put where they do not belong. */
export const disturbed = (value: unknown, chance: Chance): unknown => {
  if (chance.once(15)) return chance.pick(ODD)
  if (Array.isArray(value)) return value.map(item => disturbed(item, chance))
  if (typeof value === 'string') return chance.once(10) ? mutated(value, chance).slice(0, 300_000) : value
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(() => !chance.once(30))
  if (chance.once(10)) entries.push([chance.pick(PIECES), chance.pick(ODD)])
  return Object.fromEntries(entries.map(([name, item]) => [name, disturbed(item, chance)]))
}
