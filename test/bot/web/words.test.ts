import { readdirSync, readFileSync } from 'node:fs'
import { parseDocument } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { withWords, withWordsInside } from '../../../bot/web/with-words.ts'

const WEB = new URL('../../../bot/web/', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, WEB), 'utf8')
const filesOf = (end: string): readonly string[] => readdirSync(WEB).filter(file => file.endsWith(end))

/** Names that stand in code and that nobody reads: keys of the keyboard, types of data, fonts, headers. */
const NAMES = /^(?:Escape|Files|ActionSet|Action\.\w+|WEB_CHAT\/\w+|DIRECT_LINE\/\w+|Bearer$)/
/** Told to whoever runs the bot, or to a program. */
const FOR_OPERATORS = new Set(['settings.ts', 'fetch-web-chat.mjs'])

/** Texts in quotes, comments left out; of templates what stands between the places. */
const textsOf = (code: string): readonly string[] => {
  const bare = code
    .replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
    // Regular expressions have quotes of their own.
    .replace(/(?<=[(=:] ?)\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n])+\/[gimsuy]*/g, '')
  return [...bare.matchAll(/'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)"|`((?:\\.|[^`\\])*)`/g)].flatMap(
    ([, one, two, template]) => [one, two, ...(template ?? '').split(/\$\{[^}]*\}/)].filter(text => text !== undefined),
  )
}

/** What is left of markup and styles without their own signs: the words in them. */
const wordsIn = (text: string): readonly string[] =>
  text
    .replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, '\n')
    .replace(/(?:@[^{}]*\{\s*)?[^{}\n]*\{[^{}]*\}/g, '\n')
    .split('\n')
    .map(line => line.trim())

const isSentence = (text: string): boolean => /\p{L}{2,}[,.:’”]* \p{L}{2,}[,.:’”]* \p{L}{2,}/u.test(text)
/** A button's name, or more. */
const isForPeople = (text: string): boolean =>
  wordsIn(text).some(words => (/^[A-Z][a-z]+/.test(words) || isSentence(words)) && !NAMES.test(words))

describe('what people read in web chat', () => {
  it.each(filesOf('.js'))('stands in no script: %s', file => {
    expect(textsOf(read(file)).filter(isForPeople)).toEqual([])
  })

  it('stands in no code that answers them', () => {
    const found = filesOf('.ts').flatMap(file =>
      FOR_OPERATORS.has(file) ? [] : textsOf(read(file)).flatMap(wordsIn).filter(isSentence),
    )
    expect(found.filter(text => !isForOperators(text))).toEqual([])
  })

  it('stands not in the page, but for its command', () => {
    const found: string[] = []
    const walk = (nodes: ReturnType<typeof parseDocument>['children']): void => {
      for (const node of nodes) {
        if ('data' in node && !node.data.startsWith('!doctype')) found.push(node.data.trim())
        if (!('attribs' in node)) continue
        for (const [name, value] of Object.entries(node.attribs))
          if (/^(?:aria-label|placeholder|title|alt)$/.test(name)) found.push(value)
        walk(node.children)
      }
    }
    walk(parseDocument(read('page.html')).children)
    expect(found.filter(text => /\p{L}/u.test(text) && !/^"?\{\{[\w-]+\}\}"?$/.test(text))).toEqual(['npm run webchat'])
  })

  it('would be found', () => {
    for (const code of [
      "notify('The bot is away.')",
      "button.textContent = 'Close'",
      ['notify(`“', '{name}” cannot be read now`)'].join('$'),
      `{ 'aria-label': "Start over" }`,
      'const page = `<h1>It is not here</h1>`',
    ])
      expect([code, textsOf(code).filter(isForPeople).length]).toEqual([code, 1])
  })
})

const isForOperators = (text: string): boolean =>
  /TRUSTED_PROXIES|WEB_CHAT_JWKS|JSON Web Key Set|npm run webchat|sign-in keys/.test(text)

describe('sentences that are put into a page', () => {
  const words = { a: '<b> & "c"', b: '</script><script>alert(1)' }

  it('are text in it, whatever they say', () => {
    const page = withWords('<p title="{{a}}">{{a}}</p><i>{{nonce}}</i><script>"{{words}}"</script>', words)
    expect(page).toContain('<p title="&#60;b&#62; &#38; &#34;c&#34;">&#60;b&#62;')
    expect(page).toContain('{{nonce}}')
    expect(page.match(/<\/script>/g)).toHaveLength(1)
    expect(JSON.parse(/<script>(.*)<\/script>/.exec(page)?.[1] ?? '')).toEqual(words)
  })

  it('are data in a script', () => {
    expect(withWordsInside("run('{{words}}')", { a: "it's $& `x`" })).toBe('run({"a":"it\'s $& `x`"})')
  })
})
