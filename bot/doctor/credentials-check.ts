import type { Settings } from '../settings.ts'
import { type Ask, type Finding, ok, skipped, whyNone, wrong } from './check.ts'

/** A bot of every tenant gets its tokens from Microsoft's own. */
const tokenAddress = (tenant: string | undefined): string =>
  tenant === undefined
    ? 'https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token'
    : `https://login.microsoftonline.com/${encodeURIComponent(tenant)}/oauth2/v2.0/token`

/** Asks for the token that the bot needs to send a reply, and throws it away. */
export const checkCredentials = async ({ credentials }: Settings, ask: Ask): Promise<Finding> => {
  if (!credentials) return skipped('The bot runs with --anonymous and needs none.')
  if (credentials.type === 'UserAssignedMSI')
    return skipped('A managed identity gets its tokens from Azure, on the machine that has it: nothing to try here.')
  const address = tokenAddress(credentials.type === 'SingleTenant' ? credentials.tenantId : undefined)
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.appId,
    client_secret: credentials.password,
    scope: 'https://api.botframework.com/.default',
  })
  try {
    const { status, json } = await ask(address, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: String(body),
    })
    if (status === 200) return ok('Microsoft gives the app a token.')
    return wrong(refusal(codeIn(json), status))
  } catch (error) {
    return wrong(
      `login.microsoftonline.com cannot be reached (${whyNone(error)}), so no reply can be sent. Let this machine call it ` +
        'over HTTPS, through a firewall or proxy if there is one.',
    )
  }
}

/** "AADSTS7000215: Invalid client secret …": the number alone, since the rest repeats what was sent. */
const codeIn = (json: unknown): string | undefined => {
  const { error_description: description } = (json ?? {}) as { readonly error_description?: unknown }
  return typeof description === 'string' ? /\bAADSTS\d+/.exec(description)?.[0] : undefined
}

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const REMEDIES: Readonly<Record<string, string>> = {
  AADSTS7000215:
    'MicrosoftAppPassword is not a secret of this app. Copy the value of a client secret, not its id; Azure shows it once, so make a new one if it is lost.',
  AADSTS7000222: 'The client secret has expired. Make a new one in Azure and set MicrosoftAppPassword to its value.',
  AADSTS700016:
    'There is no such app in this tenant. Compare MicrosoftAppId and MicrosoftAppTenantId with the registration in Azure, and MicrosoftAppType with the kind of the bot.',
  AADSTS90002: 'There is no such tenant. Compare MicrosoftAppTenantId with the registration in Azure.',
  AADSTS7000112: 'The app is disabled. Whoever administers the tenant can enable it.',
}

const refusal = (code: string | undefined, status: number): string =>
  `Microsoft refuses the app a token (${code ?? `HTTP ${status}`}). ${
    REMEDIES[code ?? ''] ??
    'Compare MicrosoftAppId, MicrosoftAppPassword and MicrosoftAppTenantId with the registration in Azure.'
  }`
