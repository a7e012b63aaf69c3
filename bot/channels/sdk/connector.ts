import { createRequire } from 'node:module'

/** Who somebody is to the SDK: what their token claims. */
type Identity = new (
  claims: readonly { readonly type: string; readonly value: string }[],
) => Parameters<import('botbuilder').ConfigurationBotFrameworkAuthentication['createConnectorFactory']>[0]

/** The connector that botbuilder itself uses, wherever npm has put it. */
const fromBotbuilder = createRequire(createRequire(import.meta.url).resolve('botbuilder'))

export const { ClaimsIdentity } = fromBotbuilder('botframework-connector') as { readonly ClaimsIdentity: Identity }

interface Mapper {
  type: { additionalProperties?: unknown }
}

/**
 * botbuilder 4.23.3 strips every property but `type` from outgoing entities: citations arrive empty (upstream #4902,
 * fixed in #4903, never released). Telling its serializer to keep what it does not know brings them back. To be called
 * before anything is sent. Only a real delivery to a serviceUrl shows the fault.
 */
export const keepEntityProperties = (): void => {
  const { Entity } = fromBotbuilder('botframework-connector/lib/connectorApi/models/mappers.js') as { Entity: Mapper }
  Entity.type.additionalProperties ??= { type: { name: 'Object' } }
}

interface TokenRules {
  readonly issuer: string[]
}

const { ToBotFromBotOrEmulatorTokenValidationParameters: rules } = fromBotbuilder(
  'botframework-connector/lib/auth/tokenValidationParameters.js',
) as { readonly ToBotFromBotOrEmulatorTokenValidationParameters: TokenRules }

/**
 * botbuilder 4.23.3 takes whatever tenant a token names for an issuer that is believed, before it looks at the signature,
 * and for good (`isTokenFromEmulator` in its emulatorValidation.js): tokens of any tenant come through, and anybody can fill
 * the memory with made-up tenants. It does so to know a single tenant's own; that one is named here, and no other is added.
 */
export const believeTenants = (tenants: readonly string[]): void => {
  const issuers = tenants.flatMap(tenant => [
    `https://sts.windows.net/${tenant}/`,
    `https://login.microsoftonline.com/${tenant}/v2.0`,
    `https://login.microsoftonline.us/${tenant}/`,
    `https://login.microsoftonline.us/${tenant}/v2.0`,
  ])
  for (const issuer of issuers) if (!rules.issuer.includes(issuer)) rules.issuer[rules.issuer.length] = issuer
  Object.defineProperty(rules.issuer, 'push', { value: () => rules.issuer.length, configurable: true })
}

/** Who may have made a token that comes not from a channel. */
export const believedIssuers = (): readonly string[] => rules.issuer
