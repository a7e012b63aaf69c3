import { readdirSync, realpathSync, statSync } from 'node:fs'
import { mkdir, open, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../knowledge/library/files/decode-text.ts'
import { condensed, MAX_FILE_SIZE } from '../../../knowledge/library/files/file-problems.ts'
import { type Disk, listFiles, readFiles, readTextFile } from '../../../knowledge/library/files/read-files.ts'
import { problemOf } from '../../../knowledge/problem.ts'
import { inTemporaryFolder, parse } from '../room.ts'
import { type Files, writeFiles } from './folder.ts'

/** Links and pipes need rights, or do not exist, elsewhere. */
const onUnix = process.platform !== 'win32'

const inFolder = <T>(files: Files, use: (folder: string) => Promise<T>): Promise<T> =>
  inTemporaryFolder(async folder => {
    await writeFiles(folder, files)
    return use(folder)
  })

/** Names of the listed files, and codes of the problems, both below the folder. */
const listed = (files: Files, ...names: readonly string[]) =>
  inFolder(files, async folder => {
    const found = await listFiles(names.length > 0 ? names.map(n => join(folder, n)) : [folder])
    const below = (path: string) => path.slice(folder.length + 1).replaceAll('\\', '/')
    return {
      files: found.files.map(f => below(f.path)),
      problems: found.problems.map(p => `${below(p.file)} ${p.code}`),
    }
  })

const failure = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code })

/** A folder "/kb" that is nowhere, with these files; a code says how a file, or the folder, fails. */
const diskOf = (files: Readonly<Record<string, string>>, folderFailure?: string): Disk => {
  const contentOf = (path: string): string => {
    const content = files[path.slice('/kb/'.length)] ?? 'ENOENT'
    if (/^E[A-Z]+$/.test(content)) throw failure(content)
    return content
  }
  return {
    stat: path =>
      path === '/kb'
        ? { size: 0, mtimeMs: 0, isFile: () => false, isDirectory: () => true }
        : { size: contentOf(path).length, mtimeMs: 1, isFile: () => true, isDirectory: () => false },
    list: () => {
      if (folderFailure) throw failure(folderFailure)
      return Object.keys(files).map(name => ({ name, isDirectory: () => false, isSymbolicLink: () => false }))
    },
    realPath: path => path,
    read: async (path, limit) => Buffer.from(contentOf(path)).subarray(0, limit),
  }
}

describe('the files of a folder', () => {
  it('are those that may be articles, in all folders below, by path', async () => {
    const files = {
      'b.md': 'x',
      'a.TXT': 'x',
      'c/d/e.markdown': 'x',
      'c/page.html': 'x',
      'c/page.HTM': 'x',
      'c/picture.png': 'x',
      'c/notes.docx': 'x',
      'README.md': 'x',
      'c/Contributing.txt': 'x',
      'readme-not.md': 'x',
    }
    const expected = ['a.TXT', 'b.md', 'c/d/e.markdown', 'c/page.HTM', 'c/page.html']
    expect(await listed(files)).toEqual({ files: expected, problems: [] })
  })

  it('are not what programs keep beside them', async () => {
    const files = { '.git/x.md': 'x', '._a.txt': 'x', '~$a.txt': 'x', 'a.txt': 'x' }
    expect(await listed(files)).toEqual({ files: ['a.txt'], problems: [] })
  })

  it('are told with size and time', () =>
    inFolder({ 'a.md': 'hello' }, async folder => {
      await utimes(join(folder, 'a.md'), 1000, 1234.5)
      expect((await listFiles([folder])).files).toEqual([{ path: join(folder, 'a.md'), size: 5, mtimeMs: 1_234_500 }])
    }))

  it('are told once, also when they are named, or their folder is, a second time', async () => {
    const files = { 'a/b/c.md': 'x', 'a/d.md': 'x' }
    expect((await listed(files, 'a/b/c.md', 'a', 'a/b', 'a/../a')).files).toEqual(['a/b/c.md', 'a/d.md'])
  })

  it('that is named like a file are listed', async () => {
    expect((await listed({ 'x.txt/y.md': 'x' })).files).toEqual(['x.txt/y.md'])
  })

  it('are asked for with one call each', () =>
    inFolder(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`${i % 3}/${i}.md`, 'x'])), async folder => {
      let calls = 0
      const counted = <T>(value: T): T => {
        calls++
        return value
      }
      const disk: Disk = {
        stat: path => counted(statSync(path)),
        list: path => counted(readdirSync(path, { withFileTypes: true })),
        realPath: path => counted(realpathSync(path)),
        read: async () => new Uint8Array(),
      }
      expect((await listFiles([folder], disk)).files).toHaveLength(300)
      expect(calls).toBeLessThan(310)
    }))

  it('are listed while others get their turn', async () => {
    const disk = diskOf(Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`${i}.md`, 'x'])))
    let turns = 0
    const count = (): void => {
      turns++
      next = setImmediate(count)
    }
    let next = setImmediate(count)
    expect((await listFiles(['/kb'], disk)).files).toHaveLength(3000)
    clearImmediate(next)
    expect(turns).toBeGreaterThan(3)
  })
})

