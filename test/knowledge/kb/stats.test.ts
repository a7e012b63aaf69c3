import { describe, expect, it } from 'vitest'
import { type Counts, countKnowledge, showCounts } from '../../../knowledge/kb/stats.ts'
import { openKnowledge } from '../../../knowledge/knowledge.ts'
import { type Files, writeFiles, written } from '../library/folder.ts'
import { inTemporaryFolder } from '../room.ts'

const countsOf = (files: Files): Promise<Counts> =>
  inTemporaryFolder(async folder => {
    await writeFiles(folder, files)
    const { library } = await openKnowledge([folder])
    const counts = await countKnowledge(library)
    await library.close()
    return counts
  })

const bare = '---\nid: KB9000009\ntitle: Gadgets hum\nrelated: [KB9000001, KB9000077]\n---\n## Poem\n\nHum.\n'

describe('the counts of a knowledge base', () => {
  it('tell how many articles say what the bot needs', async () => {
    expect(await countsOf({ 'a.md': written('KB9000001'), 'b.md': bare, 'c.md': 'no article' })).toMatchObject({
      files: 3,
      articles: 2,
      withSymptoms: 1,
      withAppliesTo: 1,
      withProducts: 1,
      withVersions: 1,
    })
  })

  it('tell references, and those that lead nowhere', async () => {
    expect(await countsOf({ 'a.md': written('KB9000001'), 'b.md': bare })).toMatchObject({
      crossReferences: 2,
      deadCrossReferences: 1,
    })
  })

  it('tell problems by their code and articles by their layout', async () => {
    const { problems, byLayout } = await countsOf({ 'a.md': written('KB9000001'), 'b.md': bare, 'c.md': 'no article' })
    expect(problems).toEqual({ 'no-applies-to': 1, 'no-resolution': 1, 'no-symptoms': 1, 'unknown-layout': 1 })
    expect(byLayout).toEqual({ markdown: 2 })
  })

  it('tell products, those of most articles first, each once an article', async () => {
    const other = written('KB9000002').replace('[Exchange', '[Widget Studio 5, Widget Studio 6, Exchange')
    const { byProduct } = await countsOf({ 'a.md': written('KB9000001'), 'b.md': other })
    expect(Object.entries(byProduct)).toEqual([
      ['Exchange Server', 2],
      ['Widget Studio', 1],
    ])
  })

  it('are all shown', async () => {
    const counts = await countsOf({ 'a.md': written('KB9000001') })
    const lines = showCounts(counts)
    expect(lines).toContain('Articles: 1')
    const isShown = (value: unknown) => typeof value === 'number' || Object.keys(value as object).length > 0
    expect(lines.length).toBeGreaterThanOrEqual(Object.values(counts).filter(isShown).length)
  })
})
