import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { readSettings } from '../../bot/settings.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

const settings = [...read('bot/settings.ts').matchAll(/^ {2,4}([A-Z]\w+): (?:optional|oneOf)/gm)].map(m => m[1])
const { port } = readSettings({}, ['--anonymous'], () => true)

const dockerfile = read('Dockerfile').replace(/\\\n/g, ' ')
const instructions = dockerfile
  .split('\n')
  .filter(line => /^[A-Z]+ /.test(line))
  .map(line => ({ name: line.split(' ')[0] ?? '', rest: line.slice(line.indexOf(' ') + 1).trim() }))
const of = (name: string) => instructions.filter(i => i.name === name).map(i => i.rest)

describe('the Dockerfile', () => {
  it('copies only what is there, or what was built of it', () => {
    const copied = of('COPY').flatMap(rest =>
      rest
        .split(' ')
        .filter(word => !word.startsWith('--'))
        .slice(0, -1)
        .map(file => file.replace(/^\/app\//, '')),
    )
    expect(copied.length).toBeGreaterThan(5)
    const made = ['node_modules', 'dist']
    expect(copied.filter(file => !made.includes(file) && !existsSync(join(ROOT, file)))).toEqual([])
  })

  it('lets in what it copies', () => {
    const admitted =
      read('.dockerignore')
        .match(/^!.*$/gm)
        ?.map(line => line.slice(1)) ?? []
    expect(admitted.filter(file => !existsSync(join(ROOT, file)))).toEqual([])
    const build = ['build.mjs', 'package.json', 'package-lock.json', '.npmrc', 'tsconfig.json', 'tsconfig.build.json']
    expect(admitted).toEqual(expect.arrayContaining(['bot', 'dialogs', 'knowledge', ...build]))
  })

  it('starts one process, which is what "npm run serve" starts, not as root', () => {
    const { serve = '' } = JSON.parse(read('package.json')).scripts
    expect(of('CMD').map(rest => JSON.parse(rest).join(' '))).toEqual([serve])
    expect(of('USER')).toEqual(['node'])
    expect(of('ENTRYPOINT')).toEqual([])
  })

  it('knows the settings and the port of the bot', () => {
    const named = of('ENV').flatMap(rest => [...rest.matchAll(/(\w+)=/g)].map(m => m[1]))
    expect(named.filter(name => name !== 'NODE_ENV' && !settings.includes(name))).toEqual([])
    expect(of('EXPOSE')).toEqual([String(port)])
    expect(of('HEALTHCHECK').join()).toContain(`|| ${port}) + '/health'`)
  })

  it('takes a Node.js that the bot runs on', () => {
    const least = Number(/\d+/.exec(JSON.parse(read('package.json')).engines.node)?.[0])
    const versions = of('FROM').map(rest => Number(/^node:(\d+)-slim/.exec(rest)?.[1]))
    expect(new Set(versions).size).toBe(1)
    expect(versions[0]).toBeGreaterThanOrEqual(least)
  })
})

describe('compose.yaml', () => {
  const { services, volumes } = parse(read('compose.yaml'))

  it('sets only what the bot knows', () => {
    expect(Object.keys(services.advise.environment).filter(name => !settings.includes(name))).toEqual([])
    expect(services.advise.ports).toEqual([`127.0.0.1:${port}:${port}`])
  })

  it('keeps what has to stay in volumes that it declares', () => {
    const used = Object.values(services as Record<string, { volumes: string[] }>).flatMap(service => service.volumes)
    expect(used.map(volume => volume.split(':')[0]).sort()).toEqual(Object.keys(volumes).sort())
    expect(services.advise.volumes).toEqual([`data:${of('VOLUME')[0]}`])
  })

  it('gives the bot the time that it takes to stop', () => {
    expect(Number.parseInt(services.advise.stop_grace_period, 10)).toBeGreaterThan(3)
  })
})

describe('docs/kubernetes.yaml', () => {
  const documents = parseAllDocuments(read('docs/kubernetes.yaml'))
  const objects = documents.map(document => document.toJS())
  const kind = (name: string) => objects.find(object => object.kind === name)
  const { spec } = kind('Deployment').spec.template
  const [container] = spec.containers

  it('is YAML without mistakes', () => {
    expect(documents.flatMap(document => document.errors)).toEqual([])
  })

  it('sets only what the bot knows', () => {
    const names = [
      ...Object.keys(kind('Secret').stringData),
      ...container.env.map((variable: { name: string }) => variable.name),
    ]
    expect(names).toContain('DATABASE_URL')
    expect(names.filter(name => !settings.includes(name))).toEqual([])
  })

  it('leads to the port of the bot, and asks it for what it answers', () => {
    expect(container.ports).toEqual([{ name: 'http', containerPort: port }])
    const asked = ['startupProbe', 'readinessProbe', 'livenessProbe'].map(probe => container[probe].httpGet.path)
    const { paths } = kind('Ingress').spec.rules[0].http
    const mounted = read('bot/operating/endpoints.ts') + read('bot/server.ts')
    for (const path of [...asked, paths[0].path]) expect(mounted).toMatch(new RegExp(`'(?:GET|POST) ${path}'`))
    expect(asked).toEqual(['/ready', '/ready', '/live'])
  })

  it('selects its own pods', () => {
    const { labels } = kind('Deployment').spec.template.metadata
    expect(kind('Deployment').spec.selector.matchLabels).toEqual(labels)
    expect(kind('Service').spec.selector).toEqual(labels)
    expect(kind('PodDisruptionBudget').spec.selector.matchLabels).toEqual(labels)
  })

  it('gives the bot the time that it takes to stop', () => {
    const before = Number(container.lifecycle.preStop.exec.command[1])
    expect(spec.terminationGracePeriodSeconds).toBeGreaterThan(before + 3)
  })
})