describe.skipIf(!onUnix)('links', () => {
  const to = (target: string) => (path: string) => symlink(target, path)

  it('to files and folders are followed', async () => {
    const files = {
      'store/a.md': 'x',
      'store/deep/b.md': 'x',
      'kb/c.md': to('../store/a.md'),
      'kb/d': to('../store/deep'),
    }
    expect(await listed(files, 'kb')).toEqual({ files: ['kb/c.md', 'kb/d/b.md'], problems: [] })
  })

  it('to what is listed by its own path add nothing', async () => {
    const files = { 'z/a.md': 'x', 'b.md': to('z/a.md'), a: to('z'), y: to('z') }
    expect(await listed(files)).toEqual({ files: ['z/a.md'], problems: [] })
  })

  it('to the same folder are followed once', async () => {
    const files = { 'store/a.md': 'x', 'kb/x': to('../store'), 'kb/y': to('../store') }
    expect(await listed(files, 'kb')).toEqual({ files: ['kb/x/a.md'], problems: [] })
  })

  it('to a folder that they stand in are a problem, and the rest is listed', async () => {
    const files = { 'a/b.md': 'x', 'a/up': to('..'), 'a/self': to('.'), 'c.md': 'x' }
    expect(await listed(files)).toEqual({
      files: ['a/b.md', 'c.md'],
      problems: ['a/self link-loop', 'a/up link-loop'],
    })
  })

  it('that lead back over another link are a problem', async () => {
    const files = { 'kb/a.md': 'x', 'kb/out': to('../store'), 'store/b.md': 'x', 'store/back': to('../kb') }
    expect(await listed(files, 'kb')).toEqual({
      files: ['kb/a.md', 'kb/out/b.md'],
      problems: ['kb/out/back link-loop'],
    })
  })

  it('to one another, or to nothing, are a problem if an article may be missing', async () => {
    const files = { 'a.md': to('b.md'), 'b.md': to('a.md'), 'c.md': 'x', 'gone.md': to('nowhere'), old: to('nowhere') }
    expect(await listed(files)).toEqual({
      files: ['c.md'],
      problems: ['a.md unreadable', 'b.md unreadable', 'gone.md unreadable'],
    })
  })
})

