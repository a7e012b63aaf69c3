/**
 * Makes dist/ from the three rooms that run: plain JavaScript, and beside it the files that the program reads, its YAML as
 * its own readers read it, so that no start parses it and every mistake in it is told here. Types are checked by
 * `npm run types`, not here.
 *
 *   node build.mjs                 builds
 *   node build.mjs --if-needed     builds only when something has changed since dist/ was made
 *
 * A file is replaced at once and only when it is another: a bot that runs from dist/ meanwhile is not disturbed, and two
 * builds at a time do each other no harm.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isDeepStrictEqual } from 'node:util'

const ROOT = import.meta.dirname
const DIST = join(ROOT, 'dist')
/** Written last: what dist/ was made of. */
const MARK = 'built.json'
const ROOMS = ['bot', 'dialogs', 'knowledge']
/** On which knowledge/yaml-folder.ts says what it has read. */
const YAML_READ = 'advise:yaml-read'
/** What the program is made with, besides the rooms. */
const TOOLS = ['build.mjs', 'package.json', 'tsconfig.json', 'tsconfig.build.json']

/** Paths of all files below a folder, in one order everywhere. */
const filesBelow = folder =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .sort()

/** Articles are read where people edit them. What fetches the chat window runs at installation. */
const isAsset = file =>
  !file.endsWith('.ts') &&
  !file.startsWith(join('knowledge', 'articles') + sep) &&
  file !== join('bot', 'web', 'fetch-web-chat.mjs')

/** Of names, sizes and times: the contents of thousands of files would take longer than a build. */
const markOf = files => {
  const hash = createHash('sha256')
  for (const file of files) {
    const { size, mtimeMs } = statSync(join(ROOT, file))
    hash.update(`${file} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

const lastMark = () => {
  try {
    return JSON.parse(readFileSync(join(DIST, MARK), 'utf8')).madeOf
  } catch {
    return undefined
  }
}

const contentOf = file => {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}

const put = (file, content) => {
  const target = join(DIST, file)
  if (contentOf(target)?.equals(content)) return
  mkdirSync(dirname(target), { recursive: true })
  const unfinished = `${target}.${process.pid}`
  writeFileSync(unfinished, content)
  renameSync(unfinished, target)
}

/** The compiler is a package for development: an installation without those cannot build. */
const compiler = () => {
  const require = createRequire(import.meta.url)
  try {
    const manifest = require.resolve('typescript/package.json')
    return join(dirname(manifest), require(manifest).bin.tsc)
  } catch {
    throw new Error(
      'dist/ cannot be built: the package "typescript" is not installed. Run npm ci without --omit=dev, or build where ' +
        'it is installed and start with: node dist/bot/main.js',
    )
  }
}

/** What is made of the sources, path in dist/ → content: the compiled files, and what their readers make of YAML. */
const made = async yaml => {
  const temporary = join(DIST, `.compiling-${process.pid}`)
  try {
    const args = [compiler(), '--project', join(ROOT, 'tsconfig.build.json'), '--outDir', temporary]
    const { status, error } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 2, 2] })
    if (status !== 0) throw new Error(`dist/ cannot be built: tsc ended with ${error?.message ?? status}, see above.`)
    const files = readdirSync(temporary, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.js'))
    const code = files.map(file => [file, readFileSync(join(temporary, file))])
    for (const file of yaml) cpSync(join(ROOT, file), join(temporary, file))
    return new Map([...code, ...(await readIn(temporary))])
  } catch (error) {
    // Mistakes are told of the files that people edit.
    error.message = error.message.replaceAll(temporary, ROOT)
    throw error
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** What the readers make of the YAML in a folder that they are compiled to, as JSON: see knowledge/yaml-folder.ts. */
const readIn = async folder => {
  const values = new Map()
  const keep = ({ file, value }) => values.set(file, value)
  const room = file => import(pathToFileURL(join(folder, file)).href)
  subscribe(YAML_READ, keep)
  const { loadReader, versionNames } = await room('knowledge/index.js')
  const { loadTexts } = await room('dialogs/index.js')
  await room('bot/texts/texts.js')
  loadReader()
  loadTexts()
  versionNames()
  unsubscribe(YAML_READ, keep)
  return [...values].map(([file, value]) => {
    const json = JSON.stringify(value)
    if (!isDeepStrictEqual(JSON.parse(json), value))
      throw new Error(`${file}: what is made of it is more than JSON holds.`)
    return [`${file.slice(folder.length + 1)}.json`, Buffer.from(json)]
  })
}

const removeOthers = kept => {
  for (const entry of readdirSync(DIST, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const file = path.slice(DIST.length + 1)
    // Other builds' unfinished work is theirs to remove.
    if (entry.isFile() && !kept.has(file) && file !== MARK && !/\.compiling-\d+|\.\d+$/.test(file)) rmSync(path)
  }
}

const build = async () => {
  const sources = ROOMS.flatMap(filesBelow)
  const madeOf = markOf([...sources.filter(file => file.endsWith('.ts') || isAsset(file)), ...TOOLS])
  if (process.argv.includes('--if-needed') && lastMark() === madeOf) return
  const assets = sources.filter(isAsset)
  const files = await made(assets.filter(file => file.endsWith('.yaml')))
  for (const file of assets) {
    if (files.has(`${file}.json`)) continue
    if (files.has(file))
      throw new Error(`dist/ cannot be built: ${file} is there as TypeScript, too. Rename one of them.`)
    files.set(file, readFileSync(join(ROOT, file)))
  }
  for (const [file, content] of files) put(file, content)
  removeOthers(files)
  put(MARK, Buffer.from(`${JSON.stringify({ madeOf })}\n`))
  process.stderr.write(`dist/ is built: ${files.size} files.\n`)
}

try {
  await build()
} catch (error) {
  process.stderr.write(`${error.constructor === Error ? error.message : error.stack}\n`)
  process.exit(1)
}
