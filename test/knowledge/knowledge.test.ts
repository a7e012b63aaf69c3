import { symlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openKnowledge, SHIPPED_ARTICLES } from '../../knowledge/knowledge.ts'
import { MAX_FILE_SIZE } from '../../knowledge/library/files/file-problems.ts'
import { readFiles } from '../../knowledge/library/files/read-files.ts'
import { written as article, articlesOf, type Files, writeFiles } from './library/folder.ts'
import { inTemporaryFolder, SAMPLE } from './room.ts'

/** Opens a folder with these files, of which none is newer than another. */
const open = (files: Files) =>
  inTemporaryFolder(async folder => {
    await writeFiles(folder, files)
    const written = new Date()
    for (const [name, content] of Object.entries(files))
      if (typeof content !== 'function') await utimes(join(folder, name), written, written)
    const { knowledge, library, problems } = await openKnowledge([folder])
    const articles = await articlesOf(library)
    return {
      knowledge,
      articles,
      ids: articles.map(a => a.id),
      problems: problems.map(p => [p.file.replace(`${folder}/`, ''), p.code]),
    }
  })

describe('a folder of articles', () => {
  it('is read with the folders below it, in the order of their ids', async () => {
    const { ids, problems } = await open({
      'b.md': article('KB990011'),
      'a/c.txt': `Article ID: 990010\n\nIt stops\n\nSYMPTOMS\n\nx\n\nCAUSE\n\ny\n\nAPPLIES TO\n• Exchange Server 2007\n`,
      'a/d.markdown': article('KB990012'),
    })
    expect([ids, problems]).toEqual([['KB990010', 'KB990011', 'KB990012'], []])
  })

  it('may hold other files: they are left alone', async () => {
    const { ids, problems } = await open({
      'a.md': article('KB990010'),
      'README.md': '# About',
      'license.txt': 'free',
      'notes.docx': 'x',
      'data.json': '{}',
      'folder.txt/inside.md': article('KB990011'),
    })
    expect([ids, problems]).toEqual([['KB990010', 'KB990011'], []])
  })

  it('is read as far as it can be: each bad file is a problem, the good ones are used', async () => {
    const { ids, problems } = await open({
      'a-good.md': article('KB990010'),
      'b-empty.md': '',
      'c-nul.txt': 'Article ID: 990011\0',
      'd-large.txt': 'x'.repeat(MAX_FILE_SIZE + 1),
      'e-dangling.md': path => symlink('nowhere', path),
      'f-loop.md': path => symlink('f-loop.md', path),
      'g-yaml.md': '---\nid: [\n---\n',
      'h-letter.txt': 'Dear all,\n',
      'i-twice.md': article('KB990010'),
      'j-utf16.txt': Buffer.from('Article ID: 990012\n\nT\n', 'utf16le'),
    })
    expect(ids).toEqual(['KB990010'])
    expect(problems).toHaveLength(9)
    expect(Object.fromEntries(problems)).toEqual({
      'b-empty.md': 'empty',
      'c-nul.txt': 'not-text',
      'd-large.txt': 'too-large',
      'e-dangling.md': 'unreadable',
      'f-loop.md': 'unreadable',
      'g-yaml.md': 'yaml-syntax',
      'h-letter.txt': 'unknown-layout',
      'i-twice.md': 'duplicate-id',
      'j-utf16.txt': 'not-text',
    })
  })

  it('does not follow a folder that leads back to itself', async () => {
    const { ids } = await open({ 'a.md': article('KB990010'), round: path => symlink('.', path) })
    expect(ids).toEqual(['KB990010'])
  })

  it('may be written in Latin-1', async () => {
    const { articles, problems } = await open({ 'a.md': Buffer.from(article('KB990010', 'Gerät hört auf'), 'latin1') })
    expect(articles[0]?.title).toBe('Gerät hört auf')
    expect(problems).toEqual([])
  })

  it('keeps the first of two articles with one id, and names it in the problem', async () => {
    const { articles, problems } = await open({
      'a.md': article('KB990010', 'First'),
      'b.md': article('Q990010', 'Second'),
    })
    expect(articles.map(a => a.title)).toEqual(['First'])
    expect(problems).toEqual([['b.md', 'duplicate-id']])
  })
})

describe('what the operator got wrong is thrown, with the place and what to do', () => {
  it('a path that does not exist', async () => {
    await expect(openKnowledge(['/nowhere/at-all'])).rejects.toThrow(/\/nowhere\/at-all.*KNOWLEDGE/s)
    await expect(readFiles([SAMPLE, '/nowhere/at-all'])).rejects.toThrow('/nowhere/at-all')
  })

  it('a folder without articles', async () => {
    await expect(open({ 'README.md': '# About' })).rejects.toThrow(/KNOWLEDGE/)
  })

  it('nothing but broken articles: the first problem is told', async () => {
    await expect(open({ 'a.md': '' })).rejects.toThrow(/a\.md/)
  })

  it('no paths', async () => {
    await expect(openKnowledge([])).rejects.toThrow(/KNOWLEDGE/)
  })
})

describe('knowledge', () => {
  it('comes from files and folders together', async () => {
    const { knowledge, problems } = await openKnowledge([SAMPLE, SHIPPED_ARTICLES])
    expect(problems).toEqual([])
    expect(await knowledge.article('KB990001')).toMatchObject({ file: SAMPLE })
    expect(await knowledge.article('KB951251')).toBeDefined()
    expect(await knowledge.article('KB000000')).toBeUndefined()
    expect(await knowledge.article('constructor')).toBeUndefined()
    expect(knowledge.size).toBeGreaterThan(16)
  })

  it('works on one file alone', async () => {
    const { knowledge } = await openKnowledge([SAMPLE])
    expect(knowledge.size).toBe(1)
    expect((await knowledge.search('reminders stopped')).map(h => h.article.id)).toEqual(['KB990001'])
    expect(knowledge.read('W2K8').mentions[0]?.product).toBe('windows-server')
  })

  it('takes the same file named twice once', async () => {
    const { knowledge, problems } = await openKnowledge([SAMPLE, SAMPLE])
    expect(knowledge.size).toBe(1)
    expect(problems).toEqual([])
  })
})

describe('searches at the same time', () => {
  it('find what each would find alone, however many articles are between them', () =>
    inTemporaryFolder(async folder => {
      const files = Array.from({ length: 620 }, (_, i) => [
        `a${i}.md`,
        article(`KB${991000 + i}`, `Toaster room${i % 62} stops`, `Toaster room${i % 62} stops at once.`),
      ])
      await writeFiles(folder, Object.fromEntries(files))
      const { knowledge, library } = await openKnowledge([folder])
      const asked = Array.from({ length: 62 }, (_, i) => `toaster room${i} stops`)
      const idsOf = async (words: string) => (await knowledge.search(words, 20)).map(h => h.article.id)
      const alone: string[][] = []
      for (const words of asked) alone.push(await idsOf(words))
      expect(await Promise.all(asked.map(idsOf))).toEqual(alone)
      expect(alone.every(ids => ids.length === 20)).toBe(true)
      await library.close()
    }))
})