describe('what cannot be looked at', () => {
  it('or would never end, such as a pipe, is not read: named, it is a problem', async () => {
    const disk = diskOf({ 'a.md': 'x', 'b.md': 'x' })
    const pipe = { size: 0, mtimeMs: 1, isFile: () => false, isDirectory: () => false }
    const stat: Disk['stat'] = path => (path === '/kb/a.md' ? pipe : disk.stat(path))
    const found = await listFiles(['/kb'], { ...disk, stat })
    expect([found.files.map(f => f.path), found.problems]).toEqual([['/kb/b.md'], []])
    expect((await listFiles(['/kb/a.md'], { ...disk, stat })).problems).toMatchObject([{ code: 'unreadable' }])
  })

  it('is thrown when it was named and does not exist: that is the operator’s mistake', async () => {
    await expect(listFiles(['/nowhere/at-all'])).rejects.toThrow(/\/nowhere\/at-all.*KNOWLEDGE/s)
    await inFolder({ 'a.md': 'x' }, async folder => {
      await expect(listFiles([join(folder, 'a.md', 'b.md')])).rejects.toThrow(/KNOWLEDGE/)
    })
  })

  it('is a problem otherwise, and the rest is listed', async () => {
    const found = await listFiles(['/kb'], diskOf({ 'a.md': 'EACCES', 'b.md': 'x', 'c.md': 'EIO' }))
    expect(found.files.map(f => f.path)).toEqual(['/kb/b.md'])
    expect(found.problems).toMatchObject([
      { file: '/kb/a.md', code: 'unreadable', severity: 'error' },
      { file: '/kb/c.md', code: 'unreadable' },
    ])
  })

  it('may be a whole folder', async () => {
    expect((await listFiles(['/kb'], diskOf({}, 'EACCES'))).problems).toMatchObject([
      { file: '/kb', code: 'unreadable' },
    ])
  })

  it('is not missed when it was removed since its folder was listed', async () => {
    expect(await listFiles(['/kb'], diskOf({ 'a.md': 'ENOENT' }))).toEqual({ files: [], problems: [] })
  })
})

const readOf = (content: string | Uint8Array, change?: (path: string) => Promise<unknown>) =>
  inFolder({ 'a.txt': content }, async folder => {
    const [file] = (await listFiles([folder])).files
    if (!file) throw new Error('the file was not listed')
    await change?.(file.path)
    return readTextFile(file.path, file.size)
  })

describe('the text of a file', () => {
  it.each([
    ['UTF-8', Buffer.from('Größe 5 €')],
    ['UTF-8 with a byte order mark', Buffer.from('\uFEFFGröße 5 €')],
    ['UTF-16, low bytes first', Buffer.from('\uFEFFGröße 5 €', 'utf16le')],
    ['UTF-16, high bytes first', Buffer.from('\uFEFFGröße 5 €', 'utf16le').swap16()],
    ['Windows-1252', Buffer.from('47 72 f6 df 65 20 35 20 80'.replaceAll(' ', ''), 'hex')],
  ])('is decoded from %s', async (_, bytes) => expect(await readOf(bytes)).toEqual({ text: 'Größe 5 €' }))

  it('has the quotation marks and dashes of Windows-1252, and a character for every byte', () => {
    expect(decodeText(Uint8Array.of(0x93, 0x92, 0x94, 0x96, 0x97, 0x85, 0x99))).toBe('“’”–—…™')
    expect([...decodeText(Uint8Array.from({ length: 256 }, (_, i) => i))]).toHaveLength(256)
  })

  it('may be nothing, or have NUL bytes: the article says so', async () => {
    expect(await readOf('')).toEqual({ text: '' })
    const read = await readOf('Article ID: 990009\0\0')
    expect('text' in read && parse(read.text).problems[0]?.code).toBe('not-text')
  })

  it('may be one line that is as long as a file may be', async () => {
    const read = await readOf('x'.repeat(MAX_FILE_SIZE))
    expect('text' in read && read.text.length).toBe(MAX_FILE_SIZE)
  })

  it('is not even opened when it is larger', async () => {
    const fifty = 50 * 1024 * 1024
    const disk: Disk = { ...diskOf({}), read: () => Promise.reject(new Error('it was opened')) }
    expect(await readTextFile('/kb/a.txt', fifty, disk)).toMatchObject({ problem: { code: 'too-large' } })
    expect(await readOf('', path => truncate(path, fifty))).toMatchObject({ problem: { code: 'too-large' } })
  })

  it.each([
    ['grown', 'hello world', 'hello world and more'],
    ['shrunk', 'hello world', 'hello'],
    ['been emptied', 'hello world', ''],
  ])('is what there is when it has %s since it was listed', async (_, before, after) => {
    expect(await readOf(before, path => writeFile(path, after))).toEqual({ text: after })
  })

  it('is what was read when it shrinks while it is read', async () => {
    const half: Disk = { ...diskOf({}), read: async (_, limit) => Buffer.from('half').subarray(0, limit) }
    expect(await readTextFile('/kb/a.txt', 1000, half)).toEqual({ text: 'half' })
  })

  it.each(['ENOENT', 'EACCES', 'EIO', 'EISDIR'])('that cannot be had (%s) is a problem', async code => {
    expect(await readTextFile('/kb/a.md', 1, diskOf({ 'a.md': code }))).toMatchObject({
      problem: { file: '/kb/a.md', code: 'unreadable', severity: 'error' },
    })
  })

  it('leaves no file open', () =>
    inFolder({ 'a.md': 'x' }, async folder => {
      const file = await open(join(folder, 'a.md'))
      const { fd } = file
      await file.close()
      for (let i = 0; i < 50; i++) await readTextFile(join(folder, 'a.md'), 1)
      const again = await open(join(folder, 'a.md'))
      expect(again.fd).toBeLessThanOrEqual(fd + 5)
      await again.close()
    }))
})

