import { describe, expect, test } from 'vitest'
import { freshState, type State } from '../../dialogs/state.ts'
import { requestReader } from '../../dialogs/understanding/asked.ts'
import { shipped, texts } from './conversation.ts'

const knowledge = await shipped()
const read = requestReader(knowledge, texts)

const advised: State = { ...freshState, said: ['calendar is blank'], recommended: 'KB951251' }
const asks: State = {
  ...freshState,
  said: ['calendar is blank'],
  pending: { kind: 'version', facet: 'windows-server', beside: [], options: [] },
}
const requestOf = (text: string, state: State) => read(text, state)?.request

describe('a request', () => {
  for (const [text, state, request] of [
    ['Please tell me where I can obtain the package', advised, 'download'],
    ['do we have to boot the machine afterwards?', advised, 'reboot'],
    ['Is there some provisional workaround?', advised, 'workaround'],
    ['what is the underlying reason for that?', advised, 'cause'],
    ['list articles about certificates and smart hosts', freshState, 'list'],
    ['could you connect me with an engineer?', freshState, 'person'],
    ['what is build 8.1.291.2?', freshState, 'version'],
  ] as const)
    test(`is understood in free words: ${text}`, () => {
      expect(requestOf(text, state)).toBe(request)
    })

  test('is understood with a letter amiss', () => {
    expect(requestOf('where can I dowload it?', advised)).toBe('download')
    expect(requestOf('any workaruond?', advised)).toBe('workaround')
  })

  test('is what the question that waits makes likelier', () => {
    expect(requestOf('how do I look that up?', asks)).toBe('mine')
    expect(requestOf('and why would you need that?', asks)).toBe('why-ask')
  })
})

describe('no request', () => {
  for (const text of [
    'Exchange 2007 SP1 RU4',
    '8.2.176.2 on all servers',
    'actually it is Server 2003',
    'Windows 2008 R2 with the latest updates',
    'Shared calendar links give a 404',
    'the server reboots by itself every night',
  ])
    test(`is what a person has or sees: ${text}`, () => {
      expect(requestOf(text, freshState)).toBeUndefined()
      expect(requestOf(text, advised)).toBeUndefined()
      expect(requestOf(text, asks)).toBeUndefined()
    })

  test('is what works beside a problem that is told at length', () => {
    const text = 'Attachments of the gateway arrive as garbage when PC people open them. The text itself is fine.'
    expect(requestOf(text, advised)).toBeUndefined()
  })
})

test('a pattern that names no class is refused at the start', async () => {
  const { patternsOf } = await import('../../dialogs/texts/request-patterns.ts')
  const { pattern } = patternsOf({ contracted: [], classes: { GET: ['get'] }, around: [], against: [], questions: [] })
  expect(pattern('where GET').slots).toHaveLength(2)
  expect(() => pattern('where TAKE')).toThrow(/TAKE/)
})
