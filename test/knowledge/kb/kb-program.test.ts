import { execFile } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import project from '../../../package.json' with { type: 'json' }
import { writeFiles, written } from '../library/folder.ts'
import { inTemporaryFolder } from '../room.ts'

const program = fileURLToPath(new URL(`../../../${project.bin['advise-kb']}`, import.meta.url))
/** The same as it is built, which needs no compiler to start. */
const built = fileURLToPath(new URL('../../../dist/knowledge/kb/kb.mjs', import.meta.url))

interface Ended {
  readonly status: number
  readonly out: string
  readonly err: string
}

const start = (
  file: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> =>
  new Promise(resolve =>
    execFile(process.execPath, [file, ...args], { cwd, env: { ...process.env, ...env } }, (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, out, err }),
    ),
  )

describe('the program advise-kb', () => {
  it('runs from another folder, whatever is in it, and writes nothing beside its answer', async () => {
    await inTemporaryFolder(async folder => {
      await writeFiles(folder, { 'my/a.md': written('KB9000001'), 'tsconfig.json': 'this is none' })
      const { status, out, err } = await start(program, ['check', 'my'], folder)
      expect({ status, err }).toEqual({ status: 0, err: '' })
      expect(out).toMatch(/^1 article, /)
    })
  })

  it('runs through the link that an installation makes, and ends with the status of the command', async () => {
    await inTemporaryFolder(async folder => {
      const link = join(folder, 'node_modules/.bin/advise-kb')
      await mkdir(join(folder, 'node_modules/.bin'), { recursive: true })
      await symlink(program, link)
      await writeFile(join(folder, 'a.md'), 'Nothing but words.')
      const { status, out } = await start(link, ['check', 'a.md', '--json'], folder)
      expect(status).toBe(1)
      expect(JSON.parse(out)).toMatchObject({ articles: 0, errors: 1 })
    })
  })

  it('tells a wrong option without a trace of the program', async () => {
    await inTemporaryFolder(async folder => {
      const { status, out, err } = await start(built, ['check', '.', '--frob'], folder)
      expect(status).toBe(2)
      expect(out).toContain('--frob')
      expect(out + err).not.toMatch(/^\s+at /m)
    })
  })

  it('tells a wrong setting in one line', async () => {
    await inTemporaryFolder(async folder => {
      const { status, out, err } = await start(built, ['search', 'x'], folder, { KNOWLEDGE: 'nowhere' })
      expect({ status, out }).toEqual({ status: 2, out: '' })
      expect(err).toMatch(/^[^\n]*nowhere[^\n]*\n$/)
    })
  })
})
