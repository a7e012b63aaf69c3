import { describe, expect, it } from 'vitest'
import { read } from '../room.ts'

const crash = (text: string) => read(text, {}).troubles.find(t => t.kind === 'crash')
const about = (text: string): readonly string[] => (crash(text)?.things ?? []).map(([thing = '']) => thing)

describe('what is done before an arrow tells when', () => {
  it.each([
    'A MAPI exporter. Log off -> GPF.',
    'A MAPI exporter. On logoff => crash.',
    'A MAPI exporter. Log out → access violation.',
  ])('%s', text => {
    expect(crash(text)?.occasion).toContain('logoff')
    expect(about(text)).toContain('mapi')
  })

  it('but a thing before one does not', () => expect(crash('Spooler -> crash.')?.occasion).toEqual([]))

  it('nor does a moment displace what was named, where it opens a sentence', () =>
    expect(about('A MAPI exporter. When it logs off, GPF.')).toEqual(['mapi']))

  it('but another thing there does', () =>
    expect(about('A MAPI exporter. When the user logs off, the spooler crashes.')).not.toContain('mapi'))
})
