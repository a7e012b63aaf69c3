import { z } from 'zod'

/** What a Teams package is made for. */
export interface Target {
  /** The bot's Microsoft app id, a GUID. It is the Teams app's id too: Microsoft's schema page asks for the id the bot has. */
  readonly appId: string
  /** The host name under which the bot is reached, without scheme, port or path. */
  readonly domain: string
}

/** The parts that packing depends on; Microsoft's schema checks the whole manifest, in the tests. */
const essentials = z.object({
  manifestVersion: z.string(),
  version: z.string(),
  icons: z.object({ color: z.string(), outline: z.string() }),
  localizationInfo: z.object({ additionalLanguages: z.array(z.object({ file: z.string() })).optional() }).optional(),
  bots: z.array(z.object({ scopes: z.array(z.string()) })),
  supportsChannelFeatures: z.literal('tier1').optional(),
})

export type Manifest = z.infer<typeof essentials>

/**
 * Fills the placeholders of manifest.json.
 * @throws when a placeholder is left over, a part is missing, or Teams would refuse the result on upload.
 */
export function buildManifest(template: string, { appId, domain }: Target): Manifest {
  const filled = template.replaceAll('{{MicrosoftAppId}}', appId).replaceAll('{{BOT_DOMAIN}}', domain)
  const left = filled.match(/\{\{.*?\}\}/)
  if (left)
    throw new Error(
      `manifest.json holds ${left[0]}, which nothing fills. Placeholders are {{MicrosoftAppId}} and {{BOT_DOMAIN}}; correct it or write the value.`,
    )
  const manifest = parse(filled)
  const lacks = essentials.safeParse(manifest).error
  if (lacks) throw new Error(`manifest.json cannot be packed. Correct what is named here:\n${z.prettifyError(lacks)}`)
  requireChannelFeatures(manifest)
  return manifest
}

/** The files that the manifest names and that the package must hold beside it. */
export const namedFiles = (manifest: Manifest): readonly string[] => [
  manifest.icons.color,
  manifest.icons.outline,
  ...(manifest.localizationInfo?.additionalLanguages ?? []).map(language => language.file),
]

function parse(json: string): Manifest {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw new Error(`manifest.json is not JSON: ${(cause as Error).message}. Correct it where the message points.`, {
      cause,
    })
  }
}

/** Teams enforces this on upload, but the published schema does not, so a schema check alone misses it. */
function requireChannelFeatures({ manifestVersion, bots, supportsChannelFeatures }: Manifest): void {
  const inTeams = bots.some(bot => bot.scopes.includes('team'))
  const demanded = Number(manifestVersion.split('.')[1]) >= 25
  if (inTeams && demanded && supportsChannelFeatures === undefined)
    throw new Error(
      `manifest.json gives a bot the scope "team" but has no "supportsChannelFeatures", and manifest ${manifestVersion} needs it (1.25 and later do). Add "supportsChannelFeatures": "tier1", or take "team" out of the scopes.`,
    )
}