describe('reading everything', () => {
  it('goes on when something cannot be read', async () => {
    const disk = diskOf({ 'a.md': 'one', 'b.md': 'two', 'c.md': 'three' })
    const { read } = disk
    const found = await readFiles(['/kb'], {
      ...disk,
      read: (path, limit) => (path.endsWith('b.md') ? Promise.reject(failure('EACCES')) : read(path, limit)),
    })
    expect(found.files.map(f => f.text)).toEqual(['one', 'three'])
    expect(found.problems.map(p => [p.file, p.code])).toEqual([['/kb/b.md', 'unreadable']])
  })

  it('tells ten thousand files that were removed at once as one problem, and reads the others', async () => {
    const names = Array.from({ length: 10_001 }, (_, i) => `${String(i).padStart(5, '0')}.md`)
    const disk = diskOf(Object.fromEntries(names.map(n => [n, 'x'])))
    const { read } = disk
    const found = await readFiles(['/kb'], {
      ...disk,
      read: (path, limit) => (path.endsWith('10000.md') ? read(path, limit) : Promise.reject(failure('ENOENT'))),
    })
    expect(found.files.map(f => f.path)).toEqual(['/kb/10000.md'])
    expect(found.problems).toMatchObject([{ file: '/kb/00000.md', code: 'unreadable' }])
    expect(found.problems[0]?.message).toContain('10000')
  })

  it('tells a few problems, and those of other kinds, one by one', () => {
    const few = [1, 2, 3].map(i => problemOf('unreadable', { file: `/kb/${i}.md` }, { reason: 'EACCES' }))
    const large = Array.from({ length: 30 }, (_, i) => problemOf('empty', { file: `/kb/${i}.md` }))
    expect(condensed([...few, ...large])).toEqual([...few, ...large])
  })
})

describe('a folder', () => {
  it('that is removed while it is listed is a problem, and the others are listed', () =>
    inTemporaryFolder(async folder => {
      await mkdir(join(folder, 'a'))
      await writeFiles(folder, { 'b/c.md': 'x' })
      const disk: Disk = {
        stat: path => statSync(path),
        realPath: path => realpathSync(path),
        list: path => {
          if (path === join(folder, 'a')) throw failure('ENOENT')
          return readdirSync(path, { withFileTypes: true })
        },
        read: async () => new Uint8Array(),
      }
      const found = await listFiles([folder], disk)
      expect(found.files).toHaveLength(1)
      expect(found.problems).toMatchObject([{ file: join(folder, 'a'), code: 'unreadable' }])
    }))
})
