import type { Credentials } from '../../settings.ts'
import type { Authentication, Channel, Route } from './channel.ts'

/**
 * What speaks with channels. Without credentials nobody has to prove who they are, so that the SDK is needed only when
 * something is to be sent, and loaded then: it takes 50 MB, and half a second. `given`: used in place of the SDK's own.
 */
export const openChannel = async (
  credentials: Credentials | undefined,
  given?: Authentication | undefined,
): Promise<Channel> => {
  const load = async (): Promise<Channel> => {
    const { createAuthentication, createChannel } = await import('./channel.ts')
    return createChannel(given ?? createAuthentication(credentials), credentials)
  }
  if (credentials || given) return load()
  let loaded: Promise<Channel> | undefined
  return {
    authenticate: async ({ serviceUrl }) => JSON.stringify({ serviceUrl } satisfies Route),
    send: async sending => {
      loaded ??= load()
      await (await loaded).send(sending)
    },
  }
}
