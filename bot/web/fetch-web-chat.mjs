// Fetches Microsoft's Web Chat bundle once, at installation, so that the bot needs no internet afterwards. The npm
// package cannot be a dependency: it brings 440 packages and 518 MB, of which the page needs one file.
//
// Plain JavaScript: it runs before, and whether or not, anything else is installed. It never fails an installation.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const SPEC = 'botframework-webchat@4.18.1'
const INTEGRITY = 'sha512-7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg=='
const FILES = ['webchat.js', 'webchat.js.LICENSE.txt']
/** Of 11, which would save another 10 % for seven times the time, on a page that never leaves this machine. */
const BROTLI_QUALITY = 9
const DOWNLOAD_TIMEOUT = 180_000

const folder = fileURLToPath(new URL('.', import.meta.url))
const vendor = join(folder, 'vendor')
const marker = join(vendor, 'fetched.json')
const quiet = process.argv.includes('--quiet')

const isFetched = () => {
  try {
    const { integrity, sha256 } = JSON.parse(readFileSync(marker, 'utf8'))
    return integrity === INTEGRITY && existsSync(join(vendor, 'webchat.js.br')) && sha256 === hashOfBundle()
  } catch {
    return false
  }
}

const hashOfBundle = () => hash('sha256', readFileSync(join(vendor, 'webchat.js')))
const hash = (algorithm, bytes) => `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`

/** Settings of the surrounding `npm install` that would make `npm pack` do something else; the rest (registry, proxy …) must stay. */
const MISLEADING =
  /^npm_config_(dry_run|json|global|location|workspaces?|include_workspace_root|pack_destination|package_lock_only|before|min_release_age|loglevel)$/i

const pack = destination => {
  const args = ['pack', SPEC, `--pack-destination=${destination}`, '--fetch-retries=1', '--fetch-retry-mintimeout=1000']
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !MISLEADING.test(name)))
  const options = { cwd: join(folder, '../..'), env, encoding: 'utf8', timeout: DOWNLOAD_TIMEOUT }
  // npm is not a program on Windows but a script; the npm that runs us says where it is.
  const npm = process.env.npm_execpath
  const isNpm = npm !== undefined && basename(npm) === 'npm-cli.js'
  const { status, error, stderr } = isNpm
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  if (status !== 0)
    throw new Error(`npm pack ${SPEC} failed: ${reasonIn(stderr ?? '') || (error?.message ?? `exit code ${status}`)}`)
  return join(destination, `${SPEC.replace('@', '-')}.tgz`)
}

/** npm's first line that says something; the rest is advice about npm. */
const reasonIn = stderr =>
  stderr
    .split('\n')
    .map(line => line.replace(/^npm (error|ERR!) ?/, '').trim())
    .find(line => line && !/^(code|errno|syscall|npm warn|A complete log)/i.test(line))

const requireIntegrity = tarball => {
  const found = hash('sha512', readFileSync(tarball))
  if (found !== INTEGRITY) throw new Error(`the downloaded ${SPEC} has ${found}, expected ${INTEGRITY}: not using it`)
}

const unpack = (tarball, temporary) => {
  const members = FILES.map(name => `package/dist/${name}`)
  const { status, error, stderr } = spawnSync('tar', ['-xzf', basename(tarball), ...members], {
    cwd: temporary,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`tar could not unpack ${basename(tarball)}: ${error?.message ?? stderr}`)
}

const install = temporary => {
  rmSync(vendor, { recursive: true, force: true })
  mkdirSync(vendor, { recursive: true })
  for (const name of FILES) copyFileSync(join(temporary, 'package/dist', name), join(vendor, name))
  const bundle = readFileSync(join(vendor, 'webchat.js'))
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: bundle.length,
  }
  const brotli = brotliCompressSync(bundle, { params })
  writeFileSync(join(vendor, 'webchat.js.br'), brotli)
  writeFileSync(join(vendor, 'webchat.js.gz'), gzipSync(bundle, { level: 9 }))
  // Last, so that an interrupted run is repeated.
  writeFileSync(
    marker,
    `${JSON.stringify({ spec: SPEC, integrity: INTEGRITY, sha256: hash('sha256', bundle) }, null, 2)}\n`,
  )
  return Math.round(brotli.length / 1024)
}

const fetchWebChat = () => {
  const temporary = mkdtempSync(join(tmpdir(), 'advise-web-chat-'))
  try {
    const tarball = pack(temporary)
    requireIntegrity(tarball)
    unpack(tarball, temporary)
    return install(temporary)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

try {
  if (isFetched()) {
    if (!quiet) console.log(`Web Chat is already here (${SPEC}).`)
  } else {
    const size = fetchWebChat()
    if (!quiet) console.log(`Web Chat is ready (${SPEC}, ${size} KiB compressed).`)
  }
} catch (error) {
  console.error(`The web page's chat window is missing: ${error.message}.`)
  console.error('Everything else works. When there is a network, run: npm run webchat')
  if (!quiet) process.exitCode = 1
}
