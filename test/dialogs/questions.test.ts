import { describe, expect, test } from 'vitest'
import { type Knowledge, openKnowledge } from '../../knowledge/index.ts'
import { type Files, writeFiles } from '../knowledge/library/folder.ts'
import { inTemporaryFolder } from '../knowledge/room.ts'
import { codesOf, outcome, play, shipped } from './conversation.ts'

/** An article as Microsoft writes them today: of the products in "applies to", one is enough. */
const article = (title: string, products: readonly string[], symptoms: string): string =>
  `---\ntitle: ${title}\nms.date: 01/02/2024\nappliesto:\n${products.map(p => `  - ${p}\n`).join('')}---\n# ${title}\n\n## Symptoms\n\n${symptoms}\n\n## Resolution\n\n1. Install the newer driver.\n`

/** Invented products that no catalog knows, and a Windows Server that it knows. */
const FILES: Files = {
  'kb990101.md': article(
    'Kite Printer jams',
    ['Kite Printer 3.0'],
    'The printer jams and the log says paper tray error.',
  ),
  'kb990102.md': article('Owl Printer jams', ['Owl Printer'], 'The printer jams and the log says paper tray error.'),
  'kb990103.md': article(
    'Swan Printer jams',
    ['Swan Printer 2.1'],
    'The printer jams and the log says paper tray error.',
  ),
  'kb990104.md': article(
    'Folder shares vanish',
    ['Windows Server 2008'],
    'Folder shares vanish after a restart of the file service.',
  ),
  'kb990105.md': article(
    'Folder shares vanish',
    ['Windows Server 2012'],
    'Folder shares vanish after a restart of the file service.',
  ),
}

const small = async (use: (knowledge: Knowledge) => Promise<void>, files = FILES): Promise<void> =>
  inTemporaryFolder(async folder => {
    await writeFiles(folder, files)
    const { knowledge, library } = await openKnowledge([folder])
    await use(knowledge)
    await library.close()
  })

describe('the product', () => {
  const asked = 'the printer jams, paper tray error in the log'

  test('is asked for where articles for different products say the same, and the answer decides', () =>
    small(async knowledge => {
      const c = await play(knowledge, asked)
      expect(outcome(c)).toBe('ask product')
      expect(c.choices).toEqual(expect.arrayContaining(['Kite Printer 3.0', 'Owl Printer', 'Swan Printer 2.1']))
      await c.say('Owl Printer')
      expect(outcome(c)).toBe('recommend KB990102')
    }))

  test('is not asked for where each is as unlikely as the others', () =>
    small(
      async knowledge => expect(outcome(await play(knowledge, asked))).not.toBe('ask product'),
      Object.fromEntries(
        ['Kite', 'Owl', 'Swan', 'Crane', 'Heron', 'Stork', 'Egret', 'Ibis', 'Finch', 'Wren', 'Robin', 'Lark'].map(
          (bird, i) => [
            `kb9903${String(i).padStart(2, '0')}.md`,
            article(`${bird} Printer jams`, [`${bird} Printer`], 'The printer jams and the log says paper tray error.'),
          ],
        ),
      ),
    ))

  test('that is none of the offered ones rules them out', () =>
    small(async knowledge => {
      const c = await play(knowledge, asked, 'None of these')
      expect(codesOf(c.last as NonNullable<typeof c.last>).join(' ')).not.toContain('recommend')
    }))

  test('that the person does not know is not asked for again', () =>
    small(async knowledge => {
      const c = await play(knowledge, asked, 'not sure')
      for (let i = 0; i < 4 && c.reply.kind === 'question'; i++) {
        expect(outcome(c)).not.toBe('ask product')
        await c.say('not sure')
      }
      expect(outcome(c)).not.toMatch(/^recommend/)
    }))
})

describe('the Windows Server', () => {
  test('is the mailbox server’s only where the articles in question are about Exchange, too', async () => {
    const wording = async (knowledge: Knowledge, ...said: readonly string[]): Promise<string> => {
      const c = await play(knowledge, ...said)
      expect(outcome(c)).toBe('ask windows-server')
      return c.reply.kind === 'question' ? c.reply.text : ''
    }
    await small(async knowledge => {
      expect(
        await wording(knowledge, 'folder shares vanish or are read-only after a restart of the file service'),
      ).not.toMatch(/Exchange/)
    })
    const exchange = await wording(await shipped(), 'MAPI application gets no notifications, Exchange 2007 SP1 RU2')
    expect(exchange).toMatch(/Exchange/)
  })
})

describe('what else is seen', () => {
  const kinds = ['blank pages', 'an opened tray', 'a loud beep', 'a toner change', 'missing fonts', 'a loose cable']
  const files = Object.fromEntries(
    kinds.map((kind, i) => [
      `kb99020${i}.md`,
      article(`Spooler stops with ${kind}`, ['Owl Printer'], `The spooler stops with ${kind}.`),
    ]),
  )

  test('is asked in the person’s own words when the offered symptoms do not decide, and the words do', () =>
    small(async knowledge => {
      const c = await play(knowledge, 'the spooler stops')
      expect(outcome(c)).toBe('ask symptom')
      await c.say('not sure')
      expect(outcome(c)).toBe('ask more')
      expect(c.choices).toEqual([])
      await c.say('a loud beep')
      expect(outcome(c)).toBe('recommend KB990202')
    }, files))

  test('is not asked for ever', () =>
    small(async knowledge => {
      const c = await play(knowledge, 'the spooler stops')
      for (let i = 0; i < 6; i++) await c.say('not sure')
      expect(c.reply.kind).not.toBe('question')
      expect(outcome(c)).not.toMatch(/^recommend/)
    }, files))
})

describe('an article that helped partly', () => {
  const full = 'MAPI app gets no notifications, Exchange 2007 SP1 RU2 on Windows Server 2008'

  test('leads to the question what is left, and is not recommended again; the versions stay known', async () => {
    const c = await play(await shipped(), full, 'it helped partly')
    expect(outcome(c)).toBe('ask rest')
    expect(c.last?.state.tried).toEqual(['KB951251'])
    expect(c.last?.state.facts.map(f => f.facet).sort()).toEqual(['exchange-server', 'windows-server'])
    await c.say('the MAPI app still gets no notifications')
    expect(outcome(c)).not.toBe('recommend KB951251')
  })

  test('is nothing to say before anything was recommended', async () => {
    const c = await play(await shipped(), 'MAPI app gets no notifications', 'partly')
    expect(c.last?.state.tried).toEqual([])
    expect(c.reply.kind).toBe('question')
  })
})
