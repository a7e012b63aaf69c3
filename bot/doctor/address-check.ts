import { type Answered, type Ask, type Finding, ok, skipped, whyNone, wrong } from './check.ts'

/** Whether the bot answers where channels and people look for it. */
export const checkAddress = async (publicUrl: string | undefined, ask: Ask): Promise<Finding> => {
  if (publicUrl === undefined)
    return skipped(
      'PUBLIC_URL is not set. Set it to where the bot is reached, such as https://bot.example.com, to try that.',
    )
  if (!URL.canParse(publicUrl) || !/^https?:$/.test(new URL(publicUrl).protocol))
    return wrong(
      `PUBLIC_URL is "${publicUrl}", which is no web address. Set it to one such as https://bot.example.com.`,
    )
  const at = (path: string): string => new URL(path, publicUrl.endsWith('/') ? publicUrl : `${publicUrl}/`).href
  try {
    const health = await ask(at('health'))
    const said = statusIn(health)
    if (said === 'ok') return ok(`The bot answers at ${at('health')}.`)
    if (said !== undefined) return wrong(notReady(at('health'), said))
    return await checkMessages(at('api/messages'), ask, health)
  } catch (error) {
    return wrong(
      `Nothing answers at ${publicUrl} (${whyNone(error)}). Start the bot; then look at its name in the DNS, at the ` +
        'certificate, and at the proxy that passes requests on.',
    )
  }
}

const statusIn = ({ json }: Answered): string | undefined => {
  const { status } = (json ?? {}) as { readonly status?: unknown }
  return typeof status === 'string' && ['ok', 'starting', 'stopping', 'store-away'].includes(status)
    ? status
    : undefined
}

const notReady = (url: string, status: string): string =>
  status === 'store-away'
    ? `The bot answers at ${url}, but cannot keep conversations. See what is said of the store, and its log.`
    : `The bot answers at ${url} that it is ${status}. Try again in a moment.`

/** A proxy may well pass on `/api/messages` alone: without a token the bot refuses there in a way of its own. */
const checkMessages = async (url: string, ask: Ask, health: Answered): Promise<Finding> => {
  const { status, json } = await ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  const { error } = (json ?? {}) as { readonly error?: { readonly code?: unknown } }
  if (status === 401 && error?.code === 'Unauthorized') return ok(`The bot answers at ${url}.`)
  return wrong(
    `Something else than the bot answers at PUBLIC_URL: HTTP ${health.status} at /health, HTTP ${status} at /api/messages. ` +
      'Look at what the proxy passes on, and to which port.',
  )
}
