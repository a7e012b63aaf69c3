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
