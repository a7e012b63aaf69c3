import { createRequire } from 'node:module'

interface Mapper {
  type: { additionalProperties?: unknown }
}

/**
 * botbuilder 4.23.3 strips every property but `type` from outgoing entities: citations arrive empty (upstream #4902,
 * fixed in #4903, never released). Telling its serializer to keep what it does not know brings them back. To be called
 * before an adapter is made. Only a real delivery to a serviceUrl shows the fault: expectReplies bypasses it.
 */
export const keepEntityProperties = (): void => {
  // The connector that botbuilder itself uses, wherever npm has put it.
  const fromBotbuilder = createRequire(createRequire(import.meta.url).resolve('botbuilder'))
  const { Entity } = fromBotbuilder('botframework-connector/lib/connectorApi/models/mappers.js') as { Entity: Mapper }
  Entity.type.additionalProperties ??= { type: { name: 'Object' } }
}
