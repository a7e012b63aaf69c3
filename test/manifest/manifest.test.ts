import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppManifestUtils, type TeamsManifestV1D25 } from '@microsoft/app-manifest'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildManifest, namedFiles } from '../../manifest/build-manifest.ts'

const folder = join(import.meta.dirname, '../../manifest')
const target = { appId: '11111111-2222-3333-4444-555555555555', domain: 'advise.example.com' }

type Official = TeamsManifestV1D25.TeamsManifestV1D25
type Schema = Parameters<typeof AppManifestUtils.validateAgainstSchema>[1]

let template: string
let manifest: Official
let german: Record<string, string>

const commandLists = () => manifest.bots?.[0]?.commandLists ?? []

// What is checked is JSON of which the validator must find out whether it has the type that the validator asks for.
const validate = (document: unknown, schema?: Schema) =>
  AppManifestUtils.validateAgainstSchema(document as Official, schema)

/**
 * As published, the localization schema does not compile: one of its patterns ends a group with a bare "]" where the
 * validator (ajv, Unicode patterns) asks for "\]". Only that is corrected.
 */
async function validateTexts(texts: Record<string, string>): Promise<string[]> {
  const published = JSON.stringify(await AppManifestUtils.fetchSchema(texts.$schema ?? ''))
  return validate(texts, JSON.parse(published.replaceAll(String.raw`\\b]`, String.raw`\\b\\]`)))
}

beforeAll(async () => {
  template = await readFile(join(folder, 'manifest.json'), 'utf8')
  manifest = buildManifest(template, target) as unknown as Official
  german = JSON.parse(await readFile(join(folder, 'de.json'), 'utf8'))
  // A schema that the package does not hold would be fetched from Microsoft; a test must not ask the network.
  vi.stubGlobal('fetch', () => Promise.reject(new Error('the schema is not in @microsoft/app-manifest')))
})

afterAll(() => {
  vi.unstubAllGlobals()
})

describe('the manifest', () => {
  it("is valid against Microsoft's schema for its version", async () => {
    expect(await validate(manifest)).toEqual([])
    expect(manifest).toHaveProperty('$schema', expect.stringContaining(`/v${manifest.manifestVersion}/`))
  })

  it.each([
    ['a name over 30 characters', (m: Official) => ({ ...m, name: { ...m.name, short: 'A'.repeat(31) } })],
    ['an id that is no GUID', (m: Official) => ({ ...m, id: 'advise' })],
    ['an unknown property', (m: Official) => ({ ...m, packageName: 'org.example.advise' })],
    ['a scope that does not exist', (m: Official) => ({ ...m, bots: [{ ...m.bots?.[0], scopes: ['groupchat'] }] })],
  ])('would be refused by the same check with %s', async (_, spoil) => {
    expect(await validate(spoil(manifest))).not.toEqual([])
  })

  it('names the bot, the app and the domain it was made for', () => {
    expect(manifest.id).toBe(target.appId)
    expect(manifest.bots?.map(bot => bot.botId)).toEqual([target.appId])
    expect(manifest.validDomains).toEqual([target.domain])
    expect(JSON.stringify(manifest)).not.toContain('{{')
  })

  it('offers the search that the bot answers, and shows links of its own domain', async () => {
    const [extension] = manifest.composeExtensions ?? []
    expect(extension?.botId).toBe(target.appId)
    expect(extension?.commands?.[0]?.parameters?.map(({ name }) => name)).toEqual(['query'])
    expect(extension?.messageHandlers?.[0]?.value.domains).toContain(target.domain)
  })

  it('offers its commands with a description wherever the bot can be', () => {
    const [bot] = manifest.bots ?? []
    expect(bot?.scopes).toEqual(['personal', 'team', 'groupChat'])
    expect(bot?.supportsFiles).toBe(false)
    for (const scope of bot?.scopes ?? []) {
      const lists = commandLists().filter(list => list.scopes.some(listed => listed === scope))
      const commands = lists.flatMap(list => list.commands)
      expect(commands.map(command => command.title)).toEqual(
        expect.arrayContaining(['help', 'start over', 'why this article']),
      )
      for (const command of commands) expect(command.description.length).toBeGreaterThan(10)
    }
  })

  it('says two different things in its short and its full text, as Teams demands', () => {
    expect(manifest.name.short).not.toBe(manifest.name.full)
    expect(manifest.description.full).not.toContain(manifest.description.short)
  })
})

describe('the German texts', () => {
  it("are valid against Microsoft's localization schema, and a wrong key is not", async () => {
    expect(await validateTexts(german)).toEqual([])
    expect(await validateTexts({ ...german, 'bots[1].name': 'Advise' })).not.toEqual([])
  })

  it('translate every text but the commands themselves, which the bot understands in English only', () => {
    const keys = commandLists().flatMap((list, l) =>
      list.commands.map((_, c) => `bots[0].commandLists[${l}].commands[${c}].description`),
    )
    const names = ['$schema', 'name.short', 'name.full', 'description.short', 'description.full']
    const found = (manifest.composeExtensions ?? []).flatMap((extension, e) =>
      (extension.commands ?? []).flatMap((command, c) => {
        const at = `composeExtensions[${e}].commands[${c}]`
        const parameters = (command.parameters ?? []).map((_, p) => `${at}.parameters[${p}]`)
        return [at, ...parameters].flatMap(place => [`${place}.title`, `${place}.description`])
      }),
    )
    expect(found).toHaveLength(4)
    expect(Object.keys(german).sort()).toEqual([...names, ...keys, ...found].sort())
  })
})

describe('building', () => {
  it('names the icons and the language files', () => {
    expect(namedFiles(buildManifest(template, target))).toEqual(['color.png', 'outline.png', 'de.json'])
  })

  it('refuses a placeholder that nothing fills', () => {
    const changed = template.replace('Advise contributors', '{{COMPANY}}')
    expect(() => buildManifest(changed, target)).toThrow(/holds {{COMPANY}}, which nothing fills/)
  })

  it('refuses what is not JSON', () => {
    expect(() => buildManifest(template.replace('"id":', '"id"'), target)).toThrow(/manifest\.json is not JSON/)
  })

  it('says what is missing', () => {
    const { icons: _, ...without } = JSON.parse(template)
    expect(() => buildManifest(JSON.stringify(without), target)).toThrow(/cannot be packed[\s\S]*at icons/)
  })

  it('refuses the scope team without channel features, which the schema lets pass and Teams does not', async () => {
    const { supportsChannelFeatures: _, ...without } = JSON.parse(template)
    expect(() => buildManifest(JSON.stringify(without), target)).toThrow(/Add "supportsChannelFeatures": "tier1"/)
    expect(() => buildManifest(JSON.stringify({ ...without, manifestVersion: '1.24' }), target)).not.toThrow()
    const { supportsChannelFeatures: __, ...filled } = manifest
    expect(await validate(filled)).toEqual([])
  })
})
